//! Documents that a report names, against golden passages.
#![allow(clippy::unwrap_used)]

use solieu_document::MediaType;
use solieu_extract::{Citation, Lexicon};

const GOLDEN: &str = include_str!("golden/citations.txt");

#[test]
fn documents_are_named_as_written() {
    let mut wrong = Vec::new();
    for (passage, want) in cases() {
        let got: Vec<String> = citations(passage).iter().map(shown).collect();
        if got != want {
            wrong.push(format!("{passage}\n  want {want:#?}\n  got  {got:#?}"));
        }
    }
    assert!(wrong.is_empty(), "{}\n{} wrong", wrong.join("\n\n"), wrong.len());
}

#[test]
fn spans_read_back_the_quote() {
    for (passage, _) in cases() {
        let chars: Vec<char> = passage.chars().collect();
        for citation in citations(passage) {
            let written: String = chars[citation.span.start as usize..citation.span.end as usize].iter().collect();
            assert_eq!(written, citation.quote, "in {passage}");
        }
    }
}

fn citations(passage: &str) -> Vec<Citation> {
    let document = solieu_document::read(passage.as_bytes(), MediaType::Text).unwrap();
    solieu_extract::extract(&document, Lexicon::builtin()).citations
}

fn shown(c: &Citation) -> String {
    let (date, issuer) = (c.date.as_deref().unwrap_or("-"), c.issuer.as_deref().unwrap_or("-"));
    format!("= {} | {} | {date} | {issuer} | {}", c.kind, c.number, c.relation)
}

/// Each passage with the lines expected of it.
fn cases() -> Vec<(&'static str, Vec<&'static str>)> {
    let blocks = GOLDEN.split("\n\n").map(|block| block.lines().filter(|line| !line.starts_with('#')));
    blocks.filter_map(|mut lines| Some((lines.next()?, lines.collect()))).collect()
}
