//! `solieu sql`: a query over the release.

use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use solieu_pipeline::{AsOf, Moment};

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
  solieu sql 'FROM figures_checked' -o figures.parquet
  solieu sql --as-of 2026-06-30 'SELECT count(*) FROM figures'")]
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
    /// Ask the warehouse as this run left it, or as it was at the end of this day (UTC)
    #[arg(long, value_name = "RUN|DATE")]
    as_of: Option<Moment>,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Prints what the query gives.
pub(crate) fn run(args: &SqlArgs) -> Result<Done, CliError> {
    let rows = match &args.as_of {
        Some(moment) => release::query(as_of(args, moment)?.path(), &args.query)?,
        None => release::query(&release::current(&args.warehouse)?, &args.query)?,
    };
    let by_ending = || args.output.as_deref().and_then(Format::of);
    let format = args.format.or_else(by_ending).unwrap_or(Format::Table);
    output::write_to(&rows, format, args.output.as_deref())?;
    Ok(Done::Fully)
}

fn as_of(args: &SqlArgs, moment: &Moment) -> Result<AsOf, CliError> {
    let scratch = std::env::temp_dir().join(format!("solieu-as-of-{}", std::process::id()));
    Ok(solieu_pipeline::as_of(&release::layout(&args.warehouse), moment, Timestamp::now(), &scratch)?)
}
