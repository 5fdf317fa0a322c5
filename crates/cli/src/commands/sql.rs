//! `solieu sql`: a query over the release.

use std::path::PathBuf;

use clap::Args;

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::output::Format;
use crate::{output, release};

/// Ask the release in SQL, read-only
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu sql 'SELECT * FROM panel LIMIT 10'
  solieu sql \"FROM ranking('par_index.rank', 2016)\" --format markdown
  solieu sql 'FROM figures_checked' -o figures.parquet")]
pub(crate) struct SqlArgs {
    /// The query, in DuckDB's SQL; it may begin with a comment
    #[arg(allow_hyphen_values = true)]
    query: String,
    /// How to print [default: by the ending of -o, else a table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Prints what the query gives.
pub(crate) fn run(args: &SqlArgs) -> Result<Done, CliError> {
    let rows = release::query(&release::current(&args.warehouse)?, &args.query)?;
    let by_ending = || args.output.as_deref().and_then(Format::of);
    let format = args.format.or_else(by_ending).unwrap_or(Format::Table);
    output::write_to(&rows, format, args.output.as_deref())?;
    Ok(Done::Fully)
}
