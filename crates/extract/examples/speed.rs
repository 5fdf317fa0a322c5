//! Prints MB/s of reading and extracting the given files, concatenated up to a number of megabytes:
//! the best of five runs, and how much longer ten megabytes take than one.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::time::Instant;

use solieu_document::MediaType;
use solieu_extract::Lexicon;

fn main() {
    let texts: Vec<String> = std::env::args().skip(1).map(|p| std::fs::read_to_string(p).unwrap()).collect();
    let times: Vec<f64> = [1usize, 10].iter().map(|megabytes| measure(&concatenated(&texts, megabytes << 20))).collect();
    println!("ten megabytes take {:.1} times as long as one", times[1] / times[0]);
}

fn concatenated(texts: &[String], bytes: usize) -> String {
    let pieces = texts.iter().cycle().flat_map(|text| [text.as_str(), "\n\n"]);
    let mut source = String::new();
    for piece in pieces {
        if source.len() >= bytes {
            break;
        }
        source.push_str(piece);
    }
    source
}

/// Seconds of the best run.
fn measure(source: &str) -> f64 {
    let (mut best_read, mut best, mut figures) = (f64::MAX, f64::MAX, 0);
    for _ in 0..5 {
        let start = Instant::now();
        let document = solieu_document::read(source.as_bytes(), MediaType::Text).unwrap();
        best_read = best_read.min(start.elapsed().as_secs_f64());
        let extraction = solieu_extract::extract(&document, Lexicon::builtin());
        best = best.min(start.elapsed().as_secs_f64());
        figures = extraction.figures.len();
    }
    let size = source.len() as f64 / 1e6;
    println!("{size:.1} MB: read {:.1} MB/s, read and extract {:.1} MB/s, {figures} figures", size / best_read, size / best);
    best
}
