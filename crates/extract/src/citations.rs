//! Documents that a report names: kind, number, issuer, date, and what is done with them.

mod relation;

use compact_str::CompactString;
use smallvec::SmallVec;
use solieu_document::{Block, SourceIndex};

use crate::lexicon::Lexicon;
use crate::model::Citation;
use crate::passage::{PassageText, TokenKind};
use crate::scan::{Item, ItemKind};
use relation::Governing;
pub(crate) use relation::leading;

/// A citation within one passage.
pub(crate) struct CitationDraft {
    start: usize,
    end: usize,
    kind: CompactString,
    number: CompactString,
    issuer: Option<CompactString>,
    date: Option<CompactString>,
    relation: CompactString,
}

impl CitationDraft {
    pub(crate) fn place(self, passage: u32, block: &Block, index: &SourceIndex<'_>) -> Citation {
        let span = index.whole(block.map.span(self.start as u32, self.end as u32));
        Citation {
            passage,
            span,
            quote: index.slice(span).into(),
            kind: self.kind,
            number: self.number,
            issuer: self.issuer,
            date: self.date,
            relation: self.relation,
        }
    }
}

/// Citations of a passage, from its document numbers. `led` is what the line before a list does with its documents.
pub(crate) fn citations(text: &PassageText<'_>, lexicon: &Lexicon, items: &[Item], led: Option<u16>) -> Vec<CitationDraft> {
    let mut governing = Governing::new(text, lexicon, led);
    let is_number = |item: &&Item| matches!(&item.kind, ItemKind::Mention { class, .. } if *class == "document_number");
    let numbered = items.iter().enumerate().filter(|(_, item)| is_number(item));
    numbered
        .filter_map(|(at, item)| {
            let mut found = citation(text, lexicon, item)?;
            found.relation = governing.relation(found.start, found.end);
            let before = at.checked_sub(1).and_then(|i| items.get(i));
            found.date = found.date.or_else(|| before.and_then(|b| date_before(text, b, found.start)));
            Some(found)
        })
        .collect()
}

fn citation(text: &PassageText<'_>, lexicon: &Lexicon, item: &Item) -> Option<CitationDraft> {
    let number = clean_number(text, item);
    let mut folded = Vec::with_capacity(item.end - item.start);
    folded.extend(text.folded[item.start..item.end].iter().filter(|byte| **byte != b' '));
    let symbol = lexicon.symbol_in(&folded);
    let noun = noun_before(text, lexicon, item.start);
    let kind = noun.map(|(kind, _)| lexicon.kind_names[usize::from(kind)].clone()).or_else(|| symbol.map(|s| s.kind.clone()))?;
    let start = noun.map_or(item.start, |(_, at)| at);
    let (date, dated_end) = date_after(text, item.end);
    let said = issuer_after(text, dated_end);
    let by_letters = symbol.map(|s| s.issuer.clone()).filter(|issuer| !issuer.is_empty());
    // The letters of a committee's office are plainer than what the text calls it.
    let committee = said.as_deref().is_some_and(|s| s.starts_with("UBND") || s.starts_with("Ủy ban") || s.starts_with("Uỷ ban"));
    let issuer = if committee { by_letters.or(said) } else { said.or(by_letters) };
    Some(CitationDraft { start, end: dated_end, kind, number, issuer, date, relation: CompactString::default() })
}

/// `Ngày 05/02/2016, UBND tỉnh ban hành Kế hoạch số …`: the date of issue stands before the document.
fn date_before(text: &PassageText<'_>, before: &Item, start: usize) -> Option<CompactString> {
    let dated = matches!(&before.kind, ItemKind::Mention { class, .. } if *class == "date");
    let near = before.end <= start && start - before.end < 90;
    if !(dated && near && ["ban hanh", "ky"].iter().any(|verb| text.holds(before.end, start, verb))) {
        return None;
    }
    let (numbers, _) = date_numbers(text, text.token_at(before.start));
    match numbers.as_slice() {
        [day, month, year] => solieu_vietnamese::iso_date(*day, *month, *year).map(Into::into),
        _ => None,
    }
}

/// The number as printed, with a scan's letters put right among the digits.
fn clean_number(text: &PassageText<'_>, item: &Item) -> CompactString {
    let mut digits = true;
    let written = text.chars[item.start..item.end].iter().filter(|c| **c != ' ');
    let mut number = CompactString::default();
    number.extend(written.map(|c| {
        digits &= c.is_ascii_digit() || matches!(c, 'l' | 'I' | 'O' | 'o' | '/');
        match c {
            'l' | 'I' if digits => '1',
            'O' | 'o' if digits => '0',
            other => *other,
        }
    }));
    number
}

/// The document's noun before the number, with `số` and a few words of its office between.
fn noun_before(text: &PassageText<'_>, lexicon: &Lexicon, at: usize) -> Option<(u16, usize)> {
    let last = text.token_at(at);
    let first = last.saturating_sub(9);
    let mut cut = at;
    for t in (first..=last).rev() {
        let token = text.tokens.get(t)?;
        if token.kind == TokenKind::Symbol && t < last {
            break;
        }
        if let Some(found) = lexicon.kinds.ending(text, cut) {
            return Some(found);
        }
        cut = token.start;
    }
    None
}

/// `ngày 14/02/2015`, `, ngày 05 tháng 3 năm 2016` after the number: ISO date, end.
fn date_after(text: &PassageText<'_>, end: usize) -> (Option<CompactString>, usize) {
    let mut t = text.token_at(end);
    if text.word(t) == b"," {
        t += 1;
    }
    if text.word(t) != b"ngay" {
        return (None, end);
    }
    let (numbers, last) = date_numbers(text, t + 1);
    match numbers.as_slice() {
        [day, month, year] => match solieu_vietnamese::iso_date(*day, *month, *year) {
            Some(iso) => (Some(iso.into()), last),
            None => (None, end),
        },
        _ => (None, end),
    }
}

/// Up to three numbers of a date with its separators or words, and where they end.
fn date_numbers(text: &PassageText<'_>, from: usize) -> (SmallVec<[u32; 4]>, usize) {
    let mut numbers = SmallVec::new();
    let mut end = 0;
    for token in text.tokens[from.min(text.tokens.len())..].iter().take(7) {
        let word = &text.folded[token.start..token.end];
        match token.kind {
            TokenKind::Number => {
                for part in word.split(|b| *b == b'.') {
                    numbers.extend(scanned_integer(part));
                }
                end = token.end;
            }
            _ if matches!(word, b"/" | b"-" | b"thang" | b"nam" | b".") => {}
            _ => break,
        }
        if numbers.len() == 3 {
            break;
        }
    }
    (numbers, end)
}

fn scanned_integer(digits: &[u8]) -> Option<u32> {
    digits.iter().try_fold(0u32, |sum, b| {
        let digit = match b {
            b'0'..=b'9' => u32::from(b - b'0'),
            b'o' => 0,
            b'l' | b'i' => 1,
            _ => return None,
        };
        sum.checked_mul(10)?.checked_add(digit)
    })
}

/// `của Bộ Nội vụ`: the capitalised words after `của`.
fn issuer_after(text: &PassageText<'_>, end: usize) -> Option<CompactString> {
    let t = text.token_at(end);
    if text.word(t) != b"cua" {
        return None;
    }
    let rest = text.tokens[t + 1..].iter().take(7);
    let words: Vec<CompactString> = rest
        .take_while(|w| w.kind == TokenKind::Word)
        .map(|w| text.chars[w.start..w.end].iter().collect::<CompactString>())
        .scan(true, |going, word| {
            let capital = word.chars().next().is_some_and(char::is_uppercase);
            let office = matches!(
                word.as_str(),
                "tỉnh"
                    | "nhân"
                    | "dân"
                    | "ban"
                    | "phủ"
                    | "vụ"
                    | "hội"
                    | "tướng"
                    | "tịch"
                    | "pháp"
                    | "thành"
                    | "phố"
                    | "trị"
                    | "thư"
                    | "ương"
                    | "ủy"
                    | "uỷ"
                    | "chính"
                    | "hành"
                    | "và"
            );
            *going &= capital || office;
            going.then_some(word)
        })
        .collect();
    (!words.is_empty()).then(|| words.join(" ").trim_end_matches(" và").into())
}
