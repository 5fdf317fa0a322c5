//! Holds what was read of a report against figures that a person has named: what an analyst
//! scores a changed catalogue with.

use std::collections::HashMap;

use rust_decimal::prelude::ToPrimitive;
use serde::Deserialize;
use serde::de::IgnoredAny;
use solieu_catalog::Catalog;
use solieu_extract::{Figure, Measure};
use strum::{Display, IntoStaticStr};

use crate::{GoldError, InterpretedReport, Level};

/// A figure as a person has named it. Where it stands and what it measures must be told; the rest may.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GoldFigure {
    /// Characters of the report that hold the number and its unit.
    pub quote: String,
    /// Words around the quote, as they stand on one line of the report, enough to find it.
    pub context: String,
    /// Id of the catalogue, or `None` where no indicator fits.
    pub indicator: Option<String>,
    /// How the number measures.
    #[serde(default)]
    pub measure: Option<Measure>,
    /// The number, of a ratio its numerator.
    #[serde(default)]
    pub value: Option<f64>,
    /// Of a ratio.
    #[serde(default)]
    pub denominator: Option<f64>,
    /// Whose figure it is.
    #[serde(default)]
    pub level: Option<Level>,
    /// The year it is about.
    #[serde(default)]
    pub year: Option<i32>,
    /// Not compared here.
    #[serde(default)]
    pub unit: Option<IgnoredAny>,
    /// Not compared here.
    #[serde(default)]
    pub qualifier: Option<IgnoredAny>,
}

/// What became of a figure that a person has named, or left without a name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Display, IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub enum Outcome {
    /// The indicator is the person's.
    Right,
    /// It has no indicator, or the figure was not found.
    Missed,
    /// It has another indicator.
    Wrong,
    /// The person gave it none, and it has one.
    Unasked,
    /// The person gave it none, and it has none.
    Unnamed,
}

/// How one figure of the gold fares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Verdict {
    /// Index of the gold figure.
    pub gold: usize,
    /// Index of the report's figure at its place.
    pub figure: Option<usize>,
    /// What became of its indicator.
    pub outcome: Outcome,
    /// Whether its level is right; `None` where the gold does not say or no figure was found.
    pub level: Option<bool>,
    /// Whether its year is right; `None` as above.
    pub year: Option<bool>,
}

/// Compares a report with gold figures, in their order. `source` is the report's decoded text.
///
/// # Errors
/// A gold figure that does not stand in the report, or names an indicator that the catalogue lacks.
pub fn compare(source: &str, report: &InterpretedReport, gold: &[GoldFigure], catalog: &Catalog) -> Result<Vec<Verdict>, GoldError> {
    check_names(gold, catalog)?;
    let places = places(source, gold)?;
    let mut free = vec![true; report.extraction.figures.len()];
    let verdict = |(at, (gold, place)): (usize, (&GoldFigure, &(u32, u32)))| {
        let figure = best(report, gold, *place, &free);
        figure.into_iter().for_each(|taken| free[taken] = false);
        verdict(report, at, gold, figure)
    };
    Ok(gold.iter().zip(&places).enumerate().map(verdict).collect())
}

fn verdict(report: &InterpretedReport, at: usize, gold: &GoldFigure, figure: Option<usize>) -> Verdict {
    let meaning = figure.map(|i| &report.meanings[i]);
    let read = figure.filter(|i| is_read(gold, &report.extraction.figures[*i])).and_then(|i| report.meanings[i].indicator.as_ref());
    let outcome = match (&gold.indicator, read) {
        (Some(named), Some(read)) if named == read => Outcome::Right,
        (Some(_), Some(_)) => Outcome::Wrong,
        (Some(_), None) => Outcome::Missed,
        (None, Some(_)) => Outcome::Unasked,
        (None, None) => Outcome::Unnamed,
    };
    let level = gold.level.zip(meaning).map(|(level, meaning)| level == meaning.level);
    let year = gold.year.zip(meaning).map(|(year, meaning)| year == meaning.year);
    Verdict { gold: at, figure, outcome, level, year }
}

/// The free figure over a place that shares most with the gold figure: measure and value, then characters.
fn best(report: &InterpretedReport, gold: &GoldFigure, (start, end): (u32, u32), free: &[bool]) -> Option<usize> {
    let figures = report.extraction.figures.iter().enumerate().filter(|(at, _)| free[*at]);
    let shared = |figure: &Figure| figure.span.end.min(end).saturating_sub(figure.span.start.max(start));
    let over = figures.filter(|(_, figure)| shared(figure) > 0);
    over.max_by_key(|(at, figure)| (is_read(gold, figure), shared(figure), usize::MAX - at)).map(|(at, _)| at)
}

/// Measure and value are as the gold says, where it does.
fn is_read(gold: &GoldFigure, figure: &Figure) -> bool {
    let near = |said: f64, read: f64| (said - read).abs() <= 1e-6 * said.abs().max(1.0);
    let value = gold.value.is_none_or(|said| figure.value.to_f64().is_some_and(|read| near(said, read)));
    let whole = gold.denominator.is_none_or(|said| figure.denominator.and_then(|d| d.to_f64()).is_some_and(|read| near(said, read)));
    gold.measure.is_none_or(|measure| measure == figure.measure) && value && whole
}

fn check_names(gold: &[GoldFigure], catalog: &Catalog) -> Result<(), GoldError> {
    let mut named = gold.iter().filter_map(|figure| figure.indicator.as_deref());
    match named.find(|id| catalog.indicator(id).is_none()) {
        Some(id) => Err(GoldError::UnknownIndicator { id: id.to_owned(), nearest: catalog.nearest_indicator(id) }),
        None => Ok(()),
    }
}

/// Where the gold figures stand, in characters; the same context, or the same quote in it, again is the next place.
fn places(source: &str, gold: &[GoldFigure]) -> Result<Vec<(u32, u32)>, GoldError> {
    let mut contexts: HashMap<&str, usize> = HashMap::new();
    let mut quotes: HashMap<(&str, &str), usize> = HashMap::new();
    let mut all = Vec::with_capacity(gold.len());
    for figure in gold {
        let missing = || GoldError::NotInReport { quote: figure.quote.clone(), context: figure.context.clone() };
        let context = next(source, &figure.context, contexts.get(figure.context.as_str())).ok_or_else(missing)?;
        let key = (figure.context.as_str(), figure.quote.as_str());
        let quote = next(&figure.context, &figure.quote, quotes.get(&key).map(|at| at + 1).as_ref()).ok_or_else(missing)?;
        quotes.insert(key, quote);
        contexts.insert(&figure.context, context);
        let start = source[..context + quote].chars().count() as u32;
        all.push((start, start + figure.quote.chars().count() as u32));
    }
    Ok(all)
}

/// Byte at which a text stands at or after a place, else the first at all.
fn next(text: &str, wanted: &str, from: Option<&usize>) -> Option<usize> {
    let from = from.copied().filter(|at| text.is_char_boundary(*at)).unwrap_or(0);
    text[from..].find(wanted).map(|at| from + at).or_else(|| text.find(wanted))
}
