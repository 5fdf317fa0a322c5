//! From bytes to a document, or a reason why not.

use thiserror::Error;

use crate::{Document, MediaType, assemble};

/// Why bytes are no readable report.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum ReadError {
    /// Nothing but white space.
    #[error("the file holds no text; put the report's text into it or remove it")]
    Empty,
    /// Bytes that are no text.
    #[error("byte {offset} (line {line}) is not text ({what}); save the report as UTF-8 text, or give the file its right ending")]
    NotText {
        /// Offset of the first wrong byte.
        offset: usize,
        /// Line of it, from 1.
        line: usize,
        /// What stands there.
        what: String,
    },
    /// More than can be counted in 32 bits.
    #[error("the file has {bytes} bytes; more than {limit} cannot be one report, split it")]
    TooLong {
        /// Size of the file.
        bytes: usize,
        /// Largest size.
        limit: usize,
    },
}

/// Largest report, in bytes.
const LIMIT: usize = 512 << 20;

/// Reads a report.
///
/// Text is UTF-8 with or without a byte order mark, which stays a character of the source.
/// Lines end in LF, CRLF or CR.
///
/// # Errors
/// [`ReadError`] where the bytes hold no text.
pub fn read(bytes: &[u8], media: MediaType) -> Result<Document, ReadError> {
    if bytes.len() > LIMIT {
        return Err(ReadError::TooLong { bytes: bytes.len(), limit: LIMIT });
    }
    let text = simdutf8::compat::from_utf8(bytes).map_err(|e| not_text(bytes, e.valid_up_to(), "not UTF-8"))?;
    if let Some(at) = memchr::memchr(0, bytes) {
        return Err(not_text(bytes, at, "a zero byte"));
    }
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
        return Err(ReadError::Empty);
    }
    Ok(assemble::assemble(text, media))
}

fn not_text(bytes: &[u8], offset: usize, what: &str) -> ReadError {
    let line = bytes[..offset].iter().filter(|b| **b == b'\n').count() + 1;
    ReadError::NotText { offset, line, what: what.to_owned() }
}
