//! The binary, and a warehouse with the samples in it.
#![allow(clippy::unwrap_used, dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::sync::OnceLock;

pub(crate) fn solieu(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_solieu")).args(args).current_dir(root()).stdin(Stdio::null()).output().unwrap()
}

pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

pub(crate) fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

pub(crate) fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

/// A warehouse with the samples in it, made once for all tests.
pub(crate) fn warehouse() -> &'static str {
    static MADE: OnceLock<(tempfile::TempDir, String)> = OnceLock::new();
    let (_, path) = MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("w").display().to_string();
        let output = solieu(&["run", "samples", "--warehouse", &path]);
        assert!(output.status.success(), "{}", stderr(&output));
        (folder, path)
    });
    path
}

pub(crate) fn sql(args: &[&str]) -> Output {
    solieu(&[&["sql", "--warehouse", warehouse()], args].concat())
}

/// One value of one query.
pub(crate) fn value(query: &str) -> String {
    let output = sql(&[query, "--format", "csv"]);
    assert!(output.status.success(), "{query}: {}", stderr(&output));
    stdout(&output).lines().nth(1).unwrap_or_default().to_owned()
}

/// Every file below a folder, by its path from there.
pub(crate) fn files_below(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(below) = open.pop() {
        for entry in std::fs::read_dir(below).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                open.push(path);
            } else {
                files.insert(path.strip_prefix(folder).unwrap().display().to_string(), std::fs::read(&path).unwrap());
            }
        }
    }
    files
}
