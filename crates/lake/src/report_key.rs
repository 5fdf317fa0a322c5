//! Which version of which report a stretch of rows belongs to, in the order of the tables.

use std::sync::Arc;

use arrow::array::{Array, AsArray, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use solieu_tables::{Contract, ContractError};

use crate::LakeError;

/// Place of a report's rows within a partition. The sort columns of every table of reports begin so.
/// A change keeps one for each report and table: the texts are shared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ReportKey {
    province_key: Arc<str>,
    report_id: Arc<str>,
    pub(crate) content_id: Arc<str>,
}

/// Consecutive rows of one report.
#[derive(Debug, Clone)]
pub(crate) struct ReportRows {
    pub(crate) year: i32,
    pub(crate) key: Arc<ReportKey>,
    pub(crate) rows: RecordBatch,
}

/// Cuts rows where the report changes. A report whose rows are not consecutive gives several pieces.
pub(crate) fn by_report(contract: &Contract, rows: &RecordBatch) -> Result<Vec<ReportRows>, LakeError> {
    let years = column(contract, rows, "report_year")?.as_primitive::<Int32Type>();
    let provinces = text(contract, rows, "province_key")?;
    let reports = text(contract, rows, "report_id")?;
    let contents = text(contract, rows, "content_id")?;
    let mut pieces = Vec::new();
    let mut start = 0;
    for end in 1..=rows.num_rows() {
        if end < rows.num_rows() && contents.value(end) == contents.value(start) && years.value(end) == years.value(start) {
            continue;
        }
        let key = ReportKey {
            province_key: provinces.value(start).into(),
            report_id: reports.value(start).into(),
            content_id: contents.value(start).into(),
        };
        let key = Arc::new(key);
        pieces.push(ReportRows { year: years.value(start), key, rows: rows.slice(start, end - start) });
        start = end;
    }
    Ok(pieces)
}

fn text<'a>(contract: &Contract, rows: &'a RecordBatch, name: &str) -> Result<&'a StringArray, LakeError> {
    Ok(column(contract, rows, name)?.as_string::<i32>())
}

fn column<'a>(contract: &Contract, rows: &'a RecordBatch, name: &str) -> Result<&'a dyn Array, LakeError> {
    let found = rows.column_by_name(name).map(AsRef::as_ref);
    Ok(found.ok_or_else(|| ContractError::Column {
        table: contract.name.clone(),
        position: 0,
        expected: name.to_owned(),
        found: "nothing".to_owned(),
    })?)
}
