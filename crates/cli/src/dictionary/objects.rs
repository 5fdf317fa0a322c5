//! Pages of tables, views and macros.

use solieu_tables::{Contract, Contracts, KeptIn};
use solieu_warehouse::{Described, ObjectKind};

use super::markdown::{code, codes, table};

/// Every table: of the lake, of the ledger, and those that are computed when a release is made.
pub(super) fn tables(objects: &[Described]) -> String {
    let intro = "# Bảng | Tables\n\nWhat is stored in a release. Views and macros are in [views.md](views.md).\n\n";
    let chosen: Vec<&Described> = objects.iter().filter(|object| object.kind == ObjectKind::Table).collect();
    intro.to_owned() + &contents(&chosen) + &chosen.into_iter().map(entry).collect::<String>()
}

/// Every view and macro.
pub(super) fn views(objects: &[Described]) -> String {
    let intro = "# Khung nhìn và macro | Views and macros\n\nWhat answers a question. The SQL of each is `warehouse/…/NAME.sql`.\n\n";
    let chosen: Vec<&Described> = objects.iter().filter(|object| object.kind != ObjectKind::Table).collect();
    intro.to_owned() + &contents(&chosen) + &chosen.into_iter().map(entry).collect::<String>()
}

fn contents(objects: &[&Described]) -> String {
    let line = |object: &&Described| [format!("[{0}](#{0})", object.name), object.vi.clone(), object.en.clone()];
    table(["name", "vi", "en"], objects.iter().map(line))
}

fn entry(object: &Described) -> String {
    let mut text = format!("## {}\n\n{}\n\n{}\n\n", object.name, object.vi, object.en);
    if let Ok(contract) = Contracts::builtin().get(&object.name) {
        text += &of_contract(contract);
    }
    if !object.parameters.is_empty() {
        text += &format!("Parameters: {}\n\n", codes(&object.parameters));
    }
    if let Some(example) = &object.example {
        text += &format!("```sql\n{example}\n```\n\n");
    }
    text + &columns(object)
}

fn of_contract(contract: &Contract) -> String {
    let place = match contract.kept_in {
        KeptIn::Lake => "the lake (Delta)",
        KeptIn::Ledger => "the ledger",
    };
    let parted =
        if contract.partition_by.is_empty() { String::new() } else { format!(", in folders by {}", codes(&contract.partition_by)) };
    format!("Key: {}. Kept in {place}{parted}.\n\n", codes(&contract.key))
}

fn columns(object: &Described) -> String {
    let mut text = table(
        ["column", "type", "null", "unit", "vi", "en"],
        object.columns.iter().map(|column| {
            let null = if column.nullable { "yes" } else { "" };
            let unit = column.unit.clone().unwrap_or_default();
            [code(&column.name), column.sql_type.clone(), null.to_owned(), unit, column.vi.clone(), column.en.clone()]
        }),
    );
    if object.name == "panel_wide" {
        text += "And one column for each indicator, named like it with `_` for `.`: `dossiers_on_time` for `dossiers.on_time`. \
                 See [indicators](indicators/README.md).\n\n";
    }
    text
}
