//! `solieu run`: the main job.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::Args;
use comfy_table::{CellAlignment, Table};
use jiff::Timestamp;
use solieu_pipeline::{Layout, Pipeline, RunOptions, RunPlan, RunSummary};

use crate::args::{PartArgs, RunStatedArgs, SchemasArgs, WarehouseArgs};
use crate::error::{CliError, Done};
use crate::progress::Progress;
use crate::{output, reading, release, stop};

/// Read what changed, extract, interpret, check, store, release
#[derive(Debug, Default, Args)]
#[command(after_help = "\
Examples:
  solieu run                                every pipeline in pipelines/
  solieu run pipelines/samples.toml
  solieu run --source ~/reports --warehouse ~/solieu
  solieu run --source scans/2016 --stated-province 'Sóc Trăng' --stated-year 2016
  solieu run --plan                         what would change, with nothing written
  solieu run --province 'Cần Thơ' --year 2024    redo a part, leave the others alone")]
pub(crate) struct RunArgs {
    /// Pipeline files, or names of files in pipelines/
    #[arg(value_name = "PIPELINE", conflicts_with = "source")]
    pipelines: Vec<PathBuf>,
    /// Read this folder or file, without a pipeline file
    #[arg(long, value_name = "DIR|URI")]
    source: Option<String>,
    /// Redo all, also what did not change
    #[arg(long)]
    full: bool,
    /// Tell what would be read, replaced, marked gone, and how figures would change; write nothing
    #[arg(long)]
    plan: bool,
    /// For `solieu rejects replay`.
    #[arg(skip)]
    replay: bool,
    #[command(flatten)]
    part: PartArgs,
    /// Write the summary as JSON to this file too
    #[arg(long, value_name = "FILE")]
    summary: Option<PathBuf>,
    #[command(flatten)]
    stated: RunStatedArgs,
    #[command(flatten)]
    schemas: SchemasArgs,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Runs pipelines and tries again what they have set aside.
pub(crate) fn replay(pipelines: &[PathBuf], schemas: &SchemasArgs, warehouse: &WarehouseArgs) -> Result<Done, CliError> {
    let args = RunArgs {
        pipelines: pipelines.to_vec(),
        schemas: schemas.clone(),
        warehouse: warehouse.clone(),
        replay: true,
        ..RunArgs::default()
    };
    run(&args)
}

/// Runs each pipeline and prints what came of it.
pub(crate) fn run(args: &RunArgs) -> Result<Done, CliError> {
    let catalog = reading::catalog(&args.schemas)?;
    let mut summaries = Vec::new();
    let asked = stop::when_asked();
    for mut pipeline in pipelines(args)? {
        pipeline.stated = args.stated.facts().or(&pipeline.stated);
        let warehouse = args.warehouse.warehouse.clone().or_else(|| pipeline.warehouse.clone());
        let layout = Layout::new(warehouse.unwrap_or_else(release::default_warehouse));
        let mut options = RunOptions::new(layout, catalog, &Timestamp::now, env!("CARGO_PKG_VERSION"));
        (options.full, options.part) = (args.full, args.part.part(catalog)?);
        options.expected_reports = reading::expected_reports(&args.schemas)?;
        (options.stop, options.replay) = (Arc::clone(&asked), args.replay);
        if args.plan {
            let plan = solieu_pipeline::preview(&pipeline, &options, &Progress::default())?;
            print_plan(&plan, &mut output::stdout())?;
            continue;
        }
        let summary = solieu_pipeline::run(&pipeline, &options, &Progress::default())?;
        print(&summary, &mut output::stdout())?;
        summaries.push(summary);
    }
    write_summary(args, &summaries)?;
    let rejects = summaries.iter().any(|summary| !summary.rejected.is_empty());
    Ok(if rejects { Done::WithRejects } else { Done::Fully })
}

fn pipelines(args: &RunArgs) -> Result<Vec<Pipeline>, CliError> {
    if let Some(source) = &args.source {
        return Ok(vec![over_source(source)?]);
    }
    let named: Vec<_> = args.pipelines.iter().map(|name| release::pipeline_file(name)).collect();
    let files = if named.is_empty() { release::pipeline_files() } else { named };
    if files.is_empty() {
        return Err(CliError::usage("there is no pipeline in ./pipelines").hint("name a pipeline file, or a folder with --source DIR"));
    }
    files.iter().map(|file| Pipeline::from_file(file).map_err(CliError::from)).collect()
}

/// A folder owns its sources under its full path, so that two folders do not take each other's for vanished.
fn over_source(source: &str) -> Result<Pipeline, CliError> {
    let path = match source.split_once("://") {
        Some(("file", path)) => Path::new(path),
        Some((scheme, _)) => {
            return Err(CliError::usage(format!("--source {source}: {scheme}:// is not read without a pipeline file"))
                .hint("give a folder or a file:// URI; for S3-compatible storage write a pipeline with `url = \"s3://…\"`"));
        }
        None => Path::new(source),
    };
    let full = path.canonicalize().map_err(|error| CliError::unreadable(path, &error))?;
    Ok(Pipeline::over_folder(full.display().to_string(), path.to_owned()))
}

fn write_summary(args: &RunArgs, summaries: &[RunSummary]) -> Result<(), CliError> {
    let Some(path) = &args.summary else { return Ok(()) };
    let json = serde_json::to_vec_pretty(summaries).map_err(CliError::failed)?;
    std::fs::write(path, json).map_err(|error| CliError::unreadable(path, &error))
}

fn print(summary: &RunSummary, out: &mut impl Write) -> Result<(), CliError> {
    writeln!(out, "{}: {}", summary.pipeline, counts(summary))?;
    for note in &summary.healed {
        writeln!(out, "  put right: {note}")?;
    }
    for rejection in &summary.rejected {
        writeln!(out, "  rejected {}\n    {}", rejection.message, rejection.advice)?;
    }
    if summary.figures() > 0 {
        writeln!(out, "{}", areas(summary))?;
    }
    let findings = summary.findings_by_severity.iter().map(|(severity, count)| format!("{count} {severity}"));
    writeln!(out, "findings: {}", or_none(findings.collect::<Vec<_>>().join(", ")))?;
    if let Some(release) = &summary.release {
        writeln!(out, "release: {}{}", release.display(), if summary.released { "" } else { " (as before)" })?;
        writeln!(
            out,
            "try: solieu sql {}'SELECT province, year, indicator, value, denominator, percent FROM panel LIMIT 20'",
            at(summary)
        )?;
    }
    Ok(out.flush()?)
}

fn print_plan(plan: &RunPlan, out: &mut impl Write) -> Result<(), CliError> {
    for report in &plan.reports {
        let before = report.figures_before.map_or_else(|| "none".to_owned(), |figures| figures.to_string());
        writeln!(out, "read     {} ({}): {} figures, before: {before}", report.path.display(), report.cause, report.figures_after)?;
    }
    for path in &plan.gone {
        writeln!(out, "gone     {}: its figures stay, marked", path.display())?;
    }
    for path in &plan.removed {
        writeln!(out, "removed  {}", path.display())?;
    }
    for rejection in &plan.rejected {
        writeln!(out, "rejected {}", rejection.message)?;
    }
    if !plan.changes.is_empty() {
        writeln!(out, "{}", super::diff::table(&plan.changes))?;
    }
    writeln!(
        out,
        "{}: would read {} reports, leave {} as they are; {} figures now, {} afterwards; in reports that are known: {}. Nothing was written.",
        plan.pipeline,
        plan.reports.len(),
        plan.unchanged,
        plan.figures_before,
        plan.figures_after,
        super::diff::counts(&plan.changes)
    )?;
    Ok(out.flush()?)
}

fn counts(summary: &RunSummary) -> String {
    let told = [
        (summary.read, "read"),
        (summary.reinterpreted, "interpreted again"),
        (summary.unchanged, "unchanged"),
        (summary.duplicates, "with the content of another"),
        (summary.gone, "whose source is gone"),
        (summary.removed, "removed"),
        (summary.not_selected, "not selected"),
        (summary.rejected.len() as u64, "rejected"),
    ];
    let always = ["read", "not selected", "rejected"];
    let told = told.iter().filter(|(count, what)| *count > 0 || always.contains(what));
    format!("reports: {}", told.map(|(count, what)| format!("{count} {what}")).collect::<Vec<_>>().join(", "))
}

fn areas(summary: &RunSummary) -> Table {
    let mut table = Table::new();
    output::table::plain(&mut table);
    table.set_header(["area", "figures"]);
    let named = summary.figures_by_area.iter().filter(|(area, _)| !area.is_empty());
    for (area, count) in named {
        table.add_row([area.clone(), count.to_string()]);
    }
    let without = summary.figures_by_area.get("").copied().unwrap_or(0);
    table.add_row(["with an indicator".to_owned(), (summary.figures() - without).to_string()]);
    table.add_row(["without an indicator".to_owned(), without.to_string()]);
    table.add_row(["all".to_owned(), summary.figures().to_string()]);
    if let Some(column) = table.column_mut(1) {
        column.set_cell_alignment(CellAlignment::Right);
    }
    table
}

/// How `sql` is told where the release lies, when it would not find it by itself.
fn at(summary: &RunSummary) -> String {
    let found = release::layout(&WarehouseArgs { warehouse: None });
    let same = found.root().canonicalize().ok() == summary.warehouse.canonicalize().ok();
    if same { String::new() } else { format!("--warehouse {} ", summary.warehouse.display()) }
}

fn or_none(text: String) -> String {
    if text.is_empty() { "none".to_owned() } else { text }
}
