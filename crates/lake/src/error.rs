//! What can go wrong in the lake.

use std::path::PathBuf;

use solieu_tables::ContractError;

/// A table that cannot be opened, read or written.
#[derive(Debug, thiserror::Error)]
pub enum LakeError {
    /// The lake's address is neither a path nor a URL.
    #[error("lake at `{root}`: {reason}; give a folder or a URL such as file:///data/lake")]
    Address {
        /// The address as given.
        root: String,
        /// What is wrong with it.
        reason: String,
    },
    /// A table is not there.
    #[error("lake at {root}: no table `{table}`; run `solieu run` once, or check --warehouse")]
    Missing {
        /// The lake.
        root: String,
        /// The table.
        table: String,
    },
    /// A Delta operation failed.
    #[error("table {table}: {doing} failed: {source}")]
    Delta {
        /// The table.
        table: String,
        /// What was being done.
        doing: &'static str,
        /// The cause.
        source: Box<deltalake_core::DeltaTableError>,
    },
    /// The table in the lake has other columns than the contract.
    #[error(
        "table {table}: {difference}; the lake was written by another version of solieu: use that one, or move the folder of the lake away and run again: every table is then made anew from the raw store"
    )]
    OtherColumns {
        /// The table.
        table: String,
        /// The first column that differs, and how.
        difference: String,
        /// The table lacks a column of the contract: an earlier version of solieu wrote it.
        older: bool,
    },
    /// A file of the lake cannot be read, written or removed.
    #[error("table {table}, file {path}: {source}; check rights and free space")]
    Store {
        /// The table.
        table: String,
        /// The file, from the table's folder.
        path: String,
        /// The cause.
        source: deltalake_core::ObjectStoreError,
    },
    /// A data file is not readable Parquet, or could not be made.
    #[error("table {table}, file {path}: {source}; restore the file from a backup, or write the partition anew with `solieu run --full`")]
    Parquet {
        /// The table.
        table: String,
        /// The file, from the table's folder; `new file` while it is being made.
        path: String,
        /// The cause.
        source: parquet::errors::ParquetError,
    },
    /// Rows could not be sorted, cut or joined.
    #[error("table {table}: {doing} failed: {source}")]
    Arrow {
        /// The table.
        table: String,
        /// What was being done.
        doing: &'static str,
        /// The cause.
        source: arrow::error::ArrowError,
    },
    /// Rows break their contract.
    #[error(transparent)]
    Contract(#[from] ContractError),
    /// One version of a report was staged twice for a table.
    #[error("table {table}: rows of report {content_id} were staged twice in one change; stage each report once")]
    StagedTwice {
        /// The table.
        table: String,
        /// The report's content id.
        content_id: String,
    },
    /// The table is not of the kind that the operation is for.
    #[error("table {table}: {expected}")]
    WrongKind {
        /// The table.
        table: String,
        /// What it should have been, and what to do.
        expected: &'static str,
    },
    /// The stage's own files fail.
    #[error("stage {}: {source}; check rights and free space", path.display())]
    Stage {
        /// The folder or file.
        path: PathBuf,
        /// The cause.
        source: std::io::Error,
    },
    /// Work on another thread was ended.
    #[error("table {table}: the work was stopped: {source}")]
    Stopped {
        /// The table.
        table: String,
        /// The cause.
        source: tokio::task::JoinError,
    },
}

impl LakeError {
    pub(crate) fn delta(table: &str, doing: &'static str) -> impl FnOnce(deltalake_core::DeltaTableError) -> Self {
        move |source| Self::Delta { table: table.to_owned(), doing, source: Box::new(source) }
    }

    pub(crate) fn arrow(table: &str, doing: &'static str) -> impl FnOnce(arrow::error::ArrowError) -> Self {
        move |source| Self::Arrow { table: table.to_owned(), doing, source }
    }

    pub(crate) fn parquet(table: &str, path: &str) -> impl FnOnce(parquet::errors::ParquetError) -> Self {
        move |source| Self::Parquet { table: table.to_owned(), path: path.to_owned(), source }
    }

    pub(crate) fn store(table: &str, path: &str) -> impl FnOnce(deltalake_core::ObjectStoreError) -> Self {
        move |source| Self::Store { table: table.to_owned(), path: path.to_owned(), source }
    }

    pub(crate) fn stage(path: &std::path::Path) -> impl FnOnce(std::io::Error) -> Self {
        move |source| Self::Stage { path: path.to_owned(), source }
    }
}
