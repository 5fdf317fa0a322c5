//! A workbook for Excel: a sheet of typed cells, and one that says where they come from.

use std::io::Write;

use arrow::array::{ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, SchemaRef};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::{Rows, cell};
use crate::error::CliError;
use crate::provenance::Provenance;

/// What one sheet holds, less the header.
const MOST_ROWS: usize = 1_048_575;
/// What one cell holds.
const MOST_CHARS: usize = 32_767;
/// Excel's numbers are doubles: more digits would be rounded.
const MOST_DIGITS: usize = 15;
/// No column is made wider, so that sentences do not push the numbers off the screen.
const WIDEST_PIXELS: u32 = 420;
const DAY: &str = "yyyy-mm-dd";
const MOMENT: &str = "yyyy-mm-dd hh:mm:ss";

pub(super) fn write(rows: &Rows, about: Option<&Provenance>, out: &mut impl Write) -> Result<(), CliError> {
    fits(rows)?;
    let mut book = Workbook::new();
    book.set_properties(&properties(about)?);
    fill(rows, book.add_worksheet().set_name("result").map_err(CliError::failed)?)?;
    if let Some(about) = about {
        tell(about, book.add_worksheet().set_name("about").map_err(CliError::failed)?).map_err(CliError::failed)?;
    }
    Ok(out.write_all(&book.save_to_buffer().map_err(CliError::failed)?)?)
}

/// A row that is left out in silence would be a wrong sum later.
fn fits(rows: &Rows) -> Result<(), CliError> {
    let count: usize = rows.batches.iter().map(RecordBatch::num_rows).sum();
    if count <= MOST_ROWS {
        return Ok(());
    }
    Err(CliError::usage(format!("{count} rows are more than a sheet of Excel holds ({MOST_ROWS})"))
        .hint("ask for fewer rows, or write --format parquet or csv"))
}

/// The moment of asking, or a fixed one: the same rows give the same bytes.
fn properties(about: Option<&Provenance>) -> Result<DocProperties, CliError> {
    let asked = about.map_or(0, |about| about.asked_at.as_second());
    let made = ExcelDateTime::from_timestamp(asked).map_err(CliError::failed)?;
    Ok(DocProperties::new().set_creation_datetime(&made).set_author("Solieu"))
}

fn fill(rows: &Rows, sheet: &mut Worksheet) -> Result<(), CliError> {
    header(&rows.schema, sheet).map_err(CliError::failed)?;
    for (column, field) in (0..).zip(rows.schema.fields()) {
        let formats = Formats::new();
        let mut row = 1;
        for batch in &rows.batches {
            let values = batch.column(usize::from(column));
            for index in 0..batch.num_rows() {
                let place = Place { row, column };
                put(sheet, place, values, index, &formats).map_err(|error| error.of(field.name(), row))?;
                row += 1;
            }
        }
    }
    sheet.autofit_to_max_width(WIDEST_PIXELS);
    Ok(())
}

fn header(schema: &SchemaRef, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    for (column, field) in (0..).zip(schema.fields()) {
        sheet.write_string_with_format(0, column, field.name(), &bold)?;
    }
    sheet.set_freeze_panes(1, 0)?;
    Ok(())
}

/// Row and column of a cell, from 0.
#[derive(Clone, Copy)]
struct Place {
    row: u32,
    column: u16,
}

struct Formats {
    day: Format,
    moment: Format,
}

impl Formats {
    fn new() -> Self {
        Self { day: Format::new().set_num_format(DAY), moment: Format::new().set_num_format(MOMENT) }
    }
}

/// Why a value does not go into a cell.
enum CellError {
    TooLong,
    Other(CliError),
}

impl CellError {
    fn of(self, column: &str, row: u32) -> CliError {
        match self {
            Self::Other(error) => error,
            Self::TooLong => {
                CliError::usage(format!("column {column}, row {row}: longer than a cell of Excel holds ({MOST_CHARS} characters)"))
                    .hint("leave that column out, or write --format parquet or csv")
            }
        }
    }
}

fn put(sheet: &mut Worksheet, place: Place, values: &ArrayRef, index: usize, formats: &Formats) -> Result<(), CellError> {
    let Some(text) = cell::text(values, index).map_err(|error| CellError::Other(CliError::failed(error)))? else { return Ok(()) };
    if text.encode_utf16().count() > MOST_CHARS {
        return Err(CellError::TooLong);
    }
    typed(sheet, place, values, index, &text, formats).map_err(|error| CellError::Other(CliError::failed(error)))
}

fn typed(sheet: &mut Worksheet, at: Place, values: &ArrayRef, index: usize, text: &str, formats: &Formats) -> Result<(), XlsxError> {
    let Place { row, column } = at;
    let moment = |text: &str| ExcelDateTime::parse_from_str(text).ok();
    match values.data_type() {
        DataType::Boolean => sheet.write_boolean(row, column, values.as_boolean().value(index))?,
        kind if cell::is_number(kind) => match number(text, kind) {
            Some(number) => sheet.write_number(row, column, number)?,
            None => sheet.write_string(row, column, text)?,
        },
        DataType::Date32 => match moment(text) {
            Some(day) => sheet.write_datetime_with_format(row, column, &day, &formats.day)?,
            None => sheet.write_string(row, column, text)?,
        },
        DataType::Timestamp(..) => match moment(text) {
            Some(moment) => sheet.write_datetime_with_format(row, column, &moment, &formats.moment)?,
            None => sheet.write_string(row, column, text)?,
        },
        _ => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// `None` where a double would not hold it: such a number stays text, exact.
fn number(text: &str, kind: &DataType) -> Option<f64> {
    let digits = text.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit).count();
    let exact = kind.is_floating() || digits <= MOST_DIGITS;
    text.parse().ok().filter(|number: &f64| exact && number.is_finite())
}

/// The sheet of provenance: labels in both languages, one fact a row, then the columns.
fn tell(about: &Provenance, sheet: &mut Worksheet) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold();
    let wrapped = Format::new().set_text_wrap();
    let mut row = 0;
    for (label, fact) in about.facts() {
        sheet.write_string_with_format(row, 0, label, &bold)?;
        // A very long query is cut here, not in the result.
        let shown: String = fact.chars().take(MOST_CHARS / 2).collect();
        sheet.write_string_with_format(row, 1, shown, &wrapped)?;
        row += 1;
    }
    for (title, header, lines) in about.lists() {
        row += 1;
        sheet.write_string_with_format(row, 0, title, &bold)?;
        row += 1;
        for line in std::iter::once(header).chain(lines) {
            for (column, text) in (0..).zip(line) {
                sheet.write_string(row, column, text)?;
            }
            row += 1;
        }
    }
    sheet.set_column_width(0, 34)?.set_column_width(1, 80)?.set_column_width(2, 60)?.set_column_width(3, 60)?;
    Ok(())
}
