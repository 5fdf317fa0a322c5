//! Shows a text that is taller than the terminal.

use std::io::Write;
use std::process::{Command, Stdio};

use crate::error::CliError;

/// Long lines are cut and can be scrolled to, not wrapped.
const DEFAULT_PAGER: &str = "less -S";

/// Hands the text to `$PAGER`.
pub(super) fn show(text: &[u8]) -> Result<(), CliError> {
    let said = std::env::var("PAGER").unwrap_or_default();
    let pager = if said.trim().is_empty() { DEFAULT_PAGER } else { said.trim() };
    let mut words = pager.split_whitespace();
    let failed = |error: std::io::Error| CliError::usage(format!("$PAGER `{pager}`: {error}"));
    let mut child = Command::new(words.next().unwrap_or(DEFAULT_PAGER)).args(words).stdin(Stdio::piped()).spawn().map_err(failed)?;
    if let Some(mut input) = child.stdin.take() {
        // Whoever leaves the pager early has seen enough.
        let _ = input.write_all(text);
    }
    child.wait().map(drop).map_err(failed)
}
