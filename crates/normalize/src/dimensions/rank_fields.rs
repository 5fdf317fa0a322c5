//! `rank_fields`: how many were ranked, one row an index and index year.

use solieu_catalog::{Catalog, RankField, Ranked};

use crate::columns::Columns;

/// A step holds until the next; the table has rows up to this index year.
const LAST_INDEX_YEAR: i32 = 2035;

pub(super) fn rank_fields(catalog: &Catalog) -> Columns {
    let all: Vec<(&RankField, i32, &Ranked)> = catalog.rank_fields().iter().flat_map(years).collect();
    Columns::of("rank_fields", all.len())
        .text("index_id", all.iter().map(|(field, _, _)| field.index.as_str()))
        .int("index_year", all.iter().map(|(_, year, _)| *year))
        .int("ranked", all.iter().map(|(_, _, ranked)| crate::columns::place(ranked.count)))
        .maybe_text("indicator", all.iter().map(|(field, _, _)| field.indicator.as_deref()))
        .text("name_vi", all.iter().map(|(field, _, _)| field.name_vi.as_str()))
        .text("name_en", all.iter().map(|(field, _, _)| field.name_en.as_str()))
        .maybe_text("note", all.iter().map(|(_, _, ranked)| ranked.note.as_deref()))
}

fn years(field: &RankField) -> impl Iterator<Item = (&RankField, i32, &Ranked)> {
    (field.from_year..=LAST_INDEX_YEAR).filter_map(move |year| Some((field, year, field.ranked_in(year)?)))
}
