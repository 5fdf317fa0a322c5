//! Gold figures against what is read: each outcome once, and the samples' own gold.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use solieu_catalog::Catalog;
use solieu_document::{Document, MediaType};
use solieu_extract::Lexicon;
use solieu_interpret::{GoldError, GoldFigure, InterpretedReport, Outcome, Stated, Verdict, compare, interpret};

const TEXT: &str = "Toàn tỉnh tiếp nhận 12.500 hồ sơ; có 40 hồ sơ trễ hạn; lắp 15 máy tính.";

fn read(document: &Document, stated: &Stated) -> InterpretedReport {
    interpret(solieu_extract::extract(document, Lexicon::builtin()), Catalog::builtin(), stated).unwrap()
}

fn verdict(quote: &str, context: &str, indicator: Option<&str>) -> Result<Verdict, GoldError> {
    let document = solieu_document::read(TEXT.as_bytes(), MediaType::Text).unwrap();
    let stated = Stated { province: Some("Hải Dương".to_owned()), year: Some(2020), ..Stated::default() };
    let line = serde_json::json!({"quote": quote, "context": context, "indicator": indicator, "level": "all", "year": 2019});
    let gold: GoldFigure = serde_json::from_value(line).unwrap();
    compare(&document.source, &read(&document, &stated), &[gold], Catalog::builtin()).map(|verdicts| verdicts[0].clone())
}

#[test]
fn outcomes() {
    let check = |quote: &str, indicator: Option<&str>, expect: Outcome| {
        assert_eq!(verdict(quote, TEXT, indicator).unwrap().outcome, expect, "{quote} {indicator:?}");
    };
    check("12.500 hồ sơ", Some("dossiers.received"), Outcome::Right);
    check("40 hồ sơ", Some("dossiers.pending"), Outcome::Wrong);
    check("40 hồ sơ", None, Outcome::Unasked);
    check("15 máy tính", Some("digital.lan_units"), Outcome::Missed);
    check("15 máy tính", None, Outcome::Unnamed);
    check("máy", Some("digital.lan_units"), Outcome::Missed);
}

#[test]
fn level_and_year_are_compared_where_told() {
    let verdict = verdict("12.500 hồ sơ", TEXT, Some("dossiers.received")).unwrap();
    assert_eq!((verdict.level, verdict.year), (Some(true), Some(false)));
}

#[test]
fn gold_that_does_not_fit_is_an_error() {
    let elsewhere = verdict("12.500 hồ sơ", "tiếp nhận 12.500 hồ sơ mới", None).unwrap_err();
    assert!(elsewhere.to_string().contains("does not stand in the report"), "{elsewhere}");
    let unknown = verdict("40 hồ sơ", TEXT, Some("dossiers.overdu")).unwrap_err();
    assert!(unknown.to_string().contains("nearest: dossiers.overdue"), "{unknown}");
}

/// The samples' own gold: what the catalogue was written with must stay named.
#[test]
fn the_samples_gold() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let (mut named, mut right) = (0, 0);
    for name in ["dak-lak-2014", "gia-lai-2025", "nghe-an-2023"] {
        let document = solieu_document::read(&std::fs::read(root.join(format!("{name}.txt"))).unwrap(), MediaType::Text).unwrap();
        let lines = std::fs::read_to_string(root.join(format!("expected/{name}.jsonl"))).unwrap();
        let gold: Vec<GoldFigure> = lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let verdicts = compare(&document.source, &read(&document, &Stated::default()), &gold, Catalog::builtin()).unwrap();
        named += gold.iter().filter(|figure| figure.indicator.is_some()).count();
        right += verdicts.iter().filter(|verdict| verdict.outcome == Outcome::Right).count();
    }
    assert!(right * 100 >= named * 96, "{right} of {named}");
}
