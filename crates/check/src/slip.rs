//! Slips of the pen and of the scanner: one digit read as another, two digits swapped.

use rust_decimal::Decimal;

/// The first number that is one slip away from `value` and that `explains` accepts.
///
/// Tried are all changes of one digit, then all swaps of two, at the printed decimals; the number
/// of digits stays.
pub(crate) fn explained_by(value: Decimal, decimals: u32, explains: impl Fn(Decimal) -> bool) -> Option<Decimal> {
    let mut scaled = value;
    scaled.rescale(decimals);
    // `0,7` has two digits, the zero before the comma being one.
    let width = decimals as usize + 1;
    let digits: Vec<u8> = format!("{:0width$}", scaled.mantissa().unsigned_abs()).into_bytes();
    let sign = if scaled.is_sign_negative() { -1 } else { 1 };
    slips(&digits).filter_map(|text| number(&text, sign, decimals)).find(|candidate| explains(*candidate))
}

/// True where one slip leads from one number to the other.
pub(crate) fn one_slip(from: Decimal, to: Decimal) -> bool {
    let decimals = from.scale().max(to.scale());
    let (mut x, mut y) = (from, to);
    if x.scale() != y.scale() {
        x.rescale(decimals);
        y.rescale(decimals);
    }
    if x.is_sign_negative() != y.is_sign_negative() {
        return false;
    }
    let (x, y) = (x.mantissa().unsigned_abs(), y.mantissa().unsigned_abs());
    let (Ok(x), Ok(y)) = (u64::try_from(x), u64::try_from(y)) else { return false };
    let width = (decimals + 1).max(x.checked_ilog10().map_or(1, |log| log + 1));
    y < 10_u64.saturating_pow(width) && differ_by_slip(x, y)
}

/// True where swapping two neighbouring digits leads from one number to the other.
pub(crate) fn swapped(from: Decimal, to: Decimal) -> bool {
    // `1.642` and `1.246` have the digits of each other, and are no slip of a hand.
    let apart = (from - to).abs().normalize().mantissa() / 9;
    one_slip(from, to) && same_digits(from, to) && is_digit_and_zeros(apart)
}

/// Neighbours that change places change a number by nine times their difference: 214 and 241 by 27.
fn is_digit_and_zeros(mut number: i128) -> bool {
    while number > 9 && number % 10 == 0 {
        number /= 10;
    }
    (1..=9).contains(&number)
}

/// True where two neighbouring digits swapped, in the total or in one part, make the parts add up to it.
pub(crate) fn swap_makes_sum(total: Decimal, parts: &[Decimal]) -> bool {
    let missing = total - parts.iter().sum::<Decimal>();
    swapped(total, total - missing) || parts.iter().any(|part| swapped(*part, *part + missing))
}

/// True where both are written with the same digits, in whatever order.
pub(crate) fn same_digits(from: Decimal, to: Decimal) -> bool {
    let digits = |value: Decimal| {
        let mut all = value.normalize().mantissa().unsigned_abs().to_string().into_bytes();
        all.sort_unstable();
        all
    };
    from.normalize().scale() == to.normalize().scale() && digits(from) == digits(to)
}

/// One digit differs, or two are swapped; counted from the last digit on.
fn differ_by_slip(mut x: u64, mut y: u64) -> bool {
    let mut odd: Option<(u64, u64)> = None;
    let mut closed = false;
    while x > 0 || y > 0 {
        let (a, b) = (x % 10, y % 10);
        (x, y) = (x / 10, y / 10);
        match odd {
            _ if a == b => {}
            None => odd = Some((a, b)),
            Some(first) if !closed && first == (b, a) => closed = true,
            Some(_) => return false,
        }
    }
    odd.is_some()
}

fn slips(digits: &[u8]) -> impl Iterator<Item = Vec<u8>> + '_ {
    let places = 0..digits.len();
    let other = places.clone().flat_map(|at| (b'0'..=b'9').map(move |digit| (at, digit))).filter(|(at, digit)| digits[*at] != *digit);
    let changed = other.map(|(at, digit)| {
        let mut text = digits.to_vec();
        text[at] = digit;
        text
    });
    let pairs = places.flat_map(|a| (a + 1..digits.len()).map(move |b| (a, b))).filter(|(a, b)| digits[*a] != digits[*b]);
    let swapped = pairs.map(|(a, b)| {
        let mut text = digits.to_vec();
        text.swap(a, b);
        text
    });
    changed.chain(swapped)
}

fn number(digits: &[u8], sign: i128, decimals: u32) -> Option<Decimal> {
    let mantissa: i128 = std::str::from_utf8(digits).ok()?.parse().ok()?;
    Decimal::try_from_i128_with_scale(sign * mantissa, decimals).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_swapped_digits_from_changed_ones() {
        assert!(swapped(Decimal::new(214, 0), Decimal::new(241, 0)));
        assert!(swapped(Decimal::new(1246, 0), Decimal::new(1264, 0)));
        assert!(swapped(Decimal::new(2146, 0), Decimal::new(1246, 0)));
        assert!(!swapped(Decimal::new(1642, 0), Decimal::new(1246, 0)));
        assert!(!swapped(Decimal::new(214, 0), Decimal::new(412, 0)));
        assert!(!swapped(Decimal::new(214, 0), Decimal::new(244, 0)));
        assert!(!swapped(Decimal::new(214, 0), Decimal::new(214, 0)));
    }

    #[test]
    fn finds_changed_and_swapped_digits() {
        for (from, to, expect) in [
            (Decimal::new(9773, 2), Decimal::new(9737, 2), true),
            (Decimal::new(9133, 2), Decimal::new(9331, 2), true),
            (Decimal::new(1764, 0), Decimal::new(1754, 0), true),
            (Decimal::new(168, 0), Decimal::new(186, 0), true),
            (Decimal::new(265, 0), Decimal::new(198, 0), false),
            (Decimal::new(7, 1), Decimal::new(77, 1), true),
            (Decimal::new(20, 0), Decimal::new(9, 0), false),
        ] {
            assert_eq!(one_slip(from, to), expect, "{from} {to}");
        }
    }
}
