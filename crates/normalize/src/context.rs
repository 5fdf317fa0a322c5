//! What a report's rows say that the report itself does not.

/// Where a report came from and what worked on it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ReportContext {
    /// BLAKE3 of the file's bytes, in hex.
    pub content_id: String,
    /// Where the file was read from.
    pub source_uri: String,
    /// `text/plain`, `text/markdown`.
    pub media_type: String,
    /// Size of the file in bytes.
    pub bytes: u64,
    /// The run that makes the rows.
    pub run_id: String,
    /// Version of the extractor.
    pub extractor_version: String,
    /// Content id of the version that this one supersedes.
    pub supersedes: Option<String>,
    /// Content id of the version that supersedes this one.
    pub superseded_by: Option<String>,
    /// The file is no longer where it was read.
    pub source_gone: bool,
}
