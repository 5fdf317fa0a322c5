//! Readers through twenty releases that change data: one keeps its release open, one opens the link anew
//! again and again. Neither sees an error nor a state between two releases.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;
use std::time::Duration;

use duckdb::{AccessMode, Config, Connection};
use solieu_warehouse::{Base, Built, Changes, Releases, build_release, form, update_release};

const RELEASES: u64 = 20;
/// Between two looks of a reader, so that it leaves the processor to the writer.
const PAUSE: Duration = Duration::from_millis(20);

/// The number of the release; then what a table, the panel and a view say that the release's own rows hold.
const SEEN: &str = "SELECT number, (SELECT value::BIGINT FROM figures WHERE figure_id = 'st24-rec'),
    (SELECT value::BIGINT FROM panel WHERE figure_id = 'st24-rec'),
    (SELECT value::BIGINT FROM figures_checked WHERE figure_id = 'st24-rec') FROM release";

#[test]
fn readers_see_one_release_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let releases = Releases::of(folder.path());
    let first =
        build_release(&common::lake_where(&folder.path().join("lake"), "st24-rec", 1), &common::info(1), &releases.path(1)).unwrap();
    releases.swap(1).unwrap();
    let done = AtomicBool::new(false);
    thread::scope(|scope| {
        let kept = scope.spawn(|| keep_open(&releases.link(), &done));
        let anew = scope.spawn(|| open_anew(&releases.link(), &done));
        make_releases(folder.path(), &releases, first);
        done.store(true, Ordering::Release);
        assert!(kept.join().unwrap() > 0);
        let numbers = anew.join().unwrap();
        assert!(numbers.len() > 2, "a reader saw the releases {numbers:?}");
    });
    assert_eq!(seen(&open(&releases.link())), [RELEASES; 4]);
}

/// Makes release after release from the one before, with another value each, and keeps two.
fn make_releases(folder: &Path, releases: &Releases, first: Built) {
    let mut last = first;
    for number in 2..=RELEASES {
        let inputs = common::lake_where(&folder.join(format!("lake-{number}")), "st24-rec", number);
        let base = Base { path: last.path, bytes: last.bytes, modified_ns: last.modified_ns, form: form() };
        let changed = [String::from("st24")].into();
        last = update_release(
            &base,
            &inputs,
            &Changes { contents: changed, ..Changes::default() },
            &common::info(number),
            &releases.path(number),
        )
        .unwrap()
        .unwrap();
        releases.swap(number).unwrap();
        for old in releases.beyond(2).unwrap() {
            releases.remove(old).unwrap();
        }
    }
}

/// Asks the first release until all are made, also when its file has long been removed.
fn keep_open(link: &Path, done: &AtomicBool) -> usize {
    let connection = open(link);
    let number = seen(&connection)[0];
    let mut asked = 0;
    while !done.load(Ordering::Acquire) {
        assert_eq!(seen(&connection), [number; 4]);
        asked += 1;
        thread::sleep(PAUSE);
    }
    asked
}

/// Opens the link, asks and closes, until all releases are made; gives the numbers it saw.
fn open_anew(link: &Path, done: &AtomicBool) -> Vec<u64> {
    let mut numbers = vec![];
    while !done.load(Ordering::Acquire) {
        let state = seen(&open(link));
        assert_eq!(state, [state[0]; 4], "a mixed state");
        assert!(numbers.last() <= Some(&state[0]), "{state:?} after {numbers:?}");
        numbers.push(state[0]);
        numbers.dedup();
        thread::sleep(PAUSE);
    }
    numbers
}

fn open(link: &Path) -> Connection {
    Connection::open_with_flags(link, Config::default().access_mode(AccessMode::ReadOnly).unwrap()).unwrap()
}

fn seen(connection: &Connection) -> [u64; 4] {
    connection.query_row(SEEN, [], |row| Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])).unwrap()
}
