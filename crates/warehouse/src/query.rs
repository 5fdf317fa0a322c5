//! Asks a release.

use std::path::Path;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;

use crate::{Session, WarehouseError};

/// What a query gave: columns, and rows in batches.
#[derive(Debug, Clone)]
pub struct Answer {
    /// Names and types of the columns, also where there are no rows.
    pub schema: SchemaRef,
    /// The rows, in the query's order.
    pub batches: Vec<RecordBatch>,
}

/// Runs one query on a release, opened read-only.
///
/// ```no_run
/// # fn main() -> Result<(), solieu_warehouse::WarehouseError> {
/// let release = std::path::Path::new("warehouse/data/solieu.duckdb");
/// let answer = solieu_warehouse::query(release, "SELECT count(*) FROM figures")?;
/// assert_eq!(answer.schema.fields().len(), 1);
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// There is no release at `path`, another program holds it for writing, or the query is wrong
/// (then the message holds DuckDB's own words).
pub fn query(path: &Path, sql: &str) -> Result<Answer, WarehouseError> {
    Session::open(path)?.query(sql)
}
