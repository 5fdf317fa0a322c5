//! Reading text into a document: the samples one after the other, repeated up to a size.
//!
//! `cargo bench -p solieu-document --bench read`
#![allow(clippy::unwrap_used)]
// Criterion's macros make public functions without documentation.
#![allow(missing_docs)]

use std::hint::black_box;
use std::path::Path;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use solieu_document::MediaType;

criterion_group!(benches, read);
criterion_main!(benches);

/// 1 MB and 10 MB: bytes a second must not fall with the length of the file.
fn read(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("document");
    group.sample_size(10);
    for megabytes in [1, 10] {
        let source = samples(megabytes << 20);
        group.throughput(Throughput::Bytes(source.len() as u64));
        group.bench_function(BenchmarkId::new("text", format!("{megabytes}MB")), |bencher| {
            bencher.iter(|| solieu_document::read(black_box(source.as_bytes()), MediaType::Text).unwrap());
        });
    }
    group.finish();
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
