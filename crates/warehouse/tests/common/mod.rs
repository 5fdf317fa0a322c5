//! A small lake, written by the test through the contracts, and a release made of it.
#![allow(clippy::unwrap_used, dead_code)]

use std::collections::BTreeMap;
use std::fs;
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::datatypes::{Field, Schema, SchemaRef};
use parquet::arrow::ArrowWriter;
use serde_json::{Map, Value, json};
use solieu_tables::{Column, ColumnType, Contract, Contracts};
use solieu_warehouse::{Inputs, ReleaseInfo, build_release};

pub(crate) mod answers;
pub(crate) mod years;

type Row = Map<String, Value>;

/// What the release of the tests says of itself.
pub(crate) fn info(number: u64) -> ReleaseInfo {
    ReleaseInfo {
        number,
        run_id: "run-1".to_owned(),
        built_at: "2026-11-22T01:02:03Z".parse().unwrap(),
        binary_version: "0.1.0".to_owned(),
        extractor_version: "1".to_owned(),
        catalogue_version: "c1".to_owned(),
        lake_versions: BTreeMap::from([("figures".to_owned(), 4)]),
    }
}

/// A release of the rows in `tests/rows`.
pub(crate) fn release(folder: &Path) -> PathBuf {
    let out = folder.join("releases/1.duckdb");
    build_release(&lake(&folder.join("lake")), &info(1), &out).unwrap().path
}

/// Parquet files of the rows in `tests/rows`, laid out as in the lake.
pub(crate) fn lake(folder: &Path) -> Inputs<'static> {
    lake_of(folder, rows_of)
}

/// The same lake, where one figure has another value.
pub(crate) fn lake_where(folder: &Path, figure_id: &str, value: u64) -> Inputs<'static> {
    lake_of(folder, |contract| {
        let mut rows = rows_of(contract);
        for row in rows.iter_mut().filter(|row| row.get("figure_id") == Some(&json!(figure_id))) {
            row.insert("value".to_owned(), json!(value.to_string()));
        }
        rows
    })
}

/// Parquet files of some rows, and of the project's own provinces.
fn lake_of(folder: &Path, rows_of: impl Fn(&Contract) -> Vec<Row>) -> Inputs<'static> {
    let mut inputs = Inputs::default();
    for contract in Contracts::builtin().iter() {
        let rows = rows_of(contract);
        if !rows.is_empty() {
            inputs.files.insert(contract.name.clone(), write(folder, contract, &rows));
        }
    }
    inputs.files.extend(provinces(folder));
    inputs
}

/// Rows as a batch by the table's contract.
pub(crate) fn batch(table: &str, rows: &[Value]) -> RecordBatch {
    let contract = Contracts::builtin().get(table).unwrap();
    let rows: Vec<Row> = rows.iter().map(|row| complete(contract, row.as_object().unwrap().clone())).collect();
    decode(contract.arrow_schema(), &rows)
}

/// The project's own list of provinces, as rows of the two tables.
fn provinces(folder: &Path) -> BTreeMap<String, Vec<PathBuf>> {
    fs::create_dir_all(folder).unwrap();
    let connection = duckdb::Connection::open_in_memory().unwrap();
    let mut files = BTreeMap::new();
    for table in ["provinces", "province_successions"] {
        let file = folder.join(format!("{table}.parquet"));
        let sql = fs::read_to_string(format!("tests/rows/{table}.sql")).unwrap();
        connection.execute_batch(&format!("COPY ({sql}) TO '{}' (FORMAT parquet)", file.display())).unwrap();
        files.insert(table.to_owned(), vec![file]);
    }
    files
}

/// Rows of `tests/rows/TABLE.jsonl`; its first line holds what all rows share.
fn rows_of(contract: &Contract) -> Vec<Row> {
    let Ok(text) = fs::read_to_string(format!("tests/rows/{}.jsonl", contract.name)) else { return Vec::new() };
    let mut lines = text.lines().map(|line| serde_json::from_str::<Row>(line).unwrap());
    let shared = lines.next().unwrap();
    let with_shared = |row: Row| shared.clone().into_iter().chain(row).collect();
    lines.map(|row| complete(contract, with_shared(row))).collect()
}

/// Gives every column a value that the row leaves out.
fn complete(contract: &Contract, mut row: Row) -> Row {
    for column in contract.columns.iter().filter(|column| !column.nullable) {
        row.entry(column.name.clone()).or_insert_with(|| plain_value(column));
    }
    row
}

fn plain_value(column: &Column) -> Value {
    match column.kind {
        ColumnType::Utf8 => json!(""),
        ColumnType::Int32 | ColumnType::Int64 | ColumnType::Float64 => json!(0),
        ColumnType::Bool => json!(false),
        ColumnType::Date32 => json!("2000-01-01"),
        ColumnType::Timestamp => json!("2000-01-01T00:00:00"),
        ColumnType::Decimal => json!("0"),
        ColumnType::Utf8List | ColumnType::Int32List => json!([]),
    }
}

fn write(folder: &Path, contract: &Contract, rows: &[Row]) -> Vec<PathBuf> {
    let mut partitions: BTreeMap<String, Vec<Row>> = BTreeMap::new();
    for row in rows {
        let place = contract.partition_by.iter().map(|column| format!("{column}={}/", row[column])).collect::<String>();
        partitions.entry(place).or_default().push(row.clone());
    }
    let schema = stored_schema(contract);
    let files = partitions.into_iter().map(|(place, rows)| {
        let file = folder.join(&contract.name).join(place).join("part.parquet");
        write_file(&file, &decode(schema.clone(), &rows));
        file
    });
    files.collect()
}

/// A partition's own columns stand in the folder's name, not in the file.
fn stored_schema(contract: &Contract) -> SchemaRef {
    let schema = contract.arrow_schema();
    let stored = schema.fields().iter().filter(|field| !contract.partition_by.contains(field.name()));
    Arc::new(Schema::new(stored.cloned().collect::<Vec<Arc<Field>>>()))
}

fn write_file(file: &Path, batch: &RecordBatch) {
    fs::create_dir_all(file.parent().unwrap()).unwrap();
    let mut writer = ArrowWriter::try_new(fs::File::create(file).unwrap(), batch.schema(), None).unwrap();
    writer.write(batch).unwrap();
    writer.close().unwrap();
}

fn decode(schema: SchemaRef, rows: &[Row]) -> RecordBatch {
    let lines: String = rows.iter().map(|row| format!("{}\n", Value::from(row.clone()))).collect();
    let mut reader = arrow::json::ReaderBuilder::new(schema).with_batch_size(rows.len()).build(Cursor::new(lines)).unwrap();
    reader.next().unwrap().unwrap()
}
