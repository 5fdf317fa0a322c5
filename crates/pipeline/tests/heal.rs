//! What a run that died left behind is put right by the next.
#![allow(clippy::unwrap_used)]

mod support;

use solieu_pipeline::{RunError, WarehouseLock};
use support::{Bench, assert_same, sample, sample_with};

const NAMES: [&str; 3] = ["gia-lai-2024.txt", "nghe-an-2023.txt", "hai-phong-2025.txt"];

/// A run that died after its commits and before it wrote down what it had done.
#[test]
fn a_lake_ahead_of_the_state_is_brought_together() {
    let bench = Bench::with(&NAMES);
    bench.run();
    let state = std::fs::read(bench.layout().state()).unwrap();
    bench.write(NAMES[0], sample_with(NAMES[0], "51/54 nhiệm vụ", "52/54 nhiệm vụ"));
    bench.remove(NAMES[1]);
    bench.run();
    let wanted = bench.contents();
    std::fs::write(bench.layout().state(), &state).unwrap();
    let healed = bench.run();
    assert_eq!(healed.healed.len(), 1, "{:?}", healed.healed);
    assert_same(&bench.contents(), &wanted);
    assert!(!bench.run().released, "it is put right once");
}

/// As above, and the sources went back to what they were in between: the state says nothing is new.
#[test]
fn rows_that_no_state_knows_go() {
    let bench = Bench::with(&NAMES);
    bench.run();
    let (state, wanted) = (std::fs::read(bench.layout().state()).unwrap(), bench.contents());
    bench.write(NAMES[0], sample_with(NAMES[0], "51/54 nhiệm vụ", "52/54 nhiệm vụ"));
    bench.run();
    std::fs::write(bench.layout().state(), &state).unwrap();
    bench.write(NAMES[0], sample(NAMES[0]));
    bench.run();
    assert_same(&bench.contents(), &wanted);
}

/// A run that marked a source as gone died, and the source came back.
#[test]
fn a_line_that_no_state_knows_is_written_anew() {
    let bench = Bench::with(&NAMES);
    bench.run();
    let (state, wanted) = (std::fs::read(bench.layout().state()).unwrap(), bench.contents());
    bench.remove(NAMES[1]);
    bench.run();
    std::fs::write(bench.layout().state(), &state).unwrap();
    bench.write(NAMES[1], sample(NAMES[1]));
    bench.run();
    assert_same(&bench.contents(), &wanted);
}

#[test]
fn a_lost_state_is_made_anew() {
    let bench = Bench::with(&NAMES);
    bench.run();
    let wanted = bench.contents();
    std::fs::remove_file(bench.layout().state()).unwrap();
    bench.run();
    assert_same(&bench.contents(), &wanted);
}

#[test]
fn a_damaged_state_is_told_with_what_to_do() {
    let bench = Bench::with(&NAMES[..1]);
    bench.run();
    std::fs::write(bench.layout().state(), "{\"format\":").unwrap();
    let error = bench.try_run().unwrap_err().to_string();
    assert!(error.contains("state.json") && error.contains("move the file away"), "{error}");
}

#[test]
fn damaged_bytes_in_the_raw_store_are_stored_again() {
    let mut bench = Bench::with(&NAMES[..1]);
    bench.run();
    let wanted = bench.contents();
    let id = &bench.ask("SELECT content_id FROM reports")[0];
    let path = bench.layout().raw().join(&id[..2]).join(format!("{id}.zst"));
    std::fs::write(&path, "damaged").unwrap();
    bench.full = true;
    assert_eq!(bench.run().read, 1);
    assert_same(&bench.contents(), &wanted);
    assert!(std::fs::metadata(&path).unwrap().len() > 100);
}

#[test]
fn a_second_run_at_the_same_time_is_refused() {
    let bench = Bench::with(&NAMES[..1]);
    let lock = WarehouseLock::acquire(&bench.layout()).unwrap();
    assert!(matches!(bench.try_run().unwrap_err(), RunError::Locked { .. }));
    drop(lock);
    bench.run();
}
