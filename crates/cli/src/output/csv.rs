//! Comma-separated values, as RFC 4180 has them: quotes only where needed, null as nothing.
//! And as Excel with Vietnamese settings opens them by a double click.

use std::io::Write;

use super::{Rows, cell};
use crate::error::CliError;

pub(super) fn write(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    let names = rows.schema.fields().iter().map(|field| quoted(field.name(), ','));
    writeln!(out, "{}", names.collect::<Vec<_>>().join(","))?;
    for row in rows.texts()? {
        let cells = row.into_iter().map(|text| text.map(|text| quoted(&text, ',')).unwrap_or_default());
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

/// A byte order mark, by which Excel knows UTF-8; semicolons; decimal commas.
pub(super) fn write_excel(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    let names = rows.schema.fields().iter().map(|field| quoted(field.name(), ';'));
    write!(out, "\u{feff}{}\r\n", names.collect::<Vec<_>>().join(";"))?;
    let numeric: Vec<bool> = rows.schema.fields().iter().map(|field| cell::is_number(field.data_type())).collect();
    for row in rows.texts()? {
        let cells = row.into_iter().zip(&numeric).map(|(text, numeric)| match text {
            Some(number) if *numeric => number.replace('.', ","),
            Some(text) => quoted(&kept_text(&text), ';'),
            None => String::new(),
        });
        write!(out, "{}\r\n", cells.collect::<Vec<_>>().join(";"))?;
    }
    Ok(())
}

/// Excel takes `04` for 4, `33/38` for a day and `- Tổng số` for a formula: such text goes as a formula that gives it.
fn kept_text(text: &str) -> String {
    let formula = text.starts_with(['=', '+', '-', '@', '\t']);
    let number = text.starts_with(|c: char| c.is_ascii_digit()) && text.chars().all(|c| c.is_ascii_digit() || ".,/-: %eE+".contains(c));
    // A day as such is wanted; a text inside a formula may have 255 characters.
    match text {
        day if is_day(day) => day.to_owned(),
        text if (formula || number) && text.chars().count() <= 255 => format!("=\"{}\"", text.replace('"', "\"\"")),
        text if formula => format!("'{text}"),
        text => text.to_owned(),
    }
}

/// `2025-07-01`, with or without a time behind it.
fn is_day(text: &str) -> bool {
    let day = text.get(..10).unwrap_or_default();
    day.chars().enumerate().all(|(at, c)| if at == 4 || at == 7 { c == '-' } else { c.is_ascii_digit() }) && day.len() == 10
}

/// An empty text is quoted, so that it is told apart from null.
fn quoted(text: &str, separator: char) -> String {
    let must = text.is_empty() || text.contains([separator, '"', '\n', '\r']);
    if must { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
