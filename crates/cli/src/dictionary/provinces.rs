//! Provinces through time.

use jiff::civil::date;
use solieu_catalog::{Province, Provinces};

use super::markdown::{code, table};

/// Units of today with what they are made of, every interval, every succession.
pub(super) fn page(provinces: &Provinces) -> String {
    format!(
        "# Địa phương theo thời gian | Provinces through time\n\n\
         A code or a name alone is no key: seven codes changed hands on 1 July 2025, and 23 units of today carry the name of one of \
         their parts. The key is code and first day.\n\n\
         ## Today\n\n{}## All intervals\n\n{}## Successions\n\n{}",
        today(provinces),
        intervals(provinces),
        successions(provinces),
    )
}

fn today(provinces: &Provinces) -> String {
    let open = provinces.all().iter().filter(|unit| unit.valid_to.is_none());
    let parts = |unit: &Province| {
        let mut names: Vec<String> = provinces.predecessors_of(&unit.key()).iter().map(|part| part.display_name()).collect();
        names.dedup();
        names.join(", ")
    };
    let since = |unit: &Province| if unit.valid_from > date(2004, 1, 1) { unit.valid_from.to_string() } else { String::new() };
    table(
        ["key", "name", "type", "region", "since", "made of"],
        open.map(|unit| [code(&unit.key()), unit.display_name(), unit.kind.clone(), unit.region.clone(), since(unit), parts(unit)]),
    )
}

fn intervals(provinces: &Provinces) -> String {
    table(
        ["key", "name", "from", "to", "note"],
        provinces.all().iter().map(|unit| {
            let to = unit.valid_to.map(|day| day.to_string()).unwrap_or_default();
            [code(&unit.key()), unit.display_name(), unit.valid_from.to_string(), to, unit.note.clone()]
        }),
    )
}

fn successions(provinces: &Provinces) -> String {
    table(
        ["day", "predecessor", "successor", "how"],
        provinces.successions().iter().map(|one| {
            let unit = |code: &str, name: &str| format!("{name} ({code})");
            [
                one.effective_date.to_string(),
                unit(&one.predecessor_code, &one.predecessor_name_vi),
                unit(&one.successor_code, &one.successor_name_vi),
                one.kind.to_string(),
            ]
        }),
    )
}
