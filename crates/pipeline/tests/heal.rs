//! What a run that died left behind is put right by the next.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::Path;

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

#[test]
fn a_lake_of_an_earlier_version_is_made_anew() {
    let bench = Bench::with(&["gia-lai-2024.txt", "nghe-an-2023.txt"]);
    bench.run();
    let contents = bench.contents();
    std::fs::remove_dir_all(bench.layout().lake()).unwrap();
    lake_with_other_mentions(&bench, "name = \"class\"", "name = \"category\"");
    bench.remove("nghe-an-2023.txt");
    let summary = bench.run();
    assert!(summary.healed.iter().any(|note| note.contains("lake-before-r000002")), "{:?}", summary.healed);
    bench.write("nghe-an-2023.txt", sample("nghe-an-2023.txt"));
    bench.run();
    assert_same(&bench.contents(), &contents);
    let early = solieu_pipeline::diff(&bench.layout(), &"1".parse().unwrap(), &"2".parse().unwrap()).unwrap_err();
    assert!(early.to_string().contains("r000001"), "the versions of the old lake are not those of the new: {early}");
}

#[test]
fn a_lake_of_a_later_version_is_refused() {
    let bench = Bench::with(&["gia-lai-2024.txt"]);
    let column = "[[columns]]\nname = \"mood\"\ntype = \"utf8\"\nnullable = true\nvi = \"x\"\nen = \"x\"\n\n";
    lake_with_other_mentions(&bench, "[[columns]]", &format!("{column}[[columns]]"));
    let error = bench.try_run().unwrap_err().to_string();
    assert!(error.contains("`mood`") && error.contains("move the folder of the lake away"), "{error}");
}

/// Makes the lake's tables by contracts of which that of `mentions` is changed once.
fn lake_with_other_mentions(bench: &Bench, from: &str, to: &str) {
    let schemas = tempfile::tempdir().unwrap();
    let built_in = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/tables");
    for entry in std::fs::read_dir(built_in).unwrap().map(Result::unwrap) {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        let changed = if entry.file_name() == "mentions.toml" { text.replacen(from, to, 1) } else { text };
        std::fs::write(schemas.path().join(entry.file_name()), changed).unwrap();
    }
    let contracts = solieu_tables::Contracts::from_dir(schemas.path()).unwrap();
    let lake = bench.layout().lake().display().to_string();
    tokio::runtime::Runtime::new().unwrap().block_on(solieu_lake::Lake::open(&lake, &contracts)).unwrap();
}
