//! What a run has to do: which contents to work on.

use std::collections::{BTreeMap, BTreeSet};

use super::RunOptions;
use super::identify::Found;
use super::settle::Worked;
use crate::state::{KnownReport, KnownSource, State};
use crate::store::ContentId;

/// What a run has to do.
#[derive(Debug, Default)]
pub(super) struct Plan {
    /// Places in the list of found sources whose contents are to be worked on, each content once.
    pub(super) work: Vec<usize>,
    /// Place of the source that the rows of each content name.
    pub(super) owners: BTreeMap<ContentId, usize>,
    /// Files whose contents are in the lake as they should be.
    pub(super) unchanged: u64,
    /// Files that hold the content of another.
    pub(super) duplicates: u64,
}

/// Compares what was found with what is known.
///
/// `suspect` are contents whose rows in the lake are not whole.
pub(super) fn plan(found: &[Found], state: &State, pipeline: &str, suspect: &BTreeSet<ContentId>, options: &RunOptions<'_>) -> Plan {
    let redo = options.full || !options.part.is_all();
    let mut plan = Plan { owners: owners(found, state, pipeline), ..Plan::default() };
    for (place, source) in found.iter().enumerate() {
        let Ok(content) = &source.content else { continue };
        if plan.owners.get(content) != Some(&place) {
            plan.duplicates += u64::from(source.present);
        } else if source.selected && (redo || !is_done(source, content, state, suspect, options.replay)) {
            plan.work.push(place);
        } else {
            plan.unchanged += u64::from(source.present && state.reports.contains_key(content));
        }
    }
    plan
}

/// The source that owned the content before, while it still holds it; else the first that holds it.
/// A content that a source of another pipeline holds has no owner here.
fn owners(found: &[Found], state: &State, pipeline: &str) -> BTreeMap<ContentId, usize> {
    let mut owners = BTreeMap::new();
    for (place, source) in found.iter().enumerate() {
        let Ok(content) = &source.content else { continue };
        let known = state.reports.get(content);
        if known.is_some_and(|known| is_held_elsewhere(&known.uri, content, state, pipeline)) {
            continue;
        }
        if source.present && known.is_some_and(|known| known.uri == source.file.uri) {
            owners.insert(content.clone(), place);
        } else {
            owners.entry(content.clone()).or_insert(place);
        }
    }
    owners
}

fn is_held_elsewhere(uri: &str, content: &ContentId, state: &State, pipeline: &str) -> bool {
    let holds = |source: &KnownSource| source.pipeline != pipeline && source.content.as_ref() == Some(content);
    state.sources.get(uri).is_some_and(holds)
}

fn is_done(source: &Found, content: &ContentId, state: &State, suspect: &BTreeSet<ContentId>, replay: bool) -> bool {
    if suspect.contains(content) {
        return false;
    }
    let stands = |report: &KnownReport| report.replaced.is_none() && report.uri == source.file.uri && report.work == source.work;
    let was_rejected =
        |known: &KnownSource| known.rejected.is_some() && known.work == source.work && known.content.as_ref() == Some(content);
    state.reports.get(content).is_some_and(|report| stands(report))
        || (!replay && state.sources.get(&source.file.uri).is_some_and(was_rejected))
}

/// True where the file of an absent report holds a later version of the same report.
pub(super) fn is_replaced(absent: &Found, found: &[Found], before: &State, worked: &Worked) -> bool {
    let now = found.iter().find(|source| source.present && source.file.uri == absent.file.uri);
    let (Some(Ok(now)), Ok(content)) = (now.map(|source| &source.content), &absent.content) else { return false };
    let report_id = |content: &ContentId| match worked.get(content) {
        Some(result) => result.as_ref().ok().map(|report| &report.report_id),
        None => before.reports.get(content).map(|report| &report.report_id),
    };
    report_id(now).is_some() && report_id(now) == report_id(content)
}
