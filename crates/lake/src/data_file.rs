//! A data file: Parquet whose bytes follow from its rows alone, named by those bytes.

use arrow::array::RecordBatch;
use arrow::compute::{BatchCoalescer, SortColumn, lexsort_to_indices, take_record_batch};
use arrow::datatypes::SchemaRef;
use bytes::Bytes;
use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::arrow::arrow_writer::ArrowWriterOptions;
use parquet::basic::{Compression, ZstdLevel};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use solieu_tables::Contract;

use crate::LakeError;
use crate::schema::file_schema;

/// Rows that reach the encoder at once. Pages end by what reaches it, so it is part of the format.
const ROWS_AT_ONCE: usize = 8192;
/// Rows of a row group: what DuckDB reads on one thread.
const ROW_GROUP_ROWS: usize = 122_880;
/// Written in every file instead of the encoder's version, which would change the bytes.
const CREATED_BY: &str = "solieu lake 1";

/// A finished data file that is not stored yet.
#[derive(Debug)]
pub(crate) struct Encoded {
    /// Name by content, `part-0123….parquet`.
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) rows: usize,
}

/// Takes rows in their final order and gives a file.
pub(crate) struct Encoder<'a> {
    contract: &'a Contract,
    schema: SchemaRef,
    even: BatchCoalescer,
    writer: ArrowWriter<Vec<u8>>,
    rows: usize,
}

impl<'a> Encoder<'a> {
    pub(crate) fn new(contract: &'a Contract) -> Result<Self, LakeError> {
        let schema = file_schema(contract);
        let options = ArrowWriterOptions::new().with_skip_arrow_metadata(true).with_properties(properties()?);
        let writer = ArrowWriter::try_new_with_options(Vec::new(), schema.clone(), options)
            .map_err(LakeError::parquet(&contract.name, "new file"))?;
        let even = BatchCoalescer::new(schema.clone(), ROWS_AT_ONCE);
        Ok(Self { contract, schema, even, writer, rows: 0 })
    }

    /// Adds rows with all columns of the table.
    pub(crate) fn add(&mut self, rows: &RecordBatch) -> Result<(), LakeError> {
        self.rows += rows.num_rows();
        let stored = stored_columns(self.contract, &self.schema, rows)?;
        self.even.push_batch(stored).map_err(LakeError::arrow(&self.contract.name, "gathering rows"))?;
        self.drain()
    }

    /// The file, or `None` where there was no row.
    pub(crate) fn finish(mut self) -> Result<Option<Encoded>, LakeError> {
        self.even.finish_buffered_batch().map_err(LakeError::arrow(&self.contract.name, "gathering rows"))?;
        self.drain()?;
        if self.rows == 0 {
            return Ok(None);
        }
        let bytes = self.writer.into_inner().map_err(LakeError::parquet(&self.contract.name, "new file"))?;
        let digest = blake3::hash(&bytes).to_hex();
        Ok(Some(Encoded { name: format!("part-{}.parquet", &digest[..32]), bytes, rows: self.rows }))
    }

    fn drain(&mut self) -> Result<(), LakeError> {
        while let Some(rows) = self.even.next_completed_batch() {
            self.writer.write(&rows).map_err(LakeError::parquet(&self.contract.name, "new file"))?;
        }
        Ok(())
    }
}

/// Reads a data file's rows in their order, without the columns that its folder states.
pub(crate) fn decode(contract: &Contract, path: &str, bytes: Bytes, columns: &[String]) -> Result<ParquetRecordBatchReader, LakeError> {
    let failed = |source| LakeError::parquet(&contract.name, path)(source);
    let builder = ParquetRecordBatchReaderBuilder::try_new(bytes).map_err(failed)?;
    let all = file_schema(contract);
    let wanted = all.fields().iter().enumerate().filter(|(_, field)| columns.is_empty() || columns.contains(field.name()));
    let mask = parquet::arrow::ProjectionMask::roots(builder.parquet_schema(), wanted.map(|(place, _)| place));
    let failed = |source| LakeError::parquet(&contract.name, path)(source);
    builder.with_projection(mask).with_batch_size(ROWS_AT_ONCE).build().map_err(failed)
}

/// The rows in the contract's order.
pub(crate) fn sorted(contract: &Contract, rows: &RecordBatch) -> Result<RecordBatch, LakeError> {
    let by = contract.sort.iter().filter_map(|name| rows.column_by_name(name));
    let columns: Vec<SortColumn> = by.map(|values| SortColumn { values: values.clone(), options: None }).collect();
    if rows.num_rows() < 2 || columns.is_empty() {
        return Ok(rows.clone());
    }
    let order = lexsort_to_indices(&columns, None).map_err(LakeError::arrow(&contract.name, "sorting"))?;
    if order.values().iter().zip(0..).all(|(&from, to)| from == to) {
        return Ok(rows.clone());
    }
    take_record_batch(rows, &order).map_err(LakeError::arrow(&contract.name, "sorting"))
}

fn stored_columns(contract: &Contract, schema: &SchemaRef, rows: &RecordBatch) -> Result<RecordBatch, LakeError> {
    let columns = schema.fields().iter().filter_map(|field| rows.column_by_name(field.name()).cloned()).collect();
    RecordBatch::try_new(schema.clone(), columns).map_err(LakeError::arrow(&contract.name, "taking the stored columns"))
}

fn properties() -> Result<WriterProperties, LakeError> {
    let level = ZstdLevel::try_new(1).map_err(LakeError::parquet("any", "new file"))?;
    Ok(WriterProperties::builder()
        .set_created_by(CREATED_BY.to_owned())
        .set_compression(Compression::ZSTD(level))
        .set_max_row_group_row_count(Some(ROW_GROUP_ROWS))
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .build())
}
