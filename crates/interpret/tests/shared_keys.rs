//! Where the samples state several values for one indicator, level, year and measure, and what tells them apart.

#![allow(clippy::unwrap_used)]

use std::fmt::Write;
use std::path::{Path, PathBuf};

use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::Lexicon;
use solieu_interpret::{InterpretedReport, SharedKey, Stated, interpret, shared_keys};

fn samples() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let files = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    let mut reports: Vec<PathBuf> = files.filter(|file| MediaType::of(file).is_some() && !file.ends_with("README.md")).collect();
    reports.sort();
    reports
}

fn read(report: &Path) -> InterpretedReport {
    let document = solieu_document::read(&std::fs::read(report).unwrap(), MediaType::of(report).unwrap()).unwrap();
    interpret(solieu_extract::extract(&document, Lexicon::builtin()), Catalog::builtin(), &Stated::default()).unwrap()
}

fn quote(report: &InterpretedReport, at: usize) -> &str {
    &report.extraction.figures[at].quote
}

/// `gia-lai-2025 | par_index.rank all 2024 rank | thứ 9/63, thứ 20/63 | territory`
fn line(name: &str, report: &InterpretedReport, key: &SharedKey) -> String {
    let quotes: Vec<_> = key.figures.iter().map(|at| quote(report, *at)).collect();
    let apart: Vec<String> = key.told_apart_by.iter().map(ToString::to_string).collect();
    let mut line =
        format!("{name} | {} {} {} {} | {} | {}", key.indicator, key.level, key.year, key.measure, quotes.join(", "), apart.join(", "));
    for (left, right) in &key.alike {
        write!(line, " | alike: {} and {}", quote(report, *left), quote(report, *right)).unwrap();
    }
    line
}

/// Figures that are not what they are read as: a difference (`thấp hơn năm trước là 24 người`), a number of years
/// (`tăng hạng ba năm liền`).
const MISREAD: [(&str, &str); 2] = [("binh-dinh-2024", "24 người"), ("binh-dinh-2024", "hạng ba")];

/// Every key of the samples with several values stands in the golden file, with what tells the values
/// apart; the only ones that nothing tells apart are the contradictions that were planted.
#[test]
fn every_key_with_several_values_is_listed() {
    let mut found = String::new();
    for path in samples() {
        let report = read(&path);
        let name = path.file_stem().unwrap().to_string_lossy();
        let misread = |key: &SharedKey| key.figures.iter().any(|at| MISREAD.contains(&(&*name, quote(&report, *at))));
        let keys = shared_keys(&report);
        keys.iter().filter(|key| !misread(key)).for_each(|key| writeln!(found, "{}", line(&name, &report, key)).unwrap());
    }
    let golden = std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/golden/shared_keys.txt")).unwrap();
    assert_eq!(found, golden, "{found}");
    let alike: Vec<&str> = found.lines().filter_map(|line| line.split(" | alike: ").nth(1)).collect();
    assert_eq!(alike, ["87/92 nhiệm vụ and 84/92 nhiệm vụ", "148 người and 184 người"], "planted in hai-phong-2025 and nghe-an-2023");
}
