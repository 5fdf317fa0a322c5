//! Percentages and percentage points: `84,21%`, `99,9 %`, `15 phần trăm`, `6,27 điểm %`.

use crate::model::Measure;
use crate::rules::dress::{Bare, dress};
use crate::scan::{Amount, Reading, Scan, Unit};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let amount = scan.amount(token);
    let (measure, unit, end) = share_after(scan, amount.end)?;
    let reading = of(scan, &amount, measure, unit, end)?;
    Some(Reading::one(dress(scan, reading), scan.text.token_at(end)))
}

fn of(scan: &Scan<'_>, amount: &Amount, measure: Measure, unit: &'static str, end: usize) -> Option<Bare> {
    let (value, _) = scan.value(amount, false)?;
    // Three digits after a point are a fraction here: no share is in the thousands.
    let value = match value {
        v if v > 10_000.into() && scan.text.folded[amount.start..amount.end].contains(&b'.') => v / rust_decimal::Decimal::from(1000),
        v => v,
    };
    Some(Bare {
        core: (amount.start, amount.end),
        end,
        measure,
        value,
        denominator: None,
        unit: Unit::Fixed(unit),
        unit_words: (amount.end, end),
        rule: "percent",
        confidence: 0.99,
    })
}

/// `%`, `phần trăm`, `điểm %`, `điểm phần trăm` after a character: measure, unit, end.
pub(crate) fn share_after(scan: &Scan<'_>, at: usize) -> Option<(Measure, &'static str, usize)> {
    let next = scan.text.skip_spaces(at);
    if let Some(end) = percent_end(scan, next) {
        return Some((Measure::Percent, "percent", end));
    }
    let points = scan.text.folded[next..].starts_with(b"diem") && next + 4 < scan.text.folded.len();
    let end = points.then(|| percent_end(scan, scan.text.skip_spaces(next + 4))).flatten()?;
    Some((Measure::Change, "percentage_point", end))
}

fn percent_end(scan: &Scan<'_>, at: usize) -> Option<usize> {
    let rest = &scan.text.folded[at.min(scan.text.folded.len())..];
    if rest.starts_with(b"%") {
        return Some(at + 1);
    }
    let whole = rest.get(9).is_none_or(|b| !b.is_ascii_alphanumeric());
    (rest.starts_with(b"phan tram") && whole).then_some(at + 9)
}
