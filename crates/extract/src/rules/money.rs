//! Money and scaled counts: `34 tỷ 500 triệu đồng`, `2.345.678.000 đồng`, `42,6 ngàn hồ sơ`.

use rust_decimal::Decimal;

use crate::lexicon::UnitIndex;
use crate::model::Measure;
use crate::rules::dress::{Bare, dress};
use crate::scan::{Reading, Scan, Unit};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let amount = scan.amount(token);
    let scaled = scaled(scan, token);
    let (value, end, power) = match scaled {
        Some(scaled) => scaled,
        None => (scan.value(&amount, true)?.0, amount.end, 0),
    };
    let currency = currency(scan, end);
    let (measure, unit, unit_end) = match (currency, power) {
        (Some((unit, end)), _) => (Measure::Money, Unit::Word(unit), end),
        (None, 0) => return None,
        (None, power) => counted_or_money(scan, end, power)?,
    };
    let bare = Bare {
        core: (amount.start, amount.end),
        end: unit_end,
        measure,
        value,
        denominator: None,
        unit,
        unit_words: (amount.end, unit_end),
        rule: if measure == Measure::Money { "money" } else { "scaled_count" },
        confidence: if currency.is_some() { 0.99 } else { 0.9 },
    };
    Some(Reading::one(dress(scan, bare), scan.text.token_at(unit_end)))
}

/// A currency after a character; `đồng chí` is none.
fn currency(scan: &Scan<'_>, at: usize) -> Option<(UnitIndex, usize)> {
    let next = scan.text.skip_spaces(at);
    let (unit, end) = scan.lexicon.currencies.starting(scan.text, next)?;
    // `17 tỷ đồng chi cho …`: a verb behind the currency, told by its mark.
    let verb = |other: usize| scan.text.chars[next..other].iter().collect::<String>() == "đồng chi";
    let longer = scan.unit_starting(next).is_some_and(|(_, other)| other > end && !verb(other));
    // `15 đ/v`, `25 đ/c`: a letter after the slash makes it an abbreviation.
    let token = scan.text.token_at(end);
    let abbreviates = scan.symbol(token) == b'/' && scan.glued(token) && scan.word(token + 1).len() == 1;
    (!longer && !abbreviates).then_some((unit, end))
}

/// Scale and currency after a character: unit, end, power of ten.
pub(crate) fn money_after(scan: &Scan<'_>, at: usize) -> Option<(Unit, usize, u32)> {
    let (power, scaled) = scale(scan, at).unwrap_or((0, at));
    match currency(scan, scaled) {
        Some((unit, end)) => Some((Unit::Word(unit), end, power)),
        None => (power >= 6 && scan.unit_after(scaled).is_none()).then_some((Unit::Fixed("VND"), scaled, power)),
    }
}

/// Number with its scale words: value, end, power of the first.
fn scaled(scan: &Scan<'_>, token: usize) -> Option<(Decimal, usize, u32)> {
    let amount = scan.amount(token);
    let (power, end) = scale(scan, amount.end)?;
    let (number, _) = scan.value(&amount, false)?;
    let mut value = number.checked_mul(Decimal::from(10i64.checked_pow(power)?))?;
    let mut end = end;
    let rest = scan.text.token_at(end);
    // `34 tỷ 500 triệu`: a smaller scale goes on.
    if scan.is_number(rest)
        && let Some((more, more_end, smaller)) = scaled(scan, rest).filter(|(_, _, p)| *p < power)
    {
        let _ = smaller;
        value = value.checked_add(more)?;
        end = more_end;
    }
    Some((value, end, power))
}

/// A scale word that is not the start of `tỷ lệ`, `tỷ trọng`.
fn scale(scan: &Scan<'_>, at: usize) -> Option<(u32, usize)> {
    let next = scan.text.skip_spaces(at);
    let (power, end) = scan.lexicon.scales.starting(scan.text, next)?;
    let word = scan.text.token_at(end);
    // `120k`: only glued to the number.
    let thousands = &scan.text.folded[next..end] == b"k";
    if thousands && next > at {
        return None;
    }
    let share = power >= 9 && matches!(scan.word(word), b"le" | b"trong" | b"suat" | b"so");
    (!share).then_some((power, end))
}

/// A unit makes it a count; without one, millions and more are money.
fn counted_or_money(scan: &Scan<'_>, end: usize, power: u32) -> Option<(Measure, Unit, usize)> {
    if let Some((unit, unit_end)) = scan.unit_after(end) {
        return Some((Measure::Count, Unit::Word(unit), unit_end));
    }
    // `120k` without a noun is a price.
    let price = scan.text.byte(end.wrapping_sub(1)) == b'k';
    if power >= 6 || price {
        return Some((Measure::Money, Unit::Fixed("VND"), end));
    }
    Some((Measure::Count, Unit::Unsaid, end))
}
