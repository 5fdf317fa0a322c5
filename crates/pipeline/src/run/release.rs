//! Makes a release of the lake as it stands, and swaps the link to it.

use std::path::PathBuf;

use solieu_lake::Lake;
use solieu_tables::Contracts;
use solieu_warehouse::{Inputs, ReleaseInfo, Releases, build_release};

use super::RunOptions;
use crate::config::Retention;
use crate::error::RunError;
use crate::ledger::{RunEnd, RunStatus, history, ledger_tables};
use crate::state::{KnownRelease, State};

/// True where the release does not hold what the lake holds.
pub(super) fn is_due(state: &State, options: &RunOptions<'_>) -> bool {
    let current = options.layout.current_release();
    let stands =
        |release: &KnownRelease| release.lake == state.lake && current.canonicalize().is_ok_and(|path| path.ends_with(&release.path));
    !state.release.as_ref().is_some_and(stands)
}

/// Makes the release and swaps the link; a reader sees the one before or this one.
///
/// `end` is how the run will have ended, as far as it can be known before.
///
/// # Errors
/// When the release cannot be built. The link is as before.
pub(super) async fn make(
    lake: &Lake,
    state: &State,
    options: &RunOptions<'_>,
    run_id: &str,
    mut end: RunEnd,
) -> Result<KnownRelease, RunError> {
    let releases = Releases::of(options.layout.root());
    let number = releases.next_number().map_err(RunError::release)?;
    let path = format!("releases/{number}.duckdb");
    end.release = Some(path.clone());
    end.status = RunStatus::Done;
    let inputs = inputs(lake, state, options, run_id, &end).await?;
    let info = info(number, state, options, run_id);
    build_release(&inputs, &info, &releases.path(number)).map_err(RunError::release)?;
    releases.swap(number).map_err(RunError::release)?;
    Ok(KnownRelease { path, lake: state.lake.clone(), figures: state.figures() })
}

/// Removes releases beyond those that stay, and what killed runs were building.
///
/// # Errors
/// When the disk refuses.
pub(super) fn retire(options: &RunOptions<'_>, retention: &Retention) -> Result<(), RunError> {
    let releases = Releases::of(options.layout.root());
    for number in releases.beyond(retention.releases).map_err(RunError::release)? {
        releases.remove(number).map_err(RunError::release)?;
    }
    Ok(())
}

async fn inputs(lake: &Lake, state: &State, options: &RunOptions<'_>, run_id: &str, end: &RunEnd) -> Result<Inputs, RunError> {
    let mut inputs = Inputs::default();
    for (table, version) in &state.lake {
        let files = lake.files(table, Some(*version)).await.map_err(RunError::lake)?;
        let local: Vec<PathBuf> = files.into_iter().filter_map(|file| file.local).collect();
        inputs.files.insert(table.clone(), local);
    }
    let mut runs = history(&options.layout)?;
    for run in runs.iter_mut().filter(|run| run.run_id == run_id) {
        run.end = Some(end.clone());
    }
    for (table, rows) in ledger_tables(&runs, Contracts::builtin()).map_err(RunError::rows)? {
        inputs.rows.insert(table, vec![rows]);
    }
    Ok(inputs)
}

fn info(number: u64, state: &State, options: &RunOptions<'_>, run_id: &str) -> ReleaseInfo {
    let version = |(table, version): (&String, &u64)| (table.clone(), i64::try_from(*version).unwrap_or(i64::MAX));
    ReleaseInfo {
        number,
        run_id: run_id.to_owned(),
        built_at: (options.clock)(),
        binary_version: options.binary_version.clone(),
        extractor_version: solieu_extract::VERSION.to_string(),
        catalogue_version: options.catalog.version().to_owned(),
        lake_versions: state.lake.iter().map(version).collect(),
    }
}
