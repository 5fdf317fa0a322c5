//! Every figure of the samples is where it says it is.
#![allow(clippy::unwrap_used)]

mod support;

use std::collections::HashMap;

use solieu_pipeline::RawStore;
use support::Bench;

#[test]
fn every_span_reads_back_its_quote_from_the_raw_store() {
    let mut bench = Bench::with(&[]);
    bench.pipeline.sources[0].path = support::samples();
    bench.pipeline.sources[0].exclude = vec!["README.md".into(), "expected/**".into()];
    let summary = bench.run();
    assert_eq!((summary.rejected.as_slice(), summary.reports), ([].as_slice(), 8));
    let raw = RawStore::of(&bench.layout());
    let mut texts: HashMap<String, Vec<char>> = HashMap::new();
    let figures = bench.ask("SELECT content_id, start_char, end_char, quote FROM figures");
    assert!(figures.len() > 300, "{}", figures.len());
    for row in figures {
        let cells: Vec<_> = row.splitn(4, '|').collect();
        let text = texts.entry(cells[0].to_owned()).or_insert_with(|| {
            let bytes = raw.get(&cells[0].to_owned().into()).unwrap().unwrap();
            String::from_utf8(bytes).unwrap().chars().collect()
        });
        let (start, end): (usize, usize) = (cells[1].parse().unwrap(), cells[2].parse().unwrap());
        assert_eq!(text[start..end].iter().collect::<String>(), cells[3]);
    }
}
