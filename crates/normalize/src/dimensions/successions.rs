//! `province_successions`, by key: a code alone would name another unit after 2025-07-01.

use solieu_catalog::{Catalog, Province};

use crate::columns::Columns;
use crate::day;

pub(super) fn successions(catalog: &Catalog) -> Columns {
    let provinces = catalog.provinces();
    let all = provinces.successions();
    let key = |unit: Option<&Province>, code: &str| unit.map_or_else(|| code.to_owned(), Province::key);
    let before = all.iter().map(|one| {
        let eve = one.effective_date.yesterday().unwrap_or(one.effective_date);
        key(provinces.by_code(&one.predecessor_code, eve), &one.predecessor_code)
    });
    let before: Vec<String> = before.collect();
    let after = all.iter().map(|one| key(provinces.by_code(&one.successor_code, one.effective_date), &one.successor_code));
    let after: Vec<String> = after.collect();
    Columns::of("province_successions", all.len())
        .text("predecessor_key", before.iter().map(String::as_str))
        .text("predecessor_code", all.iter().map(|one| one.predecessor_code.as_str()))
        .text("predecessor_name_vi", all.iter().map(|one| one.predecessor_name_vi.as_str()))
        .text("successor_key", after.iter().map(String::as_str))
        .text("successor_code", all.iter().map(|one| one.successor_code.as_str()))
        .text("successor_name_vi", all.iter().map(|one| one.successor_name_vi.as_str()))
        .day("effective_date", all.iter().map(|one| Some(day::of(one.effective_date))))
        .text("kind", all.iter().map(|one| one.kind.into()))
}
