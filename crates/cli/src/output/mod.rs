//! Prints rows: tables for people, lines for programs.

mod cell;
mod csv;
mod jsonl;
mod parquet;
pub(crate) mod table;
mod xlsx;

use std::fs::File;
use std::io::{BufWriter, IsTerminal, Write};
use std::path::Path;

use arrow::array::RecordBatch;
use arrow::datatypes::SchemaRef;
use clap::ValueEnum;
use solieu_warehouse::Answer;

pub(crate) use self::parquet::ParquetFile;
use crate::error::CliError;
use crate::provenance::Provenance;

/// Rows of one schema.
pub(crate) struct Rows {
    pub(crate) schema: SchemaRef,
    pub(crate) batches: Vec<RecordBatch>,
}

impl From<Answer> for Rows {
    fn from(answer: Answer) -> Self {
        Self { schema: answer.schema, batches: answer.batches }
    }
}

impl Rows {
    /// Every value as text, row by row; null is `None`.
    pub(crate) fn texts(&self) -> Result<Vec<Vec<Option<String>>>, CliError> {
        let rows = self.batches.iter().flat_map(|batch| (0..batch.num_rows()).map(move |row| (batch, row)));
        let texts = rows.map(|(batch, row)| batch.columns().iter().map(|column| cell::text(column, row)).collect());
        texts.collect::<Result<_, _>>().map_err(CliError::failed)
    }

    /// The texts of one column, without the nulls.
    pub(crate) fn column_texts(&self, column: usize) -> Result<Vec<String>, CliError> {
        Ok(self.texts()?.into_iter().filter_map(|mut row| row.get_mut(column)?.take()).collect())
    }
}

/// How rows are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// A table for a terminal
    Table,
    /// Comma-separated, with a header line
    Csv,
    /// One JSON object a line
    Jsonl,
    /// A Markdown table
    Markdown,
    /// A Parquet file
    Parquet,
    /// An Excel workbook
    Xlsx,
    /// What `--excel` makes of `csv`
    #[value(skip)]
    ExcelCsv,
}

impl Format {
    /// By the ending of a file's name.
    pub(crate) fn of(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "csv" => Some(Self::Csv),
            "jsonl" | "ndjson" => Some(Self::Jsonl),
            "md" => Some(Self::Markdown),
            "parquet" => Some(Self::Parquet),
            "xlsx" => Some(Self::Xlsx),
            "txt" => Some(Self::Table),
            _ => None,
        }
    }

    /// What it is called where it is one file for one result, of bytes that no terminal shows.
    pub(crate) fn of_one_file(self) -> Option<&'static str> {
        match self {
            Self::Parquet => Some("Parquet"),
            Self::Xlsx => Some("XLSX"),
            _ => None,
        }
    }
}

/// Prints rows to a writer.
pub(crate) fn write(rows: &Rows, format: Format, out: &mut (impl Write + Send)) -> Result<(), CliError> {
    write_with(rows, format, None, out)
}

/// Prints rows to a writer; files that have a place for it say where the rows come from.
pub(crate) fn write_with(rows: &Rows, format: Format, about: Option<&Provenance>, out: &mut (impl Write + Send)) -> Result<(), CliError> {
    match format {
        Format::Table => table::write(rows, out)?,
        Format::Csv => csv::write(rows, out)?,
        Format::Jsonl => jsonl::write(rows, out)?,
        Format::Markdown => table::write_markdown(rows, out)?,
        Format::Parquet => parquet::write(rows, about, out)?,
        Format::Xlsx => xlsx::write(rows, about, out)?,
        Format::ExcelCsv => csv::write_excel(rows, out)?,
    }
    Ok(out.flush()?)
}

/// Prints rows to a file, or to standard output where none is named.
pub(crate) fn write_to(rows: &Rows, format: Format, path: Option<&Path>) -> Result<(), CliError> {
    match path {
        Some(path) => write(rows, format, &mut BufWriter::new(create(path)?)),
        None => {
            is_fit_for_stdout(format)?;
            write(rows, format, &mut stdout())
        }
    }
}

/// Makes a file that the command line names.
pub(crate) fn create(path: &Path) -> Result<File, CliError> {
    File::create(path).map_err(|error| CliError::unreadable(path, &error))
}

/// The bytes of a workbook would only garble a terminal.
pub(crate) fn is_fit_for_stdout(format: Format) -> Result<(), CliError> {
    match format.of_one_file() {
        Some(name) if std::io::stdout().is_terminal() => {
            Err(CliError::usage(format!("{name} is a file, not text for a terminal")).hint("name a file with -o FILE"))
        }
        _ => Ok(()),
    }
}

/// Prints rows as an Arrow IPC stream.
pub(crate) fn write_arrow(rows: &Rows, out: &mut impl Write) -> Result<(), CliError> {
    let mut writer = arrow::ipc::writer::StreamWriter::try_new(out, &rows.schema).map_err(CliError::failed)?;
    for batch in &rows.batches {
        writer.write(batch).map_err(CliError::failed)?;
    }
    writer.finish().map_err(CliError::failed)
}

/// Standard output, written in large pieces.
pub(crate) fn stdout() -> impl Write + Send {
    BufWriter::with_capacity(1 << 16, std::io::stdout())
}

#[cfg(test)]
mod tests;
