//! Numbers in digits with Vietnamese separators: point or space for thousands, comma for decimals.

use rust_decimal::Decimal;

/// How the separators of a number were read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DigitStyle {
    /// As the rules of Vietnamese have it: `1.756,5`, `1 756`, `84,21`.
    Regular,
    /// A point where a comma should stand: `84.21`.
    PointAsComma,
    /// A comma where a point should stand: `2,345` of things that are whole.
    CommaAsPoint,
    /// A last group with a digit missing: `12.34` of things that are whole, for 12.340.
    BrokenGroup,
}

/// Reads digits with separators. `whole` says that the thing counted comes in whole numbers
/// (dossiers, people), which decides `2,345` and `12.34`.
///
/// Spaces are taken as thousands separators; letters `O`, `o` stand for 0 and `l`, `I` for 1,
/// as scans have them. `None` where the characters are no number (`3.2.2019`, `1..2`).
///
/// ```
/// # use solieu_vietnamese::{parse_digits, DigitStyle};
/// let (value, style) = parse_digits("1.756,5", false).unwrap();
/// assert_eq!(value.to_string(), "1756.5");
/// assert_eq!(style, DigitStyle::Regular);
/// ```
#[must_use]
pub fn parse_digits(text: &str, whole: bool) -> Option<(Decimal, DigitStyle)> {
    parse_digit_bytes(text.bytes(), whole)
}

/// As [`parse_digits`], for characters that were folded; a no-break space is a space there.
#[must_use]
pub fn parse_digit_bytes(bytes: impl Iterator<Item = u8>, whole: bool) -> Option<(Decimal, DigitStyle)> {
    let mut groups = Groups::default();
    for byte in bytes {
        match byte {
            b'0'..=b'9' => groups.digit(byte - b'0')?,
            b'O' | b'o' => groups.digit(0)?,
            b'l' | b'I' | b'|' => groups.digit(1)?,
            // A no-break space has two bytes.
            b' ' | 0xc2 | 0xa0 | b'\n' | b'\r' => {}
            b'.' | b',' => groups.separate(byte)?,
            _ => return None,
        }
    }
    groups.read(whole)
}

/// Most digits that are a number, and most groups.
const MOST_DIGITS: u8 = 22;
const MOST_GROUPS: usize = 12;

/// Digits in groups, as separators cut them.
#[derive(Debug, Default)]
struct Groups {
    /// All digits as one number.
    digits: i128,
    /// Digits in each group.
    lengths: [u8; MOST_GROUPS],
    /// Separator after each group.
    separators: [u8; MOST_GROUPS],
    /// Index of the last group.
    last: usize,
    total: u8,
    /// First two digits of the first group.
    lead: Option<u8>,
    second: Option<u8>,
}

impl Groups {
    fn digit(&mut self, digit: u8) -> Option<()> {
        self.total += 1;
        self.lengths[self.last] += 1;
        self.digits = self.digits * 10 + i128::from(digit);
        if self.last == 0 {
            match self.lengths[0] {
                1 => self.lead = Some(digit),
                2 => self.second = Some(digit),
                _ => {}
            }
        }
        (self.total <= MOST_DIGITS).then_some(())
    }

    fn separate(&mut self, separator: u8) -> Option<()> {
        self.separators[self.last] = separator;
        self.last += 1;
        (self.last < MOST_GROUPS).then_some(())
    }

    fn read(&self, whole: bool) -> Option<(Decimal, DigitStyle)> {
        let lengths = &self.lengths[..=self.last];
        if lengths.contains(&0) {
            return None;
        }
        let separators = &self.separators[..self.last];
        let points = separators.iter().filter(|s| **s == b'.').count();
        let commas = separators.len() - points;
        let last = u32::from(lengths[self.last]);
        let threes = lengths[1..].iter().all(|l| *l == 3) && lengths[0] <= 3;
        let inner_threes = lengths.get(1..self.last).is_some_and(|inner| inner.iter().all(|l| *l == 3));
        let zero = self.lead == Some(0) && lengths[0] == 1;
        let zeros = self.lead == Some(0) && self.second == Some(0);
        let (scale, style) = match (points, commas) {
            (0, 0) => (0, DigitStyle::Regular),
            (1.., 0) if threes && !zero && !zeros => (0, DigitStyle::Regular),
            (1, 0) if whole && last == 2 && lengths[0] <= 3 => return self.with_lost_zero(),
            (1, 0) => (last, DigitStyle::PointAsComma),
            (2.., 0) if whole && inner_threes && last == 2 => return self.with_lost_zero(),
            (0, 1) if whole && last == 3 && !zero => (0, DigitStyle::CommaAsPoint),
            (0, 1) => (last, DigitStyle::Regular),
            (0, 2..) if threes => (0, DigitStyle::CommaAsPoint),
            (1.., 1) if separators.last() == Some(&b',') => {
                return inner_threes.then_some(()).and_then(|()| self.number(last, DigitStyle::Regular));
            }
            (1, 1..) if separators.last() == Some(&b'.') => (last, DigitStyle::PointAsComma),
            _ => return None,
        };
        self.number(scale, style)
    }

    fn number(&self, scale: u32, style: DigitStyle) -> Option<(Decimal, DigitStyle)> {
        let value = Decimal::try_from_i128_with_scale(self.digits, scale).ok()?;
        Some((value.normalize(), style))
    }

    /// `12.34` for 12.340.
    fn with_lost_zero(&self) -> Option<(Decimal, DigitStyle)> {
        Decimal::try_from_i128_with_scale(self.digits * 10, 0).ok().map(|value| (value, DigitStyle::BrokenGroup))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn reads_digits_as_reports_print_them() {
        for (input, whole, expect) in [
            ("06", true, Some("6")),
            ("1.756", true, Some("1756")),
            ("1 756", true, Some("1756")),
            ("1.756,5", false, Some("1756.5")),
            ("2.345.678.000", true, Some("2345678000")),
            ("84,21", false, Some("84.21")),
            ("84.21", false, Some("84.21")),
            ("12.34", true, Some("12340")),
            ("2,345", true, Some("2345")),
            ("2,345", false, Some("2.345")),
            ("1.284.73O", true, Some("1284730")),
            ("l68", true, Some("168")),
            ("O5", true, Some("5")),
            ("1. 037", true, Some("1037")),
            ("8 7 ,5", false, Some("87.5")),
            ("0.5", false, Some("0.5")),
            ("3.2.2019", true, None),
            ("1..2", true, None),
            ("1,234,567.89", false, Some("1234567.89")),
        ] {
            let got = parse_digits(input, whole).map(|(value, _)| value.to_string());
            assert_eq!(got.as_deref(), expect, "{input} (whole: {whole})");
        }
    }
}
