//! Runs the SQL tests under `tests/slt` over a release of the rows in `tests/rows`, those under
//! `tests/years/slt` over a release of the figures in `tests/years`.
//!
//! The files are in the format of sqllogictest, of which this reads records of one kind:
//! a line `query TYPES`, the query, a line `----`, the expected rows; an empty line ends a record.
//! (The crate of that name would turn on features of the lake's dependencies and build them twice.)
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::{Path, PathBuf};

use common::answers::cells;
use solieu_warehouse::query;

/// One query and the rows it must give, cells apart by a space.
struct Record {
    line: usize,
    columns: usize,
    sql: String,
    expected: Vec<String>,
}

#[test]
fn every_slt_file_holds() {
    let folder = tempfile::tempdir().unwrap();
    hold(&common::release(folder.path()), "tests/slt");
}

#[test]
fn every_slt_file_over_years_holds() {
    let folder = tempfile::tempdir().unwrap();
    hold(&common::years::release(folder.path()), "tests/years/slt");
}

#[test]
fn every_record_is_read() {
    let text = fs::read_to_string("tests/slt/panel.slt").unwrap();
    assert_eq!(records(&text).len(), text.matches("\n----\n").count());
}

fn hold(release: &Path, tests: &str) {
    let mut files: Vec<PathBuf> = fs::read_dir(tests).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let wrong: Vec<String> = files.iter().flat_map(|file| wrong_records(release, file)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn wrong_records(release: &Path, file: &Path) -> Vec<String> {
    let all = records(&fs::read_to_string(file).unwrap());
    assert!(!all.is_empty(), "{}: no query in it", file.display());
    all.iter().filter_map(|record| flaw(release, record).map(|flaw| format!("{}:{}: {flaw}", file.display(), record.line))).collect()
}

fn flaw(release: &Path, record: &Record) -> Option<String> {
    let answer = match query(release, &record.sql) {
        Ok(answer) => answer,
        Err(failure) => return Some(failure.to_string()),
    };
    if answer.schema.fields().len() != record.columns {
        return Some(format!("{} columns, not {}", answer.schema.fields().len(), record.columns));
    }
    let rows: Vec<String> = cells(&answer, "NULL").iter().map(|row| row.join(" ")).collect();
    (rows != record.expected).then(|| format!("expected\n{}\ngot\n{}", record.expected.join("\n"), rows.join("\n")))
}

fn records(text: &str) -> Vec<Record> {
    let lines: Vec<&str> = text.lines().collect();
    let starts = lines.iter().enumerate().filter(|(_, line)| line.starts_with("query "));
    starts.map(|(at, head)| record(at, head, &lines[at + 1..])).collect()
}

fn record(at: usize, head: &str, rest: &[&str]) -> Record {
    let body: Vec<&str> = rest.iter().take_while(|line| !line.is_empty()).copied().collect();
    let mark = body.iter().position(|line| *line == "----").expect("a record has a line `----`");
    Record {
        line: at + 1,
        columns: head.trim_start_matches("query ").len(),
        sql: body[..mark].join("\n"),
        expected: body[mark + 1..].iter().map(|line| (*line).to_owned()).collect(),
    }
}
