//! Sorts what went wrong by who must act, and says it once.

use std::fmt;
use std::io::Write;
use std::path::Path;
use std::process::ExitCode;

use solieu_pipeline::{ConfigError, RunError};
use solieu_warehouse::WarehouseError;

/// How a command ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Done {
    /// All of it.
    Fully,
    /// Some input was rejected, as told already.
    WithRejects,
    /// There are findings of severity error.
    WithErrorsFound,
}

/// Who must act on an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Concern {
    /// Who typed the command or wrote the configuration.
    User,
    /// Who runs the machine, or writes Solieu.
    Operator,
}

/// A command that could not do its work.
#[derive(Debug)]
pub(crate) struct CliError {
    concern: Concern,
    message: String,
    hint: Option<String>,
}

impl CliError {
    /// Wrong use or broken configuration.
    pub(crate) fn usage(message: impl fmt::Display) -> Self {
        Self { concern: Concern::User, message: message.to_string(), hint: None }
    }

    /// Anything that the user's words did not cause.
    pub(crate) fn failed(message: impl fmt::Display) -> Self {
        Self { concern: Concern::Operator, message: message.to_string(), hint: None }
    }

    /// What to do next.
    pub(crate) fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = Some(hint.into());
        self
    }

    /// Where in a script it happened.
    pub(crate) fn on_line(mut self, line: usize) -> Self {
        self.message = format!("line {line}: {}", self.message);
        self
    }

    /// Says it on standard error, with what to do next.
    pub(crate) fn tell(&self) {
        warn(format_args!("error: {self}"));
        if let Some(hint) = &self.hint {
            warn(format_args!("hint: {hint}"));
        }
    }

    /// A file named on the command line that cannot be opened.
    pub(crate) fn unreadable(path: &Path, error: &std::io::Error) -> Self {
        Self::usage(format!("{}: {error}", path.display()))
    }

    /// A query that DuckDB refuses was typed wrong; a release that cannot be opened was not.
    pub(crate) fn of_query(error: WarehouseError) -> Self {
        match error {
            WarehouseError::Query { .. } | WarehouseError::NoRelease { .. } => Self::usage(error),
            error => Self::failed(error),
        }
    }

    /// There is no release to read.
    pub(crate) fn no_release(path: &Path) -> Self {
        Self::usage(format!("there is no release at {}", path.display()))
            .hint("make one with `solieu run`, or say where it lies with --warehouse DIR")
    }
}

impl From<ConfigError> for CliError {
    fn from(error: ConfigError) -> Self {
        Self::usage(error)
    }
}

impl From<RunError> for CliError {
    fn from(error: RunError) -> Self {
        match error {
            RunError::Config(error) => error.into(),
            RunError::Io { ref source, .. } if source.kind() == std::io::ErrorKind::StorageFull => {
                Self::failed(&error).hint("make room on the disk and run again; the release is as before")
            }
            RunError::NoSuchRun { .. } | RunError::Vacuumed { .. } => Self::usage(error),
            error => Self::failed(error),
        }
    }
}

impl From<std::io::Error> for CliError {
    fn from(error: std::io::Error) -> Self {
        // Whoever reads the output has seen enough (`| head`): that is no failure.
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            std::process::exit(0);
        }
        Self::failed(format!("cannot write the output: {error}"))
    }
}

impl fmt::Display for CliError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// The exit status of a command.
pub(crate) fn exit(result: Result<Done, CliError>) -> ExitCode {
    match result {
        Ok(Done::Fully) => ExitCode::SUCCESS,
        Ok(Done::WithRejects) => ExitCode::from(2),
        Ok(Done::WithErrorsFound) => ExitCode::from(4),
        Err(error) => {
            error.tell();
            ExitCode::from(if error.concern == Concern::User { 1 } else { 3 })
        }
    }
}

/// Help and version are what was asked for; anything else is wrong use.
pub(crate) fn exit_of_clap(error: &clap::Error) -> ExitCode {
    let printed = error.print();
    ExitCode::from(u8::from(error.use_stderr() || printed.is_err()))
}

/// Says something on standard error.
pub(crate) fn warn(message: fmt::Arguments<'_>) {
    // Nobody is left to tell when standard error is closed.
    let _ = writeln!(std::io::stderr().lock(), "{message}");
}
