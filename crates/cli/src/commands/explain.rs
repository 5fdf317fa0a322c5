//! `solieu explain`: where a figure stands, what was made of it, and why.

use std::io::Write;
use std::path::Path;

use clap::Args;

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::output::Rows;
use crate::{output, release};

/// Explain a figure: its sentence, the rule, the evidence, the checks, why it was chosen
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu explain 3f9c2a71b0d4
  solieu sql 'SELECT figure_id, quote FROM figures LIMIT 5' to find a figure's id")]
pub(crate) struct ExplainArgs {
    /// Id of the figure, or as many of its first characters as tell it from others
    #[arg(value_name = "FIGURE")]
    figure: String,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Prints what there is to say of the figure.
pub(crate) fn run(args: &ExplainArgs) -> Result<Done, CliError> {
    let path = release::current(&args.warehouse)?;
    let figure = whole_id(&path, &args.figure)?;
    let mut out = output::stdout();
    for (title, query) in PARTS {
        let rows = release::query(&path, &query.replace("$figure", &figure))?;
        print(title, &rows, &mut out)?;
    }
    out.flush()?;
    Ok(Done::Fully)
}

/// The one id that begins so. Ids are hex, so nothing else reaches the query.
fn whole_id(path: &Path, begin: &str) -> Result<String, CliError> {
    let unknown = || {
        CliError::usage(format!("no figure `{begin}` in the release"))
            .hint("find its id with `solieu sql 'SELECT figure_id, quote FROM figures'`")
    };
    if begin.is_empty() || !begin.chars().all(|c| c.is_ascii_alphanumeric()) {
        return Err(unknown());
    }
    let query = format!("SELECT figure_id FROM figures WHERE starts_with(figure_id, '{begin}') ORDER BY 1 LIMIT 2");
    let mut ids = release::query(path, &query)?.column_texts(0)?.into_iter();
    match (ids.next(), ids.next()) {
        (Some(id), None) => Ok(id),
        (Some(_), Some(_)) => Err(CliError::usage(format!("`{begin}` begins more than one figure's id: give more of it"))),
        _ => Err(unknown()),
    }
}

/// One line a column that says something; nothing where there are no rows.
fn print(title: &str, rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    for (index, row) in rows.texts()?.into_iter().enumerate() {
        if index == 0 {
            writeln!(out, "{title}")?;
        }
        for (field, text) in rows.schema.fields().iter().zip(row) {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                writeln!(out, "  {:<12} {}", field.name(), text.replace('\n', " "))?;
            }
        }
    }
    Ok(())
}

/// What is asked of the release, part by part.
const PARTS: [(&str, &str); 5] = [
    (
        "Where it stands",
        "SELECT quote, sentence, concat_ws(' ', nullif(section_path, ''), section_title) AS section, \
         page, start_char || '..' || end_char AS characters, citation, source_uri AS source \
         FROM evidence('$figure')",
    ),
    (
        "What it says",
        "SELECT province, territory_name AS territory, year, indicator, indicator_vi AS name, level, subject, role, part_of, \
         measure, value_exact AS value, denominator_exact AS denominator, unit, qualifier \
         FROM figures_checked WHERE figure_id = '$figure'",
    ),
    (
        "Why",
        "SELECT extraction_rule AS read_by, rule AS decided_by, evidence, confidence, status \
         FROM figures WHERE figure_id = '$figure'",
    ),
    (
        "What speaks against it",
        "SELECT kind, severity, stated, computed, message_en, message_vi, suggestion \
         FROM findings WHERE list_contains(figures, '$figure') ORDER BY ALL",
    ),
    (
        "In the panel",
        "SELECT choice, coalesce(not_a_candidate, if(choice = 1, 'chosen', 'runner-up')) AS standing, \
         (SELECT any_value(chosen_by) FROM panel AS p WHERE p.figure_id = c.figure_id) AS chosen_by \
         FROM panel_as_reported AS c WHERE figure_id = '$figure'",
    ),
];
