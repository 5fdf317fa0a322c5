//! The work on reports: read, extract, interpret, check, conform. On all cores, in order, a few at a time.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rayon::prelude::*;
use solieu_extract::{Extraction, Lexicon};
use solieu_interpret::{InterpretedReport, Stated};
use solieu_normalize::{ReportContext, ReportRows};

use super::identify::Found;
use super::{RunOptions, tally};
use crate::config::{Pipeline, StatedFacts};
use crate::error::RunError;
use crate::events::Events;
use crate::sources::Sources;
use crate::state::{KnownReport, State};
use crate::store::{ContentId, ExtractionStore, RawStore};
use crate::summary::Rejection;

/// Reports in one piece of work: enough for all cores, few enough to hold.
const AT_ONCE: usize = 64;
/// Pieces that may wait to be written.
const WAITING: usize = 2;

/// What the work needs beside the report.
pub(super) struct Workshop<'a> {
    pub(super) pipeline: &'a Pipeline,
    pub(super) sources: &'a Sources,
    pub(super) options: &'a RunOptions<'a>,
    pub(super) events: &'a dyn Events,
    pub(super) run_id: &'a str,
    pub(super) raw: RawStore,
    pub(super) extractions: ExtractionStore,
    /// What the lake holds, where that can be relied on: rows that are the same there are not made again.
    pub(super) standing: Option<&'a State>,
}

/// A report that was worked on.
pub(super) struct WorkedReport {
    pub(super) content: ContentId,
    /// It came from its stored extraction; its source was not read.
    pub(super) reinterpreted: bool,
    pub(super) bytes: u64,
    pub(super) result: Result<(KnownReport, ReportRows), Rejection>,
}

/// One piece of work, in order.
pub(super) type Piece = Result<Vec<WorkedReport>, RunError>;

/// Works on the sources in order and hands each piece on; whoever takes them slows the work down.
pub(super) fn work_through<T>(workshop: &Workshop<'_>, sources: &[&Found], take: impl FnOnce(Receiver<Piece>) -> T) -> T {
    let (give, taken) = sync_channel(WAITING);
    std::thread::scope(|scope| {
        scope.spawn(move || work_in_pieces(workshop, sources, &give));
        take(taken)
    })
}

fn work_in_pieces(workshop: &Workshop<'_>, sources: &[&Found], give: &SyncSender<Piece>) {
    for piece in sources.chunks(AT_ONCE) {
        let worked: Piece =
            workshop.options.go_on().and_then(|()| piece.par_iter().filter_map(|source| workshop.work_on(source).transpose()).collect());
        let failed = worked.is_err();
        // The receiver hangs up when it fails itself; then nobody wants more.
        if give.send(worked).is_err() || failed {
            return;
        }
    }
}

impl<'a> Workshop<'a> {
    pub(super) fn new(
        pipeline: &'a Pipeline,
        sources: &'a Sources,
        options: &'a RunOptions<'a>,
        events: &'a dyn Events,
        run_id: &'a str,
        standing: Option<&'a State>,
    ) -> Self {
        let (raw, extractions) = (RawStore::of(&options.layout), ExtractionStore::of(&options.layout));
        Self { pipeline, sources, options, events, run_id, raw, extractions, standing }
    }

    #[expect(clippy::result_large_err, reason = "a rejection is rare and moved once")]
    fn work_on(&self, source: &Found) -> Result<Option<WorkedReport>, RunError> {
        let Ok(content) = &source.content else { return Ok(None) };
        let _span = tracing::debug_span!("report", path = %source.file.path.display()).entered();
        let (extraction, reinterpreted) = match self.stored(content) {
            Some(extraction) => (Ok(extraction), true),
            None => (self.extract(source, content)?, false),
        };
        let result = extraction.and_then(|extraction| self.conform(source, content, extraction));
        if result.as_ref().is_ok_and(|(report, _)| !self.options.part.is_about(report)) {
            return Ok(None);
        }
        if let Err(rejection) = &result {
            self.events.rejected(&source.file.path, &rejection.message);
        }
        self.events.report_done(source.file.bytes);
        Ok(Some(WorkedReport { content: content.clone(), reinterpreted, bytes: source.file.bytes, result }))
    }

    /// `--full` trusts nothing that was stored.
    fn stored(&self, content: &ContentId) -> Option<Extraction> {
        if self.options.full { None } else { self.extractions.get(content) }
    }

    fn extract(&self, source: &Found, content: &ContentId) -> Result<Result<Extraction, Rejection>, RunError> {
        let bytes = match self.bytes(source, content)? {
            Ok(bytes) => bytes,
            Err(rejection) => return Ok(Err(rejection)),
        };
        let document = match solieu_document::read(&bytes, source.file.media) {
            Ok(document) => document,
            Err(error) => return Ok(Err(Rejection::no_document(&source.file, &error))),
        };
        let extraction = solieu_extract::extract(&document, Lexicon::builtin());
        if !self.options.dry {
            self.extractions.put(content, &extraction)?;
        }
        Ok(Ok(extraction))
    }

    /// From the raw store; where that is damaged, from the file, which is stored again.
    fn bytes(&self, source: &Found, content: &ContentId) -> Result<Result<Vec<u8>, Rejection>, RunError> {
        if let Some(bytes) = self.raw.get(content)? {
            return Ok(Ok(bytes));
        }
        match self.sources.read(&source.file) {
            Ok(bytes) if ContentId::of(&bytes) == *content => {
                if !self.options.dry {
                    self.raw.put_again(content, &bytes)?;
                }
                Ok(Ok(bytes))
            }
            Ok(_) => Ok(Err(Rejection::unreadable(&source.file, &std::io::Error::other("it changed while it was read; run again")))),
            Err(error) => Ok(Err(Rejection::unreadable(&source.file, &error))),
        }
    }

    #[expect(clippy::result_large_err, reason = "a rejection is rare and moved once")]
    fn conform(&self, source: &Found, content: &ContentId, extraction: Extraction) -> Result<(KnownReport, ReportRows), Rejection> {
        let catalog = self.options.catalog;
        let interpreted = solieu_interpret::interpret(extraction, catalog, &stated(&source.stated))
            .map_err(|error| Rejection::no_identity(&source.file, &error))?;
        let findings = solieu_check::check_report(&interpreted, catalog);
        let mut rows = solieu_normalize::conform_report(&self.context(source, content), &interpreted, &findings, catalog);
        let mut known = self.known(source, &interpreted, &rows);
        if let Some(earlier) = self.standing.and_then(|state| state.reports.get(content)) {
            rows.leave_out(|table| known.has_same_rows(earlier, table));
            tally::carry_over(&mut known, earlier);
        }
        Ok((known, rows))
    }

    /// How the report stands to others is not known yet; that is written over its line later.
    fn context(&self, source: &Found, content: &ContentId) -> ReportContext {
        ReportContext {
            content_id: content.to_string(),
            source_uri: source.file.uri.clone(),
            media_type: source.file.media.name().to_owned(),
            bytes: source.file.bytes,
            run_id: self.run_id.to_owned(),
            extractor_version: solieu_extract::VERSION.to_string(),
            ..ReportContext::default()
        }
    }

    /// What is kept of the report between runs; its rows are counted when they are staged.
    fn known(&self, source: &Found, interpreted: &InterpretedReport, rows: &ReportRows) -> KnownReport {
        KnownReport {
            pipeline: self.pipeline.name.clone(),
            uri: source.file.uri.clone(),
            path: source.file.path.clone(),
            bytes: source.file.bytes,
            stated: source.stated.clone(),
            work: source.work.clone(),
            report_id: rows.report_id().to_owned(),
            as_of: interpreted.identity.as_of.clone(),
            province_key: interpreted.identity.province_key.clone(),
            report_year: interpreted.identity.report_year,
            run_id: self.run_id.to_owned(),
            digests: rows.digests().into_iter().map(|(table, digest)| (table.into(), digest.into())).collect(),
            rejected_parts: rows.rejected().iter().map(|figure| Rejection::of_figure(&source.file, figure)).collect(),
            ..KnownReport::default()
        }
    }
}

fn stated(facts: &StatedFacts) -> Stated {
    let StatedFacts { province, year, period, date } = facts.clone();
    Stated { province, year, period, date }
}
