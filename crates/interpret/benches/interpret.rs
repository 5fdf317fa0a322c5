//! Giving figures their meaning; the samples, and the samples repeated up to a size. Bytes are those of the
//! source text, so that the rows can be set against those of `extract/…`.
//!
//! `cargo bench -p solieu-interpret --bench interpret`
#![allow(clippy::unwrap_used)]
// Criterion's macros make public functions without documentation.
#![allow(missing_docs)]

use std::hint::black_box;
use std::path::Path;

use criterion::{BatchSize, BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::{Extraction, Lexicon};
use solieu_interpret::{Stated, interpret};

criterion_group!(benches, meanings, from_bytes, load);
criterion_main!(benches);

/// A report of usual length, and 1 MB of them in one.
fn meanings(criterion: &mut Criterion) {
    let (catalog, stated) = (Catalog::builtin(), stated());
    let mut group = criterion.benchmark_group("interpret");
    group.sample_size(20);
    for (size, bytes) in [("one_report", 1), ("1MB", 1 << 20)] {
        let source = samples(bytes);
        let extraction = extraction(&source);
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(BenchmarkId::new("figures_to_meanings", size), |bencher| {
            let fresh = || extraction.clone();
            bencher.iter_batched(fresh, |one| interpret(black_box(one), catalog, &stated).unwrap(), BatchSize::LargeInput);
        });
    }
    group.finish();
}

/// Reading, extraction and interpretation together.
fn from_bytes(criterion: &mut Criterion) {
    let (catalog, stated, source) = (Catalog::builtin(), stated(), samples(1 << 20));
    let mut group = criterion.benchmark_group("interpret");
    group.sample_size(10).throughput(Throughput::Bytes(source.len() as u64));
    let all = || interpret(extraction(black_box(&source)), catalog, &stated).unwrap();
    group.bench_function("bytes_to_meanings/1MB", |bencher| bencher.iter(all));
    group.finish();
}

/// What a process pays before its first report.
fn load(criterion: &mut Criterion) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas");
    criterion.bench_function("interpret/load_catalogue", |bencher| bencher.iter(|| Catalog::from_dir(black_box(&folder)).unwrap()));
}

fn stated() -> Stated {
    Stated { province: Some("Gia Lai".to_owned()), year: Some(2024), ..Stated::default() }
}

fn extraction(source: &str) -> Extraction {
    solieu_extract::extract(&solieu_document::read(source.as_bytes(), MediaType::Text).unwrap(), Lexicon::builtin())
}

/// The texts of `samples/` in the order of their names, repeated until there are `bytes` of them.
fn samples(bytes: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut all = String::new();
    while all.len() < bytes {
        texts.iter().for_each(|text| all.push_str(text));
    }
    all
}
