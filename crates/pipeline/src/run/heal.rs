//! Finds what a run that died between two commits left in the lake.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::{AsArray, RecordBatch};
use arrow::datatypes::Int32Type;
use solieu_lake::{Lake, Selection};

use crate::error::RunError;
use crate::ledger::RunRecord;
use crate::state::{Counts, State};
use crate::store::ContentId;

/// Rows of one table that belong to one report version.
type RowCounts = BTreeMap<(String, ContentId), (i32, u64)>;

/// What does not agree between the lake and the state of the last run.
#[derive(Debug, Default)]
pub(super) struct Damage {
    /// Contents whose rows are not those that the last run left: they are worked on again.
    pub(super) suspect: BTreeSet<ContentId>,
    /// Rows to remove unless this run makes them anew: table, year, content.
    pub(super) stray: BTreeSet<(String, i32, ContentId)>,
    /// The lake is at other versions than the last run left it at.
    pub(super) versions_differ: bool,
    /// No run has ended in this warehouse.
    pub(super) is_new: bool,
}

impl Damage {
    /// What is put right, in words.
    pub(super) fn notes(&self) -> Vec<String> {
        let died = (self.versions_differ && !self.is_new).then(|| match self.suspect.len() {
            0 => "a run that died before it wrote down what it had done".to_owned(),
            count => format!("a run that died left {count} reports half written; they are worked on again"),
        });
        died.into_iter().collect()
    }
}

/// Compares the rows of every report in every table with what the last run left.
///
/// # Errors
/// When the lake cannot be read.
pub(super) async fn find(lake: &Lake, state: &State) -> Result<Damage, RunError> {
    if lake.snapshot().await.map_err(RunError::lake)? == state.lake {
        return Ok(Damage::default());
    }
    let mut damage = Damage { versions_differ: true, is_new: state.lake.is_empty(), ..Damage::default() };
    let held = held_rows(lake).await?;
    for ((table, content), (year, rows)) in &held {
        let wanted = state.reports.get(content).filter(|report| report.report_year == *year);
        if wanted.and_then(|report| report.rows.get(table.as_str())) != Some(rows) {
            damage.suspect.insert(content.clone());
            damage.stray.insert((table.clone(), *year, content.clone()));
        }
    }
    damage.suspect.extend(incomplete(state, &held));
    Ok(damage)
}

impl Damage {
    /// Another catalogue gives other rows of equal number: where a run since then worked by one, no row is sure.
    pub(super) fn doubt_other_catalogues(&mut self, runs: &[RunRecord], state: &State) {
        let since = runs.iter().rev().take_while(|run| run.end.as_ref().is_none_or(|end| end.lake_versions != state.lake));
        if self.versions_differ && !self.is_new && since.into_iter().any(|run| run.start.catalogue_version != state.dimensions) {
            self.suspect.extend(state.reports.keys().cloned());
        }
    }
}

/// Reports of which a table has lost its rows.
fn incomplete<'a>(state: &'a State, held: &'a RowCounts) -> impl Iterator<Item = ContentId> + 'a {
    let lost = |content: &ContentId, tables: &Counts| tables.keys().any(|table| !held.contains_key(&(table.to_string(), content.clone())));
    state.reports.iter().filter(move |(content, report)| lost(content, &report.rows)).map(|(content, _)| content.clone())
}

async fn held_rows(lake: &Lake) -> Result<RowCounts, RunError> {
    let columns = vec!["content_id".to_owned(), "report_year".to_owned()];
    let selection = Selection { columns, ..Selection::default() };
    let mut counts = RowCounts::new();
    for table in lake.tables().filter(|contract| !contract.partition_by.is_empty()) {
        for rows in lake.read(&table.name, None, &selection).await.map_err(RunError::lake)? {
            count(&table.name, &rows, &mut counts);
        }
    }
    Ok(counts)
}

fn count(table: &str, rows: &RecordBatch, counts: &mut RowCounts) {
    let (Some(contents), Some(years)) = (rows.column_by_name("content_id"), rows.column_by_name("report_year")) else { return };
    let years = years.as_primitive::<Int32Type>().values();
    for (content, year) in contents.as_string::<i32>().iter().flatten().zip(years) {
        let entry = counts.entry((table.to_owned(), ContentId::from(content.to_owned()))).or_insert((*year, 0));
        entry.1 += 1;
    }
}
