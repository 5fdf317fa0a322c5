//! 1,000 generated reports of about 60 KB from the folder to the release, and the same run again
//! with nothing changed.
#![allow(clippy::unwrap_used, missing_docs)]

use std::path::Path;

use criterion::{BatchSize, Criterion, Throughput, criterion_group, criterion_main};
use jiff::Timestamp;
use solieu_catalog::Catalog;
use solieu_generate::{Plan, write_reports};
use solieu_pipeline::{Layout, Pipeline, RunOptions, Silence};

const REPORTS: usize = 1_000;
const BYTES: usize = 60_000;

fn run(reports: &Path, warehouse: &Path) {
    let pipeline = Pipeline::over_folder("bench".into(), reports.to_owned());
    let options = RunOptions::new(Layout::new(warehouse), Catalog::builtin(), &Timestamp::now, "bench");
    solieu_pipeline::run(&pipeline, &options, &Silence).unwrap();
}

fn benches(c: &mut Criterion) {
    let folder = tempfile::tempdir().unwrap();
    let reports = folder.path().join("reports");
    write_reports(&reports, &Plan { seed: 1, reports: REPORTS, bytes: BYTES }).unwrap();
    let mut group = c.benchmark_group("run");
    group.sample_size(10).throughput(Throughput::Elements(REPORTS as u64));
    group.bench_function("first", |b| {
        b.iter_batched(|| tempfile::tempdir().unwrap(), |warehouse| run(&reports, warehouse.path()), BatchSize::PerIteration);
    });
    let kept = tempfile::tempdir().unwrap();
    run(&reports, kept.path());
    group.bench_function("unchanged", |b| b.iter(|| run(&reports, kept.path())));
    group.finish();
}

criterion_group!(all, benches);
criterion_main!(all);
