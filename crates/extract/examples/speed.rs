//! Prints MB/s of reading and extracting the given files, concatenated up to a number of megabytes.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use solieu_document::MediaType;
use solieu_extract::Lexicon;

fn main() {
    let texts: Vec<String> = std::env::args().skip(1).map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let lexicon = Lexicon::builtin();
    for megabytes in [1usize, 10] {
        let mut source = String::new();
        while source.len() < megabytes << 20 {
            for text in &texts {
                source.push_str(text);
                source.push_str("\n\n");
            }
        }
        let start = Instant::now();
        let document = solieu_document::read(source.as_bytes(), MediaType::Text).unwrap();
        let read = start.elapsed().as_secs_f64();
        let extraction = solieu_extract::extract(&document, lexicon);
        let all = start.elapsed().as_secs_f64();
        let size = source.len() as f64 / 1e6;
        println!(
            "{size:.1} MB: read {:.1} MB/s, read and extract {:.1} MB/s, {} figures",
            size / read,
            size / all,
            extraction.figures.len()
        );
    }
}
