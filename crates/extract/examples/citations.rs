//! Prints the documents that reports name, as JSON lines.
//!
//! `cargo run -p solieu-extract --example citations -- REPORT…`
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::path::Path;

use solieu_document::MediaType;
use solieu_extract::{Citation, Lexicon};

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let media = MediaType::of(Path::new(&path)).unwrap_or(MediaType::Text);
        let document = solieu_document::read(&bytes, media).unwrap();
        for citation in &solieu_extract::extract(&document, Lexicon::builtin()).citations {
            println!("{}", line(citation));
        }
    }
}

fn line(c: &Citation) -> serde_json::Value {
    serde_json::json!({
        "kind": c.kind, "number": c.number, "date": c.date, "issuer": c.issuer, "relation": c.relation,
        "start": c.span.start, "end": c.span.end, "quote": c.quote,
    })
}
