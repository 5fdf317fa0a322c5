//! `solieu export`: a release as a folder that opens on another machine.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;

use crate::args::WarehouseArgs;
use crate::bundle;
use crate::error::{CliError, Done};
use crate::{output, release};

/// Write the release as a bundle: DuckDB file, Parquet, dictionary, checksums, datapackage.json
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu export bundle
  solieu export bundle --force       (anew, over an earlier bundle)
  cd bundle && sha256sum --check SHA256SUMS

SHA256SUMS is written last: a folder without it is not a whole bundle.")]
pub(crate) struct ExportArgs {
    /// Folder to write, made where it is not there
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Write into a folder that is not empty: an earlier bundle's files go, other files stay
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Writes the bundle and says what it holds.
pub(crate) fn run(args: &ExportArgs) -> Result<Done, CliError> {
    let release = release::current(&args.warehouse)?;
    if !is_empty(&args.folder)? {
        if !args.force {
            return Err(CliError::usage(format!("{} is not empty", args.folder.display()))
                .hint("name another folder, or take --force to write over an earlier bundle"));
        }
        bundle::remove_earlier(&args.folder)?;
    }
    let written = bundle::write(&release, &args.folder)?;
    let mut out = output::stdout();
    writeln!(out, "{}: {} files, {} tables and views, {} rows", args.folder.display(), written.files, written.tables, written.rows)?;
    writeln!(out, "check it with: cd {} && sha256sum --check SHA256SUMS", args.folder.display())?;
    out.flush()?;
    Ok(Done::Fully)
}

/// Also where the folder is not there.
fn is_empty(folder: &Path) -> Result<bool, CliError> {
    match std::fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(CliError::unreadable(folder, &error)),
    }
}
