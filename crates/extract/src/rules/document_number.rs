//! Numbers of documents: `82/KH-UBND`, `16/2015/NĐ-CP`, `18-NQ/TW`, `Nghị định 130`.

use crate::scan::{ItemKind, Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    by_symbol(scan, token).or_else(|| by_noun(scan, token)).or_else(|| listed(scan, token))
}

/// `các nghị định 34, 112 và 33`: bare numbers after one that a noun named.
fn listed(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let last = scan.items.last()?;
    let named = matches!(&last.kind, ItemKind::Mention { class, .. } if *class == "document_number");
    let (start, end) = (scan.start(token), scan.end(token));
    let gap = scan.text.folded[last.end..start].trim_ascii();
    let bare_before = scan.text.folded[last.start..last.end].iter().all(u8::is_ascii_digit);
    scan.integer(token)?;
    let joined = named && bare_before && matches!(gap, b"," | b"va") && !scan.is_measured(end);
    joined.then(|| Reading::one(mention(start, end, "document_number", "in a list of numbered documents"), token + 1))
}

/// A number with the letters of its issuer.
fn by_symbol(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let mut next = token + 1;
    // `30c/NQ-CP`
    if scan.glued(next) && scan.word(next).len() <= 2 && !scan.word(next).is_empty() {
        next += 1;
    }
    if !matches!(scan.symbol(next), b'/' | b'-') {
        return None;
    }
    let spaced = !scan.glued(next + 1);
    next += 1;
    if scan.is_number(next) && scan.symbol(next + 1) == b'/' {
        next += 2;
    }
    let letters = scan.start(next);
    if scan.word(next).len() < 2
        || !capitals(scan, letters)
        || spaced && !scan.text.byte(scan.end(next)).eq(&b'-') && !scan.text.byte(scan.end(next)).eq(&b'/')
    {
        return None;
    }
    let end = symbol_end(scan, letters);
    let after = scan.text.token_at(end);
    // Digits glued on with a comma are taken whole.
    let end = after.checked_sub(1).map_or(end, |last| scan.end(last).max(end));
    Some(Reading::one(mention(scan.start(token), end, "document_number", "letters of the issuer after the number"), after))
}

/// Two capitals, or a capital and the end of the word.
fn capitals(scan: &Scan<'_>, at: usize) -> bool {
    scan.text.chars.get(at..at + 2).is_some_and(|c| c[0].is_uppercase() && c[1].is_uppercase())
}

fn symbol_end(scan: &Scan<'_>, from: usize) -> usize {
    let text = scan.text;
    let part = |at: usize| text.byte(at).is_ascii_alphanumeric() || matches!(text.byte(at), b'/' | b'-' | b'&' | b'.' | b'_');
    let mut end = from;
    while part(end) {
        end += 1;
        // `KH- UBND` of a scan
        if text.byte(end) == b' ' && text.byte(end - 1) == b'-' && text.chars.get(end + 1).is_some_and(|c| c.is_uppercase()) {
            end += 1;
        }
    }
    while end > from && matches!(text.byte(end - 1), b'.' | b'-' | b'/') {
        end -= 1;
    }
    end
}

/// `18 khóa 12`: the noun after it belongs to the next number.
fn names_next(scan: &Scan<'_>, end: usize) -> bool {
    scan.unit_after(end).is_some_and(|(_, unit_end)| scan.is_number(scan.text.token_at(unit_end)))
}

/// `164 văn bản (quyết định 48, chỉ thị 04, …)`: behind a count, or the count of a kind before it, a number counts a kind.
fn counts_kinds(scan: &Scan<'_>, noun: usize) -> bool {
    let Some(last) = scan.items.last().filter(|last| matches!(last.kind, ItemKind::Figure(_))) else { return false };
    let gap = scan.text.folded.get(last.end..noun).unwrap_or(&[]);
    let mark = gap.iter().find(|b| **b != b' ').copied();
    let quote = &scan.text.folded[last.start..last.end];
    let opens = matches!(mark, Some(b'(' | b':')) && quote.ends_with(b"van ban");
    let bare = quote.iter().all(u8::is_ascii_digit);
    gap.iter().filter(|b| **b != b' ').count() == 1 && (opens || bare && mark == Some(b','))
}

/// A number right after the noun of a document, or after it and `số`.
fn by_noun(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let text = scan.text;
    let start = scan.start(token);
    let numbered = scan.word_before(token) == b"so";
    let before = if numbered { scan.start(token - 1) } else { start };
    let ((), noun) = scan.lexicon.documents.ending(text, before)?;
    // `02 Kế hoạch 15 …`: a counted noun names nothing.
    let before_noun = text.skip_spaces_back(noun);
    let named = scan.items.last().is_some_and(|i| i.end == before_noun && matches!(i.kind, ItemKind::Mention { .. }));
    let counted = !numbered && before_noun > 0 && text.byte(before_noun - 1).is_ascii_digit() && !named;
    let mut end = scan.end(token);
    let mut next = token + 1;
    if scan.symbol(next) == b'/' && scan.year(next + 1).is_some() {
        end = scan.end(next + 1);
        next += 2;
    }
    let measured = !numbered && scan.is_measured(end) && !names_next(scan, end);
    let long = end - start > 8 && !numbered;
    let plain = scan.text.folded[start..end].iter().all(|b| *b != b',' && (numbered || *b != b'.'));
    if counted || measured || long || !plain || !numbered && counts_kinds(scan, noun) {
        return None;
    }
    Some(Reading::one(mention(start, end, "document_number", "a document's noun before the number"), next))
}
