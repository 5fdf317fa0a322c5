//! Comma-separated values, as RFC 4180 has them: quotes only where needed, null as nothing.

use std::io::Write;

use super::Rows;
use crate::error::CliError;

pub(super) fn write(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    let names = rows.schema.fields().iter().map(|field| quoted(field.name()));
    writeln!(out, "{}", names.collect::<Vec<_>>().join(","))?;
    for row in rows.texts()? {
        let cells = row.into_iter().map(|text| text.map(|text| quoted(&text)).unwrap_or_default());
        writeln!(out, "{}", cells.collect::<Vec<_>>().join(","))?;
    }
    Ok(())
}

/// An empty text is quoted, so that it is told apart from null.
fn quoted(text: &str) -> String {
    if text.is_empty() || text.contains([',', '"', '\n', '\r']) { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
}
