//! One JSON object a row, members in the order of the columns.

use std::io::Write;

use serde::ser::{SerializeMap, Serializer};
use serde_json::Value;

use super::{Rows, cell};
use crate::error::CliError;

pub(super) fn write(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    for batch in &rows.batches {
        for row in 0..batch.num_rows() {
            let cells = batch.columns().iter().map(|column| cell::json(column, row));
            let cells = cells.collect::<Result<Vec<_>, _>>().map_err(CliError::failed)?;
            let names = rows.schema.fields().iter().map(|field| field.name().as_str());
            object(names.zip(cells), out)?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A map of `serde_json` would sort the members by name.
fn object<'a>(members: impl Iterator<Item = (&'a str, Value)>, out: &mut impl Write) -> Result<(), CliError> {
    let mut json = serde_json::Serializer::new(out);
    let mut map = json.serialize_map(None).map_err(std::io::Error::from)?;
    for (name, value) in members {
        map.serialize_entry(name, &value).map_err(std::io::Error::from)?;
    }
    Ok(map.end().map_err(std::io::Error::from)?)
}
