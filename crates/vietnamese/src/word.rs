//! Words of folded text, eight bytes at a look.

/// Eight bytes from a place on as one number, the first one lowest; zeros behind the text.
///
/// # Panics
/// Where `at` lies behind the text.
#[inline]
#[must_use]
pub fn eight_bytes(text: &[u8], at: usize) -> u64 {
    if let Some(eight) = text.get(at..at + 8) {
        return u64::from_le_bytes(eight.try_into().expect("eight bytes"));
    }
    text[at..].iter().rev().fold(0, |number, byte| number << 8 | u64::from(*byte))
}

/// How many of eight bytes, from the first on, are small letters and digits of ASCII.
#[inline]
#[must_use]
pub fn leading_alphanumeric(eight: u64) -> usize {
    leading((letters(eight) | digits(eight)) & !eight)
}

/// How many of eight bytes, from the first on, are small letters of ASCII.
#[inline]
#[must_use]
pub fn leading_letters(eight: u64) -> usize {
    leading(letters(eight) & !eight)
}

/// The first bytes of eight as one number: a word of up to eight letters.
///
/// # Panics
/// Where `length` is not of 1 to 8.
#[inline]
#[must_use]
pub fn first_bytes(eight: u64, length: usize) -> u64 {
    eight & u64::MAX >> (64 - 8 * length)
}

/// Eight bytes with capitals of ASCII made small.
#[inline]
pub(crate) fn small_letters(eight: u64) -> u64 {
    let capitals = at_least(eight, b'A') & !at_least(eight, b'Z' + 1) & !eight & (0x80 * EACH);
    eight | capitals >> 2
}

const EACH: u64 = 0x0101_0101_0101_0101;

#[inline]
fn letters(eight: u64) -> u64 {
    at_least(eight, b'a') & !at_least(eight, b'z' + 1)
}

#[inline]
fn digits(eight: u64) -> u64 {
    at_least(eight, b'0') & !at_least(eight, b'9' + 1)
}

/// The high bit of each byte tells whether the rest of it is at least `least`; other bits say nothing.
#[inline]
fn at_least(eight: u64, least: u8) -> u64 {
    (eight & (0x7f * EACH)) + u64::from(0x80 - least) * EACH
}

/// Bytes before the first one whose high bit is not set.
#[inline]
fn leading(marks: u64) -> usize {
    ((!marks & (0x80 * EACH)).trailing_zeros() / 8) as usize
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_what_a_word_begins_with() {
        for (input, letters, alphanumeric) in [
            ("so, nga", 2, 2),
            ("abcdefgh", 8, 8),
            ("az09`{/", 2, 4),
            (":", 0, 0),
            ("9/", 0, 1),
            ("@a", 0, 0),
            ("\u{7f}a", 0, 0),
            ("", 0, 0),
            ("ab\u{e9}cd", 2, 2),
        ] {
            let eight = eight_bytes(input.as_bytes(), 0);
            assert_eq!((leading_letters(eight), leading_alphanumeric(eight)), (letters, alphanumeric), "{input}");
        }
        for byte in 0..=255u8 {
            let expect = (usize::from(byte.is_ascii_lowercase()), usize::from(byte.is_ascii_lowercase() || byte.is_ascii_digit()));
            let eight = eight_bytes(&[byte, 0, 255], 0);
            assert_eq!((leading_letters(eight), leading_alphanumeric(eight)), expect, "{byte}");
            let small = small_letters(u64::from_le_bytes([byte, b'A', 0, byte, 255, b'[', b'Z', byte]));
            assert_eq!(small.to_le_bytes(), [byte, b'A', 0, byte, 255, b'[', b'Z', byte].map(|b| b.to_ascii_lowercase()), "{byte}");
        }
    }

    #[test]
    fn packs_words() {
        let text = b"so nganh";
        assert_eq!(first_bytes(eight_bytes(text, 0), 2), eight_bytes(b"so", 0));
        assert_eq!(first_bytes(eight_bytes(text, 3), 5), eight_bytes(b"nganh", 0));
    }
}
