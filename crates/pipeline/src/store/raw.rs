//! The bytes of every source, once by content, compressed: `raw/ab/abcdef….zst`.

use std::fmt;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::packed::{pack, unpack};
use super::write_whole;
use crate::error::{IoContext, RunError};
use crate::layout::Layout;

/// BLAKE3 of a source's bytes, in hex.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentId(Arc<str>);

impl ContentId {
    /// The id of these bytes.
    #[must_use]
    pub fn of(bytes: &[u8]) -> Self {
        Self(blake3::hash(bytes).to_hex().as_str().into())
    }

    /// The id as a table holds it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Folder (first two digits) and name below a store.
    pub(super) fn place(&self, suffix: &str) -> PathBuf {
        let folder = self.0.get(..2).unwrap_or("00");
        PathBuf::from(folder).join(format!("{}{suffix}", self.0))
    }
}

impl From<String> for ContentId {
    fn from(hex: String) -> Self {
        Self(hex.into())
    }
}

impl fmt::Display for ContentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// The raw store of a warehouse.
#[derive(Debug, Clone)]
pub struct RawStore {
    folder: PathBuf,
}

impl RawStore {
    /// The raw store of the warehouse.
    #[must_use]
    pub fn of(layout: &Layout) -> Self {
        Self { folder: layout.raw() }
    }

    /// Stores bytes; what is there already is left alone.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn put(&self, id: &ContentId, bytes: &[u8]) -> Result<(), RunError> {
        if self.path(id).exists() { Ok(()) } else { self.put_again(id, bytes) }
    }

    /// Stores bytes in place of what is there.
    pub(crate) fn put_again(&self, id: &ContentId, bytes: &[u8]) -> Result<(), RunError> {
        let path = self.path(id);
        write_whole(&path, &pack(bytes, LEVEL, &path)?)
    }

    /// The bytes with this id, checked against it. `None` where they are missing or damaged.
    ///
    /// # Errors
    /// When the disk refuses.
    pub fn get(&self, id: &ContentId) -> Result<Option<Vec<u8>>, RunError> {
        let path = self.path(id);
        match std::fs::read(&path) {
            Ok(packed) => Ok(unpack(&packed).filter(|bytes| ContentId::of(bytes) == *id)),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).at("read", &path),
        }
    }

    fn path(&self, id: &ContentId) -> PathBuf {
        self.folder.join(id.place(".zst"))
    }
}

const LEVEL: i32 = 3;

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn bytes_come_back_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let store = RawStore::of(&Layout::new(folder.path()));
        let id = ContentId::of("số liệu".as_bytes());
        assert_eq!(store.get(&id).unwrap(), None);
        store.put(&id, "số liệu".as_bytes()).unwrap();
        assert_eq!(store.get(&id).unwrap().unwrap(), "số liệu".as_bytes());
        std::fs::write(store.path(&id), b"damaged").unwrap();
        assert_eq!(store.get(&id).unwrap(), None);
    }
}
