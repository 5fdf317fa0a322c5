//! Each check at the door fails on rows that break it, and names table, column and row.
#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use arrow::array::{ArrayRef, Decimal128Array, Int32Array, RecordBatch, StringArray, new_null_array};
use arrow::datatypes::{DataType, Field, Schema};
use solieu_tables::{Contract, Contracts};

fn contract(table: &str) -> &'static Contract {
    Contracts::builtin().get(table).unwrap()
}

/// Two good rows of `figures`.
fn figures() -> RecordBatch {
    let contract = contract("figures");
    let columns = contract.columns.iter().map(|column| match column.kind.arrow() {
        _ if column.nullable => new_null_array(&column.kind.arrow(), 2),
        DataType::Utf8 => Arc::new(StringArray::from(vec!["a", "b"])) as ArrayRef,
        DataType::Int32 => Arc::new(Int32Array::from(vec![1, 2])),
        DataType::Decimal128(precision, scale) => {
            Arc::new(Decimal128Array::from(vec![1_500_000, -2]).with_precision_and_scale(precision, scale).unwrap())
        }
        DataType::Float64 => Arc::new(arrow::array::Float64Array::from(vec![0.5, 1.0])),
        other => panic!("a required column of type {other}"),
    });
    RecordBatch::try_new(contract.arrow_schema(), columns.collect()).unwrap()
}

/// The rows with one column replaced, under the name `name`.
fn with(rows: &RecordBatch, column: &str, name: &str, values: ArrayRef) -> RecordBatch {
    let place = rows.schema().index_of(column).unwrap();
    let mut fields: Vec<Field> = rows.schema().fields().iter().map(|field| field.as_ref().clone()).collect();
    fields[place] = Field::new(name, values.data_type().clone(), true);
    let mut columns = rows.columns().to_vec();
    columns[place] = values;
    RecordBatch::try_new(Arc::new(Schema::new(fields)), columns).unwrap()
}

fn check(rows: &RecordBatch, expect: &[&str]) {
    let message = contract("figures").check(rows).unwrap_err().to_string();
    for part in expect {
        assert!(message.contains(part), "`{part}` is not in: {message}");
    }
}

#[test]
fn good_rows_pass() {
    contract("figures").check(&figures()).unwrap();
    contract("figures").check(&figures().slice(0, 0)).unwrap();
}

#[test]
fn a_renamed_column_is_refused() {
    let rows = figures();
    check(&with(&rows, "year", "years", rows.column_by_name("year").unwrap().clone()), &["figures", "`years`", "`year`"]);
}

#[test]
fn a_missing_column_is_refused() {
    let rows = figures();
    let all: Vec<usize> = (0..rows.num_columns() - 1).collect();
    check(&rows.project(&all).unwrap(), &["`nothing`", "`locator`"]);
}

#[test]
fn another_type_is_refused() {
    check(&with(&figures(), "year", "year", Arc::new(StringArray::from(vec!["2016", "2017"]))), &["column year", "Utf8", "Int32"]);
}

#[test]
fn a_missing_value_is_refused() {
    check(&with(&figures(), "unit", "unit", Arc::new(StringArray::from(vec![Some("dossier"), None]))), &["column unit", "row 1"]);
}

#[test]
fn a_repeated_key_is_refused() {
    check(
        &with(&figures(), "figure_id", "figure_id", Arc::new(StringArray::from(vec!["a", "a"]))),
        &["figure_id", "rows 0 and 1", "both are a"],
    );
}

#[test]
fn too_many_digits_are_refused() {
    let wide = Decimal128Array::from(vec![0, 10_i128.pow(28)]).with_precision_and_scale(28, 6).unwrap();
    check(&with(&figures(), "value", "value", Arc::new(wide)), &["column value", "row 1", "10000000000000000000000.000000"]);
}
