//! Findings of report files as `solieu check FILE --format jsonl` prints them, for scoring.
//!
//! usage: findings_dump FOLDER REPORT…   writes FOLDER/NAME.findings.jsonl for each report
#![allow(clippy::unwrap_used, clippy::print_stderr)]

use std::fmt::Write;
use std::path::Path;

use serde_json::json;
use solieu_catalog::Catalog;
use solieu_check::{Finding, check_report};
use solieu_document::MediaType;
use solieu_extract::Lexicon;
use solieu_interpret::{Stated, interpret};

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    for report in &args[1..] {
        let path = Path::new(report);
        let name = path.file_stem().unwrap().to_string_lossy();
        let lines = findings(path).iter().fold(String::new(), |mut out, finding| {
            writeln!(out, "{}", line(&name, finding)).unwrap();
            out
        });
        std::fs::write(Path::new(&args[0]).join(format!("{name}.findings.jsonl")), lines).unwrap();
    }
}

fn findings(path: &Path) -> Vec<Finding> {
    let document = solieu_document::read(&std::fs::read(path).unwrap(), MediaType::of(path).unwrap()).unwrap();
    let extraction = solieu_extract::extract(&document, Lexicon::builtin());
    match interpret(extraction, Catalog::builtin(), &Stated::default()) {
        Ok(report) => check_report(&report, Catalog::builtin()),
        Err(error) => {
            eprintln!("{}: {error}", path.display());
            Vec::new()
        }
    }
}

fn line(report: &str, finding: &Finding) -> serde_json::Value {
    let spans: Vec<[u32; 2]> = finding.spans.iter().map(|s| [s.start, s.end]).collect();
    json!({
        "report": report, "kind": finding.kind, "severity": finding.severity.to_string(), "stated": finding.stated,
        "computed": finding.computed, "message": finding.message, "message_vi": finding.message_vi,
        "figures": finding.figures, "spans": spans, "suggestion": finding.suggestion,
    })
}
