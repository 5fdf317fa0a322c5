//! Each check has a folder of fixtures: `ok.txt`, on which nothing is found, and `bad.txt`, whose
//! findings stand below a line `---`, one a line: severity, kind, stated, computed.
#![allow(clippy::unwrap_used)]

mod reports;

use std::path::{Path, PathBuf};

use solieu_catalog::Catalog;

fn folder(rule: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(rule)
}

fn found(text: &str) -> Vec<String> {
    let report = reports::marked(text, 2016);
    let findings = solieu_check::check_report(&report, Catalog::builtin());
    let mut lines: Vec<String> = findings.iter().map(|f| format!("{} | {} | {} | {}", f.severity, f.kind, f.stated, f.computed)).collect();
    for finding in &findings {
        assert!(!finding.spans.is_empty(), "{finding:?}");
        assert!(finding.spans.iter().all(|s| s.start < s.end && s.end - s.start <= 600), "{finding:?}");
        assert!(!finding.message.is_empty() && !finding.message_vi.is_empty());
    }
    lines.sort();
    lines
}

#[test]
fn every_check_has_a_passing_and_a_failing_fixture() {
    for rule in solieu_check::rule_ids() {
        for name in ["ok.txt", "bad.txt"] {
            assert!(folder(rule).join(name).is_file(), "{rule}/{name} is missing");
        }
    }
}

#[test]
fn nothing_is_found_where_a_report_agrees_with_itself() {
    for rule in solieu_check::rule_ids() {
        for text in std::fs::read_to_string(folder(rule).join("ok.txt")).unwrap().split("\n===\n") {
            assert_eq!(found(text), Vec::<String>::new(), "{rule}/ok.txt: {text}");
        }
    }
}

#[test]
fn contradictions_are_found() {
    for rule in solieu_check::rule_ids() {
        for case in std::fs::read_to_string(folder(rule).join("bad.txt")).unwrap().split("\n===\n") {
            let (text, expected) = case.split_once("\n---\n").unwrap();
            let mut expected: Vec<String> = expected.trim().lines().map(str::to_owned).collect();
            expected.sort();
            assert_eq!(found(text), expected, "{rule}/bad.txt: {text}");
        }
    }
}
