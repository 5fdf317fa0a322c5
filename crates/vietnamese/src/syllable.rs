//! Whether letters can be a Vietnamese syllable.

const ONSETS: [&[u8]; 28] = [
    b"", b"b", b"c", b"ch", b"d", b"g", b"gh", b"gi", b"h", b"k", b"kh", b"l", b"m", b"n", b"ng", b"ngh", b"nh", b"p", b"ph", b"qu", b"r",
    b"s", b"t", b"th", b"tr", b"v", b"x", b"q",
];
const CODAS: [&[u8]; 9] = [b"", b"c", b"ch", b"m", b"n", b"ng", b"nh", b"p", b"t"];

/// True for folded letters that are built as a syllable is: `tai`, `duoc`; not `qh`, `covid`, `web`.
#[must_use]
pub fn is_syllable(folded: &[u8]) -> bool {
    let vowel = |b: &u8| matches!(b, b'a' | b'e' | b'i' | b'o' | b'u' | b'y');
    let Some(first) = folded.iter().position(vowel) else { return false };
    let vowels = folded[first..].iter().take_while(|b| vowel(b)).count();
    vowels <= 3 && ONSETS.contains(&&folded[..first]) && CODAS.contains(&&folded[first + vowels..])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_syllables_from_other_letters() {
        for (letters, expect) in [
            ("tai", true),
            ("duoc", true),
            ("nghiem", true),
            ("quyen", true),
            ("co", true),
            ("qh", false),
            ("covid", false),
            ("iso", false),
            ("km", false),
            ("papi", false),
        ] {
            assert_eq!(is_syllable(letters.as_bytes()), expect, "{letters}");
        }
    }
}
