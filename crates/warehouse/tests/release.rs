//! A release as a file: what is in it, how it is named, swapped, kept and removed.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;
use std::path::Path;

use duckdb::Connection;
use serde_json::json;
use solieu_warehouse::{
    Answer, Base, Changes, FileKind, Inputs, Releases, WarehouseError, build_release, form, query, sql_files, update_release,
};

fn ask(release: &Path, sql: &str) -> String {
    let Answer { batches, .. } = query(release, sql).unwrap();
    let options = arrow::util::display::FormatOptions::default().with_null("NULL");
    arrow::util::display::ArrayFormatter::try_new(batches[0].column(0), &options).unwrap().value(0).to_string()
}

#[test]
fn every_table_view_and_column_is_described_in_both_languages() {
    let folder = tempfile::tempdir().unwrap();
    let release = common::release(folder.path());
    let columns = "SELECT coalesce(string_agg(table_name || '.' || column_name, ', '), 'none') FROM duckdb_columns()
        WHERE NOT internal AND (comment IS NULL OR NOT contains(comment, ' | '))";
    assert_eq!(ask(&release, columns), "none");
    let objects = "SELECT coalesce(string_agg(name, ', '), 'none') FROM (
        SELECT table_name AS name, comment FROM duckdb_tables() UNION ALL
        SELECT view_name, comment FROM duckdb_views() WHERE NOT internal UNION ALL
        SELECT function_name, comment FROM duckdb_functions() WHERE NOT internal)
        WHERE comment IS NULL OR NOT contains(comment, ' | ')";
    assert_eq!(ask(&release, objects), "none");
}

#[test]
fn every_example_runs() {
    let folder = tempfile::tempdir().unwrap();
    let release = common::release(folder.path());
    for file in sql_files().unwrap() {
        let answer = query(&release, &file.example);
        assert!(answer.is_ok(), "{}: {}", file.name, answer.unwrap_err());
    }
    let first_look = query(&release, include_str!("../../../warehouse/first_look.sql")).unwrap();
    assert!(first_look.batches.iter().any(|batch| batch.num_rows() > 0));
}

#[test]
fn an_empty_lake_makes_a_release_that_answers() {
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("releases/1.duckdb");
    let built = build_release(&Inputs::default(), &common::info(1), &out).unwrap();
    assert_eq!(built.rows["figures"], 0);
    assert_eq!(ask(&out, "SELECT count(*) FROM panel_wide"), "0");
    for file in sql_files().unwrap().iter().filter(|file| file.kind != FileKind::Macro) {
        // These two do not follow from rows of the lake.
        let rows = if ["release", "expected_rules"].contains(&file.name.as_str()) { "1" } else { "0" };
        assert_eq!(ask(&out, &format!("SELECT count(*) FROM \"{}\"", file.name)), rows, "{}", file.name);
    }
}

#[test]
fn ledger_rows_come_from_memory() {
    let folder = tempfile::tempdir().unwrap();
    let mut inputs = Inputs::default();
    let run = json!({"run_id": "run-7", "pipeline": "samples", "started_at": "2026-11-22T01:02:03", "status": "done", "figures": 12});
    inputs.rows.insert("runs".to_owned(), vec![common::batch("runs", &[run])]);
    let out = folder.path().join("1.duckdb");
    build_release(&inputs, &common::info(1), &out).unwrap();
    assert_eq!(ask(&out, "SELECT run_id || ' ' || figures || ' ' || started_at FROM runs"), "run-7 12 2026-11-22 01:02:03");
}

/// The rules may be others than the project's own, and a release made from the last one takes them too.
#[test]
fn expected_reports_follow_the_rules_handed_in() {
    let folder = tempfile::tempdir().unwrap();
    let states = "SELECT string_agg(year || ' ' || period || ' ' || province || ' ' || state, ', ' ORDER BY year) FROM expected_reports";
    let mut inputs = common::lake(&folder.path().join("lake"));
    let due = "due = { years_after = 0, month = 7, day = 15 }";
    let half = |rule: &str| Some(format!("[[expected]]\nkind = 'cai-cach-hanh-chinh'\nperiod = 'half'\n{rule}\n{due}\n"));
    inputs.expected_reports = half("first_year = 2025\nlast_year = 2025\nprovinces = ['Huế']");
    let first = build_release(&inputs, &common::info(1), &folder.path().join("1.duckdb")).unwrap();
    assert_eq!(ask(&first.path, states), "2025 half TP. Huế missing");
    let base = Base { path: first.path, bytes: first.bytes, modified_ns: first.modified_ns, form: form() };
    inputs.expected_reports = half("first_year = 2024\nlast_year = 2024\nprovinces = ['04@2004-01-01']");
    let changed = [String::from("st24")].into();
    let next = update_release(
        &base,
        &inputs,
        &Changes { contents: changed, ..Changes::default() },
        &common::info(2),
        &folder.path().join("2.duckdb"),
    )
    .unwrap()
    .unwrap();
    assert_eq!(ask(&next.path, states), "2024 half Cao Bằng missing");
    assert_eq!(ask(&next.path, "SELECT count(*) FROM unnamed"), "1");
}

#[test]
fn a_released_file_is_never_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let release = common::release(folder.path());
    let before = fs::read(&release).unwrap();
    let again = build_release(&Inputs::default(), &common::info(1), &release);
    assert!(matches!(again, Err(WarehouseError::Disk { act: "make", .. })), "{again:?}");
    assert_eq!(fs::read(&release).unwrap(), before);
}

#[test]
fn a_failed_build_leaves_nothing_behind() {
    let folder = tempfile::tempdir().unwrap();
    let mut inputs = Inputs::default();
    inputs.files.insert("figures".to_owned(), vec![folder.path().join("gone.parquet")]);
    let failed = build_release(&inputs, &common::info(1), &folder.path().join("releases/1.duckdb")).unwrap_err();
    assert!(failed.to_string().starts_with("table figures, from "), "{failed}");
    assert_eq!(fs::read_dir(folder.path().join("releases")).unwrap().count(), 0);
    inputs.files = [("figurs".to_owned(), Vec::new())].into();
    let unknown = build_release(&inputs, &common::info(1), &folder.path().join("releases/1.duckdb")).unwrap_err();
    assert!(unknown.to_string().contains("figurs"), "{unknown}");
}

#[test]
fn a_wrong_query_and_a_missing_release_say_so() {
    let folder = tempfile::tempdir().unwrap();
    let missing = query(&folder.path().join("solieu.duckdb"), "SELECT 1").unwrap_err();
    assert!(missing.to_string().contains("solieu run"), "{missing}");
    let release = common::release(folder.path());
    let wrong = query(&release, "SELECT valu FROM panel").unwrap_err();
    assert!(wrong.to_string().contains("valu"), "{wrong}");
    assert!(query(&release, "DELETE FROM figures").is_err());
    fs::write(folder.path().join("text.duckdb"), "no database, but long enough to look like the head of one").unwrap();
    let text = query(&folder.path().join("text.duckdb"), "SELECT 1").unwrap_err();
    assert!(text.to_string().contains("text.duckdb"), "{text}");
}

#[test]
fn numbers_rise_past_whatever_lies_there() {
    let folder = tempfile::tempdir().unwrap();
    let releases = Releases::of(folder.path());
    assert_eq!(releases.next_number().unwrap(), 1);
    assert_eq!(releases.current().unwrap(), None);
    fs::create_dir(folder.path().join("releases")).unwrap();
    for (file, next) in [("3.duckdb", 4), ("7.duckdb.part", 8), ("9.duckdb.wal", 10), ("notes.txt", 10)] {
        fs::write(folder.path().join("releases").join(file), "").unwrap();
        assert_eq!(releases.next_number().unwrap(), next, "{file}");
    }
    assert_eq!(releases.list().unwrap(), [3]);
}

#[test]
fn unfinished_releases_are_swept_and_nothing_else() {
    let folder = tempfile::tempdir().unwrap();
    let releases = Releases::of(folder.path());
    releases.sweep().unwrap();
    fs::create_dir(folder.path().join("releases")).unwrap();
    for file in ["1.duckdb", "1.duckdb.wal", "2.duckdb.part", "2.duckdb.part.wal", "mine.part"] {
        fs::write(folder.path().join("releases").join(file), "").unwrap();
    }
    releases.sweep().unwrap();
    let mut left: Vec<String> =
        fs::read_dir(folder.path().join("releases")).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    left.sort();
    assert_eq!(left, ["1.duckdb", "1.duckdb.wal", "mine.part"]);
}

#[test]
fn old_releases_go_and_the_current_one_stays() {
    let folder = tempfile::tempdir().unwrap();
    let releases = Releases::of(folder.path());
    fs::create_dir(folder.path().join("releases")).unwrap();
    for number in 1..=5 {
        fs::write(releases.path(number), "").unwrap();
    }
    assert!(releases.beyond(1).unwrap().is_empty(), "nothing is current yet");
    releases.swap(4).unwrap();
    assert_eq!(releases.current().unwrap(), Some(4));
    for (keep, old) in [(1, vec![1, 2, 3]), (2, vec![1, 2]), (4, vec![]), (9, vec![])] {
        assert_eq!(releases.beyond(keep).unwrap(), old, "keep {keep}");
    }
    fs::write(folder.path().join("releases/1.duckdb.wal"), "").unwrap();
    releases.remove(1).unwrap();
    assert!(releases.remove(4).is_err());
    assert_eq!(releases.list().unwrap(), [2, 3, 4, 5]);
    assert!(!folder.path().join("releases/1.duckdb.wal").exists());
    assert!(matches!(releases.swap(1), Err(WarehouseError::NoRelease { .. })));
}

/// A client holds the release open, for reading or for writing with a table of its own, while the next one is made.
#[test]
fn a_client_keeps_its_picture_while_the_next_release_is_made() {
    for writes in [false, true] {
        let folder = tempfile::tempdir().unwrap();
        let releases = Releases::of(folder.path());
        common::release(folder.path());
        releases.swap(1).unwrap();
        let client = client(&releases.link(), writes);
        let inputs = common::lake(&folder.path().join("lake"));
        build_release(&inputs, &common::info(2), &releases.path(2)).unwrap();
        releases.swap(2).unwrap();
        let seen: u64 = client.query_row("SELECT number FROM release", [], |row| row.get(0)).unwrap();
        assert_eq!(seen, 1);
        assert_eq!(ask(&releases.link(), "SELECT number FROM release"), "2");
        assert_eq!(ask(&releases.link(), "SELECT count(*) FROM duckdb_tables() WHERE table_name = 'mine'"), "0");
    }
}

fn client(release: &Path, writes: bool) -> Connection {
    if !writes {
        let config = duckdb::Config::default().access_mode(duckdb::AccessMode::ReadOnly).unwrap();
        return Connection::open_with_flags(release, config).unwrap();
    }
    let connection = Connection::open(release).unwrap();
    connection.execute_batch("CREATE TABLE mine AS SELECT 1 AS a; INSERT INTO mine VALUES (2)").unwrap();
    connection
}

#[test]
fn a_warehouse_opens_after_it_was_moved() {
    let folder = tempfile::tempdir().unwrap();
    let old = folder.path().join("old");
    common::release(&old);
    Releases::of(&old).swap(1).unwrap();
    let new = folder.path().join("new/place");
    fs::create_dir_all(new.parent().unwrap()).unwrap();
    fs::rename(&old, &new).unwrap();
    fs::remove_dir_all(new.join("lake")).unwrap();
    assert_eq!(ask(&Releases::of(&new).link(), "SELECT count(*) > 0 FROM figures_checked"), "true");
}
