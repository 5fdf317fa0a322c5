//! Taking figures out: from a document, and from bytes; the samples repeated up to a size.
//!
//! `cargo bench -p solieu-extract --bench extract`
#![allow(clippy::unwrap_used)]
// Criterion's macros make public functions without documentation.
#![allow(missing_docs)]

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use solieu_document::{Document, MediaType};
use solieu_extract::{Extraction, Lexicon};

criterion_group!(benches, report, extract);
criterion_main!(benches);

/// 1 MB and 10 MB: bytes a second must not fall with the length of the file.
fn extract(criterion: &mut Criterion) {
    let lexicon = Lexicon::builtin();
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    for megabytes in [1, 10] {
        let source = samples(megabytes << 20);
        let document = document(&source);
        group.throughput(Throughput::Bytes(source.len() as u64));
        let size = format!("{megabytes}MB");
        group.bench_function(BenchmarkId::new("document_to_figures", &size), |bencher| {
            bencher.iter(|| solieu_extract::extract(black_box(&document), lexicon));
        });
        group.bench_function(BenchmarkId::new("bytes_to_figures", &size), |bencher| bencher.iter(|| figures(black_box(&source), lexicon)));
    }
    group.finish();
}

/// A report of usual length: what each file of a folder costs.
fn report(criterion: &mut Criterion) {
    let lexicon = Lexicon::builtin();
    let source = samples(1);
    let mut group = criterion.benchmark_group("extract");
    group.throughput(Throughput::Bytes(source.len() as u64));
    group.bench_function("bytes_to_figures/one_report", |bencher| bencher.iter(|| figures(black_box(&source), lexicon)));
    group.finish();
}

fn figures(source: &str, lexicon: &Lexicon) -> Extraction {
    solieu_extract::extract(&document(source), lexicon)
}

fn document(source: &str) -> Document {
    solieu_document::read(source.as_bytes(), MediaType::Text).unwrap()
}

/// The texts of `samples/` in the order of their names, repeated until there are `bytes` of them.
fn samples(bytes: usize) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    paths.sort();
    let texts: Vec<String> = paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect();
    let mut source = String::with_capacity(bytes + (64 << 10));
    for text in texts.iter().cycle() {
        if source.len() >= bytes {
            break;
        }
        source.push_str(text);
        source.push_str("\n\n");
    }
    source
}
