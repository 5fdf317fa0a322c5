//! Counts, durations and changes in ranks: a number and the unit after it.

use rust_decimal::Decimal;

use solieu_vietnamese::DigitStyle;

use crate::lexicon::UnitIndex;
use crate::model::{Measure, Qualifier};
use crate::rules::dress::{Bare, dress};
use crate::scan::{Amount, ItemKind, Reading, Scan, Unit, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let amount = scan.amount(token);
    let (unit, end) = scan.unit_after(amount.end)?;
    let whole = !scan.lexicon.unit(unit).duration && !may_have_fraction(scan, unit);
    let (value, style) = scan.value(&amount, whole && !averaged(scan, amount.start))?;
    if value == Decimal::ONE && matches!(scan.word_before(token), b"binh" | b"quan" | b"moi" | b"tung") {
        // `trung bình 01 cán bộ giải quyết 18 hồ sơ`: by what is averaged.
        return Some(Reading::one(mention(amount.start, amount.end, "word", "what an average is taken over"), amount.next));
    }
    if is_base(scan, token, &amount) {
        return Some(Reading::one(mention(amount.start, amount.end, "word", "what an average is taken over"), amount.next));
    }
    if scan.lexicon.unit(unit).id == "time" {
        return times(scan, token, &amount, value, end);
    }
    if let Some(item) = limit(scan, unit, amount.start, end) {
        return Some(Reading::one(item, scan.text.token_at(end)));
    }
    let bare = Bare {
        core: (amount.start, amount.end),
        end,
        measure: measure(scan, unit, amount.start),
        value,
        denominator: None,
        unit: Unit::Word(unit),
        unit_words: (amount.end, end),
        rule: "count",
        confidence: if style == DigitStyle::Regular { 0.97 } else { 0.6 },
    };
    Some(Reading::one(dress(scan, bare), scan.text.token_at(end)))
}

/// `19 bác sĩ/10.000 dân`: a round number after the slash of a figure.
fn is_base(scan: &Scan<'_>, token: usize, amount: &Amount) -> bool {
    let digits = &scan.text.folded[amount.start..amount.end];
    let round = digits.len() > 2 && digits[0] == b'1' && digits[1..].iter().all(|b| matches!(b, b'0' | b'.'));
    round && scan.symbol(token.wrapping_sub(1)) == b'/' && scan.ends_item(scan.start(token - 1))
}

fn may_have_fraction(scan: &Scan<'_>, unit: UnitIndex) -> bool {
    matches!(scan.lexicon.unit(unit).id.as_str(), "kilometre" | "square_kilometre" | "hectare" | "square_metre" | "time" | "point")
}

/// `bình quân 4,5 người`
fn averaged(scan: &Scan<'_>, start: usize) -> bool {
    let (from, _) = scan.text.clause(start);
    scan.text.holds(from, start, "binh quan") || scan.text.holds(from, start, "trung binh")
}

/// Time taken is a duration; minutes on air are a count.
fn measure(scan: &Scan<'_>, unit: UnitIndex, start: usize) -> Measure {
    let word = scan.lexicon.unit(unit);
    if !word.duration {
        return Measure::Count;
    }
    let (from, to) = scan.text.clause(start);
    let on_air =
        ["thoi luong", "phat song", "phat thanh", "truyen hinh", "chuyen muc", "phong su"].iter().any(|w| scan.text.holds(from, to, w));
    if word.id == "minute" && on_air { Measure::Count } else { Measure::Duration }
}

/// `gấp 1,5 lần` is a change; `không quá 01 lần` a limit.
fn times(scan: &Scan<'_>, token: usize, amount: &Amount, value: Decimal, end: usize) -> Option<Reading> {
    let start = scan.start(token);
    let next = scan.text.token_at(end);
    let (from, _) = scan.text.clause(start);
    let tail = &scan.text.folded[from.max(start.saturating_sub(24))..start];
    let said = |w: &[u8]| crate::passage::find_words(tail, w).is_some();
    let (_, to) = scan.text.clause(end.min(scan.text.folded.len().saturating_sub(1)));
    let earlier = scan.items.iter().any(|i| i.start >= from && matches!(&i.kind, ItemKind::Figure(d) if d.rule == "multiple"));
    let compared = scan.text.holds(end, to.min(end + 12), "so voi");
    let multiple = earlier || compared || said(b"gap") || said(b"bang") || said(b"tang") && !said(b"tang cuong");
    if !multiple {
        let (qualified, _) = crate::rules::dress::qualifier_before(scan, start);
        let limited = qualified < start || value <= Decimal::from(3);
        let reason = "how often something may be done";
        return limited.then(|| Reading::one(mention(start, amount.end, "limit", reason), next));
    }
    let bare = Bare {
        core: (start, amount.end),
        end,
        measure: Measure::Change,
        value,
        denominator: None,
        unit: Unit::Fixed("time"),
        unit_words: (amount.end, end),
        rule: "multiple",
        confidence: 0.95,
    };
    let mut item = dress(scan, bare);
    if scan.word_before(token) == b"gap" || scan.word_before(token) == b"bang" {
        item.start = scan.start(token - 1);
    }
    Some(Reading::one(item, next))
}

/// A rule's limit: `thời hạn theo luật không quá 25 ngày`, `đủ 40 m2 theo Quyết định`.
fn limit(scan: &Scan<'_>, unit: UnitIndex, start: usize, end: usize) -> Option<crate::scan::Item> {
    let word = scan.lexicon.unit(unit);
    let area = matches!(word.id.as_str(), "square_metre" | "hectare");
    let (qualified, qualifier) = crate::rules::dress::qualifier_before(scan, start);
    if (area || word.id == "person") && sets_standard(scan, start, end, qualifier) {
        return Some(mention(start, end, "limit", "what a standard asks for"));
    }
    if !(word.duration || area) {
        return None;
    }
    let by_rule = [start, qualified].iter().any(|at| follows_limit(scan, *at));
    let per_rule = area && scan.lexicon.limits_after.starting(scan.text, scan.text.skip_spaces(end)).is_some();
    (by_rule || per_rule || word.duration && sets_condition(scan, start, qualified)).then(|| mention(start, end, "limit", "set by a rule"))
}

/// `quy mô dân số từ 8.000 người trở lên`: what makes a district or commune large enough.
fn sets_standard(scan: &Scan<'_>, start: usize, end: usize, before: Qualifier) -> bool {
    let text = scan.text;
    let after = scan.lexicon.qualifiers_after.starting(text, text.skip_spaces(end));
    let bounded = before == Qualifier::AtLeast || after.is_some_and(|(after, _)| after == Qualifier::AtLeast);
    let (from, to) = text.clause(start);
    let mut words = text.tokens[text.token_at(from)..].iter().take_while(|t| t.start < to);
    bounded && words.any(|word| scan.lexicon.standards.starting(text, word.start).is_some())
}

/// `trường hợp quá 05 ngày … thì`, `hồ sơ quá hạn từ 03 ngày trở lên phải`: what is to be done after so long.
fn sets_condition(scan: &Scan<'_>, start: usize, qualified: usize) -> bool {
    let text = scan.text;
    let (from, to) = text.clause(start);
    let limited = qualified < start || text.holds(start, to.min(start + 40), "tro len");
    let condition = ["neu", "truong hop", "khi"].iter().any(|w| text.holds(from, start, w));
    let follows = |w: &str| text.holds(start, to, w);
    let within = text.folded[..start].trim_ascii_end().ends_with(b"trong");
    let ordered = within && follows("phai");
    condition && ordered
        || limited && (condition && (follows("thi") || follows("phai")) || follows("phai") && text.holds(from, start, "qua han"))
}

/// The words of a limit right before, `là` aside.
fn follows_limit(scan: &Scan<'_>, at: usize) -> bool {
    let before = scan.text.skip_spaces_back(at);
    let before = if before >= 3 && &scan.text.folded[before - 3..before] == b" la" { before - 3 } else { before };
    scan.lexicon.limits.ending(scan.text, before).is_some()
}
