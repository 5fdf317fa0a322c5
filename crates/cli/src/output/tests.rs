#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use arrow::array::{Array, Decimal128Array, Int32Array, ListArray, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;

use super::*;

fn rows() -> Rows {
    let value = Decimal128Array::from(vec![Some(84_210_000), Some(34_000_000), None]).with_precision_and_scale(28, 6).unwrap();
    let columns: Vec<(&str, Arc<dyn Array>)> = vec![
        ("tên", Arc::new(StringArray::from(vec![Some("Sóc Trăng"), Some("a,\"b\""), None]))),
        ("value", Arc::new(value)),
        ("year", Arc::new(Int32Array::from(vec![2016, 2017, 2018]))),
        ("parts", Arc::new(ListArray::from_iter_primitive::<Int32Type, _, _>([Some(vec![Some(1), Some(2)]), Some(vec![]), None]))),
    ];
    let batch = RecordBatch::try_from_iter(columns).unwrap();
    Rows { schema: batch.schema(), batches: vec![batch] }
}

fn printed(format: Format) -> String {
    let mut out = Vec::new();
    write(&rows(), format, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn json_lines_hold_exact_numbers_in_column_order() {
    let expect = concat!(
        "{\"tên\":\"Sóc Trăng\",\"value\":84.21,\"year\":2016,\"parts\":[1,2]}\n",
        "{\"tên\":\"a,\\\"b\\\"\",\"value\":34,\"year\":2017,\"parts\":[]}\n",
        "{\"tên\":null,\"value\":null,\"year\":2018,\"parts\":null}\n",
    );
    assert_eq!(printed(Format::Jsonl), expect);
}

#[test]
fn csv_quotes_what_it_must() {
    assert_eq!(printed(Format::Csv), "tên,value,year,parts\nSóc Trăng,84.21,2016,\"[1, 2]\"\n\"a,\"\"b\"\"\",34,2017,[]\n,,2018,\n");
}

#[test]
fn tables_have_a_header_and_count_their_rows() {
    let table = printed(Format::Table);
    assert!(table.contains("Sóc Trăng") && table.ends_with("3 rows\n"), "{table}");
    assert!(printed(Format::Markdown).starts_with("| tên "), "{}", printed(Format::Markdown));
}

#[test]
fn parquet_is_read_back() {
    let mut out = Vec::new();
    write(&rows(), Format::Parquet, &mut out).unwrap();
    assert_eq!((&out[..4], &out[out.len() - 4..]), (b"PAR1".as_slice(), b"PAR1".as_slice()));
}
