//! A release held open for several queries.

use std::fmt;
use std::path::Path;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use duckdb::{Connection, InterruptHandle, Statement};

use crate::dictionary::{Described, read};
use crate::{Answer, WarehouseError, connection};

/// A release, opened read-only. Settings, variables and temporary tables of one query are there in the next.
#[derive(Debug)]
pub struct Session {
    connection: Connection,
}

impl Session {
    /// Opens a release.
    ///
    /// # Errors
    /// There is no release at `path`, or another program holds it for writing.
    pub fn open(path: &Path) -> Result<Self, WarehouseError> {
        Ok(Self { connection: connection::read_only(path)? })
    }

    /// Runs one query and takes all its rows.
    ///
    /// # Errors
    /// The query is wrong, fails or is interrupted; the message holds DuckDB's own words.
    pub fn query(&self, sql: &str) -> Result<Answer, WarehouseError> {
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        let rows = statement.query_arrow([]).map_err(failed)?;
        Ok(Answer { schema: rows.get_schema(), batches: rows.collect() })
    }

    /// Runs one query whose rows are taken batch by batch, so that any number of them fits.
    ///
    /// # Errors
    /// The query is wrong or fails before its first row.
    pub fn stream(&self, sql: &str) -> Result<Stream<'_>, WarehouseError> {
        let mut statement = self.connection.prepare(sql).map_err(failed)?;
        // The rows are taken by `step`, which tells a failure where the iterator would panic.
        let _ = statement.stream_arrow([]).map_err(failed)?;
        Ok(Stream { statement })
    }

    /// What stops a query of this session from another thread.
    #[must_use]
    pub fn interrupter(&self) -> Interrupter {
        Interrupter(self.connection.interrupt_handle())
    }

    /// Tables, views and macros of the release, by kind and name, with what each column means.
    ///
    /// # Errors
    /// The file is no release of Solieu.
    pub fn dictionary(&self) -> Result<Vec<Described>, WarehouseError> {
        read(&self.connection)
    }
}

/// The rows of a query that runs.
pub struct Stream<'session> {
    statement: Statement<'session>,
}

impl Stream<'_> {
    /// Names and types of the columns.
    #[must_use]
    pub fn schema(&self) -> SchemaRef {
        self.statement.schema()
    }

    /// The next rows; `None` after the last.
    ///
    /// # Errors
    /// The query fails on its way.
    pub fn next_batch(&mut self) -> Result<Option<RecordBatch>, WarehouseError> {
        Ok(self.statement.step().map_err(failed)?.map(|rows| RecordBatch::from(&rows)))
    }
}

/// Stops the query that its session runs; without one it does nothing.
#[derive(Clone)]
pub struct Interrupter(Arc<InterruptHandle>);

impl Interrupter {
    /// Stops the query.
    pub fn interrupt(&self) {
        self.0.interrupt();
    }
}

impl fmt::Debug for Interrupter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Interrupter")
    }
}

fn failed(source: duckdb::Error) -> WarehouseError {
    WarehouseError::Query { source }
}
