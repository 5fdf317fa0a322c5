//! Opens database files with the settings that every build of DuckDB understands alike.

use std::path::Path;

use duckdb::{AccessMode, Config, Connection};

use crate::WarehouseError;

/// What DuckDB may hold in memory while it makes a release; what is more goes to a folder beside the file.
const MEMORY: &str = "180MB";

/// A new database file, to be filled.
pub(crate) fn create(path: &Path) -> Result<Connection, WarehouseError> {
    // A commit then writes the file itself, and no log first that would be written through to the disk only to be dropped.
    open(path, AccessMode::ReadWrite, |config| config.max_memory(MEMORY)?.with("checkpoint_threshold", "1KB"))
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
