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
    let mut groups: Vec<String> = vec![String::new()];
    let mut separators: Vec<char> = Vec::new();
    for c in text.chars() {
        match c {
            '0'..='9' => groups.last_mut()?.push(c),
            'O' | 'o' => groups.last_mut()?.push('0'),
            'l' | 'I' | '|' => groups.last_mut()?.push('1'),
            ' ' | '\u{a0}' | '\n' | '\r' => {}
            '.' | ',' => {
                separators.push(c);
                groups.push(String::new());
            }
            _ => return None,
        }
    }
    if groups.iter().any(String::is_empty) || groups.iter().map(String::len).sum::<usize>() > 22 {
        return None;
    }
    join(&groups, &separators, whole)
}

fn join(groups: &[String], separators: &[char], whole: bool) -> Option<(Decimal, DigitStyle)> {
    let last = groups.last()?;
    let points = separators.iter().filter(|c| **c == '.').count();
    let commas = separators.len() - points;
    let threes = groups.iter().skip(1).all(|g| g.len() == 3) && groups[0].len() <= 3;
    match (points, commas) {
        (0, 0) => number(&groups.concat(), ""),
        (1.., 0) if threes && groups[0] != "0" && !groups[0].starts_with("00") => number(&groups.concat(), ""),
        (1, 0) if whole && last.len() == 2 && groups[0].len() <= 3 => {
            number(&format!("{}{last}0", groups[0]), "").map(|(v, _)| (v, DigitStyle::BrokenGroup))
        }
        (1, 0) => number(&groups[0], last).map(|(v, _)| (v, DigitStyle::PointAsComma)),
        (2.., 0) if whole && groups[1..groups.len() - 1].iter().all(|g| g.len() == 3) && last.len() == 2 => {
            number(&format!("{}0", groups.concat()), "").map(|(v, _)| (v, DigitStyle::BrokenGroup))
        }
        (0, 1) if whole && last.len() == 3 && groups[0] != "0" => number(&groups.concat(), "").map(|(v, _)| (v, DigitStyle::CommaAsPoint)),
        (0, 1) => number(&groups[0], last),
        (0, 2..) if threes => number(&groups.concat(), "").map(|(v, _)| (v, DigitStyle::CommaAsPoint)),
        (1.., 1) if separators.last() == Some(&',') => regular_with_fraction(groups),
        (1, 1..) if separators.last() == Some(&'.') => {
            number(&groups[..groups.len() - 1].concat(), last).map(|(v, _)| (v, DigitStyle::PointAsComma))
        }
        _ => None,
    }
}

fn regular_with_fraction(groups: &[String]) -> Option<(Decimal, DigitStyle)> {
    let (fraction, whole) = groups.split_last()?;
    if !whole.iter().skip(1).all(|g| g.len() == 3) {
        return None;
    }
    number(&whole.concat(), fraction)
}

fn number(whole: &str, fraction: &str) -> Option<(Decimal, DigitStyle)> {
    let text = if fraction.is_empty() { whole.to_owned() } else { format!("{whole}.{fraction}") };
    Decimal::from_str_exact(&text).ok().map(|value| (value.normalize(), DigitStyle::Regular))
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
