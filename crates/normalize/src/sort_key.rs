//! The order of the Vietnamese alphabet as a text that sorts by its bytes.

use unicode_normalization::UnicodeNormalization;

/// Letters in their order; tones are told apart only between otherwise equal words.
const ALPHABET: &str = "aăâbcdđeêfghijklmnoôơpqrstuưvwxyz";
/// Combining marks of the tones in their order: huyền, hỏi, ngã, sắc, nặng. No mark comes first.
const TONES: [char; 5] = ['\u{300}', '\u{309}', '\u{303}', '\u{301}', '\u{323}'];

/// A key that puts names in the order of Vietnamese dictionaries, whatever the collation of the database.
#[must_use]
pub fn sort_key(name: &str) -> String {
    let lower = name.to_lowercase();
    let (mut letters, mut tones) = (String::new(), String::new());
    for syllable in lower.split_whitespace() {
        letters.push(' ');
        let mut tone = 0;
        for character in syllable.nfc() {
            letters.push_str(&letter(character));
            tone = tone.max(tone_of(character));
        }
        tones.push_str(&tone.to_string());
    }
    format!("{}/{tones}", letters.trim_start())
}

/// Two digits for a letter of the alphabet; other characters as they are.
fn letter(character: char) -> String {
    let bare: String = character.nfd().filter(|mark| !TONES.contains(mark)).nfc().collect();
    match ALPHABET.chars().position(|letter| bare.starts_with(letter)) {
        Some(place) => format!("{:02}", place + 10),
        None => bare,
    }
}

fn tone_of(character: char) -> usize {
    character.nfd().find_map(|mark| TONES.iter().position(|&tone| tone == mark)).map_or(0, |place| place + 1)
}

#[cfg(test)]
mod tests {
    use super::sort_key;

    #[test]
    fn names_sort_as_in_a_vietnamese_dictionary() {
        let order = [
            "An Giang",
            "Bà Rịa",
            "Bạc Liêu",
            "Bắc Giang",
            "Cà Mau",
            "Cần Thơ",
            "Đà Nẵng",
            "Đắk Lắk",
            "Điện Biên",
            "Hà Nam",
            "Hồ Chí Minh",
            "Ma",
            "Mà",
            "Mã",
            "Má",
            "Mạ",
            "Ô",
            "Ơ",
            "Yên Bái",
        ];
        let mut sorted = order;
        sorted.sort_by_cached_key(|name| sort_key(name));
        assert_eq!(sorted, order);
    }
}
