//! The pages under `docs/dictionary` say what this binary makes.
#![allow(clippy::unwrap_used)]

mod common;

use common::{files_below, root, solieu, stderr};

/// `SOLIEU_WRITE=1 ./do test` writes them anew.
#[test]
fn the_pages_of_the_dictionary_are_current() {
    let kept = root().join("docs/dictionary");
    let folder = tempfile::tempdir().unwrap();
    let output = solieu(&["catalog", "docs", "-o", folder.path().to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let made = files_below(folder.path());
    if std::env::var_os("SOLIEU_WRITE").is_some() {
        let _ = std::fs::remove_dir_all(&kept);
        for (path, bytes) in &made {
            std::fs::create_dir_all(kept.join(path).parent().unwrap()).unwrap();
            std::fs::write(kept.join(path), bytes).unwrap();
        }
    }
    let kept = files_below(&kept);
    let stale: Vec<&String> = made.keys().chain(kept.keys()).filter(|path| made.get(*path) != kept.get(*path)).collect();
    assert!(stale.is_empty(), "docs/dictionary is not current: {stale:?}; write it anew with SOLIEU_WRITE=1 ./do test");
}
