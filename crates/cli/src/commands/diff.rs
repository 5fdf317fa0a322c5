//! `solieu diff`: what changed between two runs.

use std::io::Write;

use clap::{Args, ValueEnum};
use comfy_table::Table;
use solieu_pipeline::{Cause, FigureChange, FigureSide, Happened, Layout, Moment};

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::{output, release};

/// Show which figures came, went or changed between two runs, and why
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu diff                        what the last run changed
  solieu diff r000003 r000007
  solieu diff 2026-11-01 2026-11-22 --format jsonl")]
pub(crate) struct DiffArgs {
    /// The earlier run, or a day [default: the one before the last]
    #[arg(value_name = "RUN|DATE", requires = "to")]
    from: Option<Moment>,
    /// The later run, or a day [default: the last]
    #[arg(value_name = "RUN|DATE")]
    to: Option<Moment>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: DiffFormat,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// How changes are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum DiffFormat {
    /// A table for a terminal
    Table,
    /// One JSON object a line
    Jsonl,
}

/// Prints the changes, report by report.
pub(crate) fn run(args: &DiffArgs) -> Result<Done, CliError> {
    let layout = release::layout(&args.warehouse);
    let (from, to) = match (&args.from, &args.to) {
        (Some(from), Some(to)) => (from.clone(), to.clone()),
        _ => last_two(&layout)?,
    };
    let diff = solieu_pipeline::diff(&layout, &from, &to)?;
    let mut out = output::stdout();
    match args.format {
        DiffFormat::Table => {
            if !diff.changes.is_empty() {
                writeln!(out, "{}", table(&diff.changes))?;
            }
            writeln!(out, "{} to {}: {}", diff.from, diff.to, counts(&diff.changes))?;
        }
        DiffFormat::Jsonl => {
            for change in &diff.changes {
                serde_json::to_writer(&mut out, change).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Fully)
}

fn last_two(layout: &Layout) -> Result<(Moment, Moment), CliError> {
    let told = |run: &solieu_pipeline::RunRecord| run.end.as_ref().is_some_and(|end| !end.lake_versions.is_empty());
    let runs: Vec<_> = solieu_pipeline::history(layout)?.into_iter().filter(told).map(|run| Moment::Run(run.run_id)).collect();
    match runs.as_slice() {
        [.., from, to] => Ok((from.clone(), to.clone())),
        _ => Err(CliError::usage("there are not two runs to compare").hint("`solieu history` lists the runs")),
    }
}

/// What happened how often, for a closing line.
pub(crate) fn counts(changes: &[FigureChange]) -> String {
    let count = |happened| changes.iter().filter(|change| change.happened == happened).count();
    let (added, gone, changed) = (count(Happened::Added), count(Happened::Gone), count(Happened::Changed));
    format!("{added} figures added, {gone} gone, {changed} changed")
}

/// One row a change.
pub(crate) fn table(changes: &[FigureChange]) -> Table {
    let mut table = Table::new();
    output::table::plain(&mut table);
    table.set_header(["report", "figure", "was", "is", "cause"]);
    for change in changes {
        let named = change.after.as_ref().or(change.before.as_ref()).and_then(|side| side.indicator.clone());
        let cells = [
            change.report_id.clone(),
            named.unwrap_or_else(|| change.locator.clone()),
            side(change.before.as_ref()),
            side(change.after.as_ref()),
            cause(change.cause).to_owned(),
        ];
        table.add_row(cells);
    }
    table
}

fn side(side: Option<&FigureSide>) -> String {
    let Some(side) = side else { return "-".to_owned() };
    let indicator = side.indicator.as_deref().unwrap_or("no indicator");
    format!("{} ({indicator})", side.quote.as_deref().unwrap_or_default())
}

fn cause(cause: Cause) -> &'static str {
    match cause {
        Cause::Source => "source",
        Cause::Extractor => "extractor",
        Cause::Catalogue => "catalogue",
        Cause::Correction => "correction",
        Cause::Rules => "rules",
    }
}
