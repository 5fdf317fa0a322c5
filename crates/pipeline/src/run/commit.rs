//! Rows on their way into the lake: staged while the work goes on, committed at its end.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::mpsc::Receiver;

use arrow::array::RecordBatch;
use arrow::error::ArrowError;
use solieu_lake::{Change, CommitNote, Committed, Lake, Selection, Stage};

use super::heal::Damage;
use super::rejects::{REJECTS, rejects_table};
use super::settle::{Settled, Worked};
use super::standing::{contents, restate};
use super::tally::tally;
use super::work::{Piece, WorkedReport};
use crate::error::RunError;
use crate::state::{KnownReport, State};
use crate::store::ContentId;

/// What the work gave, its rows staged on disk.
pub(super) struct Gathered {
    pub(super) stage: Stage,
    pub(super) worked: Worked,
    /// Lines of `reports`, held back until it is known how versions stand to one another.
    reports: Vec<RecordBatch>,
    /// Reports read from their source, and those interpreted again; bytes of the former.
    pub(super) read: u64,
    pub(super) reinterpreted: u64,
    pub(super) bytes_read: u64,
}

/// Takes the pieces of work as they come and stages their rows, beside those gathered before.
///
/// # Errors
/// The first error of the work, or of the stage.
pub(super) fn gather(pieces: Receiver<Piece>, mut gathered: Gathered) -> Result<Gathered, RunError> {
    for piece in pieces {
        gathered.take(piece?)?;
    }
    Ok(gathered)
}

impl Gathered {
    /// What no work gives.
    pub(super) fn nothing(stage: Stage) -> Self {
        Self { stage, worked: Worked::new(), reports: Vec::new(), read: 0, reinterpreted: 0, bytes_read: 0 }
    }

    fn take(&mut self, piece: Vec<WorkedReport>) -> Result<(), RunError> {
        let (mut known, mut rows) = (BTreeMap::new(), Vec::new());
        for report in piece {
            self.reinterpreted += u64::from(report.reinterpreted);
            self.read += u64::from(!report.reinterpreted && report.result.is_ok());
            self.bytes_read += if report.reinterpreted { 0 } else { report.bytes };
            match report.result {
                Ok((report_known, report_rows)) => {
                    known.insert(report.content, report_known);
                    rows.push(report_rows);
                }
                Err(rejection) => {
                    self.worked.insert(report.content, Err(rejection));
                }
            }
        }
        self.stage_rows(rows, &mut known)?;
        self.worked.extend(known.into_iter().map(|(content, report)| (content, Ok(report.into()))));
        Ok(())
    }

    fn stage_rows(
        &mut self,
        rows: Vec<solieu_normalize::ReportRows>,
        known: &mut BTreeMap<ContentId, KnownReport>,
    ) -> Result<(), RunError> {
        if rows.is_empty() {
            return Ok(());
        }
        for (table, rows) in solieu_normalize::tables(rows).map_err(RunError::rows)? {
            tally(&table, &rows, known).map_err(RunError::rows)?;
            if table == REPORTS {
                self.reports.push(rows);
            } else if rows.num_rows() > 0 {
                self.stage.add(&table, &rows).map_err(RunError::lake)?;
            }
        }
        Ok(())
    }
}

/// The table of the reports themselves, a line each.
pub(super) const REPORTS: &str = "reports";

/// Pieces of the table of the reports that are restated together.
const LINES_AT_ONCE: usize = 256;

/// What is to be committed, beside the rows that were gathered.
pub(super) struct Commit<'a> {
    pub(super) lake: &'a Lake,
    pub(super) before: &'a State,
    pub(super) after: &'a State,
    pub(super) settled: &'a Settled,
    pub(super) damage: &'a Damage,
    pub(super) dimensions: BTreeMap<String, RecordBatch>,
    pub(super) note: CommitNote,
}

impl Commit<'_> {
    /// Brings every table to what it is to hold after the run.
    ///
    /// # Errors
    /// When the lake refuses. Tables committed before stay committed; the next run puts that right.
    pub(super) async fn make(self, gathered: Gathered) -> Result<Committed, RunError> {
        let Gathered { mut stage, reports, worked, .. } = gathered;
        let mut lines = reports;
        lines.extend(self.lines_in_lake(&worked).await?);
        let lines = with_one_schema(lines).map_err(RunError::rows)?;
        // Some at a time: each step on the way makes a copy of the lines.
        for lines in lines.chunks(LINES_AT_ONCE) {
            let restated = restate(lines, &self.after.reports, &self.settled.restated).map_err(RunError::rows)?;
            if let Some(rows) = restated.filter(|rows| rows.num_rows() > 0) {
                stage.add(REPORTS, &rows).map_err(RunError::lake)?;
            }
        }
        drop(lines);
        let mut change = self.without_stale(Change::new(stage), &worked);
        change = change.whole(REJECTS, rejects_table(self.after)?);
        for (table, rows) in self.dimensions {
            change = change.whole(&table, rows);
        }
        self.lake.commit(change, &self.note).await.map_err(RunError::lake)
    }

    /// Lines of reports that stand otherwise now although nobody worked on them.
    async fn lines_in_lake(&self, worked: &Worked) -> Result<Vec<RecordBatch>, RunError> {
        let others: BTreeSet<&ContentId> = self.settled.restated.iter().filter(|content| !worked.contains_key(*content)).collect();
        let years = others.iter().filter_map(|content| self.before.reports.get(*content)).map(|report| report.report_year);
        let years: BTreeSet<i32> = years.collect();
        if years.is_empty() {
            return Ok(Vec::new());
        }
        let selection = Selection { years: years.into_iter().collect(), ..Selection::default() };
        let lines = self.lake.read(REPORTS, None, &selection).await.map_err(RunError::lake)?;
        lines.iter().map(|lines| only(lines, &others)).collect()
    }

    /// Takes out what is not staged anew: rows of reports that were worked on before, replaced, removed or damaged.
    fn without_stale(&self, mut change: Change, worked: &Worked) -> Change {
        let tables: Vec<_> = self.lake.tables().filter(|table| !table.partition_by.is_empty()).map(|table| table.name.clone()).collect();
        let stale = worked.keys().chain(&self.settled.replaced).chain(&self.settled.removed);
        for content in stale {
            let Some(report) = self.before.reports.get(content) else { continue };
            let same = |table: &str| self.after.reports.get(content).is_some_and(|now| now.has_same_rows(report, table));
            let stays = |table: &str| (table == REPORTS && self.settled.replaced.contains(content)) || same(table);
            for table in tables.iter().filter(|table| !stays(table)) {
                change = change.without(table, report.report_year, content.as_str());
            }
        }
        for (table, year, content) in &self.damage.stray {
            change = change.without(table, *year, content.as_str());
        }
        change
    }
}

fn only(lines: &RecordBatch, wanted: &BTreeSet<&ContentId>) -> Result<RecordBatch, RunError> {
    let keep = contents(lines).map_err(RunError::rows)?.iter().map(|content| Some(wanted.contains(content))).collect();
    arrow::compute::filter_record_batch(lines, &keep).map_err(RunError::rows)
}

/// Lines from the lake and lines made now differ in the notes of their schemas only.
fn with_one_schema(lines: Vec<RecordBatch>) -> Result<Vec<RecordBatch>, ArrowError> {
    let Some(schema) = lines.first().map(RecordBatch::schema) else { return Ok(lines) };
    lines.into_iter().map(|rows| RecordBatch::try_new(schema.clone(), rows.columns().to_vec())).collect()
}
