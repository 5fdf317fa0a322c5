//! The number grammar against its golden passages.
#![allow(clippy::unwrap_used)]

use solieu_document::MediaType;
use solieu_extract::{Extraction, Figure, Lexicon};

const GOLDEN: &[(&str, &str)] = &[("grammar.txt", include_str!("golden/grammar.txt"))];

fn extract(text: &str) -> Extraction {
    let document = solieu_document::read(text.as_bytes(), MediaType::Text).unwrap();
    solieu_extract::extract(&document, Lexicon::builtin())
}

fn shown(f: &Figure) -> String {
    let value = f.denominator.map_or_else(|| f.value.to_string(), |d| format!("{}/{d}", f.value));
    format!("= {} | {} | {value} | {} | {}", f.quote, f.measure, f.unit, f.qualifier)
}

/// Passage and the lines expected of it.
fn cases(text: &str) -> Vec<(String, Vec<String>)> {
    let blocks = text.split("\n\n").map(|b| b.lines().filter(|l| !l.starts_with('#')).collect::<Vec<_>>());
    blocks
        .filter(|lines| !lines.is_empty() && !lines[0].is_empty())
        .map(|lines| (lines[0].to_owned(), lines[1..].iter().map(|l| (*l).to_owned()).collect()))
        .collect()
}

#[test]
fn golden_passages_are_read_as_written() {
    let mut wrong = Vec::new();
    for (file, text) in GOLDEN {
        for (passage, expected) in cases(text) {
            let extraction = extract(&passage);
            let got: Vec<String> = extraction.figures.iter().map(shown).collect();
            let want: Vec<&String> = expected.iter().filter(|l| l.starts_with('=')).collect();
            if got.iter().ne(want.iter().copied()) {
                wrong.push(format!("{file}: {passage}\n  want {want:#?}\n  got  {got:#?}"));
            }
            for line in expected.iter().filter_map(|l| l.strip_prefix("- ")) {
                let (quote, class) = line.split_once(" | ").unwrap();
                if !extraction.mentions.iter().any(|m| m.quote == quote && m.class == class) {
                    let found: Vec<_> = extraction.mentions.iter().map(|m| format!("{} | {}", m.quote, m.class)).collect();
                    wrong.push(format!("{file}: {passage}\n  no mention {line}\n  among {found:?}"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n\n"), wrong.len());
}
