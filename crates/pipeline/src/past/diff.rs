//! What changed between two runs, figure by figure.

use std::collections::{BTreeMap, BTreeSet};

use solieu_lake::{Lake, Selection};
use solieu_tables::Contracts;

use super::compare::{FIGURE_COLUMNS, REPORT_COLUMNS};
use super::{FigureChange, Held, Moment, compare};
use crate::error::RunError;
use crate::layout::Layout;
use crate::state::LakeVersions;

/// What changed between two runs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunDiff {
    /// The earlier run.
    pub from: String,
    /// The later run.
    pub to: String,
    /// Figures of current reports that are not the same, by report and locator.
    pub changes: Vec<FigureChange>,
}

/// Compares the figures that two runs left. Partitions whose files are the same are not read.
///
/// # Errors
/// A run is not there, or `vacuum` removed files of its version.
pub fn diff(layout: &Layout, from: &Moment, to: &Moment) -> Result<RunDiff, RunError> {
    let (from, to) = (from.run(layout)?, to.run(layout)?);
    let versions = |run: &crate::ledger::RunRecord| run.end.as_ref().map(|end| end.lake_versions.clone()).unwrap_or_default();
    let (before, after) = (versions(&from), versions(&to));
    let changes = crate::runtime::wait(&layout.lake(), async {
        let lake = Lake::open_existing(&layout.lake().display().to_string(), Contracts::builtin()).await.map_err(RunError::lake)?;
        let years = differing_years(&lake, &before, &after).await?;
        if years.is_empty() {
            return Ok(Vec::new());
        }
        Ok(compare(&held(&lake, &before, &years).await?, &held(&lake, &after, &years).await?))
    })?;
    Ok(RunDiff { from: from.run_id, to: to.run_id, changes })
}

async fn differing_years(lake: &Lake, before: &LakeVersions, after: &LakeVersions) -> Result<Vec<i32>, RunError> {
    let mut years = BTreeSet::new();
    for table in ["reports", "figures"] {
        let (old, new) = (paths(lake, table, before).await?, paths(lake, table, after).await?);
        years.extend(old.symmetric_difference(&new).filter_map(|(year, _)| *year));
    }
    Ok(years.into_iter().collect())
}

async fn paths(lake: &Lake, table: &str, versions: &LakeVersions) -> Result<BTreeSet<(Option<i32>, String)>, RunError> {
    let Some(version) = versions.get(table) else { return Ok(BTreeSet::new()) };
    let files = lake.files(table, Some(*version)).await.map_err(RunError::lake)?;
    Ok(files.into_iter().map(|file| (file.report_year, file.path)).collect())
}

async fn held(lake: &Lake, versions: &BTreeMap<String, u64>, years: &[i32]) -> Result<Held, RunError> {
    let read = async |table: &str, columns: &[&str]| {
        let Some(version) = versions.get(table) else { return Ok(Vec::new()) };
        let columns = columns.iter().map(ToString::to_string).collect();
        let selection = Selection { years: years.to_vec(), columns };
        lake.read(table, Some(*version), &selection).await.map_err(RunError::lake)
    };
    let (reports, figures) = (read("reports", &REPORT_COLUMNS).await?, read("figures", &FIGURE_COLUMNS).await?);
    Held::of(&reports, &figures).map_err(RunError::rows)
}
