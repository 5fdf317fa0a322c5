//! Scores: `87,56 điểm`, `87,56/100 điểm`, `71,2 điểm/100 điểm`, `16,4/20 điểm`.

use rust_decimal::Decimal;

use crate::model::Measure;
use crate::rules::dress::{Bare, dress};
use crate::rules::money::money_after;
use crate::scan::{Reading, Scan, Unit};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let amount = scan.amount(token);
    let end = points_end(scan, amount.end, amount.next)?;
    let (value, _) = scan.value(&amount, false)?;
    // `42.269 điểm`: no score is in the thousands, unless it is a round one.
    let digits = &scan.text.folded[amount.start..amount.end];
    let pointed = digits.iter().filter(|b| **b == b'.').count() == 1 && !digits.contains(&b',') && !digits.ends_with(b".000");
    let value = if pointed && value >= Decimal::ONE_THOUSAND { value / Decimal::ONE_THOUSAND } else { value };
    let bare = Bare {
        core: (amount.start, amount.end),
        end,
        measure: Measure::Score,
        value,
        denominator: None,
        unit: Unit::Fixed("point"),
        unit_words: (amount.end, end),
        rule: "score",
        confidence: 0.97,
    };
    Some(Reading::one(dress(scan, bare), scan.text.token_at(end)))
}

fn points_end(scan: &Scan<'_>, end: usize, next: usize) -> Option<usize> {
    if let Some(points) = points(scan, end) {
        return Some(maximum(scan, points).unwrap_or(points));
    }
    // `87,56/100 điểm`, `87,56/100`
    if scan.symbol(next) != b'/' || !scan.is_number(next + 1) {
        return None;
    }
    let most = scan.amount(next + 1);
    // `8,5/10`: only a score has a fraction above a round maximum.
    let round = scan.integer(next + 1).is_some_and(|m| m == 100 || m <= 50);
    let digits = &scan.text.folded[scan.start(next.saturating_sub(1))..end];
    let fraction = digits.iter().rposition(|b| matches!(b, b',' | b'.')).is_some_and(|at| digits.len() - at - 1 != 3);
    points(scan, most.end)
        .or((round && fraction && scan.unit_after(most.end).is_none() && money_after(scan, most.end).is_none()).then_some(most.end))
}

/// `/100 điểm` after the word.
fn maximum(scan: &Scan<'_>, end: usize) -> Option<usize> {
    let token = scan.text.token_at(end);
    let slash = scan.symbol(token) == b'/' && scan.is_number(token + 1);
    slash.then(|| points(scan, scan.end(token + 1)).unwrap_or(scan.end(token + 1)))
}

/// End of `điểm`, where it means points: not `điểm cầu`, not `điểm a khoản 1`.
fn points(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let (unit, end) = scan.unit_starting(scan.text.skip_spaces(at))?;
    (scan.lexicon.unit(unit).id == "point").then_some(end)
}
