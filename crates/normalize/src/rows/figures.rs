//! `figures`: each figure with its meaning, its place and its locator.

use rust_decimal::Decimal;
use solieu_extract::Figure;
use solieu_interpret::Meaning;
use solieu_vietnamese::fold;

use crate::columns::{Columns, count, place};
use crate::conform::{RejectedFigure, Source};
use crate::day;
use crate::exact::millionths;
use crate::identity::Ordinals;
use crate::place::Sentences;

/// A figure that the table can hold.
struct Row<'a> {
    ordinal: usize,
    figure: &'a Figure,
    meaning: &'a Meaning,
    value: i128,
    denominator: Option<i128>,
    locator: String,
    sentence: usize,
    area: Option<&'static str>,
    evidence: String,
}

/// The rows of the report's figures, and the figures that the table cannot hold.
pub(crate) fn figures(source: &Source<'_>) -> (Columns, Vec<RejectedFigure>) {
    let (mut ordinals, mut sentences) = (Ordinals::default(), Sentences::default());
    let (mut rows, mut rejected) = (Vec::new(), Vec::new());
    let report = source.report;
    for (ordinal, (figure, meaning)) in report.extraction.figures.iter().zip(&report.meanings).enumerate() {
        match values(figure) {
            Ok((value, denominator)) => {
                let locator = locator(source, figure, meaning, &mut ordinals);
                let passage = source.places.passage(figure.passage);
                let sentence = sentences.index_of(figure.passage, passage, figure.start, figure.end);
                let area = meaning.indicator.as_ref().and_then(|id| source.catalog.indicator(id)).map(|indicator| indicator.area.into());
                let evidence = evidence(meaning);
                rows.push(Row { ordinal, figure, meaning, value, denominator, locator, sentence, area, evidence });
            }
            Err(wide) => rejected.push(reject(ordinal, figure, wide)),
        }
    }
    let columns = source.columns("figures", rows.len());
    let columns = interpreted(source, &rows, extracted(&rows, columns));
    (placed(source, &rows, &sentences, columns), rejected)
}

/// Value and denominator in millionths, or the one that does not fit.
fn values(figure: &Figure) -> Result<(i128, Option<i128>), Decimal> {
    let value = millionths(figure.value).ok_or(figure.value)?;
    let denominator = figure.denominator.map(|wide| millionths(wide).ok_or(wide)).transpose()?;
    Ok((value, denominator))
}

fn reject(ordinal: usize, figure: &Figure, wide: Decimal) -> RejectedFigure {
    let reason = if wide.normalize().scale() > 6 { "value_too_precise" } else { "value_too_large" };
    let message =
        format!("figure {ordinal} at character {}, `{}`: {wide} has more digits than decimal(28,6) holds", figure.span.start, figure.quote);
    RejectedFigure { ordinal, quote: figure.quote.to_string(), span: figure.span, reason, message }
}

fn extracted(rows: &[Row<'_>], columns: Columns) -> Columns {
    let figures = || rows.iter().map(|row| row.figure);
    columns
        .int("ordinal", rows.iter().map(|row| count(row.ordinal)))
        .text("measure", figures().map(|figure| figure.measure.into()))
        .decimal("value", rows.iter().map(|row| Some(row.value)))
        .decimal("denominator", rows.iter().map(|row| row.denominator))
        .text("unit", figures().map(|figure| figure.unit.as_str()))
        .maybe_text("unit_words", figures().map(|figure| Some(figure.unit_words.as_str()).filter(|words| !words.is_empty())))
        .text("qualifier", figures().map(|figure| figure.qualifier.into()))
        .text("quote", figures().map(|figure| figure.quote.as_str()))
        .int("start_char", figures().map(|figure| place(figure.span.start)))
        .int("end_char", figures().map(|figure| place(figure.span.end)))
        .text("extraction_rule", figures().map(|figure| figure.rule.as_ref()))
}

fn interpreted(source: &Source<'_>, rows: &[Row<'_>], columns: Columns) -> Columns {
    let meanings = || rows.iter().map(|row| row.meaning);
    let reporting = source.report.identity.province_key.as_str();
    let date = |text: Option<&str>| text.and_then(day::of_iso);
    let figure = |index: u32| source.figure_ids.get(index as usize).map(String::as_str);
    columns
        .text("territory", meanings().map(|meaning| meaning.territory.as_deref().unwrap_or(reporting)))
        .int("year", meanings().map(|meaning| meaning.year))
        .day("period_from", meanings().map(|meaning| date(meaning.period_from.as_deref())))
        .day("period_to", meanings().map(|meaning| date(meaning.period_to.as_deref())))
        .maybe_text("area", rows.iter().map(|row| row.area))
        .maybe_text("indicator", meanings().map(|meaning| meaning.indicator.as_deref()))
        .text("level", meanings().map(|meaning| meaning.level.into()))
        .maybe_text("subject", meanings().map(|meaning| meaning.subject.as_deref()))
        .text("role", meanings().map(|meaning| meaning.role.into()))
        .maybe_text("part_of", meanings().map(|meaning| meaning.part_of.and_then(figure)))
        .float("confidence", meanings().map(|meaning| hundredths(meaning.confidence)))
        .maybe_text("rule", meanings().map(|meaning| meaning.rule.as_deref()))
        .maybe_text("evidence", rows.iter().map(|row| Some(row.evidence.as_str()).filter(|text| !text.is_empty())))
        .same_text("status", "auto")
}

fn placed(source: &Source<'_>, rows: &[Row<'_>], sentences: &Sentences, columns: Columns) -> Columns {
    let passages = || rows.iter().map(|row| row.figure.passage);
    let sentence = |row: &Row<'_>| sentences.get(row.sentence);
    columns
        .text("figure_id", rows.iter().map(|row| source.figure_ids.get(row.ordinal).map_or("", String::as_str)))
        .text("section_path", passages().map(|passage| source.places.section_path(passage)))
        .maybe_text("section_title", passages().map(|passage| source.places.section_title(passage)))
        .int("page", passages().map(|passage| source.places.page(passage)))
        .text("sentence", rows.iter().map(|row| sentence(row).map_or("", |found| found.text.as_str())))
        .text("sentence_folded", rows.iter().map(|row| sentence(row).map_or("", |found| found.folded.as_str())))
        .text("locator", rows.iter().map(|row| row.locator.as_str()))
}

/// `II/2/a|dossiers.received||all|2016|count|0`: section, indicator, subject, level, year, measure,
/// and the ordinal among figures that agree in all of these.
fn locator(source: &Source<'_>, figure: &Figure, meaning: &Meaning, ordinals: &mut Ordinals) -> String {
    let name = format!(
        "{}|{}|{}|{}|{}|{}",
        source.places.section_path(figure.passage),
        meaning.indicator.as_deref().unwrap_or_default(),
        meaning.subject.as_deref().map(fold).unwrap_or_default(),
        meaning.level,
        meaning.year,
        figure.measure,
    );
    let ordinal = ordinals.of(&name);
    format!("{name}|{ordinal}")
}

/// `cue:tiếp nhận +0.60; unit +0.20`
fn evidence(meaning: &Meaning) -> String {
    let each: Vec<String> = meaning.evidence.iter().map(|evidence| format!("{} {:+.2}", evidence.name, evidence.weight)).collect();
    each.join("; ")
}

/// A confidence is good for two digits; more would differ with the order of additions.
fn hundredths(confidence: f32) -> f64 {
    (f64::from(confidence) * 100.0).round() / 100.0
}
