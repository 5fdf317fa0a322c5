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
        if args.format == CheckFormat::Table {
            let figures = report.interpreted.extraction.figures.len();
            let consistent = solieu_check::self_consistent(figures, &found);
            writeln!(out, "{}", heading(&report.name, findings.len(), (consistent, figures)))?;
        }
        print(&findings, args.format, &mut out)
    })?;
    out.flush()?;
    Ok(match (errors, rejected) {
        (0, 0) => Done::Fully,
        (0, _) => Done::WithRejects,
        _ => Done::WithErrorsFound,
    })
}

/// `nghe-an-2023: 3 findings; 98,2 % of its 163 figures without error`
fn heading(report: &str, findings: usize, (consistent, figures): (usize, usize)) -> String {
    let count = format!("{report}: {findings} {}", if findings == 1 { "finding" } else { "findings" });
    if findings == 0 {
        return count;
    }
    let permille = (consistent * 1000).checked_div(figures).unwrap_or_default();
    format!("{count}; {},{} % of its {figures} figures without error", permille / 10, permille % 10)
}

fn print(findings: &[FindingRecord], format: CheckFormat, out: &mut impl Write) -> Result<(), CliError> {
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
    let kind = format!("{}{place}", finding.kind);
    print_entry([&finding.severity, &kind, &finding.message, &finding.message_vi], finding.suggestion.as_deref(), out)
}

fn print_entry([severity, kind, en, vi]: [&str; 4], suggestion: Option<&str>, out: &mut impl Write) -> Result<(), CliError> {
    writeln!(out, "  {severity:<7} {kind}")?;
    writeln!(out, "          {en}")?;
    writeln!(out, "          {vi}")?;
    if let Some(suggestion) = suggestion {
        writeln!(out, "          perhaps {suggestion}")?;
    }
    Ok(())
}

fn of_warehouse(args: &CheckArgs) -> Result<Done, CliError> {
    let path = release::current(&args.warehouse)?;
    match args.format {
        CheckFormat::Table => print_by_report(&release::query(&path, BY_REPORT)?, &mut output::stdout())?,
        CheckFormat::Jsonl => output::write(&release::query(&path, WAREHOUSE_FINDINGS)?, output::Format::Jsonl, &mut output::stdout())?,
    }
    let errors = release::query(&path, WAREHOUSE_ERRORS)?;
    let any = errors.batches.iter().any(|batch| batch.num_rows() > 0);
    Ok(if any { Done::WithErrorsFound } else { Done::Fully })
}

/// The findings of each report under its heading.
fn print_by_report(rows: &output::Rows, out: &mut impl Write) -> Result<(), CliError> {
    let rows = rows.texts()?;
    for report in rows.chunk_by(|a, b| a.first() == b.first()) {
        let text = |row: &[Option<String>], at: usize| row.get(at).cloned().flatten().unwrap_or_default();
        let name = report.first().map(|row| text(row, 0)).unwrap_or_default();
        writeln!(out, "{name}: {} {}", report.len(), if report.len() == 1 { "finding" } else { "findings" })?;
        for row in report {
            let [severity, kind, en, vi] = [1, 2, 3, 4].map(|at| text(row, at));
            print_entry([&severity, &kind, &en, &vi], row.get(5).and_then(Option::as_deref), out)?;
        }
    }
    Ok(out.flush()?)
}

const BY_REPORT: &str = "SELECT report_id, severity, kind, message_en, message_vi, suggestion \
     FROM findings ORDER BY report_id, list_position(['error', 'warning', 'note'], severity), kind, message_en";
const WAREHOUSE_FINDINGS: &str = "SELECT report_id AS report, kind, severity, stated, computed, message_en AS message, message_vi, suggestion \
     FROM findings ORDER BY ALL";
const WAREHOUSE_ERRORS: &str = "SELECT 1 FROM findings WHERE severity = 'error' LIMIT 1";
