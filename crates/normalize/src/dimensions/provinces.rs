//! `provinces`: every interval, and the unit of today that holds its land.

use jiff::civil::Date;
use solieu_catalog::{Catalog, Province};
use solieu_vietnamese::fold;

use crate::columns::Columns;
use crate::{day, sort_key};

pub(super) fn provinces(catalog: &Catalog) -> Columns {
    let all = catalog.provinces().all();
    let made = |of: &dyn Fn(&Province) -> String| -> Vec<String> { all.iter().map(of).collect() };
    let keys = made(&Province::key);
    let displayed = made(&Province::display_name);
    let sorted = made(&|province| sort_key(&province.name_vi));
    let folded = made(&|province| fold(&province.name_vi));
    let latest = made(&|province| latest_key(catalog, province));
    Columns::of("provinces", all.len())
        .text("province_key", keys.iter().map(String::as_str))
        .text("code", all.iter().map(|province| province.code.as_str()))
        .text("name_vi", all.iter().map(|province| province.name_vi.as_str()))
        .text("name_en", all.iter().map(|province| province.name_en.as_str()))
        .text("display_name", displayed.iter().map(String::as_str))
        .text("type", all.iter().map(|province| province.kind.as_str()))
        .text("region", all.iter().map(|province| province.region.as_str()))
        .text("sort_key", sorted.iter().map(String::as_str))
        .text("name_folded", folded.iter().map(String::as_str))
        .day("valid_from", all.iter().map(|province| Some(day::of(province.valid_from))))
        .day("valid_to", all.iter().map(|province| province.valid_to.map(day::of)))
        .text("latest_key", latest.iter().map(String::as_str))
        .maybe_text("note", all.iter().map(|province| Some(province.note.as_str()).filter(|note| !note.is_empty())))
}

/// The last unit of the succession, which no later day ends.
fn latest_key(catalog: &Catalog, province: &Province) -> String {
    let latest = catalog.provinces().successor_of(&province.key(), Date::MAX);
    latest.map_or_else(|| province.key(), Province::key)
}
