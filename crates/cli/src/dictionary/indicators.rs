//! Pages of indicators, one an area.

use std::collections::BTreeMap;

use solieu_catalog::{Catalog, Indicator, Rule};

use super::markdown::{code, codes, table};

/// All indicators in short.
pub(super) fn list(catalog: &Catalog) -> String {
    let lines = catalog.indicators().iter().map(|one| {
        let link = format!("[{0}]({1}.md#{2})", one.id, one.area, anchor(&one.id));
        [link, one.name_vi.clone(), one.name_en.clone(), one.unit.clone(), one.measure.to_string(), one.combine.to_string()]
    });
    "# Chỉ tiêu | Indicators\n\nHow rules are written: docs/catalogue.md of the project.\n\n".to_owned()
        + &table(["indicator", "vi", "en", "unit", "measure", "combines by"], lines)
}

/// A page for each area.
pub(super) fn by_area(catalog: &Catalog) -> BTreeMap<String, String> {
    let mut pages: BTreeMap<String, String> = BTreeMap::new();
    for indicator in catalog.indicators() {
        let page = pages.entry(format!("indicators/{}.md", indicator.area));
        page.or_insert_with(|| format!("# {}\n\n", indicator.area)).push_str(&entry(catalog, indicator));
    }
    pages
}

fn entry(catalog: &Catalog, indicator: &Indicator) -> String {
    let facts = table(["", ""], facts(catalog, indicator).into_iter().map(|(name, text)| [name.to_owned(), text]));
    let rules: String = indicator.rules.iter().zip(1..).map(|(rule, number)| of_rule(rule, number)).collect();
    format!("## {}\n\n{}\n\n{}\n\n{facts}{rules}", indicator.id, indicator.name_vi, indicator.name_en)
}

fn facts(catalog: &Catalog, indicator: &Indicator) -> Vec<(&'static str, String)> {
    let pair = |vi: &Option<String>, en: &Option<String>| [vi, en].into_iter().flatten().cloned().collect::<Vec<_>>().join(" | ");
    let facts = [
        ("unit", unit(catalog, &indicator.unit)),
        ("usually as", indicator.measure.to_string()),
        ("combines over provinces by", indicator.combine.to_string()),
        ("accumulation", indicator.accumulation.to_string()),
        ("high is good", indicator.high_is_good.map_or("not said", |good| if good { "yes" } else { "no" }).to_owned()),
        ("numerator", pair(&indicator.numerator_vi, &indicator.numerator_en)),
        ("denominator", pair(&indicator.denominator_vi, &indicator.denominator_en)),
        ("levels", indicator.levels.join(", ")),
        ("coverage", coverage(indicator)),
        (
            "definition changed",
            indicator.breaks.iter().map(|one| format!("{}: {} | {}", one.year, one.why_vi, one.why_en)).collect::<Vec<_>>().join("; "),
        ),
        ("note", indicator.note.clone().unwrap_or_default()),
    ];
    facts.into_iter().filter(|(_, text)| !text.is_empty()).collect()
}

fn unit(catalog: &Catalog, id: &str) -> String {
    catalog.unit(id).map_or(code(id), |unit| format!("{}: {} | {}", code(id), unit.name_vi, unit.name_en))
}

/// In which years it exists, and how late it comes.
fn coverage(indicator: &Indicator) -> String {
    let years = match (indicator.from_year, indicator.to_year) {
        (None, None) => "every year".to_owned(),
        (Some(from), None) => format!("from {from} on"),
        (None, Some(to)) => format!("until {to}"),
        (Some(from), Some(to)) => format!("{from} to {to}"),
    };
    match indicator.years_late {
        0 => years,
        late => format!("{years}; a report states it for {late} year before its own"),
    }
}

fn of_rule(rule: &Rule, number: usize) -> String {
    let phrases = |name: &'static str, list: &[String]| (name, codes(list));
    let measures: Vec<String> = rule.measures.iter().map(ToString::to_string).collect();
    let parts = [
        phrases("cues", &rule.cues),
        phrases("with one of", &rule.with),
        phrases("and one of", &rule.and_with),
        phrases("not in the clause", &rule.not),
        phrases("not in the sentence", &rule.without),
        phrases("units", &rule.units),
        phrases("measures", &measures),
        ("weight", if (rule.weight - 1.0).abs() < f32::EPSILON { String::new() } else { rule.weight.to_string() }),
    ];
    let lines: String = parts.iter().filter(|(_, text)| !text.is_empty()).map(|(name, text)| format!("- {name}: {text}\n")).collect();
    format!("Rule {number}\n{lines}\n")
}

/// As renderers of Markdown name a heading.
fn anchor(id: &str) -> String {
    id.to_lowercase().replace('.', "")
}
