//! `solieu extract`: the figures of reports, nothing stored.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::{SchemasArgs, StatedArgs};
use crate::error::{CliError, Done};
use crate::figure_record::{FigureRecord, figure_rows, records};
use crate::{output, reading};

/// Print the figures of reports, one-off: nothing is stored
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu extract samples/soc-trang-2016.txt
  solieu extract bao-cao.txt --format jsonl > figures.jsonl
  cat doan-van.txt | solieu extract - --province 'Sóc Trăng' --year 2016")]
pub(crate) struct ExtractArgs {
    /// Reports to read; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: ExtractFormat,
    #[command(flatten)]
    stated: StatedArgs,
    #[command(flatten)]
    schemas: SchemasArgs,
}

/// How figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum ExtractFormat {
    /// A table for a terminal
    Table,
    /// One JSON object a line
    Jsonl,
    /// Comma-separated, with a header line
    Csv,
    /// An Arrow IPC stream
    Arrow,
}

/// Prints the figures of each report.
pub(crate) fn run(args: &ExtractArgs) -> Result<Done, CliError> {
    let catalog = reading::catalog(&args.schemas)?;
    let mut out = output::stdout();
    let mut kept: Vec<FigureRecord> = Vec::new();
    let rejected = reading::read_each(&args.files, catalog, &args.stated, |report| {
        let findings = solieu_check::check_report(&report.interpreted, catalog);
        let figures = records(report, &findings);
        match args.format {
            ExtractFormat::Jsonl => write_lines(&figures, &mut out)?,
            _ => kept.extend(figures),
        }
        Ok(())
    })?;
    match args.format {
        ExtractFormat::Jsonl => {}
        ExtractFormat::Table => output::write(&figure_rows(&kept, true)?, output::Format::Table, &mut out)?,
        ExtractFormat::Csv => output::write(&figure_rows(&kept, false)?, output::Format::Csv, &mut out)?,
        ExtractFormat::Arrow => output::write_arrow(&figure_rows(&kept, false)?, &mut out)?,
    }
    out.flush()?;
    Ok(if rejected == 0 { Done::Fully } else { Done::WithRejects })
}

fn write_lines(figures: &[FigureRecord], out: &mut impl Write) -> Result<(), CliError> {
    for figure in figures {
        serde_json::to_writer(&mut *out, figure).map_err(std::io::Error::from)?;
        writeln!(out)?;
    }
    Ok(())
}
