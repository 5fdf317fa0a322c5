//! What may go by retention: releases, data files of the lake, raw bytes and extractions together.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use arrow::array::AsArray;
use jiff::{SignedDuration, Timestamp};
use serde::Serialize;
use solieu_lake::{Lake, Selection, Unreferenced};
use solieu_tables::Contracts;
use solieu_warehouse::Releases;
use walkdir::WalkDir;

use crate::config::Retention;
use crate::error::{IoContext, RunError};
use crate::layout::Layout;
use crate::ledger::{RunRecord, history};
use crate::lock::WarehouseLock;
use crate::state::State;
use crate::store::LEFTOVER_MARK;

/// Something that no kept version of the warehouse needs.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Removable {
    /// What it is.
    pub kind: RemovableKind,
    /// Where it lies.
    pub path: PathBuf,
    /// Its size in bytes.
    pub bytes: u64,
    /// The table, of a data file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
}

/// What a removable file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RemovableKind {
    /// An old release.
    Release,
    /// A data file that only old versions of the lake name.
    Lake,
    /// The bytes of a source that no kept version of the warehouse holds.
    Raw,
    /// An extraction of such a source, or by an extractor that is not in use any more.
    Extraction,
}

/// Lists what may go. Nothing is removed.
///
/// Kept are: the current state, the versions of every run that ended within the retention's days, the
/// newest releases and the versions they were made from, and the bytes of every source in those versions
/// or set aside now. The ledger stays.
///
/// # Errors
/// When the warehouse cannot be read.
pub fn vacuum_candidates(layout: &Layout, retention: &Retention, now: Timestamp) -> Result<Vec<Removable>, RunError> {
    let state = State::load(layout)?;
    let kept = kept_runs(layout, retention, now)?;
    let mut versions: BTreeMap<String, BTreeSet<u64>> = BTreeMap::new();
    let ended = kept.iter().filter_map(|run| run.end.as_ref()).map(|end| &end.lake_versions);
    let released = state.release.iter().map(|release| &release.lake);
    for (table, version) in ended.chain(released).chain([&state.lake]).flatten() {
        versions.entry(table.clone()).or_default().insert(*version);
    }
    let (data, contents) = crate::runtime::wait(&layout.lake(), lake(layout, &versions))?;
    let mut found = releases(layout, retention)?;
    found.extend(data.into_iter().map(|file| of_lake(layout, file)));
    let mut contents = contents;
    contents.extend(state.reports.keys().map(ToString::to_string));
    contents.extend(state.sources.values().filter_map(|source| source.content.as_ref()).map(ToString::to_string));
    found.extend(stored(&layout.raw(), RemovableKind::Raw, &|content, _| !contents.contains(content)));
    let extractor = solieu_extract::VERSION.to_string();
    let old = |content: &str, path: &Path| !contents.contains(content) || !path.starts_with(layout.extractions().join(&extractor));
    found.extend(stored(&layout.extractions(), RemovableKind::Extraction, &old));
    found.sort();
    Ok(found)
}

/// Removes what [`vacuum_candidates`] listed, alone in the warehouse. What came since is left alone.
///
/// # Errors
/// A run is at work, or a file cannot be removed; those before it are gone.
pub fn vacuum(layout: &Layout, retention: &Retention, now: Timestamp) -> Result<Vec<Removable>, RunError> {
    let _lock = WarehouseLock::acquire(layout)?;
    let found = vacuum_candidates(layout, retention, now)?;
    for removable in &found {
        std::fs::remove_file(&removable.path).at("remove", &removable.path)?;
        if removable.kind == RemovableKind::Release {
            let log = removable.path.with_extension("duckdb.wal");
            if log.exists() {
                std::fs::remove_file(&log).at("remove", &log)?;
            }
        }
    }
    Ok(found)
}

fn kept_runs(layout: &Layout, retention: &Retention, now: Timestamp) -> Result<Vec<RunRecord>, RunError> {
    let since = now.checked_sub(SignedDuration::from_hours(24 * i64::from(retention.days))).unwrap_or(Timestamp::MIN);
    let releases = Releases::of(layout.root());
    let old = releases.beyond(retention.releases).map_err(RunError::release)?;
    let kept: BTreeSet<String> = releases
        .list()
        .map_err(RunError::release)?
        .into_iter()
        .filter(|number| !old.contains(number))
        .map(|number| format!("releases/{number}.duckdb"))
        .collect();
    let stays = |run: &RunRecord| {
        run.end.as_ref().is_none_or(|end| end.ended_at >= since || end.release.as_ref().is_some_and(|release| kept.contains(release)))
    };
    Ok(history(layout)?.into_iter().filter(stays).collect())
}

fn releases(layout: &Layout, retention: &Retention) -> Result<Vec<Removable>, RunError> {
    let releases = Releases::of(layout.root());
    let old = releases.beyond(retention.releases).map_err(RunError::release)?;
    Ok(old.into_iter().map(|number| removable(RemovableKind::Release, releases.path(number))).collect())
}

async fn lake(layout: &Layout, kept: &BTreeMap<String, BTreeSet<u64>>) -> Result<(Vec<Unreferenced>, BTreeSet<String>), RunError> {
    if !layout.lake().exists() {
        return Ok((Vec::new(), BTreeSet::new()));
    }
    let lake = Lake::open_existing(&layout.lake().display().to_string(), Contracts::builtin()).await.map_err(RunError::lake)?;
    let unreferenced = lake.vacuum_candidates(kept).await.map_err(RunError::lake)?;
    let mut contents = BTreeSet::new();
    let selection = Selection { columns: vec!["content_id".to_owned()], ..Selection::default() };
    for version in kept.get("reports").into_iter().flatten() {
        for rows in lake.read("reports", Some(*version), &selection).await.map_err(RunError::lake)? {
            let ids = rows.column_by_name("content_id").map(|column| column.as_string::<i32>().iter().flatten().map(str::to_owned));
            contents.extend(ids.into_iter().flatten());
        }
    }
    Ok((unreferenced, contents))
}

fn of_lake(layout: &Layout, file: Unreferenced) -> Removable {
    let path = layout.lake().join(&file.table).join(&file.path);
    Removable { kind: RemovableKind::Lake, path, bytes: file.bytes, table: Some(file.table) }
}

/// Files of a store whose content, the name before the first dot, may go, and what killed runs were writing.
fn stored(folder: &Path, kind: RemovableKind, may_go: &dyn Fn(&str, &Path) -> bool) -> Vec<Removable> {
    let files = WalkDir::new(folder).sort_by_file_name().into_iter().flatten().filter(|entry| entry.file_type().is_file());
    let goes = |path: &Path| {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        name.starts_with(LEFTOVER_MARK) || name.split('.').next().is_some_and(|content| content.len() == 64 && may_go(content, path))
    };
    files.map(walkdir::DirEntry::into_path).filter(|path| goes(path)).map(|path| removable(kind, path)).collect()
}

fn removable(kind: RemovableKind, path: PathBuf) -> Removable {
    let bytes = std::fs::metadata(&path).map_or(0, |metadata| metadata.len());
    Removable { kind, path, bytes, table: None }
}
