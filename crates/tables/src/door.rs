//! The check at the door: rows enter a table only as its contract says.

use std::collections::HashMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Decimal128Type, DecimalType};
use arrow::row::{RowConverter, SortField};
use arrow::util::display::array_value_to_string;

use crate::{Column, ColumnType, Contract, ContractError};

impl Contract {
    /// Checks rows against the contract: names and order of columns, types, missing values,
    /// digits of decimals, and that no key is there twice.
    ///
    /// # Errors
    /// The first breach, with table, column and row.
    pub fn check(&self, rows: &RecordBatch) -> Result<(), ContractError> {
        self.check_names(rows)?;
        for (column, values) in self.columns.iter().zip(rows.columns()) {
            self.check_type(column, values.data_type())?;
            self.check_nulls(column, values)?;
            self.check_digits(column, values)?;
        }
        self.check_key(rows)
    }

    fn check_names(&self, rows: &RecordBatch) -> Result<(), ContractError> {
        let fields = rows.schema_ref().fields();
        for position in 0..self.columns.len().max(fields.len()) {
            let expected = self.columns.get(position).map_or("nothing", |column| &column.name);
            let found = fields.get(position).map_or("nothing", |field| field.name());
            if expected != found {
                return Err(ContractError::Column {
                    table: self.name.clone(),
                    position,
                    expected: expected.to_owned(),
                    found: found.to_owned(),
                });
            }
        }
        Ok(())
    }

    fn check_type(&self, column: &Column, found: &DataType) -> Result<(), ContractError> {
        let expected = column.kind.arrow();
        if expected.equals_datatype(found) {
            return Ok(());
        }
        Err(ContractError::Type {
            table: self.name.clone(),
            column: column.name.clone(),
            expected: expected.to_string(),
            found: found.to_string(),
        })
    }

    fn check_nulls(&self, column: &Column, values: &dyn Array) -> Result<(), ContractError> {
        if column.nullable || values.null_count() == 0 {
            return Ok(());
        }
        let row = (0..values.len()).find(|&row| values.is_null(row)).unwrap_or_default();
        Err(ContractError::Null { table: self.name.clone(), column: column.name.clone(), row })
    }

    fn check_digits(&self, column: &Column, values: &dyn Array) -> Result<(), ContractError> {
        if column.kind != ColumnType::Decimal {
            return Ok(());
        }
        let decimals = values.as_primitive::<Decimal128Type>();
        let fits = |value: i128| Decimal128Type::is_valid_decimal_precision(value, decimals.precision());
        let wide = decimals.iter().position(|value| value.is_some_and(|value| !fits(value)));
        wide.map_or(Ok(()), |row| {
            let value = plain(decimals.value(row));
            Err(ContractError::Decimal { table: self.name.clone(), column: column.name.clone(), row, value })
        })
    }

    fn check_key(&self, rows: &RecordBatch) -> Result<(), ContractError> {
        let twice = self.repeated_key(rows).map_err(|source| ContractError::Key { table: self.name.clone(), source })?;
        twice.map_or(Ok(()), |(first, second)| {
            Err(ContractError::DuplicateKey {
                table: self.name.clone(),
                columns: self.key.join(", "),
                first,
                second,
                value: self.key_of(rows, second),
            })
        })
    }

    fn repeated_key(&self, rows: &RecordBatch) -> Result<Option<(usize, usize)>, arrow::error::ArrowError> {
        let keys: Vec<_> = self.key.iter().filter_map(|name| rows.column_by_name(name)).cloned().collect();
        let sorts = keys.iter().map(|values| SortField::new(values.data_type().clone())).collect();
        let comparable = RowConverter::new(sorts)?.convert_columns(&keys)?;
        let mut seen = HashMap::with_capacity(rows.num_rows());
        Ok(comparable.iter().enumerate().find_map(|(row, key)| seen.insert(key, row).map(|first| (first, row))))
    }

    fn key_of(&self, rows: &RecordBatch, row: usize) -> String {
        let values = self.key.iter().filter_map(|name| rows.column_by_name(name));
        let texts: Vec<String> = values.map(|values| array_value_to_string(values, row).unwrap_or_default()).collect();
        texts.join(", ")
    }
}

/// The value as written, with all its digits (Arrow's own formatting cuts at the precision).
fn plain(millionths: i128) -> String {
    let sign = if millionths < 0 { "-" } else { "" };
    let (whole, rest) = (millionths.unsigned_abs() / 1_000_000, millionths.unsigned_abs() % 1_000_000);
    format!("{sign}{whole}.{rest:06}")
}
