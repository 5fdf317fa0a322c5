//! Stored extractions: what was taken out of a source, so that a changed catalogue needs no source.

use std::path::PathBuf;

use solieu_extract::Extraction;

use super::packed::{pack, unpack};
use super::{ContentId, write_whole};
use crate::error::{IoContext, RunError};
use crate::layout::Layout;

/// The stored extractions of a warehouse, by content id and extractor version.
#[derive(Debug, Clone)]
pub(crate) struct ExtractionStore {
    folder: PathBuf,
    version: String,
}

impl ExtractionStore {
    /// The extractions that this binary's extractor made.
    #[must_use]
    pub(crate) fn of(layout: &Layout) -> Self {
        Self { folder: layout.extractions(), version: solieu_extract::VERSION.to_string() }
    }

    /// Stores what was taken out of the source with this id.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn put(&self, id: &ContentId, extraction: &Extraction) -> Result<(), RunError> {
        let path = self.path(id);
        let bytes = postcard::to_stdvec(extraction).map_err(std::io::Error::other).at("write the extraction", &path)?;
        write_whole(&path, &pack(&bytes, LEVEL, &path)?)
    }

    /// What is stored; `None` where nothing is, or what is there cannot be read and has to be made anew.
    #[must_use]
    pub(crate) fn get(&self, id: &ContentId) -> Option<Extraction> {
        let packed = std::fs::read(self.path(id)).ok()?;
        postcard::from_bytes(&unpack(&packed)?).ok()
    }

    fn path(&self, id: &ContentId) -> PathBuf {
        self.folder.join(&self.version).join(id.place(".postcard.zst"))
    }
}

/// Extractions are read and written often and can be made again: speed over size.
const LEVEL: i32 = 1;
