//! Keys that several figures of a report share, and what tells those figures apart.

use std::collections::BTreeMap;

use solieu_extract::Measure;
use strum::{Display, IntoStaticStr};

use crate::{InterpretedReport, Level, Meaning, Role};

/// Indicator, level, year and measure under which a report states several values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SharedKey {
    /// Id of the indicator.
    pub indicator: String,
    /// Whose figures they are.
    pub level: Level,
    /// The year they are about.
    pub year: i32,
    /// How they measure.
    pub measure: Measure,
    /// Indices of the figures, in reading order.
    pub figures: Vec<usize>,
    /// In what the figures differ beside their values.
    pub told_apart_by: Vec<Difference>,
    /// Figures with different values that nothing tells apart, in pairs: mostly contradictions of the report.
    pub alike: Vec<(usize, usize)>,
}

/// What can tell two figures of one key apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Display, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Difference {
    /// The office, place or kind that is named.
    Subject,
    /// Result, target, comparison, part of another figure.
    Role,
    /// First and last day.
    Period,
    /// The former province whose land it is.
    Territory,
}

/// The keys of a report that have several values, by indicator, level, year and measure.
#[must_use]
pub fn shared_keys(report: &InterpretedReport) -> Vec<SharedKey> {
    let mut keys: BTreeMap<(&str, Level, i32, Measure), Vec<usize>> = BTreeMap::new();
    for (at, (figure, meaning)) in report.extraction.figures.iter().zip(&report.meanings).enumerate() {
        if let Some(indicator) = &meaning.indicator {
            keys.entry((indicator, meaning.level, meaning.year, figure.measure)).or_default().push(at);
        }
    }
    let several = keys.into_iter().filter(|(_, figures)| figures.iter().any(|at| !is_same_value(report, figures[0], *at)));
    several.map(|(key, figures)| shared_key(report, key, figures)).collect()
}

fn shared_key(report: &InterpretedReport, key: (&str, Level, i32, Measure), figures: Vec<usize>) -> SharedKey {
    let (indicator, level, year, measure) = key;
    let mut told_apart_by = Vec::new();
    let mut alike = Vec::new();
    for (nth, left) in figures.iter().enumerate() {
        for right in figures[nth + 1..].iter().filter(|right| !is_same_value(report, *left, **right)) {
            let differences = differences(&report.meanings[*left], &report.meanings[*right]);
            if differences.is_empty() {
                alike.push((*left, *right));
            }
            told_apart_by.extend(differences);
        }
    }
    told_apart_by.sort_unstable();
    told_apart_by.dedup();
    SharedKey { indicator: indicator.to_owned(), level, year, measure, figures, told_apart_by, alike }
}

fn is_same_value(report: &InterpretedReport, left: usize, right: usize) -> bool {
    let value = |at: usize| (report.extraction.figures[at].value, report.extraction.figures[at].denominator);
    value(left) == value(right)
}

fn differences(left: &Meaning, right: &Meaning) -> Vec<Difference> {
    let role = |meaning: &Meaning| (meaning.role, meaning.part_of.filter(|_| meaning.role == Role::Part));
    let period = |meaning: &Meaning| (meaning.period_from.clone(), meaning.period_to.clone());
    let all = [
        (Difference::Subject, left.subject != right.subject),
        (Difference::Role, role(left) != role(right)),
        (Difference::Period, period(left) != period(right)),
        (Difference::Territory, left.territory != right.territory),
    ];
    all.into_iter().filter(|(_, differ)| *differ).map(|(difference, _)| difference).collect()
}
