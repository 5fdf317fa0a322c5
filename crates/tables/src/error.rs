//! What can be wrong with a contract, or with rows at the door.

use std::path::PathBuf;

/// A contract that cannot be read, or rows that break one.
#[derive(Debug, thiserror::Error)]
pub enum ContractError {
    /// A folder or file of contracts cannot be read.
    #[error("{}: cannot be read: {source}; check that the folder exists and its rights", path.display())]
    Unreadable {
        /// The folder or file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// A contract file is not what a contract is.
    #[error("{file}: {source}")]
    Malformed {
        /// The file.
        file: String,
        /// The cause, with line and offending text.
        source: Box<toml::de::Error>,
    },
    /// A contract contradicts itself.
    #[error("{file}: {flaw}")]
    Flawed {
        /// The file.
        file: String,
        /// What is wrong and what to do.
        flaw: String,
    },
    /// No contract of that name.
    #[error("no table `{table}`; tables are {known}")]
    UnknownTable {
        /// The name asked for.
        table: String,
        /// The names there are.
        known: String,
    },
    /// A column is missing, is unknown or stands elsewhere.
    #[error("table {table}: column {position} is `{found}`, the contract has `{expected}`; give the columns in the contract's order")]
    Column {
        /// Table.
        table: String,
        /// Place of the column, from 0.
        position: usize,
        /// Name in the contract, or `nothing`.
        expected: String,
        /// Name in the rows, or `nothing`.
        found: String,
    },
    /// A column has another type than the contract says.
    #[error("table {table}, column {column}: type is {found}, the contract has {expected}; convert it before the door")]
    Type {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// Type in the contract.
        expected: String,
        /// Type in the rows.
        found: String,
    },
    /// A value is missing where there must be one.
    #[error("table {table}, column {column}, row {row}: no value, and the contract wants one; fill it or set the row aside as a reject")]
    Null {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// First such row, from 0.
        row: usize,
    },
    /// Two rows have the same key.
    #[error(
        "table {table}, key ({columns}), rows {first} and {second}: both are {value}; a key names one row, remove or tell apart one of them"
    )]
    DuplicateKey {
        /// Table.
        table: String,
        /// Columns of the key.
        columns: String,
        /// Earlier row, from 0.
        first: usize,
        /// Later row, from 0.
        second: usize,
        /// The key's values.
        value: String,
    },
    /// A decimal has more digits than the column holds.
    #[error("table {table}, column {column}, row {row}: {value} has more digits than decimal(28,6) holds; set the row aside as a reject")]
    Decimal {
        /// Table.
        table: String,
        /// Column.
        column: String,
        /// First such row, from 0.
        row: usize,
        /// The value.
        value: String,
    },
    /// Arrow could not compare the key columns.
    #[error("table {table}: the key cannot be compared: {source}")]
    Key {
        /// Table.
        table: String,
        /// The cause.
        source: arrow::error::ArrowError,
    },
    /// Columns do not make a batch of the table: another type or length, or a missing value.
    #[error("table {table}: {source}; give every required column, of the contract's type, with one value a row")]
    Shape {
        /// Table.
        table: String,
        /// The cause, with the column.
        source: arrow::error::ArrowError,
    },
}
