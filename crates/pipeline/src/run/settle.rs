//! What the warehouse is to hold after the run, given what was found and what came of the work.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use solieu_warehouse::Changes;

use super::identify::Found;
use super::plan::Plan;
use super::standing::{link_versions, restated};
use crate::config::{OnMissing, Pipeline};
use crate::error::RunError;
use crate::sources::Listing;
use crate::state::{Counts, KnownReport, KnownSource, State};
use crate::store::ContentId;
use crate::summary::Rejection;

/// What came of the work on each content.
pub(super) type Worked = BTreeMap<ContentId, Result<Arc<KnownReport>, Rejection>>;

/// What a run has learnt.
pub(super) struct Learnt<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) listing: &'a Listing,
    pub(super) found: &'a [Found],
    pub(super) plan: &'a Plan,
    pub(super) worked: &'a Worked,
    pub(super) run_id: &'a str,
    /// False where the run was about a part of the reports.
    pub(super) whole: bool,
}

/// What changes in the lake.
#[derive(Debug, Default)]
pub(super) struct Settled {
    /// Reports whose line in `reports` has to be written, worked on or not.
    pub(super) restated: BTreeSet<ContentId>,
    /// Those of them whose line tells of another run or catalogue only, while all their other rows stay.
    pub(super) relined: BTreeSet<ContentId>,
    /// Reports whose rows leave every table but `reports`.
    pub(super) replaced: BTreeSet<ContentId>,
    /// Reports whose rows leave every table.
    pub(super) removed: BTreeSet<ContentId>,
}

impl Settled {
    /// What changes for a release.
    pub(super) fn changes(&self, worked: &Worked) -> Changes {
        let touched = self.restated.iter().chain(&self.replaced).chain(&self.removed).chain(worked.keys());
        let changed = touched.filter(|content| !self.relined.contains(*content));
        Changes {
            contents: changed.map(ToString::to_string).collect(),
            lines: self.relined.iter().map(ToString::to_string).collect(),
            dimensions: false,
        }
    }

    /// True where no report changes.
    pub(super) fn is_nothing(&self) -> bool {
        self.restated.is_empty() && self.replaced.is_empty() && self.removed.is_empty()
    }
}

/// The state after the run, and what it changes in the lake.
///
/// # Errors
/// [`RunError::TooManyMissing`] where more would be removed than the pipeline allows.
pub(super) fn settle(before: &State, learnt: &Learnt<'_>) -> Result<(State, Settled), RunError> {
    let mut after = before.clone();
    let mut settled = Settled::default();
    take_in(&mut after, learnt.worked, &mut settled);
    after.sources = sources(before, learnt);
    for source in learnt.found {
        stand(&mut after, source, learnt, &mut settled);
    }
    remove_missing(&mut after, learnt, &mut settled)?;
    link_versions(&mut after.reports);
    settled.restated = restated(&before.reports, &after.reports);
    settled.relined = relined(before, &after, learnt.worked).filter(|content| !settled.restated.contains(content)).collect();
    settled.restated.extend(learnt.worked.keys().filter(|content| after.reports.contains_key(*content)).cloned());
    Ok((after, settled))
}

/// Reports that were worked on and say what they said.
fn relined<'a>(before: &'a State, after: &'a State, worked: &'a Worked) -> impl Iterator<Item = ContentId> + 'a {
    let same = |content: &&ContentId| {
        let (now, earlier) = (after.reports.get(*content), before.reports.get(*content));
        now.zip(earlier).is_some_and(|(now, earlier)| now.says_the_same(earlier))
    };
    worked.keys().filter(same).cloned()
}

fn take_in(after: &mut State, worked: &Worked, settled: &mut Settled) {
    for (content, result) in worked {
        match result {
            Ok(report) => {
                after.reports.insert(content.clone(), report.clone());
            }
            Err(_) => {
                let was_known = after.reports.remove(content).is_some();
                settled.removed.extend(was_known.then(|| content.clone()));
            }
        }
    }
}

/// Every source that is known after the run: those of other pipelines and those that could not be
/// seen as before, those of this pipeline as found.
fn sources(before: &State, learnt: &Learnt<'_>) -> BTreeMap<String, KnownSource> {
    let pipeline = &learnt.pipeline.name;
    let others = before.sources.iter().filter(|(uri, known)| known.pipeline != *pipeline || learnt.listing.may_hide(uri) || !learnt.whole);
    let mut sources: BTreeMap<_, _> = others.map(|(uri, known)| (uri.clone(), known.clone())).collect();
    for source in learnt.found.iter().filter(|source| source.present) {
        sources.insert(source.file.uri.clone(), known_source(source, before, learnt));
    }
    for rejection in &learnt.listing.unreadable {
        let known = KnownSource { pipeline: pipeline.clone(), rejected: Some(rejection.clone()), ..KnownSource::default() };
        sources.insert(rejection.uri.clone(), known);
    }
    for (uri, source) in sources.iter_mut().filter(|(_, source)| source.rejected.is_some()) {
        let earlier = before.sources.get(uri).filter(|earlier| earlier.rejected == source.rejected);
        source.rejected_in = earlier.map_or_else(|| learnt.run_id.to_owned(), |earlier| earlier.rejected_in.clone());
    }
    sources
}

fn known_source(source: &Found, before: &State, learnt: &Learnt<'_>) -> KnownSource {
    KnownSource {
        pipeline: learnt.pipeline.name.clone(),
        bytes: source.file.bytes,
        modified_ns: source.file.modified_ns,
        content: source.content.as_ref().ok().cloned(),
        work: source.work.clone(),
        rejected: match &source.content {
            Ok(content) => rejection_of(content, before, learnt).map(|rejection| rejection.of_same_content(&source.file)),
            Err(rejection) => Some(rejection.clone()),
        },
        rejected_in: String::new(),
    }
}

/// Why a content is set aside: found out in this run, or in an earlier one by the work on its owner.
fn rejection_of<'a>(content: &ContentId, before: &'a State, learnt: &'a Learnt<'_>) -> Option<&'a Rejection> {
    match learnt.worked.get(content) {
        Some(result) => result.as_ref().err(),
        None => {
            let owner = learnt.found.get(*learnt.plan.owners.get(content)?)?;
            before.sources.get(&owner.file.uri)?.rejected.as_ref()
        }
    }
}

/// Whether a report's source is there, gone, or holds another version of the report.
fn stand(after: &mut State, source: &Found, learnt: &Learnt<'_>, settled: &mut Settled) {
    let Ok(content) = &source.content else { return };
    if source.present {
        let owned = learnt.plan.owners.contains_key(content);
        after
            .reports
            .get_mut(content)
            .filter(|_| owned)
            .filter(|report| report.gone)
            .into_iter()
            .for_each(|report| Arc::make_mut(report).gone = false);
        return;
    }
    if learnt.listing.may_hide(&source.file.uri) || !after.reports.contains_key(content) {
        return;
    }
    let order = 1 + after.reports.values().filter_map(|report| report.replaced).max().unwrap_or(0);
    let replaced = holds_another_version(after, source, content);
    let Some(report) = after.reports.get_mut(content) else { return };
    if replaced {
        *report = Arc::new(KnownReport {
            replaced: Some(order),
            rows: Counts::from([("reports".into(), 1)]),
            figures: Counts::new(),
            digests: BTreeMap::new(),
            findings: Counts::new(),
            rejected_parts: Vec::new(),
            ..KnownReport::clone(report)
        });
        settled.replaced.insert(content.clone());
    } else {
        Arc::make_mut(report).gone = true;
    }
}

/// True where the report's file now holds a later version of the same report.
fn holds_another_version(after: &State, source: &Found, content: &ContentId) -> bool {
    let now = after.sources.get(&source.file.uri).and_then(|known| known.content.as_ref());
    let report_id = |content: &ContentId| after.reports.get(content).map(|report| &report.report_id);
    now.is_some_and(|now| now != content && report_id(now) == report_id(content))
}

/// A source that is set aside now was not removed by anyone: its last good rows stay.
fn remove_missing(after: &mut State, learnt: &Learnt<'_>, settled: &mut Settled) -> Result<(), RunError> {
    let pipeline = learnt.pipeline;
    if pipeline.on_missing != OnMissing::Remove {
        return Ok(());
    }
    let ours = || after.reports.iter().filter(|(_, report)| report.pipeline == pipeline.name && report.replaced.is_none());
    let set_aside = |report: &KnownReport| after.sources.get(&report.uri).is_some_and(|source| source.rejected.is_some());
    let missing: Vec<_> = ours().filter(|(_, report)| report.gone && !set_aside(report)).map(|(content, _)| content.clone()).collect();
    let (count, known) = (missing.len(), ours().count());
    #[allow(clippy::cast_precision_loss)] // reports are fewer than 2^52
    if count as f64 > pipeline.max_missing_share * known as f64 {
        return Err(RunError::TooManyMissing {
            pipeline: pipeline.name.clone(),
            missing: count,
            known,
            allowed: pipeline.max_missing_share,
        });
    }
    for content in missing {
        after.reports.remove(&content);
        settled.removed.insert(content);
    }
    Ok(())
}
