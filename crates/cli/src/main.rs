//! The binary `solieu`: from a folder of reports to SQL.
//!
//! Holds no logic of its own: parses the command line, calls the rooms, prints what they give.

mod args;
mod bundle;
mod commands;
mod dictionary;
mod error;
mod figure_record;
mod finding_record;
mod output;
mod progress;
mod prompt;
mod provenance;
mod reading;
mod release;
mod stop;

use std::process::ExitCode;

use args::{Cli, Command};
use clap::Parser;
use error::{CliError, Done};

/// A run takes and frees much in many threads; this one gives it back to the system.
#[cfg(all(unix, feature = "jemalloc"))]
#[global_allocator]
static ALLOCATOR: tikv_jemallocator::Jemalloc = tikv_jemallocator::Jemalloc;

fn main() -> ExitCode {
    match Cli::try_parse() {
        Ok(cli) => error::exit(run(&cli)),
        Err(error) => error::exit_of_clap(&error),
    }
}

fn run(cli: &Cli) -> Result<Done, CliError> {
    progress::init(cli.log);
    match &cli.command {
        Command::Run(args) => commands::run::run(args),
        Command::Schedule(args) => commands::schedule::run(args),
        Command::Extract(args) => commands::extract::run(args),
        Command::Check(args) => commands::check::run(args),
        Command::Sql(args) => commands::sql::run(args),
        Command::Explain(args) => commands::explain::run(args),
        Command::Catalog(args) => commands::catalog::run(args),
        Command::Status(args) => commands::status::run(args),
        Command::History(args) => commands::history::run(args),
        Command::Diff(args) => commands::diff::run(args),
        Command::Vacuum(args) => commands::vacuum::run(args),
        Command::Rejects(args) => commands::rejects::run(args),
        Command::Export(args) => commands::export::run(args),
        Command::Doctor(args) => commands::doctor::run(args),
    }
}
