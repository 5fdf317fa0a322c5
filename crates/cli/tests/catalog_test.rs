//! `solieu catalog test`: what an analyst is told of a catalogue.
#![allow(clippy::unwrap_used)]

use std::path::Path;
use std::process::{Command, Output};

fn solieu(args: &[&str]) -> Output {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    Command::new(env!("CARGO_BIN_EXE_solieu")).args(args).current_dir(root).output().unwrap()
}

fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).unwrap()
}

/// A folder with one report and the gold lines given.
fn own_report(lines: &str) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("mine.txt"), "Toàn tỉnh tiếp nhận 12.500 hồ sơ; có 40 hồ sơ trễ hạn.\n").unwrap();
    let gold = folder.path().join("mine.jsonl");
    std::fs::write(&gold, lines).unwrap();
    let gold = gold.display().to_string();
    (folder, gold)
}

const RECEIVED: &str = r#"{"quote": "12.500 hồ sơ", "context": "tiếp nhận 12.500 hồ sơ", "indicator": "dossiers.received"}"#;

#[test]
fn the_samples_gold_is_scored_by_indicator() {
    let output = solieu(&["catalog", "test", "samples/expected", "--keys"]);
    let told = text(&output.stdout);
    assert_eq!(output.status.code(), Some(0), "{}", text(&output.stderr));
    for part in ["dossiers.on_time", "recall 0.", "confidence from 0.90", "told apart by", "nghe-an-2023"] {
        assert!(told.contains(part), "{part}: {told}");
    }
}

#[test]
fn an_analyst_sees_the_sentence_that_went_wrong() {
    let wrong = r#"{"quote": "40 hồ sơ", "context": "có 40 hồ sơ trễ hạn", "indicator": "dossiers.pending"}"#;
    let (_folder, gold) = own_report(&format!("{RECEIVED}\n{wrong}\n"));
    let told = text(&solieu(&["catalog", "test", &gold, "--province", "Hải Dương", "--year", "2020"]).stdout);
    assert!(told.contains("dossiers.pending\n  wrong    mine: \"40 hồ sơ\" read as dossiers.overdue"), "{told}");
    assert!(told.contains("in: Toàn tỉnh tiếp nhận 12.500 hồ sơ; có 40 hồ sơ trễ hạn."), "{told}");
    assert!(told.contains("recall 0.500"), "{told}");
}

/// The how-to of docs/catalogue.md: an indicator is added to a copy of the catalogue, without a compiler.
#[test]
fn an_analyst_adds_an_indicator() {
    let (folder, gold) = own_report(r#"{"quote": "40 hồ sơ", "context": "có 40 hồ sơ trễ hạn", "indicator": "dossiers.red_stamp"}"#);
    let schemas = folder.path().join("my-schemas");
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas"), &schemas);
    let file = schemas.join("indicators/procedures.toml");
    let added = r#"
[[indicator]]
id = "dossiers.red_stamp"
name_vi = "Số hồ sơ đóng dấu đỏ"
name_en = "Dossiers with a red stamp"
unit = "dossier"
measure = "count"
combine = "sum"
accumulation = "flow"

[[indicator.rule]]
cues = ["có 40 hồ sơ trễ hạn"]
weight = 3.0
"#;
    std::fs::write(&file, std::fs::read_to_string(&file).unwrap() + added).unwrap();
    let test = |schemas: &[&str]| solieu(&[&["catalog", "test", &gold, "--province", "Hải Dương", "--year", "2020"][..], schemas].concat());
    assert!(text(&test(&[]).stderr).contains("no indicator `dossiers.red_stamp`"));
    let told = text(&test(&["--schemas", &schemas.display().to_string()]).stdout);
    assert!(told.contains("recall 1.000"), "{told}");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap().map(Result::unwrap) {
        let target = to.join(entry.file_name());
        if entry.path().is_dir() { copy(&entry.path(), &target) } else { std::fs::copy(entry.path(), target).map(|_| ()).unwrap() }
    }
}

#[test]
fn what_is_wrong_with_the_gold_is_told() {
    let check = |line: &str, said: &str| {
        let (_folder, gold) = own_report(line);
        let output = solieu(&["catalog", "test", &gold]);
        assert_eq!(output.status.code(), Some(1), "{line}");
        assert!(text(&output.stderr).contains(said), "{line}: {}", text(&output.stderr));
    };
    check(&RECEIVED.replace("dossiers.received", "dossiers.recieved"), "nearest: dossiers.received");
    check(&RECEIVED.replace("tiếp nhận", "nhận được"), "does not stand in the report");
    check(&RECEIVED.replace("indicator", "indicatr"), "mine.jsonl:1: unknown field `indicatr`");
}

#[test]
fn a_gold_without_a_report_says_where_to_look() {
    let folder = tempfile::tempdir().unwrap();
    let gold = folder.path().join("alone.jsonl");
    std::fs::write(&gold, RECEIVED).unwrap();
    let output = solieu(&["catalog", "test", &gold.display().to_string()]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("--reports DIR"), "{}", text(&output.stderr));
}
