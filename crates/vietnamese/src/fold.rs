//! Folding for matching: lower case, no diacritics, `đ` as `d`, one ASCII byte a character.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

use crate::word::small_letters;

/// What a character without an ASCII form folds to.
const OTHER: u8 = 0x7f;

/// Characters below this have an entry in the table; it covers all of Vietnamese.
const TABLE_END: usize = 0x2100;

static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| (0..TABLE_END).map(|code| fold_slow(code as u32)).collect());

static SMALL: LazyLock<Vec<char>> = LazyLock::new(|| (0..TABLE_END).map(|code| lower_slow(code as u32)).collect());

/// A character in lower case: `Ễ` to `ễ`.
#[must_use]
pub fn lower_char(c: char) -> char {
    let code = c as usize;
    if code < 0x80 {
        return c.to_ascii_lowercase();
    }
    SMALL.get(code).copied().unwrap_or(c)
}

/// Folds one NFC character to one ASCII byte: `Đ` and `đ` to `d`, `ễ` to `e`, dashes to `-`,
/// quotes to `"`, no-break space to a space, superscript digits and anything else without an
/// ASCII form to 0x7f.
#[must_use]
pub fn fold_char(c: char) -> u8 {
    let code = c as usize;
    if code < 0x80 {
        return (c as u8).to_ascii_lowercase();
    }
    TABLE.get(code).copied().unwrap_or(OTHER)
}

/// Folds NFC text: byte `i` of the result is character `i` of the text.
///
/// ```
/// assert_eq!(solieu_vietnamese::fold("Ủy ban nhân dân tỉnh Đắk Lắk"), "uy ban nhan dan tinh dak lak");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    fold_into(text, &mut bytes);
    String::from_utf8(bytes).expect("folding gives ASCII only")
}

/// Characters of NFC text and their folded bytes, appended to two buffers in one pass.
///
/// About every fourth letter of Vietnamese is none of ASCII. Where such letters stand cannot be
/// foretold, so what stands between them is taken eight bytes at a time, with no look at each.
pub fn fold_chars_into(text: &str, chars: &mut Vec<char>, folded: &mut Vec<u8>) {
    let table: &[u8] = &TABLE;
    let mut at = chars.len();
    // Eight are written where one may count.
    chars.resize(at + text.len() + 8, '\0');
    folded.resize(at + text.len() + 8, 0);
    let mut rest = text.as_bytes();
    while let Some(eight) = rest.first_chunk() {
        let ascii = leading_ascii(*eight);
        for (c, byte) in chars[at..at + 8].iter_mut().zip(eight) {
            *c = char::from(*byte);
        }
        folded[at..at + 8].copy_from_slice(&small_letters(u64::from_le_bytes(*eight)).to_le_bytes());
        (at, rest) = (at + ascii, &rest[ascii..]);
        if ascii < 8 {
            let (c, length) = other_char(rest);
            (chars[at], folded[at]) = (c, table.get(c as usize).copied().unwrap_or(OTHER));
            (at, rest) = (at + 1, &rest[length..]);
        }
    }
    chars.truncate(at);
    folded.truncate(at);
    for c in text[text.len() - rest.len()..].chars() {
        chars.push(c);
        folded.push(table.get(c as usize).copied().unwrap_or(OTHER));
    }
}

/// How many of eight bytes are of ASCII before the first one that is not.
#[inline]
fn leading_ascii(eight: [u8; 8]) -> usize {
    let marks = u64::from_le_bytes(eight) & 0x8080_8080_8080_8080;
    (marks.trailing_zeros() / 8) as usize
}

/// The character that begins a text, one of two bytes or more, and its length.
#[inline]
fn other_char(text: &[u8]) -> (char, usize) {
    let low = |at: usize| text.get(at).map_or(0, |byte| u32::from(byte & 0x3f));
    let first = text.first().map_or(0, |byte| u32::from(*byte));
    let (code, length) = match first {
        0..0xe0 => ((first & 0x1f) << 6 | low(1), 2),
        0xe0..0xf0 => ((first & 0x0f) << 12 | low(1) << 6 | low(2), 3),
        _ => ((first & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), 4),
    };
    (char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER), length)
}

/// As [`fold`], appended to a buffer that the caller reuses.
pub fn fold_into(text: &str, out: &mut Vec<u8>) {
    let table: &[u8] = &TABLE;
    let mut at = out.len();
    out.resize(at + text.len() + 8, 0);
    let mut rest = text.as_bytes();
    while let Some(eight) = rest.first_chunk() {
        let ascii = leading_ascii(*eight);
        out[at..at + 8].copy_from_slice(&small_letters(u64::from_le_bytes(*eight)).to_le_bytes());
        (at, rest) = (at + ascii, &rest[ascii..]);
        if ascii < 8 {
            let (c, length) = other_char(rest);
            out[at] = table.get(c as usize).copied().unwrap_or(OTHER);
            (at, rest) = (at + 1, &rest[length..]);
        }
    }
    out.truncate(at);
    out.extend(text[text.len() - rest.len()..].chars().map(fold_char));
}

/// Lower case where it is one character.
fn lower_slow(code: u32) -> char {
    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    let mut lower = c.to_lowercase();
    lower.next().filter(|_| lower.next().is_none()).unwrap_or(c)
}

fn fold_slow(code: u32) -> u8 {
    let Some(c) = char::from_u32(code) else { return OTHER };
    match c {
        '\u{80}'.. => {}
        _ => return (c as u8).to_ascii_lowercase(),
    }
    match c {
        'đ' | 'Đ' | 'Ð' | 'ð' => return b'd',
        '–' | '—' | '‐' | '‑' | '‒' | '−' => return b'-',
        '“' | '”' | '„' | '«' | '»' => return b'"',
        '‘' | '’' | '′' => return b'\'',
        '\u{a0}' | '\u{2002}'..='\u{200a}' | '\u{202f}' => return b' ',
        '•' | '·' => return b'*',
        _ => {}
    }
    let mut base = None;
    decompose_canonical(c, |part| base = base.or(Some(part)));
    match base {
        Some(part) if part.is_ascii() => (part as u8).to_ascii_lowercase(),
        _ => OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folds_each_letter_to_one_byte() {
        for (input, expect) in [
            ("Đồng Tháp", "dong thap"),
            ("ÐẮK NÔNG", "dak nong"),
            ("“4 tại chỗ” – 15", "\"4 tai cho\" - 15"),
            ("27/29⁷", "27/29\u{7f}"),
            ("Hoà, Hòa", "hoa, hoa"),
            ("UBND CAP TINH VA CAP HUYENẰ", "ubnd cap tinh va cap huyena"),
            ("ự", "u"),
            ("", ""),
            ("😀 năm", "\u{7f} nam"),
            ("tỷ lệ\u{a0}99,9 %", "ty le 99,9 %"),
        ] {
            assert_eq!(fold(input), expect, "{input}");
            assert_eq!(fold(input).len(), input.chars().count(), "{input}");
            let (mut chars, mut folded) = (vec!['x'], vec![b'x']);
            fold_chars_into(input, &mut chars, &mut folded);
            assert_eq!(chars[1..].iter().collect::<String>(), input);
            assert_eq!(folded[1..], *expect.as_bytes(), "{input}");
        }
    }
}
