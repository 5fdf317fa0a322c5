//! How the versions of a report stand to one another, and to their sources.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, BooleanArray, RecordBatch, StringArray};
use arrow::compute::{concat_batches, filter_record_batch};
use arrow::error::ArrowError;

use crate::state::KnownReport;
use crate::store::ContentId;

type Reports = BTreeMap<ContentId, Arc<KnownReport>>;

/// Links the versions of each report, oldest first: those whose file holds another version now,
/// then by the report's date, those whose source is gone before the others, then by source.
pub(super) fn link_versions(reports: &mut Reports) {
    let mut versions: BTreeMap<String, Vec<ContentId>> = BTreeMap::new();
    for (content, report) in reports.iter() {
        versions.entry(report.report_id.clone()).or_default().push(content.clone());
    }
    for chain in versions.values_mut() {
        chain.sort_by_cached_key(|content| age(content, reports));
        for (place, content) in chain.iter().enumerate() {
            let Some(report) = reports.get_mut(content) else { continue };
            let (earlier, later) = (place.checked_sub(1).and_then(|before| chain.get(before)), chain.get(place + 1));
            if (report.supersedes.as_ref(), report.superseded_by.as_ref()) != (earlier, later) {
                let report = Arc::make_mut(report);
                (report.supersedes, report.superseded_by) = (earlier.cloned(), later.cloned());
            }
        }
    }
}

fn age(content: &ContentId, reports: &Reports) -> (u64, String, bool, String) {
    reports
        .get(content)
        .map(|report| (report.replaced.unwrap_or(u64::MAX), report.as_of.clone(), !report.gone, report.uri.clone()))
        .unwrap_or_default()
}

/// Reports whose line in the table says something else now.
pub(super) fn restated(before: &Reports, after: &Reports) -> BTreeSet<ContentId> {
    let line = |report: &KnownReport| (report.uri.clone(), report.gone, report.supersedes.clone(), report.superseded_by.clone());
    let differs = |content: &ContentId, report: &KnownReport| before.get(content).is_none_or(|old| line(old) != line(report));
    after.iter().filter(|(content, report)| differs(content, report)).map(|(content, _)| content.clone()).collect()
}

/// Rows of the table `reports` with the standing that the reports have now; rows of reports that
/// are not in `wanted` are left out.
pub(super) fn restate(rows: &[RecordBatch], reports: &Reports, wanted: &BTreeSet<ContentId>) -> Result<Option<RecordBatch>, ArrowError> {
    let Some(first) = rows.first() else { return Ok(None) };
    let rows = concat_batches(&first.schema(), rows)?;
    let contents = contents(&rows)?;
    let keep: BooleanArray = contents.iter().map(|content| Some(wanted.contains(content))).collect();
    let known = |content: &ContentId| reports.get(content).map(Arc::as_ref);
    let text = |get: fn(&KnownReport) -> Option<&str>| -> ArrayRef {
        Arc::new(contents.iter().map(|content| known(content).and_then(get)).collect::<StringArray>())
    };
    let gone: BooleanArray = contents.iter().map(|content| Some(known(content).is_some_and(|report| report.gone))).collect();
    let columns = [
        ("source_uri", text(|report| Some(&report.uri))),
        ("supersedes", text(|report| report.supersedes.as_ref().map(ContentId::as_str))),
        ("superseded_by", text(|report| report.superseded_by.as_ref().map(ContentId::as_str))),
        ("source_gone", Arc::new(gone) as ArrayRef),
    ];
    filter_record_batch(&with_columns(&rows, columns)?, &keep).map(Some)
}

/// The content id of each row.
pub(super) fn contents(rows: &RecordBatch) -> Result<Vec<ContentId>, ArrowError> {
    Ok(content_column(rows)?.iter().map(|content| ContentId::from(content.unwrap_or_default().to_owned())).collect())
}

/// The column of content ids, of which none is null.
pub(super) fn content_column(rows: &RecordBatch) -> Result<&StringArray, ArrowError> {
    let column = rows.column_by_name("content_id").ok_or_else(|| ArrowError::SchemaError("no column content_id".to_owned()))?;
    Ok(column.as_string::<i32>())
}

fn with_columns<const N: usize>(rows: &RecordBatch, columns: [(&str, ArrayRef); N]) -> Result<RecordBatch, ArrowError> {
    let mut all = rows.columns().to_vec();
    for (name, column) in columns {
        let place = rows.schema().index_of(name)?;
        if let Some(slot) = all.get_mut(place) {
            *slot = column;
        }
    }
    RecordBatch::try_new(rows.schema(), all)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn report(report_id: &str, as_of: &str, uri: &str, replaced: Option<u64>) -> Arc<KnownReport> {
        Arc::new(KnownReport { report_id: report_id.into(), as_of: as_of.into(), uri: uri.into(), replaced, ..KnownReport::default() })
    }

    #[test]
    fn versions_are_linked_oldest_first() {
        let id = |name: &str| ContentId::from(name.to_owned());
        let mut reports = Reports::from([
            (id("new"), report("a", "2016-12-01", "x", None)),
            (id("late"), report("a", "2017-01-15", "b", None)),
            (id("old"), report("a", "2017-02-01", "x", Some(1))),
            (id("other"), report("b", "2016-12-01", "y", None)),
        ]);
        let before = reports.clone();
        link_versions(&mut reports);
        let links = |name: &str| {
            let report = &reports[&id(name)];
            (report.supersedes.as_ref().map(ToString::to_string), report.superseded_by.as_ref().map(ToString::to_string))
        };
        assert_eq!(links("old"), (None, Some("new".into())));
        assert_eq!(links("new"), (Some("old".into()), Some("late".into())));
        assert_eq!(links("late"), (Some("new".into()), None));
        assert_eq!(links("other"), (None, None));
        assert_eq!(restated(&before, &reports), BTreeSet::from([id("old"), id("new"), id("late")]));
    }
}
