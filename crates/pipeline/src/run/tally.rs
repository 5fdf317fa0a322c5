//! Counts rows by report, area and severity, for the summary and for finding damage.

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::error::ArrowError;

use super::standing::contents;
use crate::state::KnownReport;
use crate::store::ContentId;

/// Adds the rows of one table to the counts of the reports they belong to.
pub(super) fn tally(table: &str, rows: &RecordBatch, reports: &mut BTreeMap<ContentId, KnownReport>) -> Result<(), ArrowError> {
    let column = |name: &str| rows.column_by_name(name).map(|column| column.as_string::<i32>());
    let (areas, severities) = (column("area"), column("severity"));
    for (row, content) in contents(rows)?.into_iter().enumerate() {
        let Some(report) = reports.get_mut(&content) else { continue };
        *report.rows.entry(table.to_owned()).or_default() += 1;
        match table {
            "figures" => *report.figures.entry(text(areas, row)).or_default() += 1,
            "findings" => *report.findings.entry(text(severities, row)).or_default() += 1,
            _ => {}
        }
    }
    Ok(())
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

fn text(column: Option<&arrow::array::StringArray>, row: usize) -> String {
    column.filter(|column| column.is_valid(row)).map(|column| column.value(row).to_owned()).unwrap_or_default()
}

/// Sums the counts of many reports by name.
pub(super) fn sum<'a>(counts: impl Iterator<Item = &'a BTreeMap<String, u64>>) -> BTreeMap<String, u64> {
    let mut sums = BTreeMap::new();
    for (name, count) in counts.flatten() {
        *sums.entry(name.clone()).or_default() += count;
    }
    sums
}
