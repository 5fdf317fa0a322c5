//! What is wrong with a pipeline file, with its line and what to write instead.

use std::path::PathBuf;

use thiserror::Error;

/// A pipeline file that cannot be used. Someone has to edit it.
#[derive(Debug, Error)]
pub enum ConfigError {
    /// The file could not be opened.
    #[error("{}: cannot read the pipeline file: {source}", path.display())]
    Unreadable {
        /// The pipeline file.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// A key that no pipeline file has.
    #[error("{}:{line}: unknown key `{key}`{}", path.display(), nearest_hint(nearest.as_deref(), known))]
    UnknownKey {
        /// The pipeline file.
        path: PathBuf,
        /// Line of the key, from 1.
        line: usize,
        /// The key as written.
        key: String,
        /// The known key that is most like it.
        nearest: Option<String>,
        /// All keys known at this place.
        known: Vec<String>,
    },
    /// Anything else that the TOML reader refuses: a missing key, a wrong type, a broken line.
    #[error("{}:{line}: {message}", path.display())]
    Invalid {
        /// The pipeline file.
        path: PathBuf,
        /// Line, from 1.
        line: usize,
        /// What is wrong, with the offending text.
        message: String,
    },
    /// A source that is not there. A typo must not look like a folder whose reports all vanished.
    #[error("{place}: source `{}` does not exist: correct `path`, or make the folder", path.display())]
    NoSource {
        /// The pipeline's name or file.
        place: String,
        /// Where it was looked for.
        path: PathBuf,
    },
    /// A source that names no place, or two, or storage that cannot be reached so.
    #[error("{place}: {reason}")]
    BadSource {
        /// The pipeline's name or file.
        place: String,
        /// What is wrong, and what to write.
        reason: String,
    },
    /// A glob that cannot be read.
    #[error("{place}: `{glob}` is no glob: {reason}")]
    BadGlob {
        /// The pipeline's name or file.
        place: String,
        /// The glob as written.
        glob: String,
        /// Why.
        reason: String,
    },
    /// A kind of files that no reader reads.
    #[error("{place}: `{kind}` is no kind of readable file: use {known}")]
    UnknownKind {
        /// The pipeline's name or file.
        place: String,
        /// As written.
        kind: String,
        /// The kinds there are.
        known: String,
    },
}

fn nearest_hint(nearest: Option<&str>, known: &[String]) -> String {
    match nearest {
        Some(key) => format!(": did you mean `{key}`?"),
        None => format!(": known keys are {}", known.join(", ")),
    }
}
