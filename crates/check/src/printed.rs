//! Numbers as they are printed: how many digits a percent shows, and what those digits allow.

use rust_decimal::{Decimal, RoundingStrategy};

/// How a stated number agrees with the one that follows from others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Agreement {
    /// Rounded or cut off at the printed digits.
    Agrees,
    /// Off by about one in the last printed digit.
    LastDigit,
    /// Neither.
    Differs,
}

/// Decimal places of the number in a quote: 2 for `84,21%`, `84.2l %`; 0 for `100%`.
pub(crate) fn decimals(quote: &str) -> u32 {
    let rest: Vec<char> = quote.chars().skip_while(|c| !c.is_ascii_digit()).collect();
    let end = (0..rest.len()).find(|&at| !is_part(&rest, at)).unwrap_or(rest.len());
    let number = trim_end(&rest[..end]);
    match number.iter().rposition(|c| matches!(c, ',' | '.')) {
        Some(at) => u32::try_from(number[at + 1..].iter().filter(|c| **c != ' ').count()).unwrap_or(0),
        None => 0,
    }
}

/// A digit, what stands between digits, or a letter that a scan put for one: right behind a digit, no word's first.
fn is_part(number: &[char], at: usize) -> bool {
    let behind_digit = || at > 0 && number[at - 1] != ' ' && number.get(at + 1).is_none_or(|c| !c.is_alphabetic());
    match number[at] {
        'l' | 'O' | 'o' | 'I' => behind_digit(),
        c => c.is_ascii_digit() || matches!(c, ',' | '.' | ' '),
    }
}

fn trim_end(number: &[char]) -> &[char] {
    let last = number.iter().rposition(|c| !matches!(c, ' ' | ',' | '.')).map_or(0, |at| at + 1);
    &number[..last]
}

/// Digits of a number that tell: trailing zeros of whole numbers left out, 2 for 1.200 and 4 for 84,21.
pub(crate) fn telling_digits(value: Decimal) -> usize {
    let mut mantissa = value.mantissa().unsigned_abs();
    while mantissa > 0 && mantissa.is_multiple_of(10) {
        mantissa /= 10;
    }
    mantissa.checked_ilog10().map_or(0, |log| log as usize + 1)
}

/// Holds a stated number with so many printed decimals against the exact one.
pub(crate) fn agreement(stated: Decimal, exact: Decimal, decimals: u32) -> Agreement {
    let unit = Decimal::new(1, decimals);
    let off = (exact - stated).abs();
    // Rounding moves a number by half a unit at most, cutting off leaves it below the exact one.
    let cut = if exact >= Decimal::ZERO { stated <= exact } else { stated >= exact };
    if off * Decimal::TWO <= unit || (cut && off < unit) {
        return Agreement::Agrees;
    }
    let lax = if decimals == 0 { unit } else { unit * Decimal::TWO };
    if off < lax { Agreement::LastDigit } else { Agreement::Differs }
}

/// `100 · part / whole`; `None` for a whole of zero.
pub(crate) fn percent(part: Decimal, whole: Decimal) -> Option<Decimal> {
    (part * Decimal::ONE_HUNDRED).checked_div(whole)
}

/// A number as Vietnamese reports print it: `1.756`, `84,21`.
pub(crate) fn show(value: Decimal) -> String {
    let text = value.normalize().to_string();
    let (sign, text) = text.strip_prefix('-').map_or(("", text.as_str()), |rest| ("-", rest));
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at) % 3 == 0 {
            out.push('.');
        }
        out.push(digit);
    }
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(fraction);
    }
    out
}

/// [`show`], rounded to so many decimals, at least two.
pub(crate) fn show_rounded(value: Decimal, decimals: u32) -> String {
    show(value.round_dp_with_strategy(decimals.max(2), RoundingStrategy::MidpointAwayFromZero))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn d(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    #[test]
    fn printed_decimals() {
        for (quote, expect) in
            [("84,21%", 2), ("100%", 0), ("99,9 %", 1), ("90.38%", 2), ("trên 95,5%", 1), ("9l,2l%", 2), ("giảm 10,3%", 1)]
        {
            assert_eq!(decimals(quote), expect, "{quote}");
        }
    }

    #[test]
    fn trailing_zeros_tell_nothing() {
        for (value, expect) in [("1200", 2), ("84.21", 4), ("84.20", 3), ("0", 0), ("-305", 3)] {
            assert_eq!(telling_digits(d(value)), expect, "{value}");
        }
    }

    #[test]
    fn rounding_and_cutting_off_agree() {
        for (stated, exact, decimals, expect) in [
            ("84.21", "84.2105", 2, Agreement::Agrees),
            ("75.9", "75.897", 1, Agreement::Agrees),
            ("93.1", "93.1034", 1, Agreement::Agrees),
            ("66.6", "66.6667", 1, Agreement::Agrees),
            ("66.7", "66.6667", 1, Agreement::Agrees),
            ("55", "55.0459", 0, Agreement::Agrees),
            ("84.22", "84.2105", 2, Agreement::LastDigit),
            ("97.73", "97.3731", 2, Agreement::Differs),
            ("96", "95.1", 0, Agreement::LastDigit),
        ] {
            assert_eq!(agreement(d(stated), d(exact), decimals), expect, "{stated} {exact}");
        }
    }

    #[test]
    fn numbers_are_shown_as_printed() {
        for (value, expect) in [("1756", "1.756"), ("84.210", "84,21"), ("-1234567.5", "-1.234.567,5"), ("0", "0")] {
            assert_eq!(show(d(value)), expect);
        }
    }
}
