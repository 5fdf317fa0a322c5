//! What can go wrong while a release is made or read.

use std::path::PathBuf;

/// A release that cannot be made, swapped in or read.
#[derive(Debug, thiserror::Error)]
pub enum WarehouseError {
    /// A file or folder of the warehouse cannot be read or written.
    #[error("{}: cannot {act}: {source}; check that the folder exists, its rights, and that the disk is not full", path.display())]
    Disk {
        /// What was tried: `create`, `rename`, ….
        act: &'static str,
        /// The file or folder.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// There is no release yet.
    #[error("{}: no release there; make one with `solieu run`", path.display())]
    NoRelease {
        /// Where it was looked for.
        path: PathBuf,
    },
    /// An audit does not hold; the release was not made.
    #[error("table {table}: {}", rows.join(", "))]
    Audit {
        /// `keys_unique`, `rows_have_reports`, `panel_keys_unique`.
        audit: &'static str,
        /// The table.
        table: String,
        /// Keys of the first rows that do not hold.
        rows: Vec<String>,
    },
    /// A client wrote into the release that the next one is made from.
    #[error("{}: a client wrote into it while it was copied; the next release is made whole", path.display())]
    BaseWritten {
        /// The release.
        path: PathBuf,
    },
    /// The database file cannot be opened.
    #[error("{}: cannot be opened: {source}; {}", path.display(), advice_on_opening(source))]
    Open {
        /// The database file.
        path: PathBuf,
        /// DuckDB's own words.
        source: duckdb::Error,
    },
    /// A statement of ours failed.
    #[error("release, {part}: {source}")]
    Statement {
        /// The SQL file or the table.
        part: String,
        /// DuckDB's own words, with the place in the statement.
        source: duckdb::Error,
    },
    /// The rows of a table cannot be taken in.
    #[error("table {table}, from {files}: {source}; the files must hold the columns of schemas/tables/{table}.toml")]
    Load {
        /// The table.
        table: String,
        /// The first file, and how many there are.
        files: String,
        /// DuckDB's own words.
        source: duckdb::Error,
    },
    /// Rows were handed in for a table that has no contract.
    #[error(transparent)]
    UnknownTable(#[from] solieu_tables::ContractError),
    /// A column or an object of the release has no description.
    #[error(
        "{object}.{column} has no description; add `-- column {column}: vi | en` to its file, or `[{column}]` to warehouse/columns.toml"
    )]
    Undescribed {
        /// Table or view.
        object: String,
        /// Its column.
        column: String,
    },
    /// A file under `warehouse/` is not what it should be.
    #[error("warehouse/{file}: {flaw}")]
    Flawed {
        /// The file.
        file: String,
        /// What is wrong and what to do.
        flaw: String,
    },
    /// A query of the user failed.
    #[error("{source}")]
    Query {
        /// DuckDB's own words, with the place in the query.
        source: duckdb::Error,
    },
}

fn advice_on_opening(source: &duckdb::Error) -> &'static str {
    if source.to_string().contains("lock") {
        "another program holds this release open for writing: close it, or open it there with read_only"
    } else {
        "is it a release of Solieu? an earlier one lies in releases/"
    }
}

/// Names the part of the release that a statement belongs to.
pub(crate) fn in_part(part: &str) -> impl FnOnce(duckdb::Error) -> WarehouseError {
    move |source| WarehouseError::Statement { part: part.to_owned(), source }
}

/// Names what was tried with which file.
pub(crate) fn on_disk(act: &'static str, path: &std::path::Path) -> impl FnOnce(std::io::Error) -> WarehouseError {
    let path = path.to_owned();
    move |source| WarehouseError::Disk { act, path, source }
}
