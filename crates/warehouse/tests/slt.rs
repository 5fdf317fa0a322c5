//! Runs the SQL tests under `tests/slt` over a release of the rows in `tests/rows`.
#![allow(clippy::unwrap_used)]

mod common;

use std::path::{Path, PathBuf};

use arrow::util::display::{ArrayFormatter, FormatOptions};
use solieu_warehouse::{Answer, WarehouseError, query};
use sqllogictest::{DBOutput, DefaultColumnType, Runner};

struct Release(PathBuf);

impl sqllogictest::DB for Release {
    type Error = WarehouseError;
    type ColumnType = DefaultColumnType;

    fn run(&mut self, sql: &str) -> Result<DBOutput<Self::ColumnType>, Self::Error> {
        let answer = query(&self.0, sql)?;
        Ok(DBOutput::Rows { types: vec![DefaultColumnType::Any; answer.schema.fields().len()], rows: rows_of(&answer) })
    }
}

fn rows_of(answer: &Answer) -> Vec<Vec<String>> {
    let options = FormatOptions::default().with_null("NULL");
    let mut rows = Vec::new();
    for batch in &answer.batches {
        let cells: Vec<ArrayFormatter<'_>> =
            batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
        rows.extend((0..batch.num_rows()).map(|row| cells.iter().map(|cell| cell.value(row).to_string()).collect()));
    }
    rows
}

#[test]
fn every_slt_file_holds() {
    let folder = tempfile::tempdir().unwrap();
    let release = common::release(folder.path());
    let mut files: Vec<PathBuf> = std::fs::read_dir("tests/slt").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    assert!(!files.is_empty());
    for file in files {
        run_file(&release, &file);
    }
}

fn run_file(release: &Path, file: &Path) {
    let mut runner = Runner::new(|| async { Ok(Release(release.to_owned())) });
    if let Err(failure) = runner.run_file(file) {
        panic!("{}", failure.display(false));
    }
}
