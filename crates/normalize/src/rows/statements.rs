//! `statements`: strengths, limits, causes, lessons, tasks, proposals.

use std::collections::BTreeMap;

use solieu_vietnamese::fold;

use crate::columns::{Columns, place};
use crate::conform::Source;

/// The rows of the report's statements.
pub(crate) fn statements(source: &Source<'_>) -> Columns {
    let statements = &source.report.extraction.statements;
    let areas = areas_by_section(source);
    let area = |passage: u32| areas.get(&source.places.passage(passage)?.section).copied();
    let folded: Vec<String> = statements.iter().map(|statement| fold(&statement.text)).collect();
    source
        .columns("statements", statements.len())
        .ordinal()
        .text("kind", statements.iter().map(|statement| statement.kind.as_str()))
        .maybe_text("area", statements.iter().map(|statement| area(statement.passage)))
        .text("text", statements.iter().map(|statement| statement.text.as_str()))
        .text("text_folded", folded.iter().map(String::as_str))
        .text("section_path", statements.iter().map(|statement| source.places.section_path(statement.passage)))
        .maybe_text("section_title", statements.iter().map(|statement| source.places.section_title(statement.passage)))
        .int("start_char", statements.iter().map(|statement| place(statement.span.start)))
        .int("end_char", statements.iter().map(|statement| place(statement.span.end)))
        .int("page", statements.iter().map(|statement| source.places.page(statement.passage)))
}

/// The area that most figures of a section have; of equally many the first of the alphabet.
fn areas_by_section(source: &Source<'_>) -> BTreeMap<u32, &'static str> {
    let mut counts: BTreeMap<u32, BTreeMap<&'static str, usize>> = BTreeMap::new();
    let report = source.report;
    for (figure, meaning) in report.extraction.figures.iter().zip(&report.meanings) {
        let indicator = meaning.indicator.as_ref().and_then(|id| source.catalog.indicator(id));
        let (Some(indicator), Some(passage)) = (indicator, source.places.passage(figure.passage)) else { continue };
        *counts.entry(passage.section).or_default().entry(indicator.area.into()).or_default() += 1;
    }
    let most = |areas: BTreeMap<&'static str, usize>| areas.into_iter().rev().max_by_key(|(_, count)| *count).map(|(area, _)| area);
    counts.into_iter().filter_map(|(section, areas)| Some((section, most(areas)?))).collect()
}
