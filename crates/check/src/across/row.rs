//! Rows of the panel as the checks take them.

use std::collections::BTreeMap;
use std::ops::RangeInclusive;

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

/// How many years before the report's a row may lie: an index of the year before, and the one before that.
const YEARS: RangeInclusive<i32> = 1..=3;

/// Rows of a report's own province from the years before it.
#[derive(Debug)]
pub(crate) struct Prior<'a> {
    /// What was stated of an indicator, level and year: once, or several times with several values.
    rows: BTreeMap<(&'a str, Level, i32), Vec<&'a PanelRow>>,
    /// The year before the report's.
    pub(crate) year: i32,
}

impl<'a> Prior<'a> {
    pub(crate) fn of(report: &InterpretedReport, rows: &'a [PanelRow]) -> Self {
        let year = report.identity.report_year;
        let mut own: BTreeMap<_, Vec<&'a PanelRow>> = BTreeMap::new();
        for row in rows.iter().filter(|row| YEARS.contains(&(year - row.year)) && row.province_key == report.identity.province_key) {
            own.entry((row.indicator.as_str(), row.level, row.year)).or_default().push(row);
        }
        Self { rows: own, year: year - 1 }
    }

    /// All that was stated of last year.
    pub(crate) fn rows(&self, indicator: &str, level: Level) -> Vec<&'a PanelRow> {
        self.rows.get(&(indicator, level, self.year)).cloned().unwrap_or_default()
    }

    /// The one row of any year before the report's; none where there are several values.
    pub(crate) fn row_of(&self, indicator: &str, level: Level, year: i32) -> Option<&'a PanelRow> {
        let rows: &Vec<&'a PanelRow> = self.rows.get(&(indicator, level, year))?;
        let (first, others) = rows.split_first()?;
        others.iter().all(|row| row.value == first.value).then_some(*first)
    }

    /// As [`Prior::row_of`], of last year.
    pub(crate) fn row(&self, indicator: &str, level: Level) -> Option<&'a PanelRow> {
        self.row_of(indicator, level, self.year)
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
