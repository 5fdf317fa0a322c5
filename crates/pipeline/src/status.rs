//! The warehouse at a glance.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use serde::Serialize;
use walkdir::WalkDir;

use crate::error::RunError;
use crate::layout::Layout;
use crate::ledger::{RunRecord, history};
use crate::lock::WarehouseLock;
use crate::state::State;
use crate::summary::Rejection;

/// The warehouse at a glance.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct WarehouseStatus {
    /// Its folder.
    pub warehouse: PathBuf,
    /// The release that is current, with its link resolved.
    pub release: Option<PathBuf>,
    /// The run that made it, where the ledger tells.
    pub released: Option<RunRecord>,
    /// The newest run.
    pub last_run: Option<RunRecord>,
    /// True while a run is at work.
    pub running: bool,
    /// Current reports.
    pub reports: u64,
    /// Figures of them.
    pub figures: u64,
    /// Findings in them.
    pub findings: u64,
    /// Reports whose source is gone.
    pub gone: u64,
    /// Files that are set aside.
    pub rejected: Vec<Rejection>,
    /// Bytes on disk by part: `raw`, `extractions`, `lake`, `releases`, `ledger`.
    pub disk_bytes: BTreeMap<String, u64>,
}

/// Looks at a warehouse; also while a run is at work in it.
///
/// # Errors
/// When what the last run left cannot be read.
pub fn status(layout: &Layout) -> Result<WarehouseStatus, RunError> {
    let state = State::load(layout)?;
    let release = layout.current_release().canonicalize().ok();
    let runs = history(layout)?;
    let current = || state.reports.values().filter(|report| report.replaced.is_none());
    Ok(WarehouseStatus {
        warehouse: layout.root().to_owned(),
        released: release.as_deref().and_then(|release| run_that_made(release, &runs)),
        release,
        last_run: runs.last().cloned(),
        running: WarehouseLock::is_held(layout),
        reports: current().count() as u64,
        figures: state.figures(),
        findings: current().flat_map(|report| report.findings.values()).sum(),
        gone: current().filter(|report| report.gone).count() as u64,
        rejected: state.rejections(),
        disk_bytes: disk_bytes(layout),
    })
}

fn run_that_made(release: &Path, runs: &[RunRecord]) -> Option<RunRecord> {
    let made = |run: &&RunRecord| run.end.as_ref().and_then(|end| end.release.as_deref()).is_some_and(|made| release.ends_with(made));
    runs.iter().find(made).cloned()
}

fn disk_bytes(layout: &Layout) -> BTreeMap<String, u64> {
    let parts = [layout.raw(), layout.extractions(), layout.lake(), layout.releases(), layout.ledger()];
    let name = |path: &Path| path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    parts.iter().map(|path| (name(path), bytes_below(path))).collect()
}

fn bytes_below(folder: &Path) -> u64 {
    let files = WalkDir::new(folder).into_iter().flatten().filter(|entry| entry.file_type().is_file());
    files.filter_map(|entry| entry.metadata().ok()).map(|metadata| metadata.len()).sum()
}
