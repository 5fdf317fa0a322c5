//! `solieu check`: what contradicts itself, in files or in the warehouse.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use crate::args::{SchemasArgs, StatedArgs, WarehouseArgs};
use crate::error::{CliError, Done};
use crate::finding_record::FindingRecord;
use crate::{output, reading, release};

/// Print findings: what contradicts itself, in files or in the warehouse
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu check samples/soc-trang-2016.txt
  solieu check bao-cao.txt --format jsonl
  solieu check                              findings of the warehouse

Exit status 4 says that there are findings of severity error.")]
pub(crate) struct CheckArgs {
    /// Reports to check; `-` is standard input; none: the warehouse
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: CheckFormat,
    #[command(flatten)]
    stated: StatedArgs,
    #[command(flatten)]
    schemas: SchemasArgs,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// How findings are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum CheckFormat {
    /// Grouped by report, for people
    Table,
    /// One JSON object a line
    Jsonl,
}

/// Prints the findings.
pub(crate) fn run(args: &CheckArgs) -> Result<Done, CliError> {
    if args.files.is_empty() {
        return of_warehouse(args);
    }
    let catalog = reading::catalog(&args.schemas)?;
    let (mut out, mut errors) = (output::stdout(), 0);
    let rejected = reading::read_each(&args.files, catalog, &args.stated, |report| {
        let found = solieu_check::check_report(&report.interpreted, catalog);
        let findings: Vec<_> = found.iter().map(|finding| FindingRecord::of(&report.name, finding)).collect();
        errors += findings.iter().filter(|finding| finding.is_error()).count();
        print(&report.name, &findings, args.format, &mut out)
    })?;
    out.flush()?;
    Ok(match (errors, rejected) {
        (0, 0) => Done::Fully,
        (0, _) => Done::WithRejects,
        _ => Done::WithErrorsFound,
    })
}

fn print(report: &str, findings: &[FindingRecord], format: CheckFormat, out: &mut impl Write) -> Result<(), CliError> {
    if format == CheckFormat::Table {
        let count = findings.len();
        writeln!(out, "{report}: {count} {}", if count == 1 { "finding" } else { "findings" })?;
    }
    for finding in findings {
        match format {
            CheckFormat::Table => print_lines(finding, out)?,
            CheckFormat::Jsonl => {
                serde_json::to_writer(&mut *out, finding).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    Ok(())
}

fn print_lines(finding: &FindingRecord, out: &mut impl Write) -> Result<(), CliError> {
    let place = finding.spans.first().map(|[start, end]| format!(" at {start}..{end}")).unwrap_or_default();
    writeln!(out, "  {:<7} {}{place}", finding.severity, finding.kind)?;
    writeln!(out, "          {}", finding.message)?;
    writeln!(out, "          {}", finding.message_vi)?;
    if let Some(suggestion) = &finding.suggestion {
        writeln!(out, "          perhaps {suggestion}")?;
    }
    Ok(())
}

fn of_warehouse(args: &CheckArgs) -> Result<Done, CliError> {
    let path = release::current(&args.warehouse)?;
    let rows = release::query(&path, WAREHOUSE_FINDINGS)?;
    let format = if args.format == CheckFormat::Table { output::Format::Table } else { output::Format::Jsonl };
    output::write(&rows, format, &mut output::stdout())?;
    let errors = release::query(&path, WAREHOUSE_ERRORS)?;
    let any = errors.batches.iter().any(|batch| batch.num_rows() > 0);
    Ok(if any { Done::WithErrorsFound } else { Done::Fully })
}

const WAREHOUSE_FINDINGS: &str = "SELECT report_id AS report, kind, severity, stated, computed, message_en AS message, message_vi, suggestion \
     FROM findings ORDER BY ALL";
const WAREHOUSE_ERRORS: &str = "SELECT 1 FROM findings WHERE severity = 'error' LIMIT 1";
