//! Rows of the panel as the checks take them.

use std::collections::HashMap;

use rust_decimal::Decimal;
use solieu_interpret::Level;

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

impl PanelRow {
    /// True where the province had its land in a year: `52@2025-07-01` had not in 2024, and what its report says of
    /// that year is said of one of its parts.
    pub(crate) fn existed_in(&self, year: i32) -> bool {
        let since = self.province_key.split_once('@').and_then(|(_, day)| day.get(..4)?.parse::<i32>().ok());
        since.is_none_or(|since| since <= year)
    }
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

/// The rows of a panel by province, indicator and year.
#[derive(Debug)]
pub(crate) struct Keyed<'a>(HashMap<(&'a str, &'a str, i32), usize>);

impl<'a> Keyed<'a> {
    /// Of rows that a condition chooses; of several with one key the first.
    pub(crate) fn of(rows: &'a [PanelRow], chosen: impl Fn(&PanelRow) -> bool) -> Self {
        let mut keyed = HashMap::new();
        for (at, row) in rows.iter().enumerate().filter(|(_, row)| chosen(row)) {
            keyed.entry((row.province_key.as_str(), row.indicator.as_str(), row.year)).or_insert(at);
        }
        Self(keyed)
    }

    /// Index of the row of an indicator and year, of the province of another row.
    pub(crate) fn get(&self, like: &PanelRow, indicator: &str, year: i32) -> Option<usize> {
        self.0.get(&(like.province_key.as_str(), indicator, year)).copied()
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
