//! Ranges: `từ 3 đến 5 ngày`, `15 - 20%`: the lower end is `at_least`, the upper `at_most`.

use rust_decimal::Decimal;

use crate::model::{Measure, Qualifier};
use crate::rules::dress::{change_before, is_average, saves_time};
use crate::rules::percent::share_after;
use crate::scan::{Amount, Draft, Item, ItemKind, Reading, Scan, Unit};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let low = scan.amount(token);
    let (low_end, mut next) = own_unit(scan, &low);
    let connector = connector(scan, next)?;
    next = connector;
    if !scan.is_number(next) {
        return None;
    }
    let high = scan.amount(next);
    let mut measured = measured(scan, high.end).or_else(|| fractions(scan, &low, &high))?;
    let from = scan.word_before(token) == b"tu";
    let dash = scan.symbol(connector - 1) == b'-';
    if !(from || dash || low_end == low.end) {
        return None;
    }
    let (a, b) = (scaled(scan, &low, &measured)?, scaled(scan, &high, &measured)?);
    let start = if from { scan.start(token - 1) } else { low.start };
    if a >= b || !dash && !from && measured.measure == Measure::Count {
        return None;
    }
    let compared = change_before(scan, start)
        .filter(|(sign, _)| !sign.rank_only && measured.measure == Measure::Percent && !saves(scan, start, measured.end));
    let (a, b, start) = match compared {
        Some((sign, from)) => (a * Decimal::from(sign.sign), b * Decimal::from(sign.sign), from),
        None => (a, b, start),
    };
    if compared.is_some() || scan.unit_named(measured.unit, "rank") {
        measured.measure = Measure::Change;
    } else if is_average(scan, measured.measure, measured.unit, start, measured.end) {
        measured.measure = Measure::Average;
    }
    let lower = end_of_range(&low, start, low.end.max(low_end), a, Qualifier::AtLeast, &measured, (low.end, low_end));
    let upper = end_of_range(&high, high.start, measured.end, b, Qualifier::AtMost, &measured, (high.end, measured.end));
    Some(Reading::two(lower, upper, scan.text.token_at(measured.end)))
}

/// What a number's unit says.
struct Measured {
    measure: Measure,
    unit: Unit,
    end: usize,
    power: u32,
}

fn measured(scan: &Scan<'_>, at: usize) -> Option<Measured> {
    if let Some((measure, unit, end)) = share_after(scan, at) {
        return Some(Measured { measure, unit: Unit::Fixed(unit), end, power: 0 });
    }
    let next = scan.text.skip_spaces(at);
    if let Some((power, end)) = scan.lexicon.scales.starting(scan.text, next) {
        let after = scan.text.skip_spaces(end);
        let end = scan.lexicon.currencies.starting(scan.text, after).map_or(end, |(_, e)| e);
        return Some(Measured { measure: Measure::Money, unit: Unit::Fixed("VND"), end, power });
    }
    let (unit, end) = scan.unit_after(at)?;
    let measure = if scan.lexicon.unit(unit).duration { Measure::Duration } else { Measure::Count };
    Some(Measured { measure, unit: Unit::Word(unit), end, power: 0 })
}

/// `cắt giảm thời gian … mức giảm 30 - 50%`, `giảm 15 - 20% thời gian`: how much is cut, not how it changed.
fn saves(scan: &Scan<'_>, start: usize, end: usize) -> bool {
    let (from, _) = scan.text.sentence(start);
    saves_time(scan, end) || scan.text.holds(from, start, "cat giam")
}

/// `trong khoảng 45,5-45,7`: two fractions, whose sentence says what they are.
fn fractions(scan: &Scan<'_>, low: &Amount, high: &Amount) -> Option<Measured> {
    let fraction = |a: &Amount| scan.text.folded[a.start..a.end].contains(&b',');
    let both = fraction(low) && fraction(high) && !matches!(scan.symbol(high.next), b'/' | b'-');
    both.then_some(Measured { measure: Measure::Count, unit: Unit::Unsaid, end: high.end, power: 0 })
}

/// The lower number's own unit or percent sign, where it has one: end of it, next token.
fn own_unit(scan: &Scan<'_>, low: &Amount) -> (usize, usize) {
    let end = share_after(scan, low.end)
        .map(|(_, _, end)| end)
        .or_else(|| scan.unit_after(low.end).filter(|(unit, _)| scan.lexicon.unit(*unit).duration).map(|(_, end)| end));
    end.map_or((low.end, low.next), |end| (end, scan.text.token_at(end)))
}

/// Token after `đến`, `tới` or a dash.
fn connector(scan: &Scan<'_>, token: usize) -> Option<usize> {
    let joins = scan.symbol(token) == b'-' || matches!(scan.word(token), b"den" | b"toi");
    joins.then_some(token + 1)
}

fn scaled(scan: &Scan<'_>, amount: &Amount, measured: &Measured) -> Option<Decimal> {
    let whole = measured.measure == Measure::Count;
    let (value, _) = scan.value(amount, whole)?;
    value.checked_mul(Decimal::from(10i64.checked_pow(measured.power)?))
}

fn end_of_range(
    amount: &Amount,
    start: usize,
    end: usize,
    value: Decimal,
    qualifier: Qualifier,
    measured: &Measured,
    unit_words: (usize, usize),
) -> Item {
    let draft = Draft {
        measure: measured.measure,
        value,
        denominator: None,
        unit: measured.unit,
        unit_words,
        qualifier,
        rule: "range",
        confidence: 0.95,
        core: (amount.start, amount.end),
    };
    Item { start, end, kind: ItemKind::Figure(draft) }
}
