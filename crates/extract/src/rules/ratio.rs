//! Ratios: `32/38 phần việc`, `10/ 10`, `430 trong 900 văn bản`.

use rust_decimal::Decimal;

use crate::model::Measure;
use crate::rules::dress::{Bare, dress};
use crate::rules::money::money_after;
use crate::scan::{Amount, Item, Reading, Scan, Unit, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    slashed(scan, token).or_else(|| in_words(scan, token))
}

fn slashed(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let done = scan.amount(token);
    if scan.symbol(done.next) != b'/' || !scan.is_number(done.next + 1) {
        return None;
    }
    let total = scan.amount(done.next + 1);
    // `1/2/3`: no ratio, no date.
    if scan.symbol(total.next) == b'/' && scan.is_number(total.next + 1) {
        let end = scan.end(total.next + 1);
        return Some(Reading::one(mention(done.start, end, "undecided", "three numbers with slashes"), total.next + 2));
    }
    if let Some(money) = of_money(scan, &done, &total) {
        return Some(money);
    }
    Some(Reading::one(ratio(scan, &done, &total, "ratio")?, next_token(scan, &total)))
}

/// `11,2/12,4 tỷ đồng`: what was spent of a sum.
fn of_money(scan: &Scan<'_>, done: &Amount, total: &Amount) -> Option<Reading> {
    let (unit, end, power) = money_after(scan, total.end)?;
    let scaled = |amount: &Amount| scan.value(amount, false)?.0.checked_mul(Decimal::from(10i64.checked_pow(power)?));
    let bare = Bare {
        core: (done.start, total.end),
        end,
        measure: Measure::Ratio,
        value: scaled(done)?,
        denominator: Some(scaled(total)?),
        unit,
        unit_words: (total.end, end),
        rule: "ratio",
        confidence: 0.95,
    };
    Some(Reading::one(dress(scan, bare), scan.text.token_at(end)))
}

fn next_token(scan: &Scan<'_>, total: &Amount) -> usize {
    scan.unit_after(total.end).map_or(total.next, |(_, end)| scan.text.token_at(end))
}

fn ratio(scan: &Scan<'_>, done: &Amount, total: &Amount, rule: &'static str) -> Option<Item> {
    let (value, _) = scan.value(done, true)?;
    let (denominator, _) = scan.value(total, true)?;
    if denominator == Decimal::ZERO && value != Decimal::ZERO {
        return None;
    }
    let unit = scan.unit_after(total.end);
    let end = unit.map_or(total.end, |(_, end)| end);
    let fraction = value == Decimal::ONE && denominator < Decimal::from(10) && unit.is_none();
    let bare = Bare {
        core: (done.start, total.end),
        end,
        measure: Measure::Ratio,
        value,
        denominator: Some(denominator),
        unit: unit.map_or(Unit::Unsaid, |(unit, _)| Unit::Word(unit)),
        unit_words: (total.end, end),
        rule,
        confidence: if unit.is_some() {
            0.98
        } else if fraction {
            0.8
        } else {
            0.85
        },
    };
    Some(dress(scan, bare))
}

/// `430 trong 900 văn bản`, `430 trên tổng số 900 văn bản`.
fn in_words(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let done = scan.amount(token);
    let own = scan.unit_after(done.end);
    let joint = own.map_or(done.next, |(_, end)| scan.text.token_at(end));
    let total_word = |t: usize| scan.word(t) == b"tong" && scan.word(t + 1) == b"so";
    if scan.word(joint) == b"trong" && scan.word(joint + 1) == b"so" && scan.is_number(joint + 2) {
        return of_total(scan, &done, joint + 2);
    }
    let words = |from: usize, to: usize| scan.text.folded[from..to].trim_ascii();
    if let Some((_, end)) = own
        && scan.symbol(joint) == b'/'
        && scan.is_number(joint + 1)
        && scan.unit_after(scan.amount(joint + 1).end).is_some_and(|(_, to)| words(scan.end(joint + 1), to) == words(done.end, end))
    {
        // `96,5 ngày/412 ngày`
        return of_total(scan, &done, joint + 1);
    }
    if scan.symbol(joint) == b'/' && total_word(joint + 1) && scan.is_number(joint + 3) {
        return of_total(scan, &done, joint + 3);
    }
    let joins = matches!(scan.word(joint), b"trong" | b"tren");
    let next = if !joins {
        return None;
    } else if total_word(joint + 1) {
        joint + 3
    } else {
        joint + 1
    };
    if !scan.is_number(next) || own.is_some() && next == joint + 1 {
        return None;
    }
    of_total(scan, &done, next)
}

/// The total at a token, which must be measured and the larger one.
fn of_total(scan: &Scan<'_>, done: &Amount, next: usize) -> Option<Reading> {
    let total = scan.amount(next);
    scan.unit_after(total.end)?;
    let larger = scan.value(done, true)?.0 <= scan.value(&total, true)?.0;
    if !larger {
        return None;
    }
    Some(Reading::one(ratio(scan, done, &total, "ratio_in_words")?, next_token(scan, &total)))
}
