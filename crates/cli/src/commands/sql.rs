//! `solieu sql`: a query over the release, or a prompt for many.

use std::io::{IsTerminal, Read};
use std::path::{Path, PathBuf};

use clap::Args;
use jiff::Timestamp;
use solieu_pipeline::{AsOf, Moment};
use solieu_warehouse::Session;

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::output::Format;
use crate::prompt::{self, Shell, Target};
use crate::release;

/// Ask the release in SQL, read-only; without a query: a prompt
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu sql 'SELECT * FROM panel LIMIT 10'
  solieu sql \"FROM ranking('par_index.rank', 2016)\" --format markdown
  solieu sql 'FROM figures_checked' -o figures.xlsx
  solieu sql 'FROM panel_wide' --excel -o panel.csv
  solieu sql                       (a prompt: .help says what it knows)
  solieu sql < questions.sql       (every statement of a file)
  solieu sql --as-of 2026-06-30 'SELECT count(*) FROM figures'")]
pub(crate) struct SqlArgs {
    /// The query, in DuckDB's SQL; it may begin with a comment
    #[arg(allow_hyphen_values = true)]
    query: Option<String>,
    /// How to print [default: by the ending of -o, else a table]
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// CSV as Excel with Vietnamese settings opens it: semicolons, decimal commas, a byte order mark
    #[arg(long)]
    excel: bool,
    /// Write to this file instead of standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    /// Ask the warehouse as this run left it, or as it was at the end of this day (UTC)
    #[arg(long, value_name = "RUN|DATE")]
    as_of: Option<Moment>,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Prints what the query gives, or what each statement of standard input gives, or asks for statements.
pub(crate) fn run(args: &SqlArgs) -> Result<Done, CliError> {
    let format = format(args)?;
    // Held until the end: a release of the past goes with it.
    let past = args.as_of.as_ref().map(|moment| as_of(args, moment)).transpose()?;
    let path = match &past {
        Some(past) => past.path().to_owned(),
        None => release::current(&args.warehouse)?,
    };
    let target = args.output.as_deref().map_or(Target::Screen, Target::file);
    let shell = Shell::new(open(&path)?, path, format, target);
    ask(args.query.as_deref(), shell)?;
    Ok(Done::Fully)
}

fn ask(query: Option<&str>, mut shell: Shell) -> Result<(), CliError> {
    match query {
        Some(query) => shell.answer(query),
        None if std::io::stdin().is_terminal() => prompt::run(shell),
        None => {
            let mut script = String::new();
            std::io::stdin().read_to_string(&mut script).map_err(|error| CliError::usage(format!("standard input: {error}")))?;
            shell.run_script(&script)
        }
    }
}

fn open(path: &Path) -> Result<Session, CliError> {
    Session::open(path).map_err(CliError::of_query)
}

/// `None`: by the ending of the file, else a table.
fn format(args: &SqlArgs) -> Result<Option<Format>, CliError> {
    let said = args.format.or_else(|| args.output.as_deref().and_then(Format::of));
    match (args.excel, said) {
        (false, _) => Ok(args.format),
        (true, None | Some(Format::Csv)) => Ok(Some(Format::ExcelCsv)),
        (true, Some(_)) => Err(CliError::usage("--excel is a kind of CSV: use it with --format csv or -o FILE.csv")
            .hint("for a workbook leave --excel out and name a file that ends in .xlsx")),
    }
}

fn as_of(args: &SqlArgs, moment: &Moment) -> Result<AsOf, CliError> {
    let scratch = std::env::temp_dir().join(format!("solieu-as-of-{}", std::process::id()));
    Ok(solieu_pipeline::as_of(&release::layout(&args.warehouse), moment, Timestamp::now(), &scratch)?)
}
