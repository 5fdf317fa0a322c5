//! `mentions`: each number that is not a figure, with its class.

use crate::columns::{Columns, place};
use crate::conform::Source;

/// The rows of the report's other numbers.
pub(crate) fn mentions(source: &Source<'_>) -> Columns {
    let mentions = &source.report.extraction.mentions;
    let passages: Vec<Option<u32>> = mentions.iter().map(|mention| source.places.passage_at(mention.span)).collect();
    source
        .columns("mentions", mentions.len())
        .ordinal()
        .text("class", mentions.iter().map(|mention| mention.class.as_ref()))
        .text("reason", mentions.iter().map(|mention| mention.reason.as_ref()))
        .text("quote", mentions.iter().map(|mention| mention.quote.as_str()))
        .int("start_char", mentions.iter().map(|mention| place(mention.span.start)))
        .int("end_char", mentions.iter().map(|mention| place(mention.span.end)))
        .maybe_text("section_path", passages.iter().map(|passage| passage.map(|passage| source.places.section_path(passage))))
        .maybe_int("page", passages.iter().map(|passage| passage.map(|passage| source.places.page(passage))))
}
