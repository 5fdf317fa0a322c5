//! Writing a file so that a reader sees the old one or the new one, never a part.

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use crate::error::{IoContext, RunError};

/// Begins the name of a file that is being written.
pub(crate) const LEFTOVER_MARK: &str = ".writing-";

/// Writes beside and renames. Enough against a killed process; used for files that their reader verifies.
pub(crate) fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    write(path, bytes, false)
}

/// As [`write_whole`], and on disk when it returns: against a power cut too.
pub(crate) fn write_durably(path: &Path, bytes: &[u8]) -> Result<(), RunError> {
    write(path, bytes, true)
}

/// Removes what killed runs were writing in a folder. Call with the warehouse's lock held.
pub(crate) fn remove_leftovers(folder: &Path) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    let leftovers = entries.flatten().filter(|entry| entry.file_name().to_string_lossy().contains(LEFTOVER_MARK));
    for leftover in leftovers {
        // One that stays is a few bytes on disk; the next run tries again.
        let _ = std::fs::remove_file(leftover.path());
    }
}

fn write(path: &Path, bytes: &[u8], sync: bool) -> Result<(), RunError> {
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).at("make the folder", folder)?;
    let beside = name_beside(path);
    let mut file = File::create(&beside).at("write", &beside)?;
    file.write_all(bytes).at("write", &beside)?;
    if sync {
        file.sync_all().at("write", &beside)?;
    }
    std::fs::rename(&beside, path).at("write", path)?;
    if sync { sync_folder(folder) } else { Ok(()) }
}

/// A rename is on disk only when its folder is.
fn sync_folder(folder: &Path) -> Result<(), RunError> {
    File::open(folder).and_then(|folder| folder.sync_all()).at("write", folder)
}

/// Threads of one run write different contents, so process and name tell files apart.
fn name_beside(path: &Path) -> PathBuf {
    let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    path.with_file_name(format!("{LEFTOVER_MARK}{}-{name}", std::process::id()))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn leftovers_go_and_files_stay() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("state.json");
        write_durably(&path, b"one").unwrap();
        write_whole(&path, b"two").unwrap();
        std::fs::write(folder.path().join(".writing-77-state.json"), "tw").unwrap();
        remove_leftovers(folder.path());
        assert_eq!(std::fs::read(&path).unwrap(), b"two");
        assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
    }
}
