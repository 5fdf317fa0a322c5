//! Tables for people: on a terminal as wide as it is, in Markdown as wide as need be.

use std::io::Write;

use comfy_table::{Cell, CellAlignment, ContentArrangement, Table, TableComponent, presets};

use super::{Rows, cell};
use crate::error::CliError;

pub(super) fn write(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    let mut table = filled(rows, str::to_owned)?;
    plain(&mut table);
    writeln!(out, "{table}")?;
    let count: usize = rows.batches.iter().map(arrow::array::RecordBatch::num_rows).sum();
    writeln!(out, "{count} {}", if count == 1 { "row" } else { "rows" })?;
    Ok(())
}

pub(super) fn write_markdown(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    let mut table = filled(rows, |text| text.replace('|', "\\|"))?;
    table.load_preset(presets::ASCII_MARKDOWN).set_content_arrangement(ContentArrangement::Disabled);
    writeln!(out, "{table}")?;
    Ok(())
}

/// Columns apart by white space, a line under the header, as wide as the terminal.
pub(crate) fn plain(table: &mut Table) {
    table.load_preset(presets::NOTHING).set_content_arrangement(ContentArrangement::Dynamic);
    for part in [TableComponent::HeaderLines, TableComponent::MiddleHeaderIntersections] {
        table.set_style(part, '─');
    }
}

fn filled(rows: &Rows, escape: fn(&str) -> String) -> Result<Table, CliError> {
    let mut table = Table::new();
    table.set_header(rows.schema.fields().iter().map(|field| field.name().as_str()));
    for row in rows.texts()? {
        table.add_row(row.into_iter().map(|text| Cell::new(escape(&one_line(&text.unwrap_or_default())))));
    }
    align_numbers(rows, &mut table);
    Ok(table)
}

fn align_numbers(rows: &Rows, table: &mut Table) {
    for (column, field) in table.column_iter_mut().zip(rows.schema.fields()) {
        if cell::is_number(field.data_type()) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
}

fn one_line(text: &str) -> String {
    text.replace(['\n', '\r'], " ")
}
