//! What each listed file holds: its content id, from what is known of it or from its bytes.

use std::sync::Arc;

use rayon::prelude::*;
use solieu_document::MediaType;

use super::RunOptions;
use super::work_key::work_key;
use crate::config::{Pipeline, StatedFacts};
use crate::error::RunError;
use crate::sources::{SourceFile, Sources};
use crate::state::{KnownReport, KnownSource, State};
use crate::store::{ContentId, RawStore};
use crate::summary::Rejection;

/// A source and what it holds.
pub(super) struct Found {
    pub(super) file: SourceFile,
    /// What it holds, or why that cannot be told.
    pub(super) content: Result<ContentId, Rejection>,
    /// What the pipeline states of it.
    pub(super) stated: StatedFacts,
    /// Key of the work to be done on it.
    pub(super) work: String,
    /// False for a report whose source is not there any more, or cannot be seen.
    pub(super) present: bool,
    /// False for one outside the part of the reports that the run is about: it is as it was.
    pub(super) selected: bool,
}

/// A file that changed within this time before it was listed may change again without a new time.
const RACY_NS: i64 = 2_000_000_000;

/// Identifies every file listed, in order; bytes that are new go to the raw store, unless the run is dry.
/// Reports of the pipeline that no file holds any more follow behind.
///
/// # Errors
/// When the raw store refuses. A source that cannot be read is a rejection.
pub(super) fn identify(
    sources: &Sources,
    listed: Vec<SourceFile>,
    pipeline: &Pipeline,
    options: &RunOptions<'_>,
    state: &State,
) -> Result<Vec<Found>, RunError> {
    let raw = RawStore::of(&options.layout);
    let files = listed.into_par_iter().filter_map(|file| {
        let known = state.sources.get(&file.uri);
        let report = known.and_then(|known| state.reports.get(known.content.as_ref()?));
        if options.part.takes(&file, report.map(Arc::as_ref)) {
            return Some((file, true));
        }
        // Told as it was known, so that a change of it waits for a run that is about it.
        known.map(|known| (SourceFile { bytes: known.bytes, modified_ns: known.modified_ns, ..file }, false))
    });
    let found = files.map(|(file, selected)| {
        let known = state.sources.get(&file.uri);
        let known = known.filter(|known| !selected || (!options.full && is_as_before(known, &file, state.listed_ns)));
        let content = match known.and_then(|known| known.content.clone()) {
            Some(content) => Ok(content),
            None if !selected => return Ok(None),
            None => read(sources, &file, (!options.dry).then_some(&raw))?,
        };
        let stated = stated_of(pipeline, &file.below);
        let work = work_key(options.catalog.version(), &stated, file.media);
        Ok(Some(Found { file, content, stated, work, present: true, selected }))
    });
    let found = found.collect::<Result<Vec<_>, RunError>>()?;
    let mut found: Vec<Found> = found.into_iter().flatten().collect();
    found.extend(absent(&found, pipeline, options, state));
    Ok(found)
}

/// True where a file may have changed after it was read, without showing it.
pub(super) fn is_racy(file: &SourceFile, listed_ns: i64) -> bool {
    file.modified_ns >= listed_ns.saturating_sub(RACY_NS)
}

fn is_as_before(known: &KnownSource, file: &SourceFile, listed_ns: i64) -> bool {
    known.bytes == file.bytes && known.modified_ns == file.modified_ns && !is_racy(file, listed_ns)
}

fn read(sources: &Sources, file: &SourceFile, raw: Option<&RawStore>) -> Result<Result<ContentId, Rejection>, RunError> {
    let bytes = match sources.read(file) {
        Ok(bytes) => bytes,
        Err(error) => return Ok(Err(Rejection::unreadable(file, &error))),
    };
    let id = ContentId::of(&bytes);
    raw.map_or(Ok(()), |raw| raw.put(&id, &bytes))?;
    Ok(Ok(id))
}

/// The first pattern that matches wins; what it leaves open the pipeline says for all.
fn stated_of(pipeline: &Pipeline, below: &str) -> StatedFacts {
    let by_path = pipeline.stated_by_path.iter().find_map(|rule| rule.facts_of(below));
    by_path.unwrap_or_default().or(&pipeline.stated)
}

fn absent(found: &[Found], pipeline: &Pipeline, options: &RunOptions<'_>, state: &State) -> Vec<Found> {
    let held: std::collections::BTreeSet<_> = found.iter().filter_map(|file| file.content.as_ref().ok()).collect();
    let ours = state.reports.iter().filter(|(_, report)| report.pipeline == pipeline.name && report.replaced.is_none());
    let absent = ours.filter(|(content, _)| !held.contains(content));
    let selected = absent.filter(|(_, report)| options.part.since_ns.is_none() && options.part.is_about(report));
    selected.filter_map(|(content, report)| absent_source(content, report, options)).collect()
}

fn absent_source(content: &ContentId, report: &KnownReport, options: &RunOptions<'_>) -> Option<Found> {
    let media = MediaType::of(&report.path)?;
    let file =
        SourceFile { uri: report.uri.clone(), path: report.path.clone(), below: String::new(), media, bytes: report.bytes, modified_ns: 0 };
    let work = work_key(options.catalog.version(), &report.stated, media);
    Some(Found { file, content: Ok(content.clone()), stated: report.stated.clone(), work, present: false, selected: true })
}
