//! Short passages in the wording of many years and offices, with what their figures measure.

#![allow(clippy::unwrap_used)]

use std::path::Path;

use serde::Deserialize;
use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::Lexicon;
use solieu_interpret::{InterpretedReport, Stated, interpret};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Golden {
    passage: Vec<Passage>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Passage {
    heading: String,
    year: i32,
    text: String,
    /// Start of the quote, indicator, level, year.
    figures: Vec<(String, String, String, i32)>,
}

fn read(passage: &Passage) -> InterpretedReport {
    let text = format!("{}\n\n{}\n", passage.heading, passage.text);
    let document = solieu_document::read(text.as_bytes(), MediaType::Text).unwrap();
    let extraction = solieu_extract::extract(&document, Lexicon::builtin());
    let stated = Stated { province: Some("Hải Dương".to_owned()), year: Some(passage.year), ..Stated::default() };
    interpret(extraction, Catalog::builtin(), &stated).unwrap()
}

/// What differs from the expected, one line a figure.
fn differences(passage: &Passage) -> Vec<String> {
    let report = read(passage);
    let mut next = 0;
    passage.figures.iter().filter_map(|row| difference(&report, row, &mut next)).collect()
}

fn difference(report: &InterpretedReport, row: &(String, String, String, i32), next: &mut usize) -> Option<String> {
    let (quote, indicator, level, year) = row;
    let digits = |text: &str| text.chars().filter(|c| c.is_ascii_digit() || ",./".contains(*c)).collect::<String>();
    let figures = &report.extraction.figures;
    let place = (*next..figures.len()).find(|at| digits(&figures[*at].quote).contains(&digits(quote)));
    let Some(at) = place else { return Some(format!("{quote}: not found")) };
    *next = at + 1;
    let meaning = &report.meanings[at];
    let found = (meaning.indicator.as_deref().unwrap_or("-"), meaning.level.to_string(), meaning.year);
    let right = found.0 == indicator && found.1 == *level && found.2 == *year;
    (!right).then(|| format!("{quote}: {indicator} {level} {year}, found {} {} {}", found.0, found.1, found.2))
}

fn check(file: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden").join(file);
    let golden: Golden = toml::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let wrong: Vec<String> = golden.passage.iter().flat_map(differences).collect();
    assert!(wrong.is_empty(), "{file}:\n{}", wrong.join("\n"));
}

#[test]
fn direction() {
    check("direction.toml");
}

#[test]
fn institutions() {
    check("institutions.toml");
}

#[test]
fn procedures() {
    check("procedures.toml");
}

#[test]
fn organisation() {
    check("organisation.toml");
}

#[test]
fn civil_service() {
    check("civil_service.toml");
}

#[test]
fn finance() {
    check("finance.toml");
}

#[test]
fn passages() {
    check("passages.toml");
}

#[test]
fn press() {
    check("press.toml");
}

#[test]
fn digital() {
    check("digital.toml");
}
