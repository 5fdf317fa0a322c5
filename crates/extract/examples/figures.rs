//! Prints the figures of reports as JSON lines into a folder, one file a report; with `--mentions`,
//! prints all numbers of the reports to standard output.
//!
//! `cargo run -p solieu-extract --example figures -- OUT_DIR REPORT…`
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;

use solieu_document::MediaType;
use solieu_extract::{Extraction, Lexicon};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let out = arguments.next().unwrap();
    for path in arguments {
        let bytes = std::fs::read(&path).unwrap();
        let document = solieu_document::read(&bytes, MediaType::Text).unwrap();
        let extraction = solieu_extract::extract(&document, Lexicon::builtin());
        if out == "--mentions" {
            for m in &extraction.mentions {
                println!("{:>6} {:16} {:30} {}", m.span.start, m.class, m.quote, m.reason);
            }
            println!("{:#?}", extraction.metadata);
            for c in &extraction.citations {
                println!("{} | {} | {:?} | {:?} | {}", c.kind, c.number, c.date, c.issuer, c.relation);
            }
            continue;
        }
        let name = Path::new(&path).file_stem().unwrap().to_str().unwrap();
        std::fs::write(Path::new(&out).join(format!("{name}.jsonl")), lines(&extraction)).unwrap();
    }
}

fn lines(extraction: &Extraction) -> String {
    let line = |f: &solieu_extract::Figure| {
        serde_json::json!({
            "start": f.span.start, "end": f.span.end, "quote": f.quote, "measure": f.measure,
            "value": f.value.to_string().parse::<f64>().unwrap(),
            "denominator": f.denominator.map(|d| d.to_string().parse::<f64>().unwrap()),
            "unit": f.unit, "qualifier": f.qualifier, "rule": f.rule,
        })
        .to_string()
    };
    extraction.figures.iter().map(|f| line(f) + "\n").collect()
}
