//! Takes the rows of the lake into native tables, by their contracts.

use std::path::{Path, PathBuf};

use arrow::array::RecordBatch;
use duckdb::Connection;
use solieu_tables::{Column, ColumnType, Contract};

use crate::WarehouseError;
use crate::error::in_part;

/// Makes the empty table of a contract.
pub(crate) fn create_table(connection: &Connection, contract: &Contract) -> Result<(), WarehouseError> {
    let columns: Vec<String> = contract.columns.iter().map(declaration).collect();
    let sql = format!("CREATE TABLE {} ({})", name(&contract.name), columns.join(", "));
    connection.execute_batch(&sql).map_err(in_part(&contract.name))
}

/// Takes in the rows of Parquet files, which lie in folders `report_year=…` where the contract says so;
/// all of them, or those that a condition chooses.
pub(crate) fn load_files(
    connection: &Connection,
    contract: &Contract,
    files: &[PathBuf],
    which: Option<&str>,
) -> Result<(), WarehouseError> {
    let Some(first) = files.first() else { return Ok(()) };
    let insertion = insertion(contract, files, which);
    let statements = match size(files) > LARGE {
        true => format!("SET preserve_insertion_order = false; {insertion}; RESET preserve_insertion_order"),
        false => insertion,
    };
    connection.execute_batch(&statements).map_err(|source| WarehouseError::Load {
        table: contract.name.clone(),
        files: format!("{} ({} in all)", first.display(), files.len()),
        source,
    })
}

/// Bytes of Parquet from which on rows are taken in as they come, so that several threads do it. To keep the
/// order of the files takes twice as long; no query relies on it, and of a small table it is pleasant to see.
const LARGE: u64 = 160 << 10;

fn size(files: &[PathBuf]) -> u64 {
    files.iter().filter_map(|file| file.metadata().ok()).map(|metadata| metadata.len()).sum()
}

/// Takes in rows that are in memory, columns in the contract's order.
pub(crate) fn load_rows(connection: &Connection, contract: &Contract, rows: &[RecordBatch]) -> Result<(), WarehouseError> {
    let mut appender = connection.appender(&contract.name).map_err(in_part(&contract.name))?;
    for batch in rows {
        appender.append_record_batch(batch.clone()).map_err(in_part(&contract.name))?;
    }
    appender.flush().map_err(in_part(&contract.name))
}

/// A name of the catalogue, quoted.
pub(crate) fn name(name: &str) -> String {
    format!("\"{}\"", name.replace('"', "\"\""))
}

/// A text, quoted.
pub(crate) fn text(text: &str) -> String {
    format!("'{}'", text.replace('\'', "''"))
}

fn insertion(contract: &Contract, files: &[PathBuf], which: Option<&str>) -> String {
    let columns: Vec<String> = contract.columns.iter().map(taken).collect();
    let files: Vec<String> = files.iter().map(|file| text(&file_name(file))).collect();
    format!(
        "INSERT INTO {} SELECT {} FROM read_parquet([{}]{}){}",
        name(&contract.name),
        columns.join(", "),
        files.join(", "),
        if contract.partition_by.is_empty() { "" } else { ", hive_partitioning = true, hive_types = {'report_year': 'INTEGER'}" },
        which.map(|which| format!(" WHERE {which}")).unwrap_or_default(),
    )
}

fn file_name(file: &Path) -> String {
    file.display().to_string()
}

fn declaration(column: &Column) -> String {
    let nullable = if column.nullable { "" } else { " NOT NULL" };
    format!("{} {}{nullable}", name(&column.name), sql_type(column.kind))
}

/// A column as read from Parquet. Times may come with the zone UTC; going over microseconds needs no ICU.
fn taken(column: &Column) -> String {
    let column_name = name(&column.name);
    match column.kind {
        ColumnType::Timestamp => format!("make_timestamp(epoch_us({column_name}))"),
        _ => column_name,
    }
}

fn sql_type(kind: ColumnType) -> &'static str {
    match kind {
        ColumnType::Utf8 => "VARCHAR",
        ColumnType::Int32 => "INTEGER",
        ColumnType::Int64 => "BIGINT",
        ColumnType::Bool => "BOOLEAN",
        ColumnType::Float64 => "DOUBLE",
        ColumnType::Date32 => "DATE",
        ColumnType::Timestamp => "TIMESTAMP",
        ColumnType::Decimal => "DECIMAL(28, 6)",
        ColumnType::Utf8List => "VARCHAR[]",
        ColumnType::Int32List => "INTEGER[]",
    }
}
