//! What goes into the lake comes out, at every version, in the same files whichever way it came.
#![allow(clippy::unwrap_used)]

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, AsArray, Int32Array, RecordBatch, StringArray, new_null_array};
use arrow::datatypes::DataType;
use solieu_lake::{Change, CommitNote, Committed, Lake, LakeError, Selection, Stage};
use solieu_tables::Contracts;

const NOTE_AT: i64 = 1_790_000_000_000;

/// A report and the numbers of its mentions.
type Report<'a> = (&'a str, i32, &'a str, usize);

const FIRST: [Report<'_>; 4] = [
    ("92@2004-01-01", 2016, "c1", 3),
    ("01@2008-08-01", 2016, "c2", 9000),
    ("94@2004-01-01", 2016, "c3", 8000),
    ("94@2004-01-01", 2017, "c4", 2),
];

fn mentions(reports: &[Report<'_>]) -> RecordBatch {
    let contract = Contracts::builtin().get("mentions").unwrap();
    let rows: Vec<(&Report<'_>, i32)> =
        reports.iter().flat_map(|report| (0..i32::try_from(report.3).unwrap()).map(move |at| (report, at))).collect();
    let text =
        |of: &dyn Fn(&(&Report<'_>, i32)) -> String| Arc::new(rows.iter().map(|row| Some(of(row))).collect::<StringArray>()) as ArrayRef;
    let columns = contract.columns.iter().map(|column| match column.name.as_str() {
        "province_key" => text(&|row| row.0.0.to_owned()),
        "content_id" => text(&|row| row.0.2.to_owned()),
        "report_id" => text(&|row| format!("ubnd/{}/{}/year/cchc", row.0.0, row.0.1)),
        "report_year" => Arc::new(rows.iter().map(|row| row.0.1).collect::<Int32Array>()),
        "ordinal" => Arc::new(rows.iter().map(|row| row.1).collect::<Int32Array>()),
        "quote" => text(&|row| format!("{}-{}", row.0.2, row.1 * 7919 % 1000)),
        _ if column.nullable => new_null_array(&column.kind.arrow(), rows.len()),
        _ if column.kind.arrow() == DataType::Int32 => Arc::new(Int32Array::from_value(5, rows.len())),
        _ => text(&|_| "date".to_owned()),
    });
    RecordBatch::try_new(contract.arrow_schema(), columns.collect()).unwrap()
}

fn units(names: &[&str]) -> RecordBatch {
    let contract = Contracts::builtin().get("units").unwrap();
    let mut words = arrow::array::ListBuilder::new(arrow::array::StringBuilder::new()).with_field(arrow::datatypes::Field::new(
        "element",
        DataType::Utf8,
        false,
    ));
    names.iter().for_each(|name| words.append_value([Some(name)]));
    let text: ArrayRef = Arc::new(StringArray::from(names.to_vec()));
    let ordinals = Arc::new((0..i32::try_from(names.len()).unwrap()).collect::<Int32Array>());
    RecordBatch::try_new(contract.arrow_schema(), vec![text.clone(), ordinals, text.clone(), text, Arc::new(words.finish())]).unwrap()
}

async fn open(root: &Path) -> Lake {
    Lake::open(root.join("lake").to_str().unwrap(), Contracts::builtin()).await.unwrap()
}

/// Stages each list as one batch and commits them together.
async fn put(lake: &Lake, root: &Path, batches: &[&[Report<'_>]], shape: impl FnOnce(Change) -> Change) -> Committed {
    let mut stage = Stage::new(&root.join("stage"), Contracts::builtin()).unwrap();
    for batch in batches {
        stage.add("mentions", &mentions(batch)).unwrap();
    }
    lake.commit(shape(Change::new(stage)), &note()).await.unwrap()
}

fn note() -> CommitNote {
    CommitNote { run_id: "000001".to_owned(), at_millis: NOTE_AT }
}

/// Rows by content id.
async fn counts(lake: &Lake, version: Option<u64>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for rows in lake.read("mentions", version, &Selection::default()).await.unwrap() {
        for id in rows.column_by_name("content_id").unwrap().as_string::<i32>() {
            *counts.entry(id.unwrap().to_owned()).or_default() += 1;
        }
    }
    counts
}

async fn paths(lake: &Lake) -> Vec<String> {
    lake.files("mentions", None).await.unwrap().into_iter().map(|file| file.path).collect()
}

fn expect(reports: &[Report<'_>]) -> BTreeMap<String, usize> {
    reports.iter().map(|report| (report.2.to_owned(), report.3)).collect()
}

#[tokio::test]
async fn rows_come_out_as_they_went_in() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    let done = put(&lake, root.path(), &[&FIRST], |change| change).await;
    assert_eq!((done.files_added, done.changed), (2, BTreeSet::from(["mentions".to_owned()])));

    let read = lake.read("mentions", None, &Selection::default()).await.unwrap();
    let read = arrow::compute::concat_batches(&read[0].schema(), &read).unwrap();
    let contract = Contracts::builtin().get("mentions").unwrap();
    contract.check(&read).unwrap();
    let in_order = mentions(&[FIRST[1], FIRST[0], FIRST[2], FIRST[3]]);
    assert_eq!(read.columns(), in_order.columns());
}

#[tokio::test]
async fn a_selection_reads_only_its_years_and_columns() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    put(&lake, root.path(), &[&FIRST], |change| change).await;
    let selection = Selection { years: vec![2017], columns: vec!["content_id".into(), "report_year".into()] };
    let read = lake.read("mentions", None, &selection).await.unwrap();
    assert_eq!(read.len(), 1);
    let names: Vec<_> = read[0].schema().fields().iter().map(|field| field.name().clone()).collect();
    assert_eq!((names, read[0].num_rows()), (vec!["content_id".to_owned(), "report_year".to_owned()], 2));
}

#[tokio::test]
async fn a_report_is_replaced_and_old_versions_stay() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    let first = put(&lake, root.path(), &[&FIRST], |change| change).await.versions["mentions"];
    let files = paths(&lake).await;
    let again: Report<'_> = ("94@2004-01-01", 2017, "c5", 7);
    let done = put(&lake, root.path(), &[&[again]], |change| change.without("mentions", 2017, "c4")).await;
    assert_eq!((done.files_added, done.files_removed), (1, 1));
    assert_eq!(counts(&lake, None).await, expect(&[FIRST[0], FIRST[1], FIRST[2], again]));
    assert_eq!(counts(&lake, Some(first)).await, expect(&FIRST));
    assert_eq!(paths(&lake).await[0], files[0], "the partition of 2016 was not touched");
}

#[tokio::test]
async fn a_partition_whose_last_report_goes_is_gone() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    put(&lake, root.path(), &[&FIRST], |change| change).await;
    put(&lake, root.path(), &[], |change| change.without("mentions", 2017, "c4")).await;
    assert_eq!(counts(&lake, None).await, expect(&FIRST[..3]));
    assert_eq!(paths(&lake).await.len(), 1);
}

#[tokio::test]
async fn nothing_new_makes_no_commit() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    let units = units(&["unit", "dossier"]);
    let first = put(&lake, root.path(), &[&FIRST], |change| change.whole("units", units.clone())).await;
    let again = put(&lake, root.path(), &[&FIRST], |change| change.whole("units", units).without("mentions", 2017, "never")).await;
    assert_eq!((again.changed.len(), again.files_added), (0, 0));
    assert_eq!(again.versions, first.versions);
}

#[tokio::test]
async fn fresh_and_incremental_end_with_the_same_files() {
    let (one, two) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let fresh = open(one.path()).await;
    put(&fresh, one.path(), &[&FIRST], |change| change).await;
    let incremental = open(two.path()).await;
    let stale: Report<'_> = ("01@2008-08-01", 2016, "c2", 17);
    put(&incremental, two.path(), &[&[FIRST[2]], &[stale]], |change| change).await;
    put(&incremental, two.path(), &[&[("48@2004-01-01", 2016, "gone", 40)]], |change| change).await;
    put(&incremental, two.path(), &[&[FIRST[3]], &[FIRST[1], FIRST[0]]], |change| change.without("mentions", 2016, "gone")).await;
    assert_eq!(paths(&fresh).await, paths(&incremental).await);
    for file in fresh.files("mentions", None).await.unwrap() {
        let other = two.path().join("lake/mentions").join(&file.path);
        assert_eq!(std::fs::read(file.local.unwrap()).unwrap(), std::fs::read(other).unwrap());
    }
}

#[tokio::test]
async fn a_killed_writer_leaves_the_table_readable() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    put(&lake, root.path(), &[&FIRST], |change| change).await;
    let orphan = root.path().join("lake/mentions/report_year=2016/part-00000000000000000000000000000000.parquet");
    std::fs::write(&orphan, b"half a fi").unwrap();
    std::fs::create_dir_all(root.path().join("stage")).unwrap();
    std::fs::write(root.path().join("stage/mentions-2016.arrow"), b"half a ba").unwrap();
    assert_eq!(counts(&lake, None).await, expect(&FIRST));
    put(&lake, root.path(), &[&[("94@2004-01-01", 2017, "c6", 1)]], |change| change).await;
    assert_eq!(counts(&lake, None).await["c6"], 1);
    let listed = lake.vacuum_candidates(&BTreeMap::new()).await.unwrap();
    assert!(listed.iter().any(|file| file.path.ends_with("part-00000000000000000000000000000000.parquet")));
}

#[tokio::test]
async fn vacuum_takes_only_what_no_kept_version_names() {
    let root = tempfile::tempdir().unwrap();
    let lake = open(root.path()).await;
    let first = put(&lake, root.path(), &[&FIRST], |change| change).await.versions["mentions"];
    put(&lake, root.path(), &[&[("94@2004-01-01", 2017, "c6", 1)]], |change| change).await;
    let kept = BTreeMap::from([("mentions".to_owned(), BTreeSet::from([first]))]);
    assert_eq!(lake.vacuum_candidates(&kept).await.unwrap(), []);
    let listed = lake.vacuum_candidates(&BTreeMap::new()).await.unwrap();
    assert_eq!(listed.len(), 1);
    lake.vacuum(&listed).await.unwrap();
    assert_eq!(counts(&lake, None).await["c6"], 1);
    assert!(lake.read("mentions", Some(first), &Selection::default()).await.is_err());
}

#[tokio::test]
async fn rows_that_break_the_contract_stay_out() {
    let root = tempfile::tempdir().unwrap();
    let mut stage = Stage::new(&root.path().join("stage"), Contracts::builtin()).unwrap();
    let rows = mentions(&[("94@2004-01-01", 2017, "c4", 2), ("94@2004-01-01", 2017, "c4", 1)]);
    assert!(matches!(stage.add("mentions", &rows), Err(LakeError::Contract(_))));
    stage.add("mentions", &mentions(&FIRST)).unwrap();
    assert!(matches!(stage.add("mentions", &mentions(&FIRST[..1])), Err(LakeError::StagedTwice { .. })));
    assert!(matches!(stage.add("units", &units(&["unit"])), Err(LakeError::WrongKind { .. })));
}

#[tokio::test]
async fn a_table_with_other_columns_is_refused() {
    let root = tempfile::tempdir().unwrap();
    open(root.path()).await;
    let schemas = tempfile::tempdir().unwrap();
    let shown = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/tables")).unwrap();
    for entry in shown.map(Result::unwrap) {
        let text = std::fs::read_to_string(entry.path()).unwrap().replace("name = \"class\"", "name = \"category\"");
        std::fs::write(schemas.path().join(entry.file_name()), text).unwrap();
    }
    let contracts = Contracts::from_dir(schemas.path()).unwrap();
    let refused = Lake::open(root.path().join("lake").to_str().unwrap(), &contracts).await.unwrap_err().to_string();
    assert!(refused.contains("mentions") && refused.contains("category"), "{refused}");
}

#[tokio::test]
async fn a_lake_that_is_not_there_is_named() {
    let root = tempfile::tempdir().unwrap();
    let missing = root.path().join("nowhere");
    let error = Lake::open_existing(missing.to_str().unwrap(), Contracts::builtin()).await.unwrap_err();
    assert!(error.to_string().contains("nowhere"), "{error}");
    assert!(!missing.exists());
}
