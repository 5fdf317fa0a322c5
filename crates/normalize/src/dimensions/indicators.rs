//! `indicators`.

use solieu_catalog::{Catalog, Indicator};
use solieu_vietnamese::fold;

use crate::columns::{Columns, count};
use crate::sort_key;

pub(super) fn indicators(catalog: &Catalog) -> Columns {
    let all = catalog.indicators();
    let columns = Columns::of("indicators", all.len()).ordinal();
    combined(all, described(all, columns))
}

fn described(all: &[Indicator], columns: Columns) -> Columns {
    let folded: Vec<String> = all.iter().map(|indicator| fold(&indicator.name_vi)).collect();
    let keys: Vec<String> = all.iter().map(|indicator| sort_key(&indicator.name_vi)).collect();
    columns
        .text("indicator", all.iter().map(|indicator| indicator.id.as_str()))
        .text("area", all.iter().map(|indicator| indicator.area.into()))
        .text("name_vi", all.iter().map(|indicator| indicator.name_vi.as_str()))
        .text("name_en", all.iter().map(|indicator| indicator.name_en.as_str()))
        .text("name_folded", folded.iter().map(String::as_str))
        .text("sort_key", keys.iter().map(String::as_str))
        .text("unit", all.iter().map(|indicator| indicator.unit.as_str()))
        .text("measure", all.iter().map(|indicator| indicator.measure.into()))
        .maybe_text("numerator_vi", all.iter().map(|indicator| indicator.numerator_vi.as_deref()))
        .maybe_text("numerator_en", all.iter().map(|indicator| indicator.numerator_en.as_deref()))
        .maybe_text("denominator_vi", all.iter().map(|indicator| indicator.denominator_vi.as_deref()))
        .maybe_text("denominator_en", all.iter().map(|indicator| indicator.denominator_en.as_deref()))
}

fn combined(all: &[Indicator], columns: Columns) -> Columns {
    let reasons =
        |of: fn(&solieu_catalog::Break) -> &str| -> Vec<Option<String>> { all.iter().map(|indicator| breaks(indicator, of)).collect() };
    let (vi, en) = (reasons(|one| &one.why_vi), reasons(|one| &one.why_en));
    columns
        .text("combine", all.iter().map(|indicator| indicator.combine.into()))
        .text("accumulation", all.iter().map(|indicator| indicator.accumulation.into()))
        .flag("high_is_good", all.iter().map(|indicator| indicator.high_is_good))
        .texts("levels", all.iter().map(|indicator| indicator.levels.iter().map(String::as_str)))
        .maybe_int("first_year", all.iter().map(|indicator| indicator.from_year))
        .maybe_int("last_year", all.iter().map(|indicator| indicator.to_year))
        .ints("break_years", all.iter().map(|indicator| indicator.breaks.iter().map(|one| one.year)))
        .maybe_text("breaks_vi", vi.iter().map(Option::as_deref))
        .maybe_text("breaks_en", en.iter().map(Option::as_deref))
        .int("rules", all.iter().map(|indicator| count(indicator.rules.len())))
}

/// `2022: …; 2025: …`
fn breaks(indicator: &Indicator, of: fn(&solieu_catalog::Break) -> &str) -> Option<String> {
    let each: Vec<String> = indicator.breaks.iter().map(|one| format!("{}: {}", one.year, of(one))).collect();
    (!each.is_empty()).then(|| each.join("; "))
}
