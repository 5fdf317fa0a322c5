//! Numbers as reports print them.

use rust_decimal::{Decimal, RoundingStrategy};

/// `1756` as `1.756`.
pub(crate) fn grouped(value: i64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Counts below ten are printed with a leading zero: `06`.
pub(crate) fn counted(value: i64) -> String {
    if value < 10 { format!("0{value}") } else { grouped(value) }
}

/// `100 · part / whole`, rounded to two decimals.
pub(crate) fn percent(part: i64, whole: i64) -> Decimal {
    let exact = Decimal::from(part * 100) / Decimal::from(whole.max(1));
    exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// A decimal with a comma: `84,21`.
pub(crate) fn comma(value: Decimal) -> String {
    value.normalize().to_string().replace('.', ",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_printed_as_reports_do() {
        assert_eq!(grouped(1_284_730), "1.284.730");
        assert_eq!(counted(6), "06");
        assert_eq!(comma(percent(32, 38)), "84,21");
        assert_eq!(comma(percent(10, 10)), "100");
    }
}
