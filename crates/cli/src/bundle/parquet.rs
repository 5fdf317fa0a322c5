//! A table or view as a Parquet file, written batch by batch.

use std::io::BufWriter;
use std::path::Path;

use solieu_warehouse::{Described, ObjectKind, Session};

use crate::error::CliError;
use crate::output::{self, ParquetFile};
use crate::provenance;

/// Gives the number of rows.
pub(super) fn write(session: &Session, object: &Described, release: &[(String, String)], path: &Path) -> Result<u64, CliError> {
    let query = query(object);
    let mut rows = session.stream(&query).map_err(CliError::failed)?;
    let notes = [
        ("solieu.query", query),
        ("solieu.release", provenance::as_json(release)),
        ("solieu.vi", object.vi.clone()),
        ("solieu.en", object.en.clone()),
    ];
    let notes = notes.into_iter().map(|(key, value)| (key.to_owned(), value)).collect();
    let columns: Vec<_> = object.columns.iter().cloned().map(Some).collect();
    let mut file = ParquetFile::new(&rows.schema(), &columns, notes, BufWriter::new(output::create(path)?))?;
    let mut count = 0;
    while let Some(batch) = rows.next_batch().map_err(CliError::failed)? {
        count += batch.num_rows() as u64;
        file.write(&batch)?;
    }
    file.close()?;
    Ok(count)
}

/// Tables have an order of their own; a view's rows come as the cores happen to finish.
fn query(object: &Described) -> String {
    let order = if object.kind == ObjectKind::View { " ORDER BY ALL" } else { "" };
    format!("SELECT * FROM \"{}\"{order}", object.name)
}
