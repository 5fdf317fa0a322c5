//! The command line as a whole; each command's own arguments stand with the command.

use std::collections::BTreeSet;
use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use solieu_catalog::{Catalog, Province, Provinces};
use solieu_pipeline::{Part, StatedFacts};

use crate::commands;
use crate::error::CliError;

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
    Schedule(commands::schedule::ScheduleArgs),
    Extract(commands::extract::ExtractArgs),
    Check(commands::check::CheckArgs),
    Sql(commands::sql::SqlArgs),
    Explain(commands::explain::ExplainArgs),
    Catalog(commands::catalog::CatalogArgs),
    Status(commands::status::StatusArgs),
    History(commands::history::HistoryArgs),
    Diff(commands::diff::DiffArgs),
    Vacuum(commands::vacuum::VacuumArgs),
    Rejects(commands::rejects::RejectsArgs),
    Export(commands::export::ExportArgs),
    Doctor(commands::doctor::DoctorArgs),
}

/// Where the data lie.
#[derive(Debug, Clone, Default, Args)]
pub(crate) struct WarehouseArgs {
    /// Folder of the warehouse [default: what the pipeline says, else warehouse/data]
    #[arg(long, value_name = "DIR")]
    pub(crate) warehouse: Option<PathBuf>,
}

/// Which catalogue gives figures their meaning.
#[derive(Debug, Clone, Default, Args)]
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

/// What is known of the reports of a run where their text does not say.
#[derive(Debug, Default, Args)]
pub(crate) struct RunStatedArgs {
    /// Province, where the report does not say
    #[arg(long, value_name = "NAME")]
    stated_province: Option<String>,
    /// Year reported on, where the report does not say
    #[arg(long, value_name = "YEAR")]
    stated_year: Option<i32>,
    /// Period reported on, where the report does not say
    #[arg(long, value_name = "PERIOD", value_parser = ["year", "half", "quarter", "nine_months"])]
    stated_period: Option<String>,
}

impl RunStatedArgs {
    pub(crate) fn facts(&self) -> StatedFacts {
        StatedFacts { province: self.stated_province.clone(), year: self.stated_year, period: self.stated_period.clone(), date: None }
    }
}

/// The part of the reports that a run redoes.
#[derive(Debug, Default, Args)]
pub(crate) struct PartArgs {
    /// Redo the reports of this province, and leave the others alone
    #[arg(long, value_name = "NAME")]
    province: Option<String>,
    /// Redo the reports on this year, and leave the others alone
    #[arg(long)]
    year: Option<i32>,
    /// Redo the reports whose file changed on this day (UTC) or later, and leave the others alone
    #[arg(long, value_name = "DATE")]
    since: Option<Date>,
}

impl PartArgs {
    pub(crate) fn part(&self, catalog: &Catalog) -> Result<Part, CliError> {
        let provinces = self.province.as_deref().map(|name| keys_of(catalog.provinces(), name));
        if provinces.as_ref().is_some_and(BTreeSet::is_empty) {
            let name = self.province.as_deref().unwrap_or_default();
            return Err(CliError::usage(format!("--province {name}: no province has had that name"))
                .hint("`solieu sql 'SELECT name FROM provinces'` lists them"));
        }
        let since = self.since.map(|day| day.to_zoned(TimeZone::UTC)).transpose().map_err(CliError::usage)?;
        let since_ns = since.map(|since| i64::try_from(since.timestamp().as_nanosecond()).unwrap_or(i64::MAX));
        Ok(Part { provinces, year: self.year, since_ns })
    }
}

/// Keys of every interval of the province that first had the name.
fn keys_of(provinces: &Provinces, name: &str) -> BTreeSet<String> {
    let means = |unit: &&Province| provinces.resolve(name, unit.valid_from).is_some_and(|found| found.key() == unit.key());
    let first = provinces.all().iter().filter(means).min_by_key(|unit| unit.valid_from);
    let named = provinces.all().iter().filter(|unit| first.is_some_and(|first| first.name_vi == unit.name_vi));
    named.map(Province::key).collect()
}

impl StatedArgs {
    pub(crate) fn facts(&self) -> StatedFacts {
        StatedFacts { province: self.province.clone(), year: self.year, period: self.period.clone(), date: None }
    }
}
