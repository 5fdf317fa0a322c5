//! Rows of the panel as the checks take them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use solieu_interpret::{InterpretedReport, Level};

use crate::model::{Finding, Severity};

/// What one report states of one indicator: a row of the panel.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelRow {
    /// `94@2004-01-01`
    pub province_key: String,
    /// Year that the value is about.
    pub year: i32,
    /// Id of the catalogue.
    pub indicator: String,
    /// Whose figure it is.
    pub level: Level,
    /// Value or numerator.
    pub value: Option<Decimal>,
    /// Denominator of a ratio.
    pub denominator: Option<Decimal>,
    /// Percent, where one is stated.
    pub percent: Option<Decimal>,
}

/// A finding on a row of the panel.
#[derive(Debug, Clone, PartialEq)]
pub struct PanelFinding {
    /// Index of the row.
    pub row: usize,
    /// Other rows it is about.
    pub others: Vec<usize>,
    /// The finding; its figures and spans are empty, as rows have none.
    pub finding: Finding,
}

/// Rows of a report's own province, of the two years before it, by indicator and level.
#[derive(Debug)]
pub(crate) struct Prior<'a> {
    rows: BTreeMap<(&'a str, Level), &'a PanelRow>,
    before: BTreeMap<(&'a str, Level), &'a PanelRow>,
    pub(crate) year: i32,
}

impl<'a> Prior<'a> {
    pub(crate) fn of(report: &InterpretedReport, rows: &'a [PanelRow]) -> Self {
        let year = report.identity.report_year - 1;
        let own = rows.iter().filter(|row| row.province_key == report.identity.province_key);
        let of = |year| own.clone().filter(move |row| row.year == year).map(|row| ((row.indicator.as_str(), row.level), row)).collect();
        Self { rows: of(year), before: of(year - 1), year }
    }

    pub(crate) fn row(&self, indicator: &str, level: Level) -> Option<&'a PanelRow> {
        self.rows.get(&(indicator, level)).copied()
    }

    /// As [`Prior::row`], of the year before that.
    pub(crate) fn earlier(&self, indicator: &str, level: Level) -> Option<&'a PanelRow> {
        self.before.get(&(indicator, level)).copied()
    }
}

/// A finding on a row, without figures of a report.
pub(crate) fn on_row(
    row: usize,
    others: Vec<usize>,
    (kind, severity): (&str, Severity),
    (stated, computed): (String, String),
    (message, message_vi): (String, String),
) -> PanelFinding {
    let (figures, spans) = (Vec::new(), Vec::new());
    let finding = Finding { kind: kind.to_owned(), severity, stated, computed, message, message_vi, figures, spans, suggestion: None };
    PanelFinding { row, others, finding }
}
