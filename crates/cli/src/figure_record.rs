//! A figure as `extract` prints it.

use std::sync::Arc;

use arrow::array::{ArrayRef, Decimal128Array, Float32Array, Int32Array, RecordBatch, StringArray, UInt32Array};
use rust_decimal::Decimal;
use serde::Serialize;
use serde_json::Number;
use solieu_check::Finding;
use solieu_extract::{Figure, Passage};
use solieu_interpret::Meaning;

use crate::error::CliError;
use crate::output::Rows;
use crate::reading::ReadReport;

/// One line of `extract --format jsonl`.
#[derive(Debug, Serialize)]
pub(crate) struct FigureRecord {
    report: String,
    /// Unicode scalar values of the decoded source text.
    start: u32,
    end: u32,
    quote: String,
    sentence: String,
    /// Heading numbers joined by `/`: `II/2/a`.
    section: String,
    measure: &'static str,
    value: Number,
    denominator: Option<Number>,
    unit: String,
    qualifier: &'static str,
    indicator: Option<String>,
    level: &'static str,
    subject: Option<String>,
    role: &'static str,
    /// `None` where nothing in the text or on the command line tells it.
    year: Option<i32>,
    confidence: f32,
    /// The catalogue's rule, or the grammar's where no indicator was decided.
    rule: String,
    findings: Vec<String>,
}

/// The figures of a report in reading order, each with the kinds of its findings.
pub(crate) fn records(report: &ReadReport, findings: &[Finding]) -> Vec<FigureRecord> {
    let extraction = &report.interpreted.extraction;
    let pairs = extraction.figures.iter().zip(&report.interpreted.meanings).zip(0..);
    pairs.map(|((figure, meaning), index)| record(report, figure, meaning, kinds(findings, index))).collect()
}

fn record(report: &ReadReport, figure: &Figure, meaning: &Meaning, findings: Vec<String>) -> FigureRecord {
    let extraction = &report.interpreted.extraction;
    let passage = extraction.passages.get(figure.passage as usize);
    let section = passage.and_then(|passage| extraction.sections.get(passage.section as usize));
    FigureRecord {
        report: report.name.clone(),
        start: figure.span.start,
        end: figure.span.end,
        quote: figure.quote.to_string(),
        sentence: passage.map(|passage| sentence(passage, figure)).unwrap_or_default(),
        section: section.map(|section| section.path.join("/")).unwrap_or_default(),
        measure: figure.measure.into(),
        value: number(figure.value),
        denominator: figure.denominator.map(number),
        unit: figure.unit.to_string(),
        qualifier: figure.qualifier.into(),
        indicator: meaning.indicator.as_deref().map(str::to_owned),
        level: meaning.level.into(),
        subject: meaning.subject.clone(),
        role: meaning.role.into(),
        year: (meaning.year != 0).then_some(meaning.year),
        confidence: meaning.confidence,
        rule: meaning.rule.as_deref().unwrap_or(&figure.rule).to_owned(),
        findings,
    }
}

fn kinds(findings: &[Finding], figure: u32) -> Vec<String> {
    let about = findings.iter().filter(|finding| finding.figures.contains(&figure));
    let mut kinds: Vec<_> = about.map(|finding| finding.kind.clone()).collect();
    kinds.dedup();
    kinds
}

fn sentence(passage: &Passage, figure: &Figure) -> String {
    let ends = &passage.sentence_ends;
    let at = ends.partition_point(|end| *end <= figure.start);
    let start = at.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let end = ends.get(at).copied().unwrap_or(u32::MAX);
    let inside = passage.text.chars().skip(start as usize).take((end - start) as usize);
    inside.collect::<String>().trim().to_owned()
}

/// A decimal as JSON prints it: exact, without trailing zeros.
fn number(value: Decimal) -> Number {
    value.normalize().to_string().parse().unwrap_or_else(|_| Number::from(0))
}

/// Figures as columns; `narrow` leaves out what does not fit a terminal.
pub(crate) fn figure_rows(figures: &[FigureRecord], narrow: bool) -> Result<Rows, CliError> {
    let wide_only = ["start", "end", "sentence", "confidence", "rule", "subject"];
    let columns = columns(figures)?.into_iter().filter(|(name, _)| !narrow || !wide_only.contains(name));
    let batch = RecordBatch::try_from_iter_with_nullable(columns.map(|(name, column)| (name, column, true)));
    let batch = batch.map_err(CliError::failed)?;
    Ok(Rows { schema: batch.schema(), batches: vec![batch] })
}

fn columns(figures: &[FigureRecord]) -> Result<Vec<(&'static str, ArrayRef)>, CliError> {
    let text = |get: fn(&FigureRecord) -> Option<&str>| -> ArrayRef { Arc::new(figures.iter().map(get).collect::<StringArray>()) };
    let place = |get: fn(&FigureRecord) -> u32| -> ArrayRef { Arc::new(figures.iter().map(get).collect::<UInt32Array>()) };
    let findings: StringArray = figures.iter().map(|figure| Some(figure.findings.join(" "))).collect();
    Ok(vec![
        ("report", text(|figure| Some(&figure.report))),
        ("start", place(|figure| figure.start)),
        ("end", place(|figure| figure.end)),
        ("quote", text(|figure| Some(&figure.quote))),
        ("sentence", text(|figure| Some(&figure.sentence))),
        ("section", text(|figure| Some(&figure.section))),
        ("measure", text(|figure| Some(figure.measure))),
        ("value", decimals(figures.iter().map(|figure| Some(&figure.value)))?),
        ("denominator", decimals(figures.iter().map(|figure| figure.denominator.as_ref()))?),
        ("unit", text(|figure| Some(&figure.unit))),
        ("qualifier", text(|figure| Some(figure.qualifier))),
        ("indicator", text(|figure| figure.indicator.as_deref())),
        ("level", text(|figure| Some(figure.level))),
        ("subject", text(|figure| figure.subject.as_deref())),
        ("role", text(|figure| Some(figure.role))),
        ("year", Arc::new(figures.iter().map(|figure| figure.year).collect::<Int32Array>())),
        ("confidence", Arc::new(figures.iter().map(|figure| figure.confidence).collect::<Float32Array>())),
        ("rule", text(|figure| Some(&figure.rule))),
        ("findings", Arc::new(findings)),
    ])
}

/// The lake's exact decimals: 22 digits before the point, 6 after.
fn decimals<'a>(values: impl Iterator<Item = Option<&'a Number>>) -> Result<ArrayRef, CliError> {
    let scaled = values.map(|value| value.and_then(|number| number.to_string().parse().ok()).map(scaled));
    let array = scaled.collect::<Decimal128Array>().with_precision_and_scale(28, 6).map_err(CliError::failed)?;
    Ok(Arc::new(array))
}

fn scaled(mut value: Decimal) -> i128 {
    value.rescale(6);
    value.mantissa()
}
