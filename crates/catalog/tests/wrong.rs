//! A wrong catalogue is refused with file, line, and the nearest known key.

#![allow(clippy::unwrap_used)]

use std::fs;
use std::path::{Path, PathBuf};

use solieu_catalog::Catalog;

/// A copy of the repository's catalogue with one file changed.
struct Copy {
    root: tempfile::TempDir,
}

impl Copy {
    fn new() -> Self {
        let root = tempfile::tempdir().unwrap();
        let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
        for file in ["units.toml", "rank_fields.toml", "vocabulary.toml", "phrases.toml"] {
            fs::copy(schemas.join(file), root.path().join(file)).unwrap();
        }
        for folder in ["indicators", "provinces"] {
            fs::create_dir(root.path().join(folder)).unwrap();
            for entry in fs::read_dir(schemas.join(folder)).unwrap() {
                let path = entry.unwrap().path();
                fs::copy(&path, root.path().join(folder).join(path.file_name().unwrap())).unwrap();
            }
        }
        Self { root }
    }

    fn change(&self, file: &str, from: &str, to: &str) -> PathBuf {
        let path = self.root.path().join(file);
        let text = fs::read_to_string(&path).unwrap();
        assert!(text.contains(from), "{file} has no `{from}`");
        fs::write(&path, text.replacen(from, to, 1)).unwrap();
        path
    }

    fn message(&self) -> String {
        Catalog::from_dir(self.root.path()).unwrap_err().to_string()
    }
}

fn check(file: &str, from: &str, to: &str, expected: &[&str]) {
    let copy = Copy::new();
    copy.change(file, from, to);
    let message = copy.message();
    for part in expected {
        assert!(message.contains(part), "`{part}` is not in: {message}");
    }
}

#[test]
fn an_untouched_copy_reads_and_has_the_same_version() {
    let copy = Copy::new();
    assert_eq!(Catalog::from_dir(copy.root.path()).unwrap().version(), Catalog::builtin().version());
}

#[test]
fn a_change_of_one_letter_is_another_version() {
    let copy = Copy::new();
    copy.change("vocabulary.toml", "TTHC", "TTHCX");
    assert_ne!(Catalog::from_dir(copy.root.path()).unwrap().version(), Catalog::builtin().version());
}

#[test]
fn unknown_keys_name_line_and_neighbour() {
    check("indicators/finance.toml", "name_vi =", "name_v =", &["finance.toml:", "`name_v`", "did you mean `name_vi`"]);
    check("indicators/finance.toml", "cues = [", "cue = [", &["finance.toml:", "`cue`", "did you mean `cues`"]);
    check("units.toml", "name_en =", "nam_en =", &["units.toml:", "`nam_en`", "did you mean `name_en`"]);
    check("phrases.toml", "province =", "provinces =", &["phrases.toml:", "`provinces`", "did you mean `province`"]);
}

#[test]
fn the_line_is_the_one_of_the_key() {
    let copy = Copy::new();
    let path = copy.change("indicators/direction.toml", "accumulation =", "acumulation =");
    let text = fs::read_to_string(path).unwrap();
    let line = text.lines().position(|l| l.starts_with("acumulation")).unwrap() + 1;
    assert!(copy.message().contains(&format!("direction.toml:{line}:")), "{}", copy.message());
}

#[test]
fn unknown_values_are_refused() {
    check("indicators/finance.toml", "combine = \"rebuild\"", "combine = \"rebuilt\"", &["`rebuilt`", "did you mean `rebuild`"]);
    check(
        "indicators/finance.toml",
        "unit = \"unit\"",
        "unit = \"unitt\"",
        &["finance.toml:", "unknown unit `unitt`", "did you mean `unit`"],
    );
    check("indicators/procedures.toml", "{tthc}", "{tthcs}", &["procedures.toml:", "unknown word group `tthcs`", "did you mean `tthc`"]);
}

#[test]
fn a_topic_is_begun_by_some_rule() {
    let expected = ["direction.toml:", "unknown topic `pappi`", "did you mean `papi`"];
    check("indicators/direction.toml", "on_topic = \"papi\"", "on_topic = \"pappi\"", &expected);
}

#[test]
fn more_units_than_a_set_holds_are_refused() {
    let many: String = (0..64).map(|n| format!("[[unit]]\nid = \"u{n}\"\nname_vi = \"u\"\nname_en = \"u\"\nwords_vi = []\n")).collect();
    check("units.toml", "[[unit]]", &format!("{many}[[unit]]"), &["units.toml:1:", "there may be 64"]);
}

#[test]
fn an_id_stands_once() {
    check("indicators/digital.toml", "id = \"digital.lan_units\"", "id = \"pci.rank\"", &["`pci.rank` is defined twice", "direction.toml"]);
}

#[test]
fn a_gap_is_for_cues_only() {
    check("indicators/finance.toml", "with = [\"tự chủ\"]", "with = [\"giao … tự chủ\"]", &["a gap", "for cues only"]);
}

#[test]
fn a_missing_file_is_named() {
    let copy = Copy::new();
    fs::remove_file(copy.root.path().join("units.toml")).unwrap();
    assert!(copy.message().contains("units.toml"), "{}", copy.message());
}

#[test]
fn a_broken_table_names_its_line() {
    let copy = Copy::new();
    copy.change("provinces/provinces.csv", "2004-01-01", "2004-13-01");
    assert!(copy.message().contains("provinces.csv:2:"), "{}", copy.message());
}
