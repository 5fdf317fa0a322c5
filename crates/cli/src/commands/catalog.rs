//! `solieu catalog`: the indicators that figures can have.

mod score;

use std::io::Write;
use std::path::PathBuf;

use clap::{Args, Subcommand};
use comfy_table::Table;
use solieu_catalog::{Catalog, Indicator};

use crate::args::{SchemasArgs, WarehouseArgs};
use crate::error::{CliError, Done};
use crate::output::Format;
use crate::{output, reading, release};

/// List the indicators of the catalogue, show one, test it, or see which figures still have none
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu catalog list
  solieu catalog show dossiers.on_time
  solieu catalog test samples/expected
  solieu catalog inbox
  solieu catalog list --schemas my-schemas")]
pub(crate) struct CatalogArgs {
    #[command(subcommand)]
    command: CatalogCommand,
    /// Folder with indicators, units and provinces [default: the built-in one]
    #[arg(long, value_name = "DIR", global = true)]
    schemas: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
enum CatalogCommand {
    /// List all indicators
    #[command(after_help = "Example:\n  solieu catalog list")]
    List,
    /// Show one indicator with the phrases that recognise it
    #[command(after_help = "Example:\n  solieu catalog show dossiers.on_time")]
    Show {
        /// Id of the indicator
        indicator: String,
    },
    /// Score the catalogue against figures that a person has named: what is right, missed, wrong
    #[command(after_help = "\
Examples:
  solieu catalog test samples/expected
  solieu catalog test my-report.jsonl --schemas my-schemas --indicator dossiers.on_time")]
    Test(score::ScoreArgs),
    Docs(super::docs::DocsArgs),
    /// The words that most often stand before figures without an indicator, with an example each
    #[command(after_help = "Example:\n  solieu catalog inbox --limit 50 --format csv")]
    Inbox {
        /// How many to show
        #[arg(long, default_value_t = 20)]
        limit: u32,
        /// How to print
        #[arg(long, value_enum, default_value_t = Format::Table)]
        format: Format,
        #[command(flatten)]
        warehouse: WarehouseArgs,
    },
}

/// Prints what is asked of the catalogue.
pub(crate) fn run(args: &CatalogArgs) -> Result<Done, CliError> {
    let catalog = || reading::catalog(&SchemasArgs { schemas: args.schemas.clone() });
    let mut out = output::stdout();
    match &args.command {
        CatalogCommand::List => writeln!(out, "{}", table(catalog()?))?,
        CatalogCommand::Show { indicator } => show(find(catalog()?, indicator)?, &mut out)?,
        CatalogCommand::Test(test) => {
            score::run(test, catalog()?, &mut out)?;
        }
        CatalogCommand::Docs(docs) => super::docs::run(docs, catalog()?, &mut out)?,
        CatalogCommand::Inbox { limit, format, warehouse } => inbox(*limit, *format, warehouse)?,
    }
    out.flush()?;
    Ok(Done::Fully)
}

/// What the catalogue should learn next, from the release.
fn inbox(limit: u32, format: Format, warehouse: &WarehouseArgs) -> Result<(), CliError> {
    let query = format!("SELECT phrase, unit, measure, figures, provinces, example FROM inbox LIMIT {limit}");
    let rows = release::query(&release::current(warehouse)?, &query)?;
    output::write_to(&rows, format, None)
}

fn find<'a>(catalog: &'a Catalog, id: &str) -> Result<&'a Indicator, CliError> {
    catalog.indicator(id).ok_or_else(|| {
        let like: Vec<_> = catalog.indicators().iter().filter(|known| known.id.contains(id)).map(|known| known.id.as_str()).collect();
        let hint =
            if like.is_empty() { "see them all with `solieu catalog list`".to_owned() } else { format!("there are: {}", like.join(", ")) };
        CliError::usage(format!("no indicator `{id}` in the catalogue")).hint(hint)
    })
}

fn table(catalog: &Catalog) -> Table {
    let mut table = Table::new();
    output::table::plain(&mut table);
    table.set_header(["area", "indicator", "unit", "measure", "name", "rules"]);
    for indicator in catalog.indicators() {
        let [area, measure] = [indicator.area.to_string(), indicator.measure.to_string()];
        table.add_row([
            area,
            indicator.id.clone(),
            indicator.unit.clone(),
            measure,
            indicator.name_vi.clone(),
            indicator.rules.len().to_string(),
        ]);
    }
    table
}

fn show(indicator: &Indicator, out: &mut impl Write) -> Result<(), CliError> {
    writeln!(out, "{}\n  {}\n  {}", indicator.id, indicator.name_vi, indicator.name_en)?;
    writeln!(out, "  area         {}", indicator.area)?;
    writeln!(out, "  unit         {}, usually as {}", indicator.unit, indicator.measure)?;
    writeln!(out, "  combines by  {}", indicator.combine)?;
    writeln!(out, "  levels       {}", indicator.levels.join(", "))?;
    for (number, rule) in indicator.rules.iter().enumerate() {
        writeln!(out, "  rule {}", number + 1)?;
        writeln!(out, "    cues       {}", rule.cues.join(" | "))?;
        let lists = [("with", &rule.with), ("and with", &rule.and_with), ("not", &rule.not), ("units", &rule.units)];
        for (name, list) in lists.iter().filter(|(_, list)| !list.is_empty()) {
            writeln!(out, "    {name:<10} {}", list.join(" | "))?;
        }
    }
    Ok(())
}
