#![allow(clippy::unwrap_used)]

use std::sync::Arc;

use ::parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder;
use arrow::array::{Array, Decimal128Array, Int32Array, ListArray, RecordBatch, StringArray};
use arrow::datatypes::Int32Type;
use solieu_warehouse::DescribedColumn;

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
fn csv_for_excel_has_a_mark_semicolons_and_decimal_commas() {
    let expect = "\u{feff}tên;value;year;parts\r\nSóc Trăng;84,21;2016;[1, 2]\r\n\"a,\"\"b\"\"\";34;2017;[]\r\n;;2018;\r\n";
    assert_eq!(printed(Format::ExcelCsv), expect);
}

#[test]
fn excel_does_not_make_numbers_days_or_formulas_of_text() {
    let check = |text: &str, expect: &str| {
        let batch = RecordBatch::try_from_iter([("t", Arc::new(StringArray::from(vec![text])) as Arc<dyn Array>)]).unwrap();
        let mut out = Vec::new();
        write(&Rows { schema: batch.schema(), batches: vec![batch] }, Format::ExcelCsv, &mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), format!("\u{feff}t\r\n{expect}\r\n"), "{text}");
    };
    check("04", "\"=\"\"04\"\"\"");
    check("33/38", "\"=\"\"33/38\"\"\"");
    check("- Tổng số; \"hồ sơ\"", "\"=\"\"- Tổng số; \"\"\"\"hồ sơ\"\"\"\"\"\"\"");
    check("12e5", "\"=\"\"12e5\"\"\"");
    check("2025-07-01", "2025-07-01");
    check("32/BC-UBND", "32/BC-UBND");
    check(&format!("- {}", "dài ".repeat(100)), &format!("'- {}", "dài ".repeat(100)));
}

#[test]
fn parquet_says_what_its_columns_mean() {
    let column = DescribedColumn {
        name: "value".to_owned(),
        sql_type: "DECIMAL(28,6)".to_owned(),
        nullable: true,
        unit: Some("percent".to_owned()),
        vi: "Tỷ lệ".to_owned(),
        en: "Percent".to_owned(),
    };
    let (rows, mut out) = (rows(), Vec::new());
    let notes = vec![("solieu.query".to_owned(), "SELECT 1".to_owned())];
    let mut file = ParquetFile::new(&rows.schema, &[None, Some(column)], notes, &mut out).unwrap();
    file.write(&rows.batches[0]).unwrap();
    file.close().unwrap();
    let reader = ParquetRecordBatchReaderBuilder::try_new(bytes::Bytes::from(out)).unwrap();
    let value = reader.schema().field(1).metadata().clone();
    assert_eq!((value["unit"].as_str(), value["vi"].as_str(), value["en"].as_str()), ("percent", "Tỷ lệ", "Percent"));
    let noted = reader.metadata().file_metadata().key_value_metadata().unwrap().iter().find(|note| note.key == "solieu.query").unwrap();
    assert_eq!(noted.value.as_deref(), Some("SELECT 1"));
    assert_eq!(reader.build().unwrap().map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 3);
}

#[test]
fn a_workbook_is_the_same_for_the_same_rows() {
    let book = || {
        let mut out = Vec::new();
        write(&rows(), Format::Xlsx, &mut out).unwrap();
        out
    };
    assert!(book().starts_with(b"PK") && book() == book());
}
