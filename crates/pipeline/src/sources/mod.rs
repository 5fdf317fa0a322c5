//! Which files a pipeline reads: folders walked, globs matched, readable kinds kept.

mod bucket;
mod list;
mod select;

use std::path::PathBuf;

use solieu_document::MediaType;

use crate::summary::Rejection;

pub use list::Sources;

/// A file that a pipeline reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// `file:///…`, with the links of the source's folder resolved, or `s3://…`.
    pub uri: String,
    /// The file as the pipeline names it; for messages and for opening.
    pub path: PathBuf,
    /// Path below the source, with `/` between folders; patterns of `stated_by_path` match it.
    pub below: String,
    /// How it is to be read.
    pub media: MediaType,
    /// Size in bytes.
    pub bytes: u64,
    /// Last change, nanoseconds since 1970.
    pub modified_ns: i64,
}

/// What lies in the sources of a pipeline.
#[derive(Debug, Clone, Default)]
pub struct Listing {
    /// Files to read, sorted by URI, each once.
    pub files: Vec<SourceFile>,
    /// Files seen and left alone: no reader, or left out by a glob.
    pub not_selected: u64,
    /// Folders and files that could not be looked into.
    pub unreadable: Vec<Rejection>,
}

impl Listing {
    /// True where a source may still be there although it was not seen: below a folder that could not be read.
    #[must_use]
    pub fn may_hide(&self, uri: &str) -> bool {
        self.unreadable.iter().any(|folder| uri.starts_with(&folder.uri))
    }
}
