//! `solieu history`: the runs of a warehouse.

use std::io::Write;

use clap::{Args, ValueEnum};
use comfy_table::Table;
use solieu_pipeline::{RunRecord, RunStatus, WarehouseLock};

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::{output, release};

/// List the runs of a warehouse, also those that failed
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu history
  solieu history --last 5 --format jsonl")]
pub(crate) struct HistoryArgs {
    /// Only this many, the newest
    #[arg(long, value_name = "N")]
    last: Option<usize>,
    /// How to print
    #[arg(long, value_enum, default_value = "table")]
    format: HistoryFormat,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// How runs are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum HistoryFormat {
    /// A table for a terminal
    Table,
    /// One JSON object a line, with the steps
    Jsonl,
}

/// Prints the runs, oldest first.
pub(crate) fn run(args: &HistoryArgs) -> Result<Done, CliError> {
    let layout = release::layout(&args.warehouse);
    let runs = solieu_pipeline::history(&layout)?;
    let from = runs.len().saturating_sub(args.last.unwrap_or(usize::MAX));
    let runs = runs.get(from..).unwrap_or_default();
    let mut out = output::stdout();
    match args.format {
        HistoryFormat::Table => writeln!(out, "{}", table(runs, WarehouseLock::is_held(&layout)))?,
        HistoryFormat::Jsonl => {
            for run in runs {
                serde_json::to_writer(&mut out, run).map_err(std::io::Error::from)?;
                writeln!(out)?;
            }
        }
    }
    out.flush()?;
    Ok(Done::Fully)
}

fn table(runs: &[RunRecord], going_on: bool) -> Table {
    let mut table = Table::new();
    output::table::plain(&mut table);
    table.set_header(["run", "pipeline", "started (UTC)", "took", "status", "read", "unchanged", "rejected", "figures", "release"]);
    for (index, run) in runs.iter().enumerate() {
        let newest = index + 1 == runs.len();
        table.add_row(row(run, going_on && newest));
    }
    table
}

fn row(run: &RunRecord, going_on: bool) -> Vec<String> {
    let started = run.start.started_at.strftime("%Y-%m-%d %H:%M:%S").to_string();
    let head = [run.run_id.clone(), run.start.pipeline.clone(), started];
    let Some(end) = &run.end else {
        let status = if going_on { RunStatus::Running.name() } else { "died" };
        return head.into_iter().chain([String::new(), status.to_owned()]).collect();
    };
    let took = end.ended_at.duration_since(run.start.started_at).as_secs_f64();
    let counts = [end.reports_read, end.reports_unchanged, end.reports_rejected, end.figures].map(|count| count.to_string());
    let release = end.release.clone().unwrap_or_default();
    head.into_iter().chain([format!("{took:.2} s"), end.status.name().to_owned()]).chain(counts).chain([release]).collect()
}
