//! One report as rows, and the rows of many reports as tables.

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use arrow::compute::concat_batches;
use solieu_catalog::Catalog;
use solieu_check::Finding;
use solieu_document::Span;
use solieu_interpret::InterpretedReport;
use solieu_tables::{ContractError, Contracts};

use crate::columns::{Columns, schema};
use crate::identity::{figure_id, report_id};
use crate::place::Places;
use crate::{ReportContext, rows};

/// The rows of one version of a report, in all tables of reports.
#[derive(Debug, Clone)]
pub struct ReportRows {
    report_id: String,
    tables: Vec<Columns>,
    rejected: Vec<RejectedFigure>,
}

/// A figure that the table cannot hold. It is set aside, not lost.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RejectedFigure {
    /// Place in reading order, from 0.
    pub ordinal: usize,
    /// The report's characters.
    pub quote: String,
    /// Where it stands in the source.
    pub span: Span,
    /// `value_too_large` or `value_too_precise`.
    pub reason: &'static str,
    /// What is wrong, with the value.
    pub message: String,
}

impl ReportRows {
    /// The logical id, which all versions of the report share.
    #[must_use]
    pub fn report_id(&self) -> &str {
        &self.report_id
    }

    /// Figures that the table cannot hold, for `rejects`.
    #[must_use]
    pub fn rejected(&self) -> &[RejectedFigure] {
        &self.rejected
    }

    /// A digest of the report's rows in each table but `reports`, whose line also says who made it and when.
    ///
    /// Equal digests mean equal rows. A digest is 16 hex digits; other versions of Arrow may give others.
    #[must_use]
    pub fn digests(&self) -> BTreeMap<&'static str, String> {
        let others = self.tables.iter().filter(|table| table.table != rows::REPORTS);
        others.map(|table| (table.table, table.digest())).collect()
    }

    /// Leaves out the rows of tables in which they stand already.
    pub fn leave_out(&mut self, stand: impl Fn(&str) -> bool) {
        self.tables.retain(|table| !stand(table.table));
    }
}

/// What the tables of one report are made from.
pub(crate) struct Source<'a> {
    pub(crate) context: &'a ReportContext,
    pub(crate) report: &'a InterpretedReport,
    pub(crate) catalog: &'a Catalog,
    pub(crate) places: Places<'a>,
    pub(crate) report_id: String,
    /// Ids of all figures, also of those set aside.
    pub(crate) figure_ids: Vec<String>,
}

impl Source<'_> {
    /// The columns that every table of reports begins with.
    pub(crate) fn columns(&self, table: &'static str, rows: usize) -> Columns {
        let year = self.report.identity.report_year;
        Columns::of(table, rows)
            .same_text("content_id", &self.context.content_id)
            .same_text("report_id", &self.report_id)
            .same_text("province_key", &self.report.identity.province_key)
            .int("report_year", std::iter::repeat_n(year, rows))
    }
}

/// Makes the rows of one report. Pure, and independent of other reports: run it on all cores.
#[must_use]
pub fn conform_report(context: &ReportContext, report: &InterpretedReport, findings: &[Finding], catalog: &Catalog) -> ReportRows {
    let spans = report.extraction.figures.iter().map(|figure| figure.span).enumerate();
    let source = Source {
        context,
        report,
        catalog,
        places: Places::new(&report.extraction),
        report_id: report_id(report),
        figure_ids: spans.map(|(ordinal, span)| figure_id(&context.content_id, ordinal, span)).collect(),
    };
    let (figures, rejected) = rows::figures(&source);
    let tables = vec![
        rows::reports(&source, findings.len(), rejected.len()),
        figures,
        rows::mentions(&source),
        rows::citations(&source),
        rows::statements(&source),
        rows::findings(&source, findings),
    ];
    ReportRows { report_id: source.report_id, tables, rejected }
}

/// The rows of many reports by table, each in the contract's columns, reports in the order given.
///
/// Every table of reports is there, also where it has no row.
///
/// # Errors
/// A column does not fit its contract.
pub fn tables(reports: Vec<ReportRows>) -> Result<BTreeMap<String, RecordBatch>, ContractError> {
    let mut pieces: BTreeMap<&'static str, Vec<RecordBatch>> = BTreeMap::new();
    for table in reports.into_iter().flat_map(|report| report.tables) {
        pieces.entry(table.table).or_default().push(table.finish()?);
    }
    let joined = rows::TABLES.iter().map(|&table| Ok((table.to_owned(), join(table, pieces.get(table).map_or(&[], Vec::as_slice))?)));
    joined.collect()
}

fn join(table: &str, pieces: &[RecordBatch]) -> Result<RecordBatch, ContractError> {
    let contract = Contracts::builtin().get(table)?;
    concat_batches(&schema(contract), pieces).map_err(|source| ContractError::Shape { table: table.to_owned(), source })
}
