//! Folding for matching: lower case, no diacritics, `đ` as `d`, one ASCII byte a character.

use std::sync::LazyLock;

use unicode_normalization::char::decompose_canonical;

/// What a character without an ASCII form folds to.
const OTHER: u8 = 0x7f;

/// Characters below this have an entry in the table; it covers all of Vietnamese.
const TABLE_END: usize = 0x2100;

static TABLE: LazyLock<Vec<u8>> = LazyLock::new(|| (0..TABLE_END).map(|code| fold_slow(code as u32)).collect());

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
pub fn fold_chars_into(text: &str, chars: &mut Vec<char>, folded: &mut Vec<u8>) {
    let table: &[u8] = &TABLE;
    let from = chars.len();
    chars.resize(from + text.len(), '\0');
    folded.resize(folded.len() + text.len(), 0);
    let at = folded.len() - text.len();
    let mut count = 0;
    for ((c, kept), byte) in text.chars().zip(&mut chars[from..]).zip(&mut folded[at..]) {
        *kept = c;
        *byte = table.get(c as usize).copied().unwrap_or(OTHER);
        count += 1;
    }
    chars.truncate(from + count);
    folded.truncate(at + count);
}

/// As [`fold`], appended to a buffer that the caller reuses.
pub fn fold_into(text: &str, out: &mut Vec<u8>) {
    out.extend(text.chars().map(fold_char));
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
            ("tỷ lệ\u{a0}99,9 %", "ty le 99,9 %"),
        ] {
            assert_eq!(fold(input), expect, "{input}");
            assert_eq!(fold(input).len(), input.chars().count(), "{input}");
        }
    }
}
