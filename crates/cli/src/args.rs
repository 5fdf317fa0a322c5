//! The command line as a whole; each command's own arguments stand with the command.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use solieu_pipeline::StatedFacts;

use crate::commands;

/// A data warehouse for the figures in Vietnam's provincial yearly reports
#[derive(Debug, Parser)]
#[command(name = "solieu", version, max_term_width = 100, after_help = EXIT_STATUS)]
pub(crate) struct Cli {
    /// What is written to standard error
    #[arg(long, global = true, value_enum, default_value = "text")]
    pub(crate) log: LogFormat,
    #[command(subcommand)]
    pub(crate) command: Command,
}

const EXIT_STATUS: &str = "\
Exit status:
  0  done
  1  wrong use or broken configuration
  2  done, but some input was rejected
  3  failed; the release is as before
  4  check: there are findings of severity error";

/// How the log on standard error is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum LogFormat {
    /// For people
    Text,
    /// One JSON object a line, for jobs
    Json,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    Run(commands::run::RunArgs),
    Extract(commands::extract::ExtractArgs),
    Check(commands::check::CheckArgs),
    Sql(commands::sql::SqlArgs),
    Explain(commands::explain::ExplainArgs),
    Catalog(commands::catalog::CatalogArgs),
    Status(commands::status::StatusArgs),
    History(commands::history::HistoryArgs),
    Doctor(commands::doctor::DoctorArgs),
}

/// Where the data lie.
#[derive(Debug, Args)]
pub(crate) struct WarehouseArgs {
    /// Folder of the warehouse [default: what the pipeline says, else warehouse/data]
    #[arg(long, value_name = "DIR")]
    pub(crate) warehouse: Option<PathBuf>,
}

/// Which catalogue gives figures their meaning.
#[derive(Debug, Args)]
pub(crate) struct SchemasArgs {
    /// Folder with indicators, units and provinces [default: the built-in one]
    #[arg(long, value_name = "DIR")]
    pub(crate) schemas: Option<PathBuf>,
}

/// What is known of the reports where their text does not say.
#[derive(Debug, Args)]
pub(crate) struct StatedArgs {
    /// Province, where the report does not say
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    /// Year reported on, where the report does not say
    #[arg(long)]
    year: Option<i32>,
    /// Period reported on, where the report does not say
    #[arg(long, value_name = "PERIOD", value_parser = ["year", "half", "quarter", "nine_months"])]
    period: Option<String>,
}

impl StatedArgs {
    pub(crate) fn facts(&self) -> StatedFacts {
        StatedFacts { province: self.province.clone(), year: self.year, period: self.period.clone(), date: None }
    }
}
