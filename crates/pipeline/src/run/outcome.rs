//! What a run tells of itself: to the summary and to the ledger.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::RunOptions;
use super::commit::Gathered;
use super::plan::Plan;
use super::settle::Settled;
use super::tally::sum;
use crate::config::Pipeline;
use crate::error::RunError;
use crate::ledger::{RunEnd, RunStart, RunStatus};
use crate::sources::Listing;
use crate::state::{KnownReport, State};
use crate::summary::RunSummary;

/// What is known when the run begins.
pub(super) fn start(pipeline: &Pipeline, options: &RunOptions<'_>) -> RunStart {
    let full = options.full.then(|| ("full".to_owned(), "true".to_owned()));
    let part = (!options.part.is_all()).then(|| ("part".to_owned(), format!("{:?}", options.part)));
    let stated = (pipeline.stated != Default::default()).then(|| ("stated".to_owned(), format!("{:?}", pipeline.stated)));
    RunStart {
        pipeline: pipeline.name.clone(),
        started_at: (options.clock)(),
        binary_version: options.binary_version.clone(),
        extractor_version: solieu_extract::VERSION.to_string(),
        catalogue_version: options.catalog.version().to_owned(),
        options: full.into_iter().chain(part).chain(stated).collect::<BTreeMap<_, _>>(),
    }
}

/// How the run ended.
pub(super) fn end(result: &Result<(), RunError>, summary: &RunSummary, options: &RunOptions<'_>) -> RunEnd {
    let (status, exit_status) = match result {
        Ok(()) if !summary.rejected.is_empty() => (RunStatus::Rejects, 2),
        Ok(()) if summary.released => (RunStatus::Done, 0),
        Ok(()) => (RunStatus::Unchanged, 0),
        Err(RunError::Config(_)) => (RunStatus::Failed, 1),
        Err(RunError::Audit { .. }) => (RunStatus::Blocked, 3),
        Err(_) => (RunStatus::Failed, 3),
    };
    let release = summary.released.then_some(summary.release.as_ref()).flatten();
    RunEnd {
        status,
        exit_status,
        ended_at: (options.clock)(),
        release: release.and_then(|path| path.strip_prefix(options.layout.root()).ok()).map(|path| path.display().to_string()),
        lake_versions: summary.lake_versions.clone(),
        message: result.as_ref().err().map(ToString::to_string),
        ..counts(summary)
    }
}

fn counts(summary: &RunSummary) -> RunEnd {
    let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
    RunEnd {
        sources_listed: count(summary.selected + summary.not_selected),
        sources_selected: count(summary.selected),
        reports_read: count(summary.read),
        reports_reinterpreted: count(summary.reinterpreted),
        reports_unchanged: count(summary.unchanged),
        reports_rejected: count(summary.rejected.len() as u64),
        reports_gone: count(summary.gone),
        figures: count(summary.figures()),
        findings: count(summary.findings()),
        ..RunEnd::default()
    }
}

impl RunSummary {
    pub(super) fn tell_sources(&mut self, listing: &Listing) {
        self.selected = listing.files.len() as u64;
        self.not_selected = listing.not_selected;
    }

    pub(super) fn tell_work(&mut self, plan: &Plan, gathered: &Gathered) {
        self.read = gathered.read;
        self.reinterpreted = gathered.reinterpreted;
        self.bytes_read = gathered.bytes_read;
        self.unchanged = plan.unchanged;
        self.duplicates = plan.duplicates;
    }

    pub(super) fn tell_state(&mut self, state: &State, settled: &Settled) {
        let current = || state.reports.values().map(Arc::as_ref).filter(|report: &&KnownReport| report.replaced.is_none());
        self.reports = current().count() as u64;
        self.gone = current().filter(|report| report.gone && report.pipeline == self.pipeline).count() as u64;
        self.removed = settled.removed.len() as u64;
        self.figures_by_area = sum(current().map(|report| &report.figures));
        self.findings_by_severity = sum(current().map(|report| &report.findings));
        self.rejected = state.rejections_of(&self.pipeline);
    }
}
