//! What can be wrong with a catalogue.

use std::path::PathBuf;

/// A catalogue that cannot be used. Names the file and, where it is known, the line (from 1).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum CatalogError {
    /// A file is missing or cannot be read.
    #[error("{file}: cannot be read: {source}. A catalogue folder holds indicators/, provinces/, units.toml, rank_fields.toml, vocabulary.toml and phrases.toml", file = file.display())]
    Read {
        /// The file.
        file: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A file is not the TOML or CSV that it should be.
    #[error("{file}:{line}: {message}", file = file.display())]
    Syntax {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// A key or a value that nothing knows.
    #[error("{file}:{line}: unknown {what} `{key}`{}", nearest.as_ref().map_or_else(String::new, |n| format!("; did you mean `{n}`?")), file = file.display())]
    Unknown {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// `key`, `value`, `unit`, `word group`, …
        what: &'static str,
        /// The text found.
        key: String,
        /// The nearest known one.
        nearest: Option<String>,
    },
    /// Two entries have one id.
    #[error("{file}:{line}: `{id}` is defined twice; the other one is in {other}", file = file.display(), other = other.display())]
    Duplicate {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// The id.
        id: String,
        /// Where it is defined too.
        other: PathBuf,
    },
    /// An entry says something that cannot hold.
    #[error("{file}:{line}: {message}", file = file.display())]
    Invalid {
        /// The file.
        file: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What cannot hold, and what to write instead.
        message: String,
    },
}

/// The known word nearest to `found`, when it is near at all.
pub(crate) fn nearest<'a>(found: &str, known: impl IntoIterator<Item = &'a str>) -> Option<String> {
    known
        .into_iter()
        .map(|word| (strsim::jaro_winkler(found, word), word))
        .filter(|(likeness, _)| *likeness > 0.7)
        .max_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, word)| word.to_owned())
}
