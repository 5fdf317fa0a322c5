//! Kinds of files that can be read.

use std::path::Path;

/// How the bytes of a report are to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MediaType {
    /// Plain text.
    Text,
    /// Markdown.
    Markdown,
}

impl MediaType {
    /// By the file's extension; `None` where Solieu has no reader for it.
    #[must_use]
    pub fn of(path: &Path) -> Option<Self> {
        let extension = path.extension()?.to_str()?.to_ascii_lowercase();
        match extension.as_str() {
            "txt" | "text" => Some(Self::Text),
            "md" | "markdown" => Some(Self::Markdown),
            _ => None,
        }
    }

    /// The name of the media type: `text/plain`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text/plain",
            Self::Markdown => "text/markdown",
        }
    }
}
