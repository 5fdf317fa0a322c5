//! The warehouse as an earlier run left it.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use solieu_lake::Lake;
use solieu_tables::Contracts;
use solieu_warehouse::{Inputs, ReleaseInfo, build_release};

use super::Moment;
use crate::error::RunError;
use crate::layout::Layout;
use crate::ledger::{RunRecord, history, ledger_tables};
use crate::state::LakeVersions;

/// A release that holds what an earlier run left. One that was made for this goes when it is dropped.
#[derive(Debug)]
pub struct AsOf {
    /// The run.
    pub run_id: String,
    path: PathBuf,
    made: bool,
}

impl AsOf {
    /// Where it lies.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }
}

impl Drop for AsOf {
    fn drop(&mut self) {
        if self.made {
            // What stays behind lies among temporary files.
            let _ = self.path.parent().map(std::fs::remove_dir_all);
        }
    }
}

/// The warehouse as it was at a moment: the release of that run where it is still there, else one made
/// from the versions of the lake into `scratch`, a folder of its own that goes with it.
///
/// # Errors
/// There is no such run, or `vacuum` removed files of its versions.
pub fn as_of(layout: &Layout, moment: &Moment, now: Timestamp, scratch: &Path) -> Result<AsOf, RunError> {
    let run = moment.run(layout)?;
    let end = run.end.clone().unwrap_or_default();
    let kept = end.release.as_ref().map(|release| layout.root().join(release)).filter(|path| path.is_file());
    if let Some(path) = kept {
        return Ok(AsOf { run_id: run.run_id, path, made: false });
    }
    let path = scratch.join(format!("{}.duckdb", run.run_id));
    let as_of = AsOf { run_id: run.run_id.clone(), path, made: true };
    let inputs = crate::runtime::wait(&layout.lake(), inputs(layout, &run, &end.lake_versions))?;
    build_release(&inputs, &info(&run, &end.lake_versions, now), &as_of.path).map_err(RunError::release)?;
    Ok(as_of)
}

async fn inputs(layout: &Layout, run: &RunRecord, versions: &LakeVersions) -> Result<Inputs<'static>, RunError> {
    let lake = Lake::open_existing(&layout.lake().display().to_string(), Contracts::builtin()).await.map_err(RunError::lake)?;
    let mut inputs = Inputs::default();
    for (table, version) in versions {
        let files = lake.files(table, Some(*version)).await.map_err(RunError::lake)?;
        let local: Vec<PathBuf> = files.into_iter().filter_map(|file| file.local).collect();
        if let Some(missing) = local.iter().find(|file| !file.exists()) {
            return Err(RunError::Vacuumed { run_id: run.run_id.clone(), path: missing.clone() });
        }
        inputs.files.insert(table.clone(), local);
    }
    let runs: Vec<RunRecord> = history(layout)?.into_iter().filter(|other| other.run_id <= run.run_id).collect();
    for (table, rows) in ledger_tables(&runs, Contracts::builtin()).map_err(RunError::rows)? {
        inputs.rows.insert(table, vec![rows]);
    }
    Ok(inputs)
}

fn info(run: &RunRecord, versions: &LakeVersions, now: Timestamp) -> ReleaseInfo {
    let version = |(table, version): (&String, &u64)| (table.clone(), i64::try_from(*version).unwrap_or(i64::MAX));
    ReleaseInfo {
        number: 0,
        run_id: run.run_id.clone(),
        built_at: now,
        binary_version: run.start.binary_version.clone(),
        extractor_version: run.start.extractor_version.clone(),
        catalogue_version: run.start.catalogue_version.clone(),
        lake_versions: versions.iter().map(version).collect(),
    }
}
