//! The built-in contracts hold, and a contract file with a mistake is refused by name and place.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use solieu_tables::{Contracts, KeptIn};

/// The tables of the design; one that is missing or too many is a change of the design.
const TABLES: [&str; 15] = [
    "citations",
    "corrections",
    "figures",
    "findings",
    "indicators",
    "mentions",
    "province_successions",
    "provinces",
    "rank_fields",
    "rejects",
    "reports",
    "run_steps",
    "runs",
    "statements",
    "units",
];

#[test]
fn builtin_contracts_hold() {
    assert_eq!(Contracts::builtin().names().collect::<Vec<_>>(), TABLES);
}

#[test]
fn the_folder_gives_the_built_in_contracts() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/tables");
    assert_eq!(&Contracts::from_dir(&folder).unwrap(), Contracts::builtin());
}

#[test]
fn every_column_is_described_in_two_languages() {
    for contract in Contracts::builtin().iter() {
        for field in contract.arrow_schema().fields() {
            for language in ["vi", "en"] {
                assert!(
                    field.metadata().get(language).is_some_and(|text| text.len() > 1),
                    "{}.{}: {language}",
                    contract.name,
                    field.name()
                );
            }
        }
    }
}

#[test]
fn the_ledger_is_kept_beside_the_lake() {
    let ledger: Vec<_> =
        Contracts::builtin().iter().filter(|contract| contract.kept_in == KeptIn::Ledger).map(|contract| contract.name.as_str()).collect();
    assert_eq!(ledger, ["run_steps", "runs"]);
}

#[test]
fn a_mistake_in_a_contract_is_named() {
    let column = "[[columns]]\nname = \"a\"\ntype = \"utf8\"\nvi = \"x\"\nen = \"x\"\n";
    let head = "name = \"t\"\nrow_vi = \"x\"\nrow_en = \"x\"\npartition_by = []\nsort = []\n";
    check(&format!("{head}key = [\"a\"]\n{column}"), "");
    check(&format!("{head}key = [\"a\"]\n{column}colour = \"red\"\n"), "colour");
    check(&format!("{head}key = [\"a\"]\nsorted = 1\n{column}"), "sorted");
    check(&format!("{head}key = [\"a\"]\n{}", column.replace("utf8", "text")), "text");
    check(&format!("{head}key = [\"b\"]\n{column}"), "names `b`, which is no column");
    check(&format!("{head}key = []\n{column}"), "`key` is empty");
    check(&format!("{head}key = [\"a\"]\n{column}nullable = true\n"), "may not be nullable");
    check(&format!("{head}key = [\"a\"]\n{column}{column}"), "declared twice");
    check(&format!("{head}key = [\"a\"]\n{}", column.replace("en = \"x\"", "en = \"\"")), "no meaning");
    check(&format!("{}key = [\"a\"]\n{column}", head.replace("\"t\"", "\"u\"")), "name the file `u.toml`");
}

/// Reads a folder with one contract; `expect` is a part of the message, empty where there is none.
fn check(input: &str, expect: &str) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("t.toml"), input).unwrap();
    match Contracts::from_dir(folder.path()) {
        Ok(_) => assert_eq!(expect, "", "accepted:\n{input}"),
        Err(error) => {
            let message = error.to_string();
            assert!(!expect.is_empty() && message.contains(expect) && message.contains("t.toml"), "{message}");
        }
    }
}
