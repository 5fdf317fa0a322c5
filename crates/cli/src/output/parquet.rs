//! A Parquet file.

use std::io::Write;

use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::file::properties::WriterProperties;

use super::Rows;
use crate::error::CliError;

pub(super) fn write(rows: &Rows, out: &mut (impl Write + Send)) -> Result<(), CliError> {
    let properties = WriterProperties::builder().set_compression(Compression::ZSTD(Default::default())).build();
    let mut writer = ArrowWriter::try_new(out, rows.schema.clone(), Some(properties)).map_err(CliError::failed)?;
    for batch in &rows.batches {
        writer.write(batch).map_err(CliError::failed)?;
    }
    writer.close().map_err(CliError::failed)?;
    Ok(())
}
