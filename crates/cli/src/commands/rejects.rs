//! `solieu rejects`: what was set aside, and trying it again.

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::args::{SchemasArgs, WarehouseArgs};
use crate::error::{CliError, Done};
use crate::{output, release};

/// List what was set aside, or try it again after a fix or an upgrade
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu rejects list
  solieu rejects replay                  every pipeline in pipelines/
  solieu rejects replay pipelines/samples.toml")]
pub(crate) struct RejectsArgs {
    #[command(subcommand)]
    command: RejectsCommand,
}

#[derive(Debug, Subcommand)]
enum RejectsCommand {
    /// Print each file that is set aside, why, and what to do
    List(ListArgs),
    /// Run the pipelines and try again what is set aside, from the raw store
    Replay(ReplayArgs),
}

#[derive(Debug, Args)]
struct ListArgs {
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

#[derive(Debug, Args)]
struct ReplayArgs {
    /// Pipeline files, or names of files in pipelines/
    #[arg(value_name = "PIPELINE")]
    pipelines: Vec<PathBuf>,
    #[command(flatten)]
    schemas: SchemasArgs,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Does what was asked.
pub(crate) fn run(args: &RejectsArgs) -> Result<Done, CliError> {
    match &args.command {
        RejectsCommand::List(args) => list(args),
        RejectsCommand::Replay(args) => super::run::replay(&args.pipelines, &args.schemas, &args.warehouse),
    }
}

fn list(args: &ListArgs) -> Result<Done, CliError> {
    let status = solieu_pipeline::status(&release::layout(&args.warehouse))?;
    let mut out = output::stdout();
    for rejection in &status.rejected {
        writeln!(out, "{}\n    {}", rejection.message, rejection.advice)?;
    }
    writeln!(out, "{} set aside", status.rejected.len())?;
    out.flush()?;
    Ok(Done::Fully)
}
