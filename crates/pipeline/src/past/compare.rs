//! Compares figures of two versions of the warehouse by their locators.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde::Serialize;

/// A figure that is not the same in two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FigureChange {
    /// What happened to it.
    pub happened: Happened,
    /// Why.
    pub cause: Cause,
    /// Logical id of its report.
    pub report_id: String,
    /// Its place in the report, by which it is known again.
    pub locator: String,
    /// As it was; `None` for one that came.
    pub before: Option<FigureSide>,
    /// As it is; `None` for one that went.
    pub after: Option<FigureSide>,
}

/// What happened to a figure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Happened {
    /// It came.
    Added,
    /// It went.
    Gone,
    /// It says something else.
    Changed,
}

/// Why figures changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// The report came, went, or says something else.
    Source,
    /// Another version of the extractor read it.
    Extractor,
    /// Another catalogue gave it its meaning.
    Catalogue,
    /// A person corrected it.
    Correction,
    /// Other rules of the binary, with the same extractor and catalogue.
    Rules,
}

/// A figure on one side of a comparison.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct FigureSide {
    /// Its id.
    pub figure_id: String,
    /// Its indicator.
    pub indicator: Option<String>,
    /// Whole level or part.
    pub level: Option<String>,
    /// The year it is about.
    pub year: Option<String>,
    /// How it measures.
    pub measure: Option<String>,
    /// Its value, an exact decimal.
    pub value: Option<String>,
    /// Its denominator, an exact decimal.
    pub denominator: Option<String>,
    /// Its unit.
    pub unit: Option<String>,
    /// `auto`, `confirmed`, `corrected`, `rejected`.
    pub status: Option<String>,
    /// Its words in the report.
    pub quote: Option<String>,
    #[serde(skip)]
    content_id: String,
    #[serde(skip)]
    start_char: String,
}

impl FigureSide {
    /// What a reader would call the same figure.
    fn says(&self) -> [&Option<String>; 8] {
        [&self.indicator, &self.level, &self.year, &self.measure, &self.value, &self.denominator, &self.unit, &self.status]
    }
}

/// Columns of `figures` that a comparison needs, in the contract's order.
pub(crate) const FIGURE_COLUMNS: [&str; 14] = [
    "figure_id",
    "content_id",
    "report_id",
    "year",
    "indicator",
    "level",
    "measure",
    "value",
    "denominator",
    "unit",
    "quote",
    "start_char",
    "status",
    "locator",
];

/// Columns of `reports` that a comparison needs, in the contract's order.
pub(crate) const REPORT_COLUMNS: [&str; 5] = ["content_id", "report_id", "extractor_version", "catalogue_version", "superseded_by"];

/// The figures of current reports in one version.
#[derive(Debug, Default)]
pub(crate) struct Held {
    /// By report and locator.
    figures: BTreeMap<(String, String), FigureSide>,
    /// Content id, extractor and catalogue of each report.
    made: BTreeMap<String, [String; 3]>,
}

impl Held {
    /// Takes in rows of `reports`, then of `figures`; figures of other reports are passed over.
    pub(crate) fn of(reports: &[RecordBatch], figures: &[RecordBatch]) -> Result<Self, ArrowError> {
        let mut held = Self::default();
        for rows in reports {
            held.take_reports(rows)?;
        }
        let current: BTreeSet<String> = held.made.values().map(|[content, ..]| content.clone()).collect();
        for rows in figures {
            held.take_figures(rows, &current)?;
        }
        Ok(held)
    }

    /// Leaves only the figures of these reports.
    pub(crate) fn keep_reports(&mut self, reports: &BTreeSet<&str>) {
        self.figures.retain(|(report, _), _| reports.contains(report.as_str()));
    }

    /// Takes out the figures of these reports.
    pub(crate) fn drop_reports(&mut self, reports: &BTreeSet<&str>) {
        self.figures.retain(|(report, _), _| !reports.contains(report.as_str()));
    }

    fn take_reports(&mut self, rows: &RecordBatch) -> Result<(), ArrowError> {
        let [content, report, extractor, catalogue, superseded] = texts(rows, REPORT_COLUMNS)?;
        for row in 0..rows.num_rows() {
            if superseded.at(row).is_none() {
                let made = [content.text(row), extractor.text(row), catalogue.text(row)];
                self.made.insert(report.text(row), made);
            }
        }
        Ok(())
    }

    fn take_figures(&mut self, rows: &RecordBatch, current: &BTreeSet<String>) -> Result<(), ArrowError> {
        let columns = texts(rows, FIGURE_COLUMNS)?;
        let [id, content, report, year, indicator, level, measure, value, denominator, unit, quote, start, status, locator] = &columns;
        for row in (0..rows.num_rows()).filter(|row| current.contains(&content.text(*row))) {
            let side = FigureSide {
                figure_id: id.text(row),
                indicator: indicator.at(row),
                level: level.at(row),
                year: year.at(row),
                measure: measure.at(row),
                value: value.at(row),
                denominator: denominator.at(row),
                unit: unit.at(row),
                status: status.at(row),
                quote: quote.at(row),
                content_id: content.text(row),
                start_char: start.text(row),
            };
            self.figures.insert((report.text(row), locator.text(row)), side);
        }
        Ok(())
    }

    fn cause(&self, after: &Self, report: &str) -> Cause {
        let (Some(before), Some(after)) = (self.made.get(report), after.made.get(report)) else { return Cause::Source };
        match (before, after) {
            ([before, ..], [after, ..]) if before != after => Cause::Source,
            ([_, before, _], [_, after, _]) if before != after => Cause::Extractor,
            ([_, _, before], [_, _, after]) if before != after => Cause::Catalogue,
            _ => Cause::Rules,
        }
    }
}

/// What of the figures is not the same, by report and locator.
pub(crate) fn compare(before: &Held, after: &Held) -> Vec<FigureChange> {
    let (mut gone, mut changes) = (BTreeMap::new(), Vec::new());
    for (key, old) in &before.figures {
        match after.figures.get(key) {
            None => {
                gone.insert((key.0.as_str(), old.content_id.as_str(), old.start_char.as_str()), (key, old));
            }
            Some(new) if new.says() != old.says() => changes.push(change(before, after, key, Some(old), Some(new))),
            Some(_) => {}
        }
    }
    for (key, new) in after.figures.iter().filter(|(key, _)| !before.figures.contains_key(*key)) {
        // The same characters under another meaning: one figure, not one gone and one added.
        let same = gone.remove(&(key.0.as_str(), new.content_id.as_str(), new.start_char.as_str()));
        changes.push(change(before, after, key, same.map(|(_, old)| old), Some(new)));
    }
    changes.extend(gone.into_values().map(|(key, old)| change(before, after, key, Some(old), None)));
    changes.sort_by(|a, b| (&a.report_id, &a.locator).cmp(&(&b.report_id, &b.locator)));
    changes
}

fn change(before: &Held, after: &Held, key: &(String, String), old: Option<&FigureSide>, new: Option<&FigureSide>) -> FigureChange {
    let corrected = old.zip(new).is_some_and(|(old, new)| old.status != new.status);
    FigureChange {
        happened: match (old, new) {
            (None, _) => Happened::Added,
            (_, None) => Happened::Gone,
            _ => Happened::Changed,
        },
        cause: if corrected { Cause::Correction } else { before.cause(after, &key.0) },
        report_id: key.0.clone(),
        locator: key.1.clone(),
        before: old.cloned(),
        after: new.cloned(),
    }
}

struct Texts<'a> {
    column: &'a dyn Array,
    format: ArrayFormatter<'a>,
}

impl Texts<'_> {
    fn at(&self, row: usize) -> Option<String> {
        if self.column.is_null(row) {
            return None;
        }
        let text = self.column.as_string_opt::<i32>().map(|column| column.value(row).to_owned());
        Some(text.unwrap_or_else(|| self.format.value(row).to_string()))
    }

    fn text(&self, row: usize) -> String {
        self.at(row).unwrap_or_default()
    }
}

fn texts<'a, const N: usize>(rows: &'a RecordBatch, names: [&str; N]) -> Result<[Texts<'a>; N], ArrowError> {
    const FORMAT: FormatOptions<'static> = FormatOptions::new();
    let column = |name: &str| {
        let missing = || ArrowError::SchemaError(format!("no column {name}"));
        let column = rows.column_by_name(name).ok_or_else(missing)?.as_ref();
        Ok(Texts { column, format: ArrayFormatter::try_new(column, &FORMAT)? })
    };
    let columns = names.into_iter().map(column).collect::<Result<Vec<_>, ArrowError>>()?;
    columns.try_into().map_err(|_| ArrowError::SchemaError("columns are missing".to_owned()))
}
