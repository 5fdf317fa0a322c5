//! `solieu catalog docs`: the dictionary as static pages.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use solieu_catalog::Catalog;

use crate::dictionary;
use crate::error::CliError;

/// Write the dictionary as pages of Markdown: tables, views, indicators, provinces, lineage
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu catalog docs
  solieu catalog docs -o pages --schemas my-schemas")]
pub(crate) struct DocsArgs {
    /// Folder to write; what else is in it stays
    #[arg(short, long, value_name = "DIR", default_value = "docs/dictionary")]
    output: PathBuf,
}

/// Writes the pages of what this binary makes.
pub(crate) fn run(args: &DocsArgs, catalog: &Catalog, out: &mut impl Write) -> Result<(), CliError> {
    let objects = solieu_warehouse::dictionary().map_err(CliError::failed)?;
    let pages = dictionary::pages(&objects, catalog)?;
    for (path, text) in &pages {
        write(&args.output.join(path), text).map_err(|(path, error)| CliError::unreadable(&path, &error))?;
    }
    Ok(writeln!(out, "{}: {} pages", args.output.display(), pages.len())?)
}

fn write(path: &Path, text: &str) -> Result<(), (PathBuf, std::io::Error)> {
    let at = |error| (path.to_owned(), error);
    std::fs::create_dir_all(path.parent().unwrap_or(Path::new("."))).map_err(at)?;
    std::fs::write(path, text).map_err(at)
}
