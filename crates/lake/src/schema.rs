//! A contract as the schema of a Delta table.

use std::collections::HashMap;
use std::sync::Arc;

use arrow::datatypes::{Field, Schema, SchemaRef};
use deltalake_core::kernel::engine::arrow_conversion::TryIntoKernel;
use deltalake_core::kernel::{StructField, StructType};
use solieu_tables::{Column, Contract};

use crate::LakeError;

/// Columns of the Delta table, each with its English meaning as Delta's `comment`.
pub(crate) fn delta_fields(contract: &Contract) -> Result<Vec<StructField>, LakeError> {
    contract.columns.iter().map(|column| delta_field(contract, column)).collect()
}

fn delta_field(contract: &Contract, column: &Column) -> Result<StructField, LakeError> {
    let comment = HashMap::from([("comment".to_owned(), format!("{} / {}", column.vi, column.en))]);
    let field = column.arrow().with_metadata(comment);
    (&field).try_into_kernel().map_err(LakeError::arrow(&contract.name, "making the Delta schema"))
}

/// Columns of a data file: those of the table without the ones its folder states, without notes.
pub(crate) fn file_schema(contract: &Contract) -> SchemaRef {
    let stored = contract.columns.iter().filter(|column| !contract.partition_by.contains(&column.name));
    let fields: Vec<Field> = stored.map(|column| Field::new(&column.name, column.kind.arrow(), column.nullable)).collect();
    Arc::new(Schema::new(fields))
}

/// How the columns of a table differ from its contract.
pub(crate) struct Difference {
    /// The first that does, in words.
    pub(crate) told: String,
    /// The table lacks a column or has it otherwise.
    pub(crate) older: bool,
}

/// How the columns of a table in the lake differ from the contract, if they do.
pub(crate) fn difference(contract: &Contract, found: &StructType) -> Result<Option<Difference>, LakeError> {
    let expected = delta_fields(contract)?;
    let missing = expected.iter().find_map(|field| match found.field(field.name()) {
        None => Some(format!("it has no column `{}`", field.name())),
        Some(other) if other.data_type() != field.data_type() => {
            Some(format!("column `{}` is {}, the contract has {}", field.name(), other.data_type(), field.data_type()))
        }
        Some(_) => None,
    });
    let unknown = || found.fields().find(|field| contract.column(field.name()).is_none());
    let older = missing.is_some();
    let told = missing.or_else(|| unknown().map(|field| format!("its column `{}` is not in the contract", field.name())));
    Ok(told.map(|told| Difference { told, older }))
}
