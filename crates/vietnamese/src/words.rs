//! Numbers in words: `hai mươi lăm`, `một trăm linh ba`, `mười lăm phẩy ba`, `nửa`.

use rust_decimal::Decimal;

use crate::fold::lower_char;

/// A number read from words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WordNumber {
    /// Its value.
    pub value: Decimal,
    /// How many of the words it took.
    pub words: usize,
}

/// Words that are a number or take part in one, with their diacritics. Left out are those that mostly
/// mean something else (`tư`, `linh`, `không`) and the scale words of money (`triệu`, `tỷ`).
const NUMBER_WORDS: [&str; 15] =
    ["một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "mươi", "trăm", "nghìn", "ngàn", "nửa"];

/// True for a word of a number as it is written, in any case: `Hai`, `mươi`; also for `năm`, which
/// is five or a year.
#[must_use]
pub fn is_number_word(word: &[char]) -> bool {
    let mut bytes = [0; LONGEST];
    (2..=5).contains(&word.len()) && lower(word.iter().copied(), &mut bytes).is_some_and(|word| NUMBER_WORDS.contains(&word))
}

/// Words for which [`is_number_word`] holds, in lower case.
#[must_use]
pub fn number_words() -> &'static [&'static str] {
    &NUMBER_WORDS
}

/// Reads the longest number in words from the start of a list of words (lower or upper case,
/// with diacritics where the text has them). Folded forms are accepted where the diacritics are
/// lost and nothing else is meant: `hai muoi lam`, not `nam` (year) or `sau` (after).
///
/// ```
/// # use solieu_vietnamese::read_number_words;
/// let read = read_number_words("hai mươi lăm trường hợp".split(' ').map(str::chars)).unwrap();
/// assert_eq!((read.value.to_string().as_str(), read.words), ("25", 3));
/// ```
#[must_use]
pub fn read_number_words<W: Iterator<Item = char>>(words: impl Iterator<Item = W>) -> Option<WordNumber> {
    let mut parts = [Part::Zero; MOST];
    let mut count = 0;
    for (place, part) in parts.iter_mut().zip(words.map_while(part)) {
        *place = part;
        count += 1;
    }
    let parts = &parts[..count];
    let (whole, used) = read_whole(parts)?;
    let (value, words) = with_fraction(parts, whole, used);
    Some(WordNumber { value, words })
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Digit(u32),
    Ten,
    Tens,
    Hundred,
    Thousand,
    Zero,
    And,
    Point,
}

fn part(word: impl Iterator<Item = char>) -> Option<Part> {
    let mut bytes = [0; LONGEST];
    Some(match lower(word, &mut bytes)? {
        "không" => Part::Zero,
        "một" | "mốt" | "mot" => Part::Digit(1),
        "hai" => Part::Digit(2),
        "ba" => Part::Digit(3),
        "bốn" | "tư" | "bon" => Part::Digit(4),
        "năm" | "lăm" | "nhăm" | "lam" => Part::Digit(5),
        "sáu" => Part::Digit(6),
        "bảy" | "bẩy" => Part::Digit(7),
        "tám" => Part::Digit(8),
        "chín" => Part::Digit(9),
        "mười" => Part::Ten,
        "mươi" | "muoi" => Part::Tens,
        "trăm" | "tram" => Part::Hundred,
        "nghìn" | "ngàn" | "nghin" => Part::Thousand,
        "linh" | "lẻ" => Part::And,
        "phẩy" | "phay" => Part::Point,
        _ => return None,
    })
}

/// Most words of a number.
const MOST: usize = 16;

/// Bytes of the longest word of a number: five letters of up to three bytes.
const LONGEST: usize = 16;

/// A word in lower case; nothing where it is longer than any word of a number.
fn lower(word: impl Iterator<Item = char>, bytes: &mut [u8; LONGEST]) -> Option<&str> {
    let mut length = 0;
    for c in word.map(lower_char) {
        let end = length + c.len_utf8();
        c.encode_utf8(bytes.get_mut(length..end)?);
        length = end;
    }
    std::str::from_utf8(&bytes[..length]).ok()
}

/// Whole part: up to thousands.
fn read_whole(tokens: &[Part]) -> Option<(u64, usize)> {
    let (first, used) = read_below_thousand(tokens)?;
    if tokens.get(used) != Some(&Part::Thousand) {
        return Some((first, used));
    }
    match read_below_thousand(&tokens[used + 1..]) {
        Some((rest, more)) => Some((first * 1000 + rest, used + 1 + more)),
        None => Some((first * 1000, used + 1)),
    }
}

fn read_below_thousand(tokens: &[Part]) -> Option<(u64, usize)> {
    let hundreds = match (tokens.first(), tokens.get(1)) {
        (Some(Part::Digit(d)), Some(Part::Hundred)) => Some(u64::from(*d) * 100),
        (Some(Part::Zero), Some(Part::Hundred)) => Some(0),
        _ => None,
    };
    let Some(hundreds) = hundreds else { return read_below_hundred(tokens) };
    let mut at = 2;
    if tokens.get(at) == Some(&Part::And) {
        at += 1;
        return match tokens.get(at) {
            Some(Part::Digit(d)) => Some((hundreds + u64::from(*d), at + 1)),
            _ => Some((hundreds, 2)),
        };
    }
    match read_below_hundred(&tokens[at..]) {
        Some((rest, used)) if rest >= 10 => Some((hundreds + rest, at + used)),
        _ => Some((hundreds, 2)),
    }
}

fn read_below_hundred(tokens: &[Part]) -> Option<(u64, usize)> {
    match (tokens.first()?, tokens.get(1)) {
        (Part::Ten, Some(Part::Digit(d))) => Some((10 + u64::from(*d), 2)),
        (Part::Ten, _) => Some((10, 1)),
        (Part::Digit(t), Some(Part::Tens)) => match tokens.get(2) {
            Some(Part::Digit(d)) => Some((u64::from(*t) * 10 + u64::from(*d), 3)),
            _ => Some((u64::from(*t) * 10, 2)),
        },
        // `hai lăm`, `ba mốt`: tens said without their word are too rare and too like a list to be read.
        (Part::Digit(d), _) => Some((u64::from(*d), 1)),
        (Part::Zero, Some(Part::Point)) => Some((0, 1)),
        _ => None,
    }
}

fn with_fraction(tokens: &[Part], whole: u64, used: usize) -> (Decimal, usize) {
    let digits: String = match tokens.get(used) {
        Some(Part::Point) => tokens[used + 1..].iter().map_while(|p| fraction_digit(*p)).collect(),
        _ => String::new(),
    };
    if digits.is_empty() {
        return (Decimal::from(whole), used);
    }
    let value = Decimal::from_str_exact(&format!("{whole}.{digits}")).unwrap_or_else(|_| Decimal::from(whole));
    (value, used + 1 + digits.len())
}

fn fraction_digit(part: Part) -> Option<char> {
    match part {
        Part::Digit(d) => char::from_digit(d, 10),
        Part::Zero => Some('0'),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_numbers_in_words() {
        for (input, expect) in [
            ("hai mươi lăm trường hợp", Some(("25", 3))),
            ("một trăm linh ba chứng thư", Some(("103", 4))),
            ("hai trăm mười bốn người", Some(("214", 4))),
            ("Bốn phần việc", Some(("4", 1))),
            ("mười hai sáng kiến", Some(("12", 2))),
            ("ba mươi mốt xã", Some(("31", 3))),
            ("mười lăm phẩy ba phần trăm", Some(("15.3", 4))),
            ("hai nghìn ba trăm người", Some(("2300", 4))),
            ("chín người", Some(("9", 1))),
            ("sau khi", None),
            ("tỉnh", None),
        ] {
            let got = read_number_words(input.split(' ').map(str::chars)).map(|w| (w.value.to_string(), w.words));
            assert_eq!(got, expect.map(|(v, n)| (v.to_owned(), n)), "{input}");
        }
    }
}
