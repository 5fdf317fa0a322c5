//! Zero in words: `chưa tiếp nhận trường hợp … nào`, `không có đơn vị xếp loại thấp`, `chưa phát sinh`.

use rust_decimal::Decimal;

use crate::model::{Measure, Qualifier};
use crate::scan::{Draft, Item, ItemKind, Reading, Scan, Unit};

/// How far the denied thing may stand from the denial, in characters.
const REACH: usize = 28;
/// How far `nào` may stand.
const REACH_ANY: usize = 70;

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    if !matches!(scan.word(token), b"khong" | b"chua") {
        return None;
    }
    let start = scan.start(token);
    let Some((denial, end)) = scan.lexicon.denials.starting(scan.text, start) else { return none_of(scan, token) };
    let ended = denial.closing && ends_clause(scan, end);
    let any = followed_by_any(scan, end);
    let thing = denied_thing(scan, end);
    let counts = thing.is_some() && (any || !denial.needs_any && is_near(scan, end, thing))
        || ended && !conditional(scan, start) && !said_of_one(scan, token);
    let unit = thing.map_or(Unit::Unsaid, |(unit, _)| Unit::Word(unit));
    let draft = Draft {
        measure: Measure::Count,
        value: Decimal::ZERO,
        denominator: None,
        unit: if ended { Unit::Unsaid } else { unit },
        unit_words: (end, end),
        qualifier: Qualifier::Exact,
        rule: "zero_in_words",
        confidence: if any { 0.9 } else { 0.75 },
        core: (start, end),
    };
    let quoted = scan.quotations.iter().any(|(a, b)| *a < start && end <= *b);
    (counts && !quoted && !said_of_some(scan, start))
        .then(|| Reading::one(Item { start, end, kind: ItemKind::Figure(draft) }, scan.text.token_at(end)))
}

/// `không hồ sơ nào trễ hẹn`, `chưa xã nào`, `không một trường hợp nào`; `trễ hạn: không`.
fn none_of(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    if scan.symbol(token.wrapping_sub(1)) == b':' && ends_clause(scan, scan.end(token)) {
        return Some(Reading::one(nothing(scan.start(token), scan.end(token), Unit::Unsaid), token + 1));
    }
    let noun = if scan.word(token + 1) == b"mot" { token + 2 } else { token + 1 };
    let at = scan.start(noun);
    let (unit, noun_end) = scan.lexicon.denied.starting(scan.text, at).or_else(|| scan.unit_starting(at))?;
    let next = scan.text.token_at(noun_end);
    let any = (next..next + 4).take_while(|t| !scan.word(*t).is_empty()).find(|t| scan.word(*t) == b"nao")?;
    let (start, end) = (scan.start(token), scan.end(any));
    let quoted = scan.quotations.iter().any(|(a, b)| *a < start && end <= *b);
    (!quoted).then(|| Reading::one(nothing(start, end, Unit::Word(unit)), any + 1))
}

fn nothing(start: usize, end: usize, unit: Unit) -> Item {
    let draft = Draft {
        measure: Measure::Count,
        value: Decimal::ZERO,
        denominator: None,
        unit,
        unit_words: (end, end),
        qualifier: Qualifier::Exact,
        rule: "zero_in_words",
        confidence: 0.9,
        core: (start, end),
    };
    Item { start, end, kind: ItemKind::Figure(draft) }
}

/// A stop, a semicolon, a bracket or a comma right after.
fn ends_clause(scan: &Scan<'_>, end: usize) -> bool {
    matches!(scan.text.byte(scan.text.skip_spaces(end)), 0 | b'.' | b';' | b')')
}

/// `nào` within the clause.
fn followed_by_any(scan: &Scan<'_>, end: usize) -> bool {
    let (_, stop) = scan.text.clause(end.min(scan.text.folded.len().saturating_sub(1)));
    let stop = stop.min(end + REACH_ANY);
    let text: &[char] = &scan.text.chars[end..stop.max(end)];
    text.windows(3).any(|w| w == ['n', 'à', 'o'])
}

/// The nearest thing that is counted, in the words that follow.
fn denied_thing(scan: &Scan<'_>, end: usize) -> Option<(u16, usize)> {
    let first = scan.text.token_at(end);
    (first..first + 6)
        .take_while(|t| scan.start(*t) < end + REACH && !scan.word(*t).is_empty())
        .find_map(|t| scan.lexicon.denied.starting(scan.text, scan.start(t)).map(|(unit, _)| (unit, scan.start(t))))
}

/// Right after the denial.
fn is_near(scan: &Scan<'_>, end: usize, thing: Option<(u16, usize)>) -> bool {
    thing.is_some_and(|(_, at)| scan.text.skip_spaces(end) == at)
}

/// `riêng xã Ia Kla chưa có.`: a name right before, of which alone it is said.
fn said_of_one(scan: &Scan<'_>, token: usize) -> bool {
    let before = token.checked_sub(1).filter(|t| !scan.word(*t).is_empty()).map(|t| scan.start(t));
    let (from, _) = scan.text.clause(scan.start(token));
    before
        .is_some_and(|at| at > from && scan.text.chars[at].is_uppercase() && scan.text.chars.get(at + 1).is_some_and(|c| c.is_lowercase()))
}

/// `dự thảo nào chưa có …`, `nếu chưa có`: no statement of a number.
fn conditional(scan: &Scan<'_>, start: usize) -> bool {
    let (from, _) = scan.text.clause(start);
    let before = scan.text.slice(from, start).to_lowercase();
    before.split(|c: char| !c.is_alphabetic()).any(|w| matches!(w, "nếu" | "khi" | "nhưng" | "vì" | "do"))
}

/// `Gần 1/3 số dịch vụ chưa phát sinh hồ sơ`, `05 sở chưa có hồ sơ`: some have none, which is no zero.
fn said_of_some(scan: &Scan<'_>, start: usize) -> bool {
    let Some(last) = scan.items.last() else { return false };
    let (from, _) = scan.text.clause(start);
    let ItemKind::Figure(draft) = &last.kind else { return false };
    let gap = &scan.text.folded[last.end..start];
    let share = matches!(draft.measure, Measure::Ratio | Measure::Percent) && !gap.iter().any(|b| matches!(b, b',' | b':' | b'('));
    let bodies = ["unit", "person", "division", "household", "facility"].iter().any(|id| scan.unit_named(draft.unit, id));
    let described = bodies && gap.len() < 24 && gap.iter().all(|b| *b == b' ' || b.is_ascii_lowercase());
    let counted = draft.measure == Measure::Count && (described || gap.iter().all(|b| *b == b' '));
    last.start >= from && (share || counted)
}
