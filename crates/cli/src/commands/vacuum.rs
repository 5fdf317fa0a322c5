//! `solieu vacuum`: what retention lets go.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use jiff::Timestamp;
use solieu_pipeline::{Layout, Pipeline, Removable, RemovableKind, Retention};

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::{output, release};

/// List what no kept version of the warehouse needs, and remove it
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu vacuum                     list by the default retention: 30 days, 3 releases
  solieu vacuum pipelines/samples.toml --remove
  solieu vacuum --days 90 --releases 5 --remove")]
pub(crate) struct VacuumArgs {
    /// Pipeline file whose retention holds
    #[arg(value_name = "PIPELINE")]
    pipeline: Option<PathBuf>,
    /// Remove what is listed
    #[arg(long)]
    remove: bool,
    /// Keep what every run of so many days left [default: as the pipeline says, else 30]
    #[arg(long)]
    days: Option<u32>,
    /// Keep so many releases [default: as the pipeline says, else 3]
    #[arg(long)]
    releases: Option<usize>,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Prints what goes, or went.
pub(crate) fn run(args: &VacuumArgs) -> Result<Done, CliError> {
    let pipeline = args.pipeline.as_deref().map(|name| Pipeline::from_file(&release::pipeline_file(name))).transpose()?;
    let stated = pipeline.as_ref().map(|pipeline| pipeline.retention.clone()).unwrap_or_default();
    let retention = Retention { releases: args.releases.unwrap_or(stated.releases).max(1), days: args.days.unwrap_or(stated.days) };
    let folder = args.warehouse.warehouse.clone().or_else(|| pipeline.and_then(|pipeline| pipeline.warehouse));
    let layout = folder.map_or_else(|| release::layout(&args.warehouse), Layout::new);
    let now = Timestamp::now();
    let found = if args.remove {
        solieu_pipeline::vacuum(&layout, &retention, now)?
    } else {
        solieu_pipeline::vacuum_candidates(&layout, &retention, now)?
    };
    let mut out = output::stdout();
    for removable in &found {
        writeln!(out, "{}", removable.path.display())?;
    }
    writeln!(out, "{}: {}", if args.remove { "removed" } else { "may go" }, counts(&found))?;
    if !args.remove && !found.is_empty() {
        writeln!(out, "remove them with `solieu vacuum --remove`")?;
    }
    out.flush()?;
    Ok(Done::Fully)
}

fn counts(found: &[Removable]) -> String {
    let mut kinds: BTreeMap<RemovableKind, (usize, u64)> = BTreeMap::new();
    for removable in found {
        let entry = kinds.entry(removable.kind).or_default();
        *entry = (entry.0 + 1, entry.1 + removable.bytes);
    }
    let told = kinds.into_iter().map(|(kind, (count, bytes))| format!("{count} {} ({bytes} bytes)", name(kind)));
    let told = told.collect::<Vec<_>>().join(", ");
    if told.is_empty() { "nothing".to_owned() } else { told }
}

fn name(kind: RemovableKind) -> &'static str {
    match kind {
        RemovableKind::Release => "releases",
        RemovableKind::Lake => "data files of the lake",
        RemovableKind::Raw => "sources in the raw store",
        RemovableKind::Extraction => "stored extractions",
    }
}
