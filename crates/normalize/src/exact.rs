//! Exact values as the lake keeps them: millionths in 28 digits.

use rust_decimal::Decimal;

/// Digits after the point.
const SCALE: u32 = 6;
/// One more than the largest value, in millionths.
const LIMIT: i128 = 10_i128.pow(28);

/// The value in millionths; `None` where it has more digits than `decimal(28,6)`.
pub(crate) fn millionths(value: Decimal) -> Option<i128> {
    let value = value.normalize();
    let missing = SCALE.checked_sub(value.scale())?;
    let exact = value.mantissa().checked_mul(10_i128.pow(missing))?;
    (exact.abs() < LIMIT).then_some(exact)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::millionths;

    fn check(input: &str, expect: Option<i128>) {
        assert_eq!(millionths(input.parse().unwrap()), expect, "{input}");
    }

    #[test]
    fn values_are_exact_or_refused() {
        check("84.21", Some(84_210_000));
        check("-0.000001", Some(-1));
        check("34000000000", Some(34_000_000_000_000_000));
        check("1.50000000", Some(1_500_000));
        check("0.0000001", None);
        check("9999999999999999999999.999999", Some(10_i128.pow(28) - 1));
        check("10000000000000000000000", None);
    }
}
