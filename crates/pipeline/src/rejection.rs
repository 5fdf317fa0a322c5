//! Why files are set aside, in words that say what to do.

use std::path::Path;

use solieu_document::ReadError;
use solieu_interpret::IdentityError;
use solieu_normalize::RejectedFigure;

use crate::sources::SourceFile;
use crate::summary::Rejection;

impl Rejection {
    /// A file that cannot be opened or read.
    pub(crate) fn unreadable(file: &SourceFile, error: &std::io::Error) -> Self {
        let advice = "give the user that runs Solieu the right to read it, or exclude it in the pipeline";
        Self::new(file, "read", "unreadable", &format!("cannot be read: {error}"), advice)
    }

    /// A file whose bytes hold no text.
    pub(crate) fn no_document(file: &SourceFile, error: &ReadError) -> Self {
        let (reason, advice) = match error {
            ReadError::Empty => ("empty_file", "put the report's text into it, or remove it"),
            ReadError::NotText { .. } => ("not_text", "save the report as UTF-8 text, or give the file its right ending"),
            ReadError::TooLong { .. } => ("too_long", "split it into its reports"),
        };
        Self::new(file, "document", reason, &error.to_string(), advice)
    }

    /// A report of which cannot be told whose it is, or of which year.
    pub(crate) fn no_identity(file: &SourceFile, error: &IdentityError) -> Self {
        let reason = match error {
            IdentityError::UnknownProvince { .. } => "unknown_province",
            IdentityError::UnknownYear { .. } => "unknown_year",
        };
        Self::new(file, "interpret", reason, &error.to_string(), "state it in the pipeline (`[stated]`, `[[stated_by_path]]`)")
    }

    /// A figure that the table cannot hold.
    pub(crate) fn of_figure(file: &SourceFile, figure: &RejectedFigure) -> Self {
        let place = format!("characters {}..{}: `{}`: {}", figure.span.start, figure.span.end, figure.quote, figure.message);
        let advice = "correct the number in the report, or leave the figure out";
        let rejection = Self::new(file, "normalize", figure.reason, &place, advice);
        Self { part: Some(figure.ordinal.to_string()), ..rejection }
    }

    /// The same for another file with the same content.
    pub(crate) fn of_same_content(&self, file: &SourceFile) -> Self {
        let path = file.path.display().to_string();
        let message = self.message.replacen(&self.path, &path, 1);
        Self { path, uri: file.uri.clone(), message, ..self.clone() }
    }

    pub(crate) fn new(file: &SourceFile, step: &str, reason: &str, message: &str, advice: &str) -> Self {
        Self {
            path: file.path.display().to_string(),
            uri: file.uri.clone(),
            part: None,
            step: step.to_owned(),
            reason: reason.to_owned(),
            message: format!("{}: {message}", Path::display(&file.path)),
            advice: advice.to_owned(),
        }
    }
}
