//! `units`.

use solieu_catalog::Catalog;

use crate::columns::Columns;

pub(super) fn units(catalog: &Catalog) -> Columns {
    let all = catalog.units();
    Columns::of("units", all.len())
        .ordinal()
        .text("unit", all.iter().map(|unit| unit.id.as_str()))
        .text("name_vi", all.iter().map(|unit| unit.name_vi.as_str()))
        .text("name_en", all.iter().map(|unit| unit.name_en.as_str()))
        .texts("words_vi", all.iter().map(|unit| unit.words_vi.iter().map(String::as_str)))
}
