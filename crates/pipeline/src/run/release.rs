//! Makes a release of the lake as it stands, and swaps the link to it.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use solieu_lake::{DataFile, Lake};
use solieu_tables::Contracts;
use solieu_warehouse::{Base, Built, Changes, Inputs, ReleaseInfo, Releases, build_release, form, update_release};

use super::commit::REPORTS;
use super::{RunOptions, across};
use crate::config::Retention;
use crate::error::RunError;
use crate::ledger::{RunEnd, RunStatus, history, ledger_tables};
use crate::state::{KnownRelease, State};
use crate::store::ContentId;

/// True where the release does not hold what the lake holds.
pub(super) fn is_due(state: &State, options: &RunOptions<'_>) -> bool {
    let current = options.layout.current_release();
    let stands =
        |release: &KnownRelease| release.lake == state.lake && current.canonicalize().is_ok_and(|path| path.ends_with(&release.path));
    !state.release.as_ref().is_some_and(stands)
}

/// A release to be made.
pub(super) struct Release<'a> {
    pub(super) lake: &'a Lake,
    /// What the run found, and what it leaves.
    pub(super) before: &'a State,
    pub(super) after: &'a State,
    /// What the run changed; `None` where it cannot tell.
    pub(super) changes: Option<&'a Changes>,
    pub(super) options: &'a RunOptions<'a>,
    pub(super) run_id: &'a str,
    /// How the run will have ended, as far as it can be known before.
    pub(super) end: RunEnd,
}

/// A release that was made.
pub(super) struct Made {
    pub(super) known: KnownRelease,
    /// From the last one, by replacing what changed.
    pub(super) updated: bool,
}

/// Where more than one in so many reports changed, a release is made sooner whole than from the last one.
const MOST_CHANGED: usize = 3;

impl Release<'_> {
    /// Makes the release and swaps the link; a reader sees the one before or this one.
    ///
    /// # Errors
    /// When the release cannot be built. The link is as before.
    pub(super) async fn make(mut self) -> Result<Made, RunError> {
        let releases = Releases::of(self.options.layout.root());
        releases.sweep().map_err(RunError::release)?;
        let number = releases.next_number().map_err(RunError::release)?;
        let path = format!("releases/{number}.duckdb");
        self.end.release = Some(path.clone());
        self.end.status = RunStatus::Done;
        let info = info(number, self.after, self.options, self.run_id);
        let (built, updated) = self.build(&info, &releases.path(number)).await?;
        releases.swap(number).map_err(RunError::release)?;
        let (bytes, modified_ns) = (built.bytes, built.modified_ns);
        let known = KnownRelease {
            path,
            lake: self.after.lake.clone(),
            figures: self.after.figures(),
            figures_by_province_year: self.after.figures_by_province_year(),
            form: form(),
            bytes,
            modified_ns,
        };
        Ok(Made { known, updated })
    }

    /// From the last release where that can be, else whole.
    async fn build(&self, info: &ReleaseInfo, out: &Path) -> Result<(Built, bool), RunError> {
        if let Some((base, changes)) = self.base() {
            let inputs = self.inputs(Some(changes)).await?;
            if let Some(built) = update_release(&base, &inputs, changes, info, out).map_err(RunError::release)? {
                tracing::debug!(base = %base.path.display(), reports = changes.contents.len(), "made from the last release");
                return Ok((built, true));
            }
        }
        Ok((build_release(&self.inputs(None).await?, info, out).map_err(RunError::release)?, false))
    }

    /// The last release, where it holds what the lake held before this run, and few reports have changed since.
    fn base(&self) -> Option<(Base, &Changes)> {
        let (last, changes) = (self.before.release.as_ref()?, self.changes?);
        let few = changes.contents.len() * MOST_CHANGED <= self.after.reports.len();
        let path = self.options.layout.root().join(&last.path);
        let base = Base { path, bytes: last.bytes, modified_ns: last.modified_ns, form: last.form.clone() };
        (few && last.lake == self.before.lake && base.is_usable()).then_some((base, changes))
    }

    fn years_of(&self, changed: &BTreeSet<String>) -> BTreeSet<i32> {
        let known = changed.iter().map(|content| ContentId::from(content.clone())).filter_map(|content| self.after.reports.get(&content));
        known.map(|report| report.report_year).collect()
    }

    /// All rows of the lake; or those of the years that changed, and of tables without years the changed ones.
    async fn inputs(&self, changes: Option<&Changes>) -> Result<Inputs<'_>, RunError> {
        let of = |contents: &BTreeSet<String>| self.years_of(contents);
        let (years, years_of_lines) = (changes.map(|changes| of(&changes.contents)), changes.map(|changes| of(&changes.lines)));
        let mut inputs = Inputs {
            across: Some(across::checks(self.options.catalog)),
            expected_reports: self.options.expected_reports.clone(),
            ..Inputs::default()
        };
        let mut versions = self.after.lake.clone();
        if years.is_some() {
            let contracts = Contracts::builtin();
            let of_reports = |table: &str| contracts.get(table).is_ok_and(|contract| !contract.partition_by.is_empty());
            versions.retain(|table, version| of_reports(table) || self.before.lake.get(table) != Some(&*version));
        }
        for (table, files) in self.lake.files_at(&versions).await.map_err(RunError::lake)? {
            let lines = years_of_lines.as_ref().filter(|_| table == REPORTS);
            let is_among = |year: i32| move |years: &BTreeSet<i32>| years.contains(&year);
            let wanted = |file: &DataFile| {
                file.report_year.zip(years.as_ref()).is_none_or(|(year, years)| years.contains(&year) || lines.is_some_and(is_among(year)))
            };
            let local: Vec<PathBuf> = files.into_iter().filter(wanted).filter_map(|file| file.local).collect();
            inputs.files.insert(table, local);
        }
        self.add_ledger(&mut inputs)?;
        Ok(inputs)
    }

    /// The runs up to this one, as it will have ended.
    fn add_ledger(&self, inputs: &mut Inputs<'_>) -> Result<(), RunError> {
        let mut runs = history(&self.options.layout)?;
        for run in runs.iter_mut().filter(|run| run.run_id == self.run_id) {
            run.end = Some(self.end.clone());
        }
        for (table, rows) in ledger_tables(&runs, Contracts::builtin()).map_err(RunError::rows)? {
            inputs.rows.insert(table, vec![rows]);
        }
        Ok(())
    }
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
