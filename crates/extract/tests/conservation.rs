//! Every digit and every number word of a text lies in exactly one figure or mention; every span reads back its quote.
#![allow(clippy::unwrap_used)]

use std::path::Path;

use proptest::prelude::*;
use solieu_document::{MediaType, Span};
use solieu_extract::{Extraction, Lexicon};
use solieu_vietnamese::is_number_word;
use unicode_normalization::char::is_combining_mark;

fn extract(text: &str) -> Option<Extraction> {
    let document = solieu_document::read(text.as_bytes(), MediaType::Text).ok()?;
    Some(solieu_extract::extract(&document, Lexicon::builtin()))
}

/// What breaks the rule, with the place.
fn broken(text: &str) -> Vec<String> {
    let Some(extraction) = extract(text) else { return Vec::new() };
    let chars: Vec<char> = text.chars().collect();
    let mut covered = vec![0u8; chars.len()];
    let mut problems = Vec::new();
    let spans = extraction.figures.iter().map(|f| (f.span, &f.quote)).chain(extraction.mentions.iter().map(|m| (m.span, &m.quote)));
    for (span, quote) in spans {
        let written: String = slice(&chars, span);
        if written != *quote {
            problems.push(format!("{span:?} reads {written:?}, the quote says {quote:?}"));
        }
        for at in span.start..span.end {
            covered[at as usize] += 1;
        }
    }
    for (at, c) in chars.iter().enumerate() {
        if c.is_ascii_digit() && covered[at] != 1 {
            let around: String = chars[at.saturating_sub(20)..(at + 20).min(chars.len())].iter().collect();
            problems.push(format!("digit at {at} is covered {} times in {around:?}", covered[at]));
        }
    }
    for (at, word) in number_words(&chars) {
        if covered[at] != 1 {
            let around: String = chars[at.saturating_sub(20)..(at + 20).min(chars.len())].iter().collect();
            problems.push(format!("{word:?} at {at} is covered {} times in {around:?}", covered[at]));
        }
    }
    problems
}

/// Words of numbers that stand alone, with their places.
fn number_words(chars: &[char]) -> Vec<(usize, String)> {
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '\'' | '’' | '‘' | '′') || is_combining_mark(c);
    let starts = (0..chars.len()).filter(|i| inner(chars[*i]) && (*i == 0 || !inner(chars[i - 1])));
    starts
        .map(|at| (at, chars[at..].iter().take_while(|c| inner(**c)).collect::<String>()))
        .filter(|(_, word)| is_number_word(&word.chars().collect::<Vec<_>>()))
        .collect()
}

fn slice(chars: &[char], span: Span) -> String {
    chars[span.start as usize..(span.end as usize).min(chars.len())].iter().collect()
}

#[test]
fn holds_on_the_samples() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut files = 0;
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if MediaType::of(&path).is_none() || path.ends_with("README.md") {
            continue;
        }
        files += 1;
        let text = std::fs::read_to_string(&path).unwrap();
        let problems = broken(&text);
        assert!(problems.is_empty(), "{}: {problems:#?}", path.display());
    }
    assert!(files >= 6, "the samples are gone");
}

/// Pieces of reports, in any order: what one rule leaves, another must take.
fn piece() -> impl Strategy<Value = String> {
    let fixed = prop::sample::select(vec![
        "hồ sơ",
        "đạt",
        "%",
        "tỷ lệ",
        "thứ",
        "ngày",
        "tháng",
        "năm",
        "từ",
        "đến",
        "trên",
        "tăng",
        "giảm",
        "lần",
        "điểm",
        "điểm %",
        "/",
        "-",
        ",",
        ".",
        ";",
        "(",
        ")",
        "\"",
        "\n",
        "\n\n",
        "|",
        "   ",
        "[1]",
        "¹",
        "- ",
        "I. ",
        "1. ",
        "a) ",
        "mức độ",
        "Nghị định số",
        "/NĐ-CP",
        "KH-UBND",
        "số",
        "không có",
        "chưa",
        "nào",
        "hai mươi",
        "ba",
        "mười lăm",
        "một trăm linh ba",
        "năm",
        "thứ sáu",
        "xếp thứ tám",
        "một phần ba",
        "hơn một nửa",
        "gấp ba",
        "hàng nghìn",
        "5 nghìn",
        "phần trăm",
        "một cửa",
        "Tám",
        "tại10",
        "nửa",
        "triệu đồng",
        "tỷ",
        "xã",
        "sở",
        "TTHC",
        "m2",
        "O",
        "l",
        "Trang",
        "PHỤ LỤC",
        "Nơi nhận:",
        "trở lên",
        "bình quân",
        "/63",
        "quý",
        "ISO",
        "e\u{301}",
    ]);
    prop_oneof![3 => fixed.prop_map(str::to_owned), 2 => "[0-9]{1,4}", 1 => "[0-9]{1,3}[.,/][0-9]{1,4}", 1 => "[0-9Ol]{1,4}"]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 3000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn holds_on_generated_text(pieces in prop::collection::vec((piece(), prop::bool::weighted(0.8)), 1..60)) {
        let text: String = pieces.iter().map(|(p, spaced)| if *spaced { format!("{p} ") } else { p.clone() }).collect();
        let problems = broken(&text);
        prop_assert!(problems.is_empty(), "{text:?}\n{problems:#?}");
    }
}
