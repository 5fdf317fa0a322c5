//! Counts rows by report, area and severity, for the summary and for finding damage.

use std::collections::BTreeMap;
use std::ops::Range;

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::error::ArrowError;

use super::standing::content_column;
use crate::state::{Counts, KnownReport};
use crate::store::ContentId;

/// Adds the rows of one table to the counts of the reports they belong to.
pub(super) fn tally(table: &str, rows: &RecordBatch, reports: &mut BTreeMap<ContentId, KnownReport>) -> Result<(), ArrowError> {
    let column = |name: &str| rows.column_by_name(name).map(|column| column.as_string::<i32>());
    let (areas, severities) = (column("area"), column("severity"));
    for (content, rows) in runs_of_contents(rows)? {
        let Some(report) = reports.get_mut(&content) else { continue };
        *report.rows.entry(table.into()).or_default() += rows.len() as u64;
        match table {
            "figures" => add_up(areas, rows, &mut report.figures),
            "findings" => add_up(severities, rows, &mut report.findings),
            _ => {}
        }
    }
    Ok(())
}

/// Rows of one report stand together.
fn runs_of_contents(rows: &RecordBatch) -> Result<Vec<(ContentId, Range<usize>)>, ArrowError> {
    let column = content_column(rows)?;
    let mut runs = Vec::new();
    let mut start = 0;
    for row in 1..=column.len() {
        if row == column.len() || column.value(row) != column.value(start) {
            runs.push((ContentId::from(column.value(start).to_owned()), start..row));
            start = row;
        }
    }
    Ok(runs)
}

fn add_up(names: Option<&StringArray>, rows: Range<usize>, counts: &mut Counts) {
    for row in rows {
        let name = names.filter(|names| names.is_valid(row)).map_or("", |names| names.value(row));
        match counts.get_mut(name) {
            Some(count) => *count += 1,
            None => drop(counts.insert(name.into(), 1)),
        }
    }
}

/// Counts of rows that are the same as they were and therefore not made again.
pub(super) fn carry_over(report: &mut KnownReport, earlier: &KnownReport) {
    for (table, rows) in &earlier.rows {
        if report.has_same_rows(earlier, table) {
            report.rows.insert(table.clone(), *rows);
        }
    }
    if report.has_same_rows(earlier, "figures") {
        report.figures.clone_from(&earlier.figures);
    }
    if report.has_same_rows(earlier, "findings") {
        report.findings.clone_from(&earlier.findings);
    }
}

/// Sums the counts of many reports by name.
pub(super) fn sum<'a>(counts: impl Iterator<Item = &'a Counts>) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for (name, count) in counts.flatten() {
        *sums.entry(name.to_string()).or_default() += count;
    }
    sums
}
