//! A release as a folder that opens on another machine.
#![allow(clippy::unwrap_used)]

mod common;

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Output;

use common::{files_below, solieu, stderr, stdout, value, warehouse};
use serde_json::Value;
use sha2::{Digest, Sha256};

fn export(folder: &Path, more: &[&str]) -> Output {
    solieu(&[&["export", folder.to_str().unwrap(), "--warehouse", warehouse()], more].concat())
}

#[test]
fn a_bundle_opens_on_another_machine() {
    let folder = tempfile::tempdir().unwrap();
    let made = folder.path().join("bundle");
    let output = export(&made, &[]);
    assert!(output.status.success(), "{}", stderr(&output));
    let moved = folder.path().join("elsewhere");
    std::fs::rename(&made, &moved).unwrap();

    let files = files_below(&moved);
    let sums = String::from_utf8(files["SHA256SUMS"].clone()).unwrap();
    let listed: BTreeMap<&str, &str> = sums.lines().filter_map(|line| line.split_once("  ")).map(|(sum, path)| (path, sum)).collect();
    assert_eq!(listed.len() + 1, files.len(), "all files but the list itself");
    for (path, sum) in &listed {
        let found: String = Sha256::digest(&files[*path]).iter().map(|byte| format!("{byte:02x}")).collect();
        assert_eq!(found, *sum, "{path}");
    }
    for path in ["README.md", "LICENSE-DATA.md", "LICENSE-MIT", "LICENSE-APACHE", "dictionary/columns.csv", "dictionary/views.md"] {
        assert!(listed.contains_key(path), "{path}");
    }

    let package: Value = serde_json::from_slice(&files["datapackage.json"]).unwrap();
    let resources: Vec<&Value> = package["resources"].as_array().unwrap().iter().filter(|one| one["format"] == "parquet").collect();
    assert!(resources.len() > 20, "{}", resources.len());
    let (mut counts, mut stated) = (Vec::new(), Vec::new());
    for resource in resources {
        let (name, path) = (resource["name"].as_str().unwrap(), resource["path"].as_str().unwrap());
        assert_eq!(resource["hash"].as_str().unwrap(), format!("sha256:{}", listed[path]));
        let fields = resource["schema"]["fields"].as_array().unwrap();
        assert!(
            fields.iter().all(|field| field["description"] != "" && field["description_vi"] != "" && field["type"] != "any"),
            "{name}: {fields:?}"
        );
        counts.push(format!(
            "SELECT '{name}' AS name, (SELECT count(*) FROM '{}') AS file, (SELECT count(*) FROM {name}) AS release",
            moved.join(path).display()
        ));
        stated.push((name.to_owned(), resource["rows"].to_string()));
    }
    let output = solieu(&["sql", &counts.join(" UNION ALL "), "--format", "jsonl", "--warehouse", moved.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let mut counted: BTreeMap<String, (String, String)> = BTreeMap::new();
    for line in stdout(&output).lines() {
        let row: Value = serde_json::from_str(line).unwrap();
        counted.insert(row["name"].as_str().unwrap().to_owned(), (row["file"].to_string(), row["release"].to_string()));
    }
    for (name, rows) in stated {
        assert_eq!(counted[&name], (rows.clone(), rows), "{name}");
    }
    assert_eq!(counted["figures"].0, value("SELECT count(*) FROM figures"));
}

#[test]
fn the_same_release_gives_the_same_bundle() {
    let folder = tempfile::tempdir().unwrap();
    let bundle = |name: &str| {
        let path = folder.path().join(name);
        assert!(export(&path, &[]).status.success());
        files_below(&path)
    };
    let (one, two) = (bundle("one"), bundle("two"));
    let differ: Vec<&String> = one.keys().filter(|path| one.get(*path) != two.get(*path)).collect();
    assert!(differ.is_empty() && one.len() == two.len(), "{differ:?}");
}

#[test]
fn a_folder_with_files_is_not_written_over() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("bundle");
    std::fs::create_dir(&path).unwrap();
    std::fs::write(path.join("mine.txt"), "mine").unwrap();
    let refused = export(&path, &[]);
    assert_eq!(refused.status.code(), Some(1));
    assert!(stderr(&refused).contains("is not empty") && stderr(&refused).contains("--force"), "{}", stderr(&refused));
    assert_eq!(files_below(&path).len(), 1);
    assert!(export(&path, &["--force"]).status.success());
    let stale = path.join("parquet/gone.parquet");
    std::fs::write(&stale, "of an earlier bundle").unwrap();
    let sums = std::fs::read_to_string(path.join("SHA256SUMS")).unwrap() + "0  parquet/gone.parquet\n0  ../outside.txt\n";
    std::fs::write(path.join("SHA256SUMS"), sums).unwrap();
    std::fs::write(folder.path().join("outside.txt"), "not ours").unwrap();
    assert!(export(&path, &["--force"]).status.success());
    assert!(!stale.exists() && path.join("mine.txt").exists() && folder.path().join("outside.txt").exists());
}
