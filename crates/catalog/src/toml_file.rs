//! Reads a TOML file into a type; an unknown key is an error that names line and nearest key.

use std::path::Path;

use serde::de::DeserializeOwned;

use crate::CatalogError;
use crate::error::nearest;

/// Parses `text`, which is the content of `file`.
pub(crate) fn parse<T: DeserializeOwned>(file: &Path, text: &str) -> Result<T, CatalogError> {
    toml::from_str(text).map_err(|error| describe(file, text, &error))
}

/// Line (from 1) of a byte offset.
pub(crate) fn line_at(text: &str, byte: usize) -> usize {
    let upto = text.as_bytes().iter().take(byte);
    1 + upto.filter(|b| **b == b'\n').count()
}

fn describe(file: &Path, text: &str, error: &toml::de::Error) -> CatalogError {
    let line = error.span().map_or(1, |span| line_at(text, span.start));
    let quoted: Vec<&str> = error.message().split('`').skip(1).step_by(2).collect();
    let what = if error.message().starts_with("unknown field") {
        "key"
    } else if error.message().starts_with("unknown variant") {
        "value"
    } else {
        return CatalogError::Syntax { file: file.to_owned(), line, message: error.message().to_owned() };
    };
    let Some((key, known)) = quoted.split_first() else {
        return CatalogError::Syntax { file: file.to_owned(), line, message: error.message().to_owned() };
    };
    CatalogError::Unknown { file: file.to_owned(), line, what, key: (*key).to_owned(), nearest: nearest(key, known.iter().copied()) }
}
