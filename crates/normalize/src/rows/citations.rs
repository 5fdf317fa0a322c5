//! `citations`: each mention of a document.

use crate::columns::{Columns, place};
use crate::conform::Source;
use crate::day;

/// The rows of the documents that the report names.
pub(crate) fn citations(source: &Source<'_>) -> Columns {
    let citations = &source.report.extraction.citations;
    source
        .columns("citations", citations.len())
        .ordinal()
        .text("document_type", citations.iter().map(|citation| citation.kind.as_str()))
        .text("number", citations.iter().map(|citation| citation.number.as_str()))
        .maybe_text("issuer", citations.iter().map(|citation| citation.issuer.as_deref()))
        .day("document_date", citations.iter().map(|citation| citation.date.as_deref().and_then(day::of_iso)))
        .text("relation", citations.iter().map(|citation| citation.relation.as_str()))
        .text("quote", citations.iter().map(|citation| citation.quote.as_str()))
        .int("start_char", citations.iter().map(|citation| place(citation.span.start)))
        .int("end_char", citations.iter().map(|citation| place(citation.span.end)))
        .text("section_path", citations.iter().map(|citation| source.places.section_path(citation.passage)))
        .int("page", citations.iter().map(|citation| source.places.page(citation.passage)))
        .text("sentence", citations.iter().map(|citation| source.places.sentence_at(citation.passage, &citation.number)))
}
