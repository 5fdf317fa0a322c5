//! What the crates may know of one another, and what the pure ones must not touch.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::Value;

/// Every allowed edge between crates: who may know whom. Data flows from top to bottom.
const ALLOWED: [(&str, &[&str]); 13] = [
    ("solieu-vietnamese", &[]),
    ("solieu-tables", &[]),
    ("solieu-document", &["solieu-vietnamese"]),
    ("solieu-catalog", &["solieu-vietnamese"]),
    ("solieu-extract", &["solieu-vietnamese", "solieu-document"]),
    ("solieu-interpret", &["solieu-vietnamese", "solieu-catalog", "solieu-document", "solieu-extract"]),
    ("solieu-check", &["solieu-vietnamese", "solieu-catalog", "solieu-document", "solieu-extract", "solieu-interpret"]),
    (
        "solieu-normalize",
        &["solieu-vietnamese", "solieu-catalog", "solieu-document", "solieu-extract", "solieu-interpret", "solieu-check", "solieu-tables"],
    ),
    ("solieu-lake", &["solieu-tables"]),
    ("solieu-warehouse", &["solieu-tables", "solieu-catalog"]),
    ("solieu-generate", &["solieu-vietnamese", "solieu-catalog", "solieu-tables"]),
    (
        "solieu-pipeline",
        &[
            "solieu-vietnamese",
            "solieu-document",
            "solieu-catalog",
            "solieu-tables",
            "solieu-extract",
            "solieu-interpret",
            "solieu-check",
            "solieu-normalize",
            "solieu-lake",
            "solieu-warehouse",
        ],
    ),
    (
        "solieu",
        &[
            "solieu-document",
            "solieu-catalog",
            "solieu-tables",
            "solieu-extract",
            "solieu-interpret",
            "solieu-check",
            "solieu-normalize",
            "solieu-warehouse",
            "solieu-pipeline",
        ],
    ),
];

/// Crates whose results follow from their arguments alone.
const PURE: [&str; 6] = ["vietnamese", "document", "extract", "interpret", "check", "normalize"];
/// What would make them impure: disk, environment, clock, network, output.
const IMPURE: [&str; 9] =
    ["std::fs", "std::env", "SystemTime", "Instant::now", "Timestamp::now", "std::net", "std::process", "println!", "File::open"];

/// The workspace's packages, as `cargo metadata` tells them.
fn packages() -> Vec<Value> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = std::process::Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline", "--manifest-path"])
        .arg(root().join("Cargo.toml"))
        .output()
        .unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).unwrap();
    metadata["packages"].as_array().unwrap().clone()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

#[test]
fn crates_know_only_whom_they_may() {
    for package in packages() {
        let name = package["name"].as_str().unwrap();
        let allowed = ALLOWED.iter().find(|(listed, _)| *listed == name);
        let (_, allowed) = allowed.unwrap_or_else(|| panic!("{name} is not in the list of crates"));
        // A dependency without a kind is a normal one, not of tests or builds.
        let normal = package["dependencies"].as_array().unwrap().iter().filter(|edge| edge["kind"].is_null());
        for edge in normal.map(|edge| edge["name"].as_str().unwrap()).filter(|edge| edge.starts_with("solieu")) {
            assert!(allowed.contains(&edge), "{name} may not know {edge}: see ARCHITECTURE.md");
        }
    }
}

#[test]
fn every_crate_is_in_the_list_and_in_the_architecture() {
    let page = std::fs::read_to_string(root().join("ARCHITECTURE.md")).unwrap();
    let packages = packages();
    assert_eq!(packages.len(), ALLOWED.len());
    for package in packages {
        let manifest = Path::new(package["manifest_path"].as_str().unwrap());
        let folder = manifest.parent().unwrap().file_name().unwrap().to_str().unwrap();
        assert!(
            page.contains(&format!("`{folder}`")) || page.contains(&format!("crates/{folder}")),
            "ARCHITECTURE.md does not name crates/{folder}"
        );
    }
}

#[test]
fn pure_crates_touch_neither_disk_nor_clock() {
    for crate_name in PURE {
        for file in rust_files(&root().join("crates").join(crate_name).join("src")) {
            let text = std::fs::read_to_string(&file).unwrap();
            let code = text.split("#[cfg(test)]").next().unwrap();
            let lines = code.lines().filter(|line| !line.trim_start().starts_with("//"));
            let found: BTreeSet<_> = lines.flat_map(|line| IMPURE.iter().filter(move |word| line.contains(**word))).collect();
            assert!(found.is_empty(), "{}: {found:?}", file.display());
        }
    }
}

#[test]
fn there_is_one_arrow() {
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).unwrap();
    let count = |name: &str| lock.matches(&format!("name = \"{name}\"\n")).count();
    assert_eq!((count("arrow"), count("arrow-array"), count("parquet")), (1, 1, 1));
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        // Tests beside the code may read their data files.
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|end| end == "rs") && !path.ends_with("tests.rs") {
            files.push(path);
        }
    }
    files
}
