//! Who reads a release is not disturbed by the next one.
#![allow(clippy::unwrap_used)]

mod support;

use duckdb::{AccessMode, Config, Connection};
use support::{Bench, sample_with};

const QUOTES: &str = "SELECT string_agg(quote) FROM figures WHERE quote LIKE '5_/54 nhiệm vụ'";

fn quotes(connection: &Connection) -> String {
    connection.query_row(QUOTES, [], |row| row.get(0)).unwrap()
}

fn new_release_under(open: impl Fn(&std::path::Path) -> Connection, after_release: impl Fn(&Connection)) {
    let bench = Bench::with(&["gia-lai-2024.txt"]);
    bench.run();
    let old = open(&bench.layout().current_release());
    assert_eq!(quotes(&old), "51/54 nhiệm vụ");
    bench.write("gia-lai-2024.txt", sample_with("gia-lai-2024.txt", "51/54 nhiệm vụ", "52/54 nhiệm vụ"));
    assert!(bench.run().released);
    assert_eq!(quotes(&old), "51/54 nhiệm vụ", "the old client keeps its picture");
    after_release(&old);
    let new = Connection::open(bench.layout().current_release()).unwrap();
    assert_eq!(quotes(&new), "52/54 nhiệm vụ", "a new client sees the new release");
}

#[test]
fn a_reader_keeps_its_release() {
    let read_only =
        |path: &std::path::Path| Connection::open_with_flags(path, Config::default().access_mode(AccessMode::ReadOnly).unwrap()).unwrap();
    new_release_under(read_only, |_| {});
}

#[test]
fn a_client_that_writes_a_table_of_its_own_keeps_it() {
    let writing = |path: &std::path::Path| {
        let connection = Connection::open(path).unwrap();
        connection.execute_batch("CREATE TABLE notes (note VARCHAR); INSERT INTO notes VALUES ('one')").unwrap();
        connection
    };
    new_release_under(writing, |old| {
        old.execute_batch("INSERT INTO notes VALUES ('two'); CHECKPOINT").unwrap();
        let count: i64 = old.query_row("SELECT count(*) FROM notes", [], |row| row.get(0)).unwrap();
        assert_eq!(count, 2);
    });
}
