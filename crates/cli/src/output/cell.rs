//! One value of a column as text or JSON.

use arrow::array::{Array, ArrayRef, AsArray};
use arrow::datatypes::{DataType, Field};
use arrow::error::ArrowError;
use arrow::util::display::{ArrayFormatter, FormatOptions};
use serde_json::{Map, Number, Value};

/// The value as text; `None` for null. Exact decimals lose their trailing zeros.
pub(super) fn text(column: &ArrayRef, row: usize) -> Result<Option<String>, ArrowError> {
    if column.is_null(row) {
        return Ok(None);
    }
    let shown = ArrayFormatter::try_new(column, &FormatOptions::default())?.value(row).try_to_string()?;
    Ok(Some(match column.data_type() {
        DataType::Decimal128(_, scale) if *scale > 0 => without_zeros(&shown),
        DataType::Timestamp(..) => shown.replacen('T', " ", 1),
        _ => shown,
    }))
}

/// The value as JSON: numbers exactly, lists and structs as such, anything else as text.
pub(super) fn json(column: &ArrayRef, row: usize) -> Result<Value, ArrowError> {
    if column.is_null(row) {
        return Ok(Value::Null);
    }
    match column.data_type() {
        DataType::List(_) => list(&column.as_list::<i32>().value(row)),
        DataType::Struct(fields) => structure(column, fields.iter().map(AsRef::as_ref), row),
        DataType::Boolean => Ok(Value::Bool(column.as_boolean().value(row))),
        kind => {
            let shown = text(column, row)?.unwrap_or_default();
            let number = if is_number(kind) { shown.parse::<Number>().ok() } else { None };
            Ok(number.map_or(Value::String(shown), Value::Number))
        }
    }
}

/// True for columns that are set flush right.
pub(super) fn is_number(kind: &DataType) -> bool {
    kind.is_numeric()
}

fn list(items: &ArrayRef) -> Result<Value, ArrowError> {
    (0..items.len()).map(|item| json(items, item)).collect::<Result<_, _>>().map(Value::Array)
}

fn structure<'a>(column: &ArrayRef, fields: impl Iterator<Item = &'a Field>, row: usize) -> Result<Value, ArrowError> {
    let columns = column.as_struct().columns().iter();
    let members = fields.zip(columns).map(|(field, column)| Ok((field.name().clone(), json(column, row)?)));
    members.collect::<Result<Map<_, _>, ArrowError>>().map(Value::Object)
}

fn without_zeros(decimal: &str) -> String {
    if !decimal.contains('.') {
        return decimal.to_owned();
    }
    decimal.trim_end_matches('0').trim_end_matches('.').to_owned()
}
