//! What stands around a number and its unit: qualifiers, signs of change, averages.

use rust_decimal::Decimal;

use crate::lexicon::ChangeWord;
use crate::model::{Measure, Qualifier};
use crate::scan::{Draft, Item, ItemKind, Scan, Unit};

/// A number with its unit, before what stands around it is read.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Bare {
    /// Characters of the number.
    pub core: (usize, usize),
    /// End of the number with its unit.
    pub end: usize,
    pub measure: Measure,
    pub value: Decimal,
    pub denominator: Option<Decimal>,
    pub unit: Unit,
    pub unit_words: (usize, usize),
    pub rule: &'static str,
    pub confidence: f32,
}

/// Gives a number its qualifier, its sign where it is a change, and the measure `average` where one is meant.
pub(crate) fn dress(scan: &Scan<'_>, bare: Bare) -> Item {
    let (mut start, mut qualifier) = qualifier_before(scan, bare.core.0);
    let mut end = bare.end;
    if let Some((after, past)) = qualifier_after(scan, end) {
        (qualifier, end) = (after, past);
        start = with_from(scan, start);
    }
    let (mut measure, mut value) = (bare.measure, bare.value);
    // Across one qualifier (`tăng trên 5%`), not two: `giảm ước tính hơn 3 tỷ đồng` tells a sum.
    let nearer = scan.lexicon.qualifiers_before.ending(scan.text, bare.core.0).map_or(bare.core.0, |(_, at)| at.max(start));
    let sign = change_before(scan, nearer).or_else(|| change_before(scan, bare.core.0));
    if let Some((sign, from)) = sign.or_else(|| sign_mark(scan, start)).or_else(|| compared(scan, &bare)) {
        if sign.of_shares && qualifier == Qualifier::Exact && !is_change(scan, &bare, sign, end) {
            (qualifier, start) = (Qualifier::Over, from);
        }
        if is_change(scan, &bare, sign, end) {
            (measure, start) = (Measure::Change, from.min(start));
            value *= Decimal::from(sign.sign);
        }
    }
    if measure == Measure::Count && scan.unit_named(bare.unit, "rank") {
        // Places are only ever gained or lost: `từ 02 bậc trở lên`.
        measure = Measure::Change;
    }
    if is_average(scan, measure, bare.unit, start, end) {
        measure = Measure::Average;
    }
    let draft = Draft {
        measure,
        value,
        denominator: bare.denominator,
        unit: bare.unit,
        unit_words: bare.unit_words,
        qualifier,
        rule: bare.rule,
        confidence: bare.confidence,
        core: bare.core,
    };
    Item { start, end, kind: ItemKind::Figure(draft) }
}

/// The qualifier right before a character, and where it starts. Of two, the nearer one counts.
pub(crate) fn qualifier_before(scan: &Scan<'_>, at: usize) -> (usize, Qualifier) {
    let Some((qualifier, start)) = scan.lexicon.qualifiers_before.ending(scan.text, at) else {
        return (at, Qualifier::Exact);
    };
    if is_preposition(scan, start, at)
        || part_of_comparison(scan, start, at)
        || is_superlative(scan, start, at)
        || is_besides(scan, start, at)
    {
        return (at, Qualifier::Exact);
    }
    match scan.lexicon.qualifiers_before.ending(scan.text, start) {
        Some((_, further)) if !is_preposition(scan, further, start) => (further, qualifier),
        _ => (start, qualifier),
    }
}

/// `85 TTHC trên 09 lĩnh vực`: a place, not a limit.
fn is_preposition(scan: &Scan<'_>, start: usize, at: usize) -> bool {
    if scan.text.folded[start..at].trim_ascii() != b"tren" {
        return false;
    }
    let before = scan.text.skip_spaces_back(start);
    scan.ends_item(start) || scan.lexicon.units.ending(scan.text, before).is_some() || scan.text.byte(before.wrapping_sub(1)) == b'%'
}

/// The `hơn` of `cao hơn`, the `quá` of `không quá`.
fn part_of_comparison(scan: &Scan<'_>, start: usize, at: usize) -> bool {
    let word = scan.text.folded[start..at].trim_ascii();
    word == b"hon" && scan.lexicon.changes.ending(scan.text, at).is_some()
}

/// `nơi ít nhất 31`: which place has the fewest, no limit.
fn is_superlative(scan: &Scan<'_>, start: usize, at: usize) -> bool {
    let least = matches!(scan.text.folded[start..at].trim_ascii(), b"it nhat" | b"nhieu nhat");
    let before = scan.text.skip_spaces_back(start);
    least && (scan.lexicon.units.ending(scan.text, before).is_some() || scan.text.folded[..before].ends_with(b"noi"))
}

/// `Ngoài 1.894 thủ tục cấp tỉnh, …`: beside them, not more than them.
fn is_besides(scan: &Scan<'_>, start: usize, at: usize) -> bool {
    scan.text.folded[start..at].trim_ascii() == b"ngoai" && scan.text.chars[start].is_uppercase()
}

fn qualifier_after(scan: &Scan<'_>, end: usize) -> Option<(Qualifier, usize)> {
    scan.lexicon.qualifiers_after.starting(scan.text, scan.text.skip_spaces(end))
}

/// `từ 99% trở lên`: the `từ` belongs to it.
fn with_from(scan: &Scan<'_>, start: usize) -> usize {
    let before = scan.text.skip_spaces_back(start);
    let from = before >= 2 && &scan.text.folded[before - 2..before] == b"tu" && (before == 2 || scan.text.byte(before - 3) == b' ');
    if from { before - 2 } else { start }
}

/// The word of change right before a character, unless another takes its meaning away (`cắt giảm`).
pub(crate) fn change_before(scan: &Scan<'_>, at: usize) -> Option<(ChangeWord, usize)> {
    let (sign, start) = scan.lexicon.changes.ending(scan.text, at)?;
    // `từ 6,12 lên 7,05 điểm`: what it rose to.
    if sign.rank_only && scan.ends_item(start) {
        return None;
    }
    scan.lexicon.no_change_after.ending(scan.text, start).is_none().then_some((sign, start))
}

fn is_change(scan: &Scan<'_>, bare: &Bare, sign: ChangeWord, end: usize) -> bool {
    let of_rank =
        scan.unit_named(bare.unit, "rank") || scan.unit_named(bare.unit, "point") || scan.unit_named(bare.unit, "percentage_point");
    match bare.measure {
        Measure::Ratio | Measure::Rank | Measure::Average => false,
        Measure::Score | Measure::Change => true,
        _ if sign.rank_only => of_rank,
        Measure::Count | Measure::Money if sign.of_shares => compares(scan, end),
        Measure::Percent => !saves_time(scan, end),
        Measure::Count if scan.unit_named(bare.unit, "unit") => compares(scan, end) || behind_its_number(scan, bare.core.0),
        // `giảm 6 phòng`: so many were cut; `số phòng thuộc sở giảm 21 phòng`: so much did their number change.
        Measure::Count if scan.unit_named(bare.unit, "division") => {
            let numbered = scan.text.holds(scan.text.clause(bare.core.0).0, bare.core.0, "so phong");
            numbered || compares(scan, end) || behind_its_number(scan, bare.core.0)
        }
        // `giảm 164 cán bộ`: so many posts were cut.
        Measure::Count if sign.sign < 0 && is_staff(scan, bare.unit) => {
            compares(scan, end) || compared_before(scan, bare.core.0) || in_brackets(scan, bare.core.0)
        }
        // `ước giảm khoảng 1,2 tỷ đồng chi phí tuân thủ`: so much was saved.
        Measure::Money => !saves_time(scan, end),
        Measure::Count | Measure::Duration => true,
    }
}

/// `(+0,45)`, `(-0,1 điểm)`, `(↓ 7 bậc)`, `+3,4%`: a sign in brackets before the number, or glued to it.
fn sign_mark(scan: &Scan<'_>, at: usize) -> Option<(ChangeWord, usize)> {
    let before = scan.text.skip_spaces_back(at);
    let mark = *scan.text.chars.get(before.checked_sub(1)?)?;
    let sign = match mark {
        '+' | '↑' | '▲' => 1,
        '-' | '–' | '−' | '↓' | '▼' => -1,
        _ => return None,
    };
    let outside = scan.text.byte(before.wrapping_sub(2));
    let opened = outside == b'(' || before == at && matches!(outside, b' ' | 0) && !scan.ends_item(before - 1) && !mark.eq(&'–');
    let arrow = !mark.is_ascii() && !matches!(mark, '–' | '−');
    (opened || arrow).then_some((ChangeWord { sign, rank_only: false, of_shares: false }, before - 1))
}

/// A share that is said to be higher or lower than something named between:
/// `giảm so với năm 2015 là 10,2%`, `cao hơn chỉ tiêu được giao 10%`; not `cao hơn mức 58%`. The quote stays with the number: other numbers may stand between.
fn compared(scan: &Scan<'_>, bare: &Bare) -> Option<(ChangeWord, usize)> {
    // Points too, where so few can only be a difference.
    let points = bare.measure == Measure::Score && bare.value < Decimal::TEN;
    if bare.measure != Measure::Percent && !points {
        return None;
    }
    let at = bare.core.0;
    let (from, _) = scan.text.clause(at);
    let from = scan.text.folded[from..at].iter().rposition(|b| matches!(b, b',' | b'(' | b')' | b':')).map_or(from, |i| from + i + 1);
    let between = |words: &[u8]| crate::passage::find_words(&scan.text.folded[from..at], words).map(|i| (from + i, from + i + words.len()));
    let years_only = |start: usize| !scan.items.iter().any(|i| i.start >= start && matches!(i.kind, ItemKind::Figure(_)));
    let word = |sign| ChangeWord { sign, rank_only: false, of_shares: false };
    for (words, sign) in [(b"tang so voi".as_slice(), 1), (b"giam so voi", -1)] {
        if let Some((_, end)) = between(words).filter(|(start, _)| years_only(*start)) {
            return (at - end < 50).then_some((word(sign), at));
        }
    }
    for (words, sign) in [(b"cao hon".as_slice(), 1), (b"thap hon", -1)] {
        if let Some((_, end)) = between(words).filter(|(start, _)| years_only(*start)) {
            let level = ["muc", "ty le", "ti le", "con so", "la", "nguong"].iter().any(|w| scan.text.holds(end, at, w));
            return (at - end < 50 && !level).then_some((word(sign), at));
        }
    }
    None
}

/// `giảm 30% thời gian giải quyết`: how much is cut, not how it changed.
pub(crate) fn saves_time(scan: &Scan<'_>, end: usize) -> bool {
    let next = scan.text.skip_spaces(end);
    let tail = &scan.text.folded[next..(next + 9).min(scan.text.folded.len())];
    tail.starts_with(b"thoi gian") || tail.starts_with(b"chi phi")
}

/// `còn 64 phòng (giảm 12 phòng)`: what a bracket adds to a number is how that changed.
fn in_brackets(scan: &Scan<'_>, at: usize) -> bool {
    let before = &scan.text.folded[at.saturating_sub(16)..at];
    before.iter().rposition(|b| *b == b'(').is_some_and(|open| !before[open..].iter().any(|b| matches!(b, b',' | b';')))
}

/// In brackets right behind what changed: `34 đơn vị (giảm 2 đơn vị)`, not `Sở Tài chính (giảm 7 phòng)`.
fn behind_its_number(scan: &Scan<'_>, at: usize) -> bool {
    let last = scan.items.last().filter(|item| matches!(item.kind, ItemKind::Figure(_)));
    in_brackets(scan, at) && last.is_some_and(|item| at - item.end.min(at) <= FROM_ITS_NUMBER)
}

/// Most characters from a number to the change in the bracket behind it.
const FROM_ITS_NUMBER: usize = 50;

/// People and posts.
fn is_staff(scan: &Scan<'_>, unit: Unit) -> bool {
    ["person", "post"].iter().any(|id| scan.unit_named(unit, id))
}

/// `So với năm 2017, số biên chế giảm 71 người`, `từ 140 giảm 12 người còn 128`.
fn compared_before(scan: &Scan<'_>, at: usize) -> bool {
    let (start, _) = scan.text.clause(at);
    ["so voi", "cung ky"].iter().any(|words| scan.text.holds(start, at, words))
}

/// A comparison follows in the clause: `giảm 25 trạm so với năm 2014`.
fn compares(scan: &Scan<'_>, end: usize) -> bool {
    let (_, stop) = scan.text.clause(end.min(scan.text.folded.len().saturating_sub(1)));
    ["so voi", "so cung ky", "so nam", "so ke hoach"].iter().any(|w| scan.text.holds(end, stop, w))
}

/// `bình quân 07 người`, `1.250 triệu đồng/đơn vị`.
pub(crate) fn is_average(scan: &Scan<'_>, measure: Measure, unit: Unit, start: usize, end: usize) -> bool {
    if !matches!(measure, Measure::Count | Measure::Money | Measure::Duration) {
        return false;
    }
    per_something(scan, end) || said_average(scan, start, scan.unit_can_average(unit))
}

/// A slash and what it is counted by: `/trung tâm`, `/hồ sơ`; not `/năm`.
fn per_something(scan: &Scan<'_>, end: usize) -> bool {
    let text = scan.text;
    if text.byte(text.skip_spaces(end)) != b'/' {
        return false;
    }
    let next = text.skip_spaces(text.skip_spaces(end) + 1);
    // `19 bác sĩ/10.000 dân`
    let token = text.token_at(next);
    if scan.is_number(token) && scan.start(token) == next {
        let digits = &scan.text.folded[next..scan.end(token)];
        let thousands = digits.starts_with(b"1") && digits[1..].iter().all(|b| matches!(b, b'0' | b'.')) && digits.len() > 2;
        return thousands && matches!(scan.word(token + 1), b"dan" | b"nguoi" | b"ho");
    }
    scan.unit_starting(next).is_some_and(|(unit, _)| !matches!(scan.lexicon.unit(unit).id.as_str(), "year" | "month"))
}

/// `bình quân` or `trung bình` earlier in the clause, not as a grade (`xếp loại trung bình`), and of no
/// other figure since. A unit that is seldom averaged needs `bình quân mỗi`.
fn said_average(scan: &Scan<'_>, start: usize, often: bool) -> bool {
    let (from, _) = scan.text.clause(start);
    let clause = &scan.text.folded[from..start];
    let Some((at, end)) = last_average(clause) else { return false };
    let each = clause[end..].trim_ascii_start();
    let of_each = [b"moi ".as_slice(), b"mot ", b"01 ", b"1 "].iter().any(|w| each.starts_with(w));
    let between = scan.items.iter().rev().take_while(|i| i.start >= from + at).filter(|i| matches!(i.kind, ItemKind::Figure(_)));
    (often || of_each) && between.into_iter().all(|i| goes_on(scan, i, start))
}

/// The last `bình quân` or `trung bình` of a clause.
fn last_average(clause: &[u8]) -> Option<(usize, usize)> {
    memchr::memrchr_iter(b'b', clause).find_map(|at| {
        let rest = &clause[at..];
        if rest.starts_with(b"binh quan") {
            return Some((at, at + 9));
        }
        let from = at.checked_sub(6).filter(|_| rest.starts_with(b"binh") && clause[..at].ends_with(b"trung "))?;
        (!is_grade(&clause[..from])).then_some((from, at + 4))
    })
}

/// An average too, and joined to this number by a few words: `từ 22 phút xuống còn 8 phút`.
fn goes_on(scan: &Scan<'_>, item: &Item, start: usize) -> bool {
    let average = matches!(&item.kind, ItemKind::Figure(draft) if draft.measure == Measure::Average);
    let gap = &scan.text.folded[item.end.min(start)..start];
    let extreme = || [b"nhat".as_slice(), b"cao diem"].iter().any(|w| memchr::memmem::find(gap, w).is_some());
    average && gap.len() < 40 && !extreme()
}

/// Words before `trung bình` that make it a grade.
fn is_grade(before: &[u8]) -> bool {
    let before = before.trim_ascii_end();
    [b"loai".as_slice(), b"muc", b"xep", b"don vi", b"hang", b"kha", b"va", b"nguong"].iter().any(|w| before.ends_with(w))
        || before.last().is_some_and(|b| b.is_ascii_digit())
}

impl Scan<'_> {
    fn unit_can_average(&self, unit: Unit) -> bool {
        ["person", "day", "hour", "minute", "VND", "visit", "dossier", "year", "month"].iter().any(|id| self.unit_named(unit, id))
    }
}
