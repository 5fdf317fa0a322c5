//! Runs statements and dot-commands, and prints what they give.

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use solieu_warehouse::Session;

use super::statements::{is_blank, split};
use super::{dot, pager};
use crate::error::{CliError, warn};
use crate::output::{self, Format, Rows};
use crate::provenance::Provenance;

/// An open release, and where and how its answers are printed.
pub(crate) struct Shell {
    pub(super) session: Session,
    pub(super) release: PathBuf,
    /// As the user says; else by the ending of the file, else a table.
    pub(super) format: Option<Format>,
    pub(super) target: Target,
    /// Lines of the terminal at a prompt: what is taller is paged.
    pub(super) height: Option<usize>,
    /// Answers printed on the screen so far.
    answers: usize,
    pending: String,
    /// Of the script, from 1.
    line: usize,
}

/// Where answers are printed.
pub(crate) enum Target {
    /// Standard output.
    Screen,
    /// A file, opened with the first answer.
    File { path: PathBuf, file: Option<File> },
}

impl Target {
    /// A file that is made anew with the first answer.
    pub(crate) fn file(path: &Path) -> Self {
        Self::File { path: path.to_owned(), file: None }
    }
}

/// Whether a line of input was the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Flow {
    More,
    Quit,
}

impl Shell {
    pub(crate) fn new(session: Session, release: PathBuf, format: Option<Format>, target: Target) -> Self {
        Self { session, release, format, target, height: None, answers: 0, pending: String::new(), line: 0 }
    }

    /// Runs a query and prints its rows.
    pub(crate) fn answer(&mut self, sql: &str) -> Result<(), CliError> {
        let format = self.shown_as();
        if matches!(self.target, Target::Screen) {
            output::is_fit_for_stdout(format)?;
        }
        let rows = Rows::from(self.session.query(sql).map_err(CliError::of_query)?);
        let about = match format.of_one_file() {
            Some(_) => Some(Provenance::of(&self.session, sql, &rows, format, Timestamp::now())?),
            None => None,
        };
        self.print(&rows, about.as_ref())
    }

    /// Runs the statements and dot-commands of a script, until the first that fails.
    pub(crate) fn run_script(&mut self, script: &str) -> Result<(), CliError> {
        for line in script.lines() {
            self.line += 1;
            if self.take(line).map_err(|error| error.on_line(self.line))? == Flow::Quit {
                return Ok(());
            }
        }
        let last = std::mem::take(&mut self.pending);
        if is_blank(&last) { Ok(()) } else { self.statement(&last).map_err(|error| error.on_line(self.line)) }
    }

    /// Takes one line, or several that were typed as one; runs what is complete.
    pub(super) fn take(&mut self, line: &str) -> Result<Flow, CliError> {
        if is_blank(&self.pending) && line.trim_start().starts_with('.') {
            self.forget();
            return dot::run(self, line.trim());
        }
        self.pending.push_str(line);
        self.pending.push('\n');
        let text = std::mem::take(&mut self.pending);
        let parts = split(&text);
        parts.rest.clone_into(&mut self.pending);
        for statement in parts.statements {
            self.statement(statement)?;
        }
        Ok(Flow::More)
    }

    /// Forgets what is not complete yet.
    pub(super) fn forget(&mut self) {
        self.pending.clear();
    }

    /// The format that answers are printed in now.
    pub(super) fn shown_as(&self) -> Format {
        let by_ending = match &self.target {
            Target::File { path, .. } => Format::of(path),
            Target::Screen => None,
        };
        self.format.or(by_ending).unwrap_or(Format::Table)
    }

    /// `SET` and the like give no rows, and nothing is printed of them.
    fn statement(&mut self, sql: &str) -> Result<(), CliError> {
        let word = sql.trim_start().split(|c: char| !c.is_alphabetic()).next().unwrap_or_default().to_lowercase();
        if ["set", "reset", "create", "drop", "begin", "commit", "rollback", "load", "use"].contains(&word.as_str()) {
            return self.session.query(sql).map(drop).map_err(CliError::of_query);
        }
        self.answer(sql)
    }

    /// Prints rows where answers are printed now.
    pub(super) fn print(&mut self, rows: &Rows, about: Option<&Provenance>) -> Result<(), CliError> {
        let format = self.shown_as();
        match &mut self.target {
            Target::File { path, file } => into_file(path, file, rows, format, about),
            Target::Screen => {
                self.answers += 1;
                match self.height {
                    Some(height) => on_screen(rows, format, height),
                    None if self.answers > 1 && format.of_one_file().is_some() => Err(one_result("standard output", format)),
                    None => output::write_with(rows, format, about, &mut output::stdout()),
                }
            }
        }
    }
}

/// Texts follow one another; a workbook or a Parquet file is one answer.
fn into_file(path: &Path, file: &mut Option<File>, rows: &Rows, format: Format, about: Option<&Provenance>) -> Result<(), CliError> {
    if format.of_one_file().is_some() && file.is_some() {
        return Err(one_result(&path.display().to_string(), format));
    }
    let opened = match file.take() {
        Some(opened) => opened,
        None => output::create(path)?,
    };
    output::write_with(rows, format, about, &mut BufWriter::new(&opened))?;
    *file = Some(opened);
    Ok(())
}

fn one_result(place: &str, format: Format) -> CliError {
    let name = format.of_one_file().unwrap_or_default();
    CliError::usage(format!("{place}: one {name} file holds one result")).hint("name another with `.output FILE` before the next query")
}

fn on_screen(rows: &Rows, format: Format, height: usize) -> Result<(), CliError> {
    output::is_fit_for_stdout(format)?;
    let mut text = Vec::new();
    output::write(rows, format, &mut text)?;
    let lines = text.iter().filter(|byte| **byte == b'\n').count();
    // The prompt itself takes a line.
    if lines + 1 < height || !std::io::stdout().is_terminal() {
        return Ok(std::io::stdout().lock().write_all(&text)?);
    }
    pager::show(&text).or_else(|error| {
        warn(format_args!("{error}"));
        Ok(std::io::stdout().lock().write_all(&text)?)
    })
}
