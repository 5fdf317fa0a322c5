//! A Parquet file that says what it holds: unit and meaning with each column, query and release with the file.

use std::collections::HashMap;
use std::io::Write;
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::metadata::KeyValue;
use parquet::file::properties::WriterProperties;
use solieu_warehouse::DescribedColumn;

use super::Rows;
use crate::error::CliError;
use crate::provenance::Provenance;

pub(super) fn write(rows: &Rows, about: Option<&Provenance>, out: &mut (impl Write + Send)) -> Result<(), CliError> {
    let (columns, notes) = about.map(|about| (about.columns.clone(), about.notes())).unwrap_or_default();
    let mut file = ParquetFile::new(&rows.schema, &columns, notes, out)?;
    for batch in &rows.batches {
        file.write(batch)?;
    }
    file.close()
}

/// A file that takes its rows batch by batch.
pub(crate) struct ParquetFile<W: Write + Send> {
    writer: ArrowWriter<W>,
    schema: SchemaRef,
}

impl<W: Write + Send> ParquetFile<W> {
    /// Meanings are by the column's place; `notes` are the file's key-value metadata.
    pub(crate) fn new(
        schema: &SchemaRef,
        columns: &[Option<DescribedColumn>],
        notes: Vec<(String, String)>,
        out: W,
    ) -> Result<Self, CliError> {
        let schema = described(schema, columns);
        let notes = notes.into_iter().map(|(key, value)| KeyValue::new(key, value)).collect();
        let properties =
            WriterProperties::builder().set_compression(Compression::ZSTD(Default::default())).set_key_value_metadata(Some(notes)).build();
        let writer = ArrowWriter::try_new(out, schema.clone(), Some(properties)).map_err(CliError::failed)?;
        Ok(Self { writer, schema })
    }

    pub(crate) fn write(&mut self, batch: &RecordBatch) -> Result<(), CliError> {
        let batch = RecordBatch::try_new(self.schema.clone(), batch.columns().to_vec()).map_err(CliError::failed)?;
        self.writer.write(&batch).map_err(CliError::failed)
    }

    pub(crate) fn close(self) -> Result<(), CliError> {
        self.writer.close().map_err(CliError::failed)?;
        Ok(())
    }
}

fn described(schema: &SchemaRef, columns: &[Option<DescribedColumn>]) -> SchemaRef {
    let meanings = columns.iter().map(Option::as_ref).chain(std::iter::repeat(None));
    let fields = schema.fields().iter().zip(meanings).map(|(field, meaning)| match meaning {
        Some(meaning) => Arc::new(field.as_ref().clone().with_metadata(metadata(meaning))),
        None => field.clone(),
    });
    Arc::new(Schema::new(fields.collect::<Vec<Arc<Field>>>()))
}

/// Keys as in the contracts: `vi`, `en`, `unit`.
fn metadata(column: &DescribedColumn) -> HashMap<String, String> {
    let unit = column.unit.iter().map(|unit| ("unit".to_owned(), unit.clone()));
    let meaning = [("vi", &column.vi), ("en", &column.en)].map(|(key, text)| (key.to_owned(), text.clone()));
    meaning.into_iter().chain(unit).collect()
}
