//! `solieu status`: the warehouse in one screen.

use std::io::Write;

use clap::Args;
use jiff::Timestamp;
use solieu_pipeline::{Job, Layout, Pipeline, RunRecord, WarehouseStatus};

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::{output, release};

/// Show the last good release, its age, what is rejected, what each part takes on disk
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu status
  solieu status --warehouse /srv/solieu --json")]
pub(crate) struct StatusArgs {
    /// Print one JSON object
    #[arg(long)]
    json: bool,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Prints the state of the warehouse.
pub(crate) fn run(args: &StatusArgs) -> Result<Done, CliError> {
    let layout = release::layout(&args.warehouse);
    let status = solieu_pipeline::status(&layout)?;
    let mut out = output::stdout();
    if args.json {
        serde_json::to_writer(&mut out, &status).map_err(std::io::Error::from)?;
        writeln!(out)?;
    } else {
        print(&status, Timestamp::now(), &mut out)?;
        print_late(&layout, Timestamp::now(), &mut out)?;
    }
    out.flush()?;
    Ok(Done::Fully)
}

fn print(status: &WarehouseStatus, now: Timestamp, out: &mut impl Write) -> Result<(), CliError> {
    writeln!(out, "warehouse   {}", status.warehouse.display())?;
    match (&status.release, &status.released) {
        (Some(release), Some(run)) => writeln!(out, "release     {} ({} old, by run {})", release.display(), age(run, now), run.run_id)?,
        (Some(release), None) => writeln!(out, "release     {}", release.display())?,
        (None, _) => writeln!(out, "release     none: make one with `solieu run`")?,
    }
    if let Some(run) = &status.last_run {
        let message = run.end.as_ref().and_then(|end| end.message.clone()).map(|text| format!(": {text}")).unwrap_or_default();
        writeln!(
            out,
            "last run    {}, pipeline {}, {} ago, {}{message}",
            run.run_id,
            run.start.pipeline,
            age(run, now),
            state_of(run, status.running)
        )?;
    }
    writeln!(
        out,
        "holds       {} reports, {} figures, {} findings, {} sources gone",
        status.reports, status.figures, status.findings, status.gone
    )?;
    for (part, bytes) in &status.disk_bytes {
        writeln!(out, "on disk     {part:<12} {}", size(*bytes))?;
    }
    writeln!(out, "rejected    {}", status.rejected.len())?;
    for rejection in &status.rejected {
        writeln!(out, "            {}", rejection.message)?;
    }
    Ok(())
}

/// Jobs of ./pipelines in this warehouse whose time has come and gone.
fn print_late(layout: &Layout, now: Timestamp, out: &mut impl Write) -> Result<(), CliError> {
    for file in release::pipeline_files() {
        let Ok(pipeline) = Pipeline::from_file(&file) else { continue };
        let Ok(job) = Job::of(pipeline, file, layout.clone()) else { continue };
        if let Some(due) = job.late_since(now) {
            writeln!(out, "late        {}: was due {due}; is `solieu schedule` running?", job.pipeline.name)?;
        }
    }
    Ok(())
}

fn state_of(run: &RunRecord, running: bool) -> &'static str {
    match (&run.end, running) {
        (None, true) => "running",
        (None, false) => "died: the next run puts right what it left",
        (Some(end), _) => end.status.name(),
    }
}

fn age(run: &RunRecord, now: Timestamp) -> String {
    let at = run.end.as_ref().map_or(run.start.started_at, |end| end.ended_at);
    let minutes = now.duration_since(at).as_secs() / 60;
    match minutes {
        ..=0 => "less than a minute".to_owned(),
        1..=119 => format!("{minutes} min"),
        120..=2879 => format!("{} h", minutes / 60),
        _ => format!("{} days", minutes / 1440),
    }
}

/// Bytes for people.
fn size(bytes: u64) -> String {
    let units = ["B", "kB", "MB", "GB", "TB"];
    let (mut rest, mut unit) = (bytes, 0);
    while rest >= 10_000 && unit + 1 < units.len() {
        rest /= 1000;
        unit += 1;
    }
    format!("{rest} {}", units.get(unit).unwrap_or(&"B"))
}
