//! `SHA256SUMS`, as `sha256sum --check` reads it.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::Read;
use std::path::{Component, Path};

use sha2::{Digest, Sha256};

use crate::error::CliError;

pub(super) const NAME: &str = "SHA256SUMS";

/// Checksum in hex, and how many bytes there are.
pub(super) fn sha256(path: &Path) -> std::io::Result<(String, u64)> {
    let (mut file, mut hash, mut bytes) = (File::open(path)?, Sha256::new(), 0);
    let mut piece = vec![0; 1 << 16];
    loop {
        let read = file.read(&mut piece)?;
        if read == 0 {
            break;
        }
        hash.update(&piece[..read]);
        bytes += read as u64;
    }
    Ok((hash.finalize().iter().map(|byte| format!("{byte:02x}")).collect(), bytes))
}

pub(super) fn text(sums: &BTreeMap<String, (String, u64)>) -> String {
    sums.iter().map(|(path, (sum, _))| format!("{sum}  {path}\n")).collect()
}

/// Removes the files of an earlier bundle, by its own list; whatever else is in the folder stays.
pub(crate) fn remove_earlier(folder: &Path) -> Result<(), CliError> {
    let list = folder.join(NAME);
    let Ok(text) = std::fs::read_to_string(&list) else { return Ok(()) };
    let inside = |path: &&str| Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    let named = text.lines().filter_map(|line| line.split_once("  ")).map(|(_, path)| path).filter(inside);
    for path in std::iter::once(list).chain(named.map(|path| folder.join(path))) {
        match std::fs::remove_file(&path) {
            Err(error) if error.kind() != std::io::ErrorKind::NotFound => return Err(CliError::unreadable(&path, &error)),
            _ => {}
        }
    }
    Ok(())
}
