//! Ranks: `thứ 27/63`, `vị trí số 31`, `xếp 9/18 sở`, `thứ 8 trên tổng số 63`, `dẫn đầu cả nước`.

use rust_decimal::Decimal;

use crate::model::{Measure, Qualifier};
use crate::rules::words::words_at;
use crate::scan::{Draft, Item, ItemKind, Reading, Scan, Unit};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let rank = scan.integer(token)?;
    let start = scan.start(token);
    let led = scan.lexicon.rank_before.ending(scan.text, start);
    let (end, next, of) = field(scan, token);
    let from = match led {
        Some(((), from)) if is_led(scan, from, start, end, of.is_some()) => from,
        _ if of.is_some_and(is_field_of_provinces) && ranked_in_clause(scan, start, end) => start,
        _ => return None,
    };
    Some(Reading::one(item(from, end, (start, scan.end(token)), rank), next))
}

fn item(from: usize, end: usize, core: (usize, usize), rank: u32) -> Item {
    let draft = Draft {
        measure: Measure::Rank,
        value: Decimal::from(rank),
        denominator: None,
        unit: Unit::Fixed("rank"),
        unit_words: (from, core.0),
        qualifier: Qualifier::Exact,
        rule: "rank",
        confidence: 0.96,
        core,
    };
    Item { start: from, end, kind: ItemKind::Figure(draft) }
}

/// `/63`, `trên tổng số 63`, `trong 63` after the rank: end, next token, how many were ranked.
fn field(scan: &Scan<'_>, token: usize) -> (usize, usize, Option<u32>) {
    let next = token + 1;
    if scan.symbol(next) == b'/' && scan.is_number(next + 1) {
        return (scan.end(next + 1), next + 2, scan.integer(next + 1));
    }
    let total = if scan.word(next + 1) == b"tong" && scan.word(next + 2) == b"so" { next + 3 } else { next + 1 };
    if matches!(scan.word(next), b"tren" | b"trong") && scan.is_number(total) {
        return (scan.end(total), total + 1, scan.integer(total));
    }
    (scan.end(token), next, None)
}

/// True where the words before it mean a rank: not a term (`lần thứ 3`), not a count (`xếp 02 đơn vị`).
fn is_led(scan: &Scan<'_>, from: usize, start: usize, end: usize, fielded: bool) -> bool {
    let text = scan.text;
    if scan.lexicon.rank_unless.ending(text, start).is_some() {
        return false;
    }
    let word = text.folded[from..start].trim_ascii();
    let weekdays = scan.items.last().is_some_and(|i| {
        let dated = matches!(i.kind, ItemKind::Mention { class: "date", .. });
        dated && matches!(text.folded[i.end.min(start)..start].trim_ascii(), b"den thu" | b"toi thu" | b"- thu" | b", thu" | b"va thu")
    });
    // `từ thứ 2 đến thứ 6`
    let after = text.token_at(end);
    let to_weekday = !fielded && scan.word(after) == b"den" && scan.word(after + 1) == b"thu";
    if weekdays || to_weekday || is_content(scan, from) {
        return false;
    }
    let weak = matches!(word, b"xep" | b"dung" | b"vi tri" | b"hang" | b"xep hang" | b"o vi tri");
    let next = text.skip_spaces(end);
    let measured = text.byte(next) == b'%' || text.byte(next) == b',' && text.byte(next + 1).is_ascii_digit();
    let counted = !fielded && scan.unit_starting(next).is_some();
    !(measured || weak && counted)
}

/// `nội dung thứ ba`: `dung` is no `đứng`.
fn is_content(scan: &Scan<'_>, from: usize) -> bool {
    let stood = matches!(scan.text.chars[from], 'đ' | 'Đ');
    let token = scan.text.token_at(from);
    scan.word(token) == b"dung" && !stood && matches!(scan.word_before(token), b"noi" | b"su" | b"ap" | b"xay" | b"tac")
}

/// Fields in which provinces were ranked: 64, 63, 61 or 60 (PAPI), 34.
fn is_field_of_provinces(of: u32) -> bool {
    matches!(of, 60..=64 | 34)
}

/// The clause speaks of ranking, and provinces follow the number or nothing does.
fn ranked_in_clause(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let (from, to) = scan.text.clause(start);
    let speaks = ["xep", "hang", "thu hang", "vi tri", "index", "papi", "pci", "sipas", "dti", "bac", "par index"];
    let spoken = speaks.iter().any(|w| scan.text.holds(from, to, w));
    let next = scan.text.skip_spaces(end);
    let provinces = scan.text.folded[next.min(scan.text.folded.len())..].starts_with(b"tinh") || scan.unit_starting(next).is_none();
    spoken && provinces
}

/// `xếp thứ tám`, `đứng thứ tư toàn tỉnh`, `hạng nhì`; not `thứ sáu` of a week.
pub(crate) fn read_ordinal(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let start = scan.start(token);
    if !matches!(scan.word_before(token), b"thu" | b"hang" | b"tri") || !scan.lexicon.is_number_word(scan.word(token)) {
        return None;
    }
    let ((), from) = scan.lexicon.rank_before.ending(scan.text, start)?;
    let (value, next) = ordinal(scan, token)?;
    let end = scan.end(next - 1);
    let placed = from + 4 < start || of_field(scan, next);
    let unless = scan.lexicon.rank_unless.ending(scan.text, start).is_some();
    // `so sánh thứ hạng hai năm gần nhất`
    let lasts = scan.unit_after(end).is_some_and(|(unit, _)| scan.lexicon.unit(unit).duration);
    (placed && !lasts && !unless && !is_content(scan, from)).then(|| Reading::one(item(from, end, (start, end), value), next))
}

/// The words of an ordinal: its number, the token after it.
fn ordinal(scan: &Scan<'_>, token: usize) -> Option<(u32, usize)> {
    if scan.word(token) == b"nhi" {
        return Some((2, token + 1));
    }
    let words = words_at(scan, token)?;
    Some((u32::try_from(words.value).ok()?, words.next))
}

/// Words after a rank that say among whom it was held.
fn of_field(scan: &Scan<'_>, next: usize) -> bool {
    matches!(
        (scan.word(next), scan.word(next + 1)),
        (b"ca", b"nuoc") | (b"toan", _) | (b"khu", b"vuc") | (b"vung", _) | (b"trong", _) | (b"bang", _) | (b"cac", b"tinh") | (b"tren", _)
    ) || scan.is_number(next)
}

/// `dẫn đầu cả nước`, `xếp thứ nhất`.
pub(crate) fn read_words(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let start = scan.start(token);
    // A cheap look first: this is asked of every word.
    if !matches!(scan.text.byte(start), b'd' | b'x' | b'v' | b'h' | b'n' | b't') {
        return None;
    }
    let (rank, end) = scan.lexicon.rank_words.starting(scan.text, start)?;
    let next = scan.text.token_at(end);
    let leads = scan.text.folded[start..end].ends_with(b"dau");
    let of_field = of_field(scan, next);
    let head = matches!(scan.word_before(token), b"nguoi" | b"cap" | b"truong" | b"do");
    let within = scan.quotations.iter().any(|(a, b)| *a < start && end <= *b);
    let (from, _) = scan.text.clause(start);
    let one_of_many = ["nhom", "top", "mot trong", "cac tinh", "cac dia phuong", "nhung dia phuong", "mot so"]
        .iter()
        .any(|w| scan.text.holds(from, start, w));
    if leads && (!of_field || one_of_many) || head || within || is_content(scan, start) {
        return None;
    }
    Some(Reading::one(item(start, end, (start, end), rank), next))
}
