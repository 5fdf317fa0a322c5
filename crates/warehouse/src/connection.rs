//! Opens database files with the settings that every build of DuckDB understands alike.

use std::path::Path;

use duckdb::{AccessMode, Config, Connection};

use crate::WarehouseError;
use crate::load::text;
use crate::releases::beside;

/// What DuckDB may hold in memory while it makes a release; what is more goes to a folder beside the file.
const MEMORY: &str = "180MB";

/// How a release lies on the disk. DuckDB from 1.3 on reads it, and packs repeated texts in half the time of the form before.
/// A table of a middling warehouse fills several row groups, each of which one thread packs.
pub(crate) const STORAGE: &str = "STORAGE_VERSION 'v1.3.0', ROW_GROUP_SIZE 30720";

/// All columns of a Parquet file are asked for at once, not page by page.
const READING: &str = "SET prefetch_all_parquet_files = true";

/// A database file to be filled: a new one, or the copy of a release.
pub(crate) fn create(path: &Path) -> Result<Connection, WarehouseError> {
    let failed = |source| WarehouseError::Open { path: path.to_owned(), source };
    // Only an attached file is told how large its row groups are.
    let connection = open(Path::new(":memory:"), AccessMode::ReadWrite, |config| {
        let spilled = beside(path, ".tmp");
        // A commit then writes the file itself, and no log first that would be written through to the disk only to be dropped.
        config.max_memory(MEMORY)?.with("checkpoint_threshold", "1KB")?.with("temp_directory", spilled.to_string_lossy())
    })?;
    let attach = format!("ATTACH {} AS release_file ({STORAGE}); USE release_file; {READING}", text(&path.to_string_lossy()));
    connection.execute_batch(&attach).map_err(failed)?;
    Ok(connection)
}

/// A database that is gone when it is closed.
pub(crate) fn in_memory() -> Result<Connection, WarehouseError> {
    open(Path::new(":memory:"), AccessMode::ReadWrite, Ok)
}

/// A release, to be read.
pub(crate) fn read_only(path: &Path) -> Result<Connection, WarehouseError> {
    if !path.exists() {
        return Err(WarehouseError::NoRelease { path: path.to_owned() });
    }
    open(path, AccessMode::ReadOnly, Ok)
}

fn open(path: &Path, mode: AccessMode, more: impl FnOnce(Config) -> duckdb::Result<Config>) -> Result<Connection, WarehouseError> {
    settings(mode)
        .and_then(more)
        .and_then(|config| Connection::open_with_flags(path, config))
        .map_err(|source| WarehouseError::Open { path: path.to_owned(), source })
}

/// Nothing is downloaded or loaded behind our back: what a statement needs is in the build or it fails.
fn settings(mode: AccessMode) -> duckdb::Result<Config> {
    Config::default().access_mode(mode)?.enable_autoload_extension(false)
}
