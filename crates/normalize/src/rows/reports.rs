//! `reports`: one row, what the report says of itself and how much was found in it.

use std::collections::BTreeMap;
use std::iter::once;

use solieu_extract::{Extraction, ReportMetadata};

use crate::columns::{Columns, count, place};
use crate::conform::Source;
use crate::day;
use crate::identity::REPORT_KIND;

/// The row of the report.
pub(crate) fn reports(source: &Source<'_>, findings: usize, rejected: usize) -> Columns {
    let columns = identity(source, source.columns("reports", 1));
    let columns = metadata(&source.report.extraction.metadata, columns);
    let columns = counts(source, findings, rejected, columns);
    provenance(source, columns)
}

fn identity(source: &Source<'_>, columns: Columns) -> Columns {
    let identity = &source.report.identity;
    let as_of = day::of_iso(&identity.as_of).unwrap_or_else(|| day::last_of_year(identity.report_year));
    columns.same_text("kind", REPORT_KIND).same_text("period", &identity.period).day("as_of", once(Some(as_of)))
}

fn metadata(said: &ReportMetadata, columns: Columns) -> Columns {
    let date = |text: &Option<String>| once(text.as_deref().and_then(day::of_iso));
    columns
        .day("data_from", date(&said.data_from))
        .day("data_to", date(&said.data_to))
        .day("report_date", date(&said.date))
        .day("received_date", date(&said.received_date))
        .maybe_text("title", once(said.title.as_deref()))
        .maybe_text("number", once(said.number.as_deref()))
        .maybe_text("issuer", once(said.issuer.as_deref()))
        .maybe_text("signatory_title", once(said.signatory_title.as_deref()))
}

fn counts(source: &Source<'_>, findings: usize, rejected: usize, columns: Columns) -> Columns {
    let extraction = &source.report.extraction;
    let named = source.report.meanings.iter().filter(|meaning| meaning.indicator.is_some()).count();
    let undecided = extraction.mentions.iter().filter(|mention| mention.class == "undecided").count();
    columns
        .int("pages", once(place(extraction.pages)))
        .int("characters", once(place(extraction.characters)))
        .int("repairs", once(count(extraction.repairs.len())))
        .texts("repairs_made", once(extraction.repairs.iter().map(String::as_str)))
        .int("figures", once(count(extraction.figures.len() - rejected)))
        .int("figures_with_indicator", once(count(named)))
        .int("mentions", once(count(extraction.mentions.len())))
        .int("mentions_undecided", once(count(undecided)))
        .same_text("mentions_by_class", &by_class(extraction))
        .int("citations", once(count(extraction.citations.len())))
        .int("statements", once(count(extraction.statements.len())))
        .int("findings", once(count(findings)))
}

fn provenance(source: &Source<'_>, columns: Columns) -> Columns {
    let context = source.context;
    columns
        .same_text("source_uri", &context.source_uri)
        .same_text("media_type", &context.media_type)
        .long("bytes", once(context.bytes))
        .same_text("extractor_version", &context.extractor_version)
        .same_text("catalogue_version", source.catalog.version())
        .same_text("run_id", &context.run_id)
        .maybe_text("supersedes", once(context.supersedes.as_deref()))
        .maybe_text("superseded_by", once(context.superseded_by.as_deref()))
        .flag("source_gone", once(Some(context.source_gone)))
}

/// `{"date":12,"law":3}`, classes in alphabetical order. A class is an identifier and needs no escapes.
fn by_class(extraction: &Extraction) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for mention in &extraction.mentions {
        *counts.entry(&mention.class).or_default() += 1;
    }
    let entries: Vec<String> = counts.iter().map(|(class, count)| format!("{class:?}:{count}")).collect();
    format!("{{{}}}", entries.join(","))
}
