//! A warehouse of its own for a test, and files to run over.
#![allow(clippy::unwrap_used, dead_code)]

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use arrow::util::display::{ArrayFormatter, FormatOptions};
use jiff::Timestamp;
use solieu_catalog::Catalog;
use solieu_pipeline::{Layout, Part, Pipeline, RunError, RunOptions, RunPlan, RunSummary, Silence};

/// A folder of reports and a warehouse, both gone after the test.
pub(crate) struct Bench {
    folder: tempfile::TempDir,
    pub(crate) pipeline: Pipeline,
    pub(crate) full: bool,
    pub(crate) part: Part,
    pub(crate) replay: bool,
    pub(crate) catalog: &'static Catalog,
}

impl Bench {
    /// A bench with the named samples in its folder of reports.
    pub(crate) fn with(samples: &[&str]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("reports")).unwrap();
        let pipeline = Pipeline::over_folder("test".into(), folder.path().join("reports"));
        let bench = Self { folder, pipeline, full: false, part: Part::default(), replay: false, catalog: Catalog::builtin() };
        for name in samples {
            bench.write(name, sample(name));
        }
        bench
    }

    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join("reports").join(name)
    }

    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        std::fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        std::fs::write(self.path(name), bytes).unwrap();
    }

    pub(crate) fn remove(&self, name: &str) {
        std::fs::remove_file(self.path(name)).unwrap();
    }

    pub(crate) fn layout(&self) -> Layout {
        Layout::new(self.folder.path().join("warehouse"))
    }

    pub(crate) fn run(&self) -> RunSummary {
        self.try_run().unwrap()
    }

    pub(crate) fn try_run(&self) -> Result<RunSummary, RunError> {
        let options = self.options();
        solieu_pipeline::run(&self.pipeline, &options, &Silence)
    }

    /// What the next run would do.
    pub(crate) fn preview(&self) -> RunPlan {
        solieu_pipeline::preview(&self.pipeline, &self.options(), &Silence).unwrap()
    }

    fn options(&self) -> RunOptions<'static> {
        let mut options = RunOptions::new(self.layout(), self.catalog, &Timestamp::now, "test");
        (options.full, options.part, options.replay) = (self.full, self.part.clone(), self.replay);
        options
    }

    /// Rows of a query on the current release, columns apart by `|`.
    pub(crate) fn ask(&self, sql: &str) -> Vec<String> {
        ask(&self.layout().current_release(), sql)
    }

    /// One number out of the current release.
    pub(crate) fn count(&self, sql: &str) -> u64 {
        self.ask(sql)[0].parse().unwrap()
    }

    /// Every row of every table that says something of a report, without the run that wrote it.
    pub(crate) fn contents(&self) -> BTreeMap<&'static str, Vec<String>> {
        let tables = ["figures", "mentions", "citations", "statements", "findings"];
        let mut contents: BTreeMap<_, _> = tables.iter().map(|table| (*table, self.ask(&format!("FROM {table} ORDER BY ALL")))).collect();
        contents.insert("reports", self.ask("SELECT * EXCLUDE (run_id) FROM reports ORDER BY ALL"));
        contents.insert("rejects", self.ask("SELECT * EXCLUDE (run_id) FROM rejects ORDER BY ALL"));
        contents
    }

    /// Takes the link away and writes into the release it named, as a client may: the next run has to make one whole.
    pub(crate) fn lose_release(&self) {
        let link = self.layout().current_release();
        let release = std::fs::File::options().append(true).open(&link).unwrap();
        release.set_modified(std::time::SystemTime::UNIX_EPOCH).unwrap();
        std::fs::remove_file(link).unwrap();
    }

    /// Every file of the warehouse, with its size.
    pub(crate) fn all_files(&self) -> Vec<String> {
        let mut files = Vec::new();
        gather(self.layout().root(), &|_| true, &mut files);
        files.iter_mut().for_each(|path| *path = format!("{path} {}", std::fs::metadata(&*path).map_or(0, |file| file.len())));
        files.sort();
        files
    }

    /// Names of all Parquet files of the lake.
    pub(crate) fn data_files(&self) -> Vec<String> {
        let mut files = Vec::new();
        gather(&self.layout().lake(), &|path| path.extension().is_some_and(|end| end == "parquet"), &mut files);
        files.sort();
        files
    }
}

/// Fails with the first difference of two contents.
pub(crate) fn assert_same(one: &BTreeMap<&str, Vec<String>>, other: &BTreeMap<&str, Vec<String>>) {
    for (table, rows) in one {
        let differs = rows.iter().zip(&other[table]).find(|(one, other)| one != other);
        assert!(differs.is_none(), "{table}: {differs:#?}");
        assert_eq!(rows.len(), other[table].len(), "rows of {table}");
    }
}

fn gather(folder: &Path, wanted: &dyn Fn(&Path) -> bool, files: &mut Vec<String>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            gather(&path, wanted, files);
        } else if wanted(&path) {
            files.push(path.display().to_string());
        }
    }
}

/// Rows of a query on a release, columns apart by `|`.
pub(crate) fn ask(release: &Path, sql: &str) -> Vec<String> {
    let answer = solieu_warehouse::query(release, sql).unwrap();
    let format = FormatOptions::default();
    let mut rows = Vec::new();
    for batch in &answer.batches {
        let columns: Vec<_> = batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &format).unwrap()).collect();
        rows.extend(
            (0..batch.num_rows()).map(|row| columns.iter().map(|column| column.value(row).to_string()).collect::<Vec<_>>().join("|")),
        );
    }
    rows
}

/// The bytes of a sample report.
pub(crate) fn sample(name: &str) -> Vec<u8> {
    std::fs::read(samples().join(name)).unwrap()
}

/// The folder of the sample reports.
pub(crate) fn samples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples")
}

/// A sample as text with something replaced that stands in it.
pub(crate) fn sample_with(name: &str, from: &str, to: &str) -> String {
    let text = String::from_utf8(sample(name)).unwrap();
    assert!(text.contains(from), "`{from}` is not in {name}");
    text.replace(from, to)
}
