//! Whole reports, from the text to the findings: `whole/NAME.txt` has the contradictions of
//! `whole/NAME.expect`, one a line, kind and place, and no others.
//!
//! The reports are invented. Each was written, with what it contradicts itself in, before the checks
//! had seen it. What is read and interpreted before the checks has its own say here, so a few may be missed.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod whole;

use std::path::Path;

use solieu_catalog::Catalog;
use solieu_check::{Finding, Severity};
use solieu_document::{MediaType, Span};
use solieu_extract::Lexicon;
use solieu_interpret::{Stated, interpret};
use whole::reports;

/// A contradiction that a report has, and its characters.
struct Known {
    kind: String,
    place: Span,
    text: String,
}

fn findings(path: &Path) -> Vec<Finding> {
    let document = solieu_document::read(&std::fs::read(path).unwrap(), MediaType::Text).unwrap();
    let extraction = solieu_extract::extract(&document, Lexicon::builtin());
    let report = interpret(extraction, Catalog::builtin(), &Stated::default()).unwrap();
    solieu_check::check_report(&report, Catalog::builtin())
}

fn known(path: &Path) -> Vec<Known> {
    let source = std::fs::read_to_string(path).unwrap();
    let lines = std::fs::read_to_string(path.with_extension("expect")).unwrap();
    lines.lines().map(|line| place(&source, line)).collect()
}

fn place(source: &str, line: &str) -> Known {
    let (kind, text) = line.split_once(" | ").unwrap();
    let at = source.find(text).unwrap_or_else(|| panic!("not in the report: {text}"));
    let start = source[..at].chars().count() as u32;
    Known { kind: kind.to_owned(), place: Span { start, end: start + text.chars().count() as u32 }, text: text.to_owned() }
}

fn is_of(finding: &Finding, known: &Known) -> bool {
    let overlaps = |span: &Span| span.start < known.place.end && known.place.start < span.end;
    finding.kind == known.kind && finding.spans.iter().any(overlaps)
}

#[test]
fn contradictions_of_whole_reports_are_found_and_no_others() {
    let (mut all, mut found, mut errors, mut right) = (0, 0, 0, 0);
    for path in reports() {
        let (known, findings) = (known(&path), findings(&path));
        let told: Vec<&Finding> = findings.iter().filter(|finding| finding.severity > Severity::Note).collect();
        for one in &known {
            let hit = told.iter().any(|finding| is_of(finding, one));
            (all, found) = (all + 1, found + usize::from(hit));
            if !hit {
                println!("{}: not found: {} {}", path.display(), one.kind, one.text);
            }
        }
        for error in told.iter().filter(|finding| finding.severity == Severity::Error) {
            let hit = known.iter().any(|one| is_of(error, one));
            (errors, right) = (errors + 1, right + usize::from(hit));
            if !hit {
                println!("{}: wrong: {} {}", path.display(), error.kind, error.message);
            }
        }
    }
    println!("{found} of {all} contradictions found; {right} of {errors} errors right");
    assert!(found * 100 >= all * 95, "{found} of {all} contradictions found");
    assert!(right * 100 >= errors * 97, "{right} of {errors} errors right");
}
