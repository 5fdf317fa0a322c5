//! What the rows of a report follow from, beside its bytes.

use solieu_document::MediaType;

use crate::config::StatedFacts;

/// Counted up when a change outside extractor and catalogue gives other rows (interpretation, checks, contracts).
const ROWS_VERSION: u32 = 7;

/// Key of the work on a report: another key asks for the work again.
pub(super) fn work_key(catalogue_version: &str, stated: &StatedFacts, media: MediaType) -> String {
    let mut hash = blake3::Hasher::new();
    let parts = [
        solieu_extract::VERSION.to_string(),
        catalogue_version.to_owned(),
        format!("{stated:?}"),
        media.name().to_owned(),
        env!("CARGO_PKG_VERSION").to_owned(),
        ROWS_VERSION.to_string(),
    ];
    for part in parts {
        hash.update(part.as_bytes()).update(&[0]);
    }
    hash.finalize().to_hex().as_str().chars().take(16).collect()
}
