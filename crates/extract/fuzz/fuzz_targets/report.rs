//! Any bytes are a report or are refused: no panic, no hang, and every span reads back its quote.
#![no_main]

use libfuzzer_sys::fuzz_target;
use solieu_document::{MediaType, SourceIndex, Span};
use solieu_extract::Lexicon;

fuzz_target!(|bytes: &[u8]| {
    let media = if bytes.starts_with(b"#") { MediaType::Markdown } else { MediaType::Text };
    let Ok(document) = solieu_document::read(bytes, media) else { return };
    let extraction = solieu_extract::extract(&document, Lexicon::builtin());
    let index = SourceIndex::new(&document.source);
    let figures = extraction.figures.iter().map(|f| (f.span, f.quote.as_str()));
    let numbers: Vec<(Span, &str)> = figures.chain(extraction.mentions.iter().map(|m| (m.span, m.quote.as_str()))).collect();
    for citation in &extraction.citations {
        assert_eq!(index.slice(citation.span), citation.quote, "citation at {:?}", citation.span);
    }
    assert_covered_once(&document.source, &index, &numbers);
});

/// Every ASCII digit of the source lies in exactly one figure or mention.
fn assert_covered_once(source: &str, index: &SourceIndex<'_>, numbers: &[(Span, &str)]) {
    let mut covered = vec![0u8; index.chars() as usize];
    for (span, quote) in numbers {
        assert_eq!(index.slice(*span), *quote, "number at {span:?}");
        covered[span.start as usize..span.end as usize].iter_mut().for_each(|times| *times += 1);
    }
    for (at, c) in source.chars().enumerate() {
        assert!(!c.is_ascii_digit() || covered[at] == 1, "digit at {at} is covered {} times", covered[at]);
    }
}
