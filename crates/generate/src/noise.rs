//! Damage as scans do it: lost tone marks, O for 0, l for 1, rn for m, split words.

use crate::random::Random;

/// A damaged text and where its characters came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Damaged {
    /// The damaged text.
    pub text: String,
    /// For each character of the original, and for its end, the place in the damaged text.
    pub places: Vec<u32>,
    /// Characters damaged.
    pub damaged: usize,
}

/// Damages so many of 1,000 characters; NFC text in, the same text for the same seed.
///
/// ```
/// let scan = solieu_generate::damage("Số hồ sơ tiếp nhận là 1.032 hồ sơ", 0, 7);
/// assert_eq!((scan.text.as_str(), scan.damaged), ("Số hồ sơ tiếp nhận là 1.032 hồ sơ", 0));
/// ```
#[must_use]
pub fn damage(text: &str, per_mille: u32, seed: u64) -> Damaged {
    let mut random = Random::new(seed);
    let mut out = Damaged { text: String::with_capacity(text.len()), places: Vec::with_capacity(text.len()), damaged: 0 };
    let mut place = 0;
    for c in text.chars() {
        out.places.push(place);
        let hit = random.range(0, 999) < i64::from(per_mille) && !c.is_whitespace();
        place += if hit { hurt(c, &mut random, &mut out) } else { keep(c, &mut out) };
    }
    out.places.push(place);
    out
}

fn keep(c: char, out: &mut Damaged) -> u32 {
    out.text.push(c);
    1
}

/// Writes a damaged character; says how many characters that made.
fn hurt(c: char, random: &mut Random, out: &mut Damaged) -> u32 {
    let written: &str = match c {
        '0' => "O",
        '1' => "l",
        'm' => "rn",
        _ => return hurt_letter(c, random, out),
    };
    out.damaged += 1;
    out.text.push_str(written);
    written.chars().count() as u32
}

/// A letter loses its marks, or a space comes behind it; other characters stay.
fn hurt_letter(c: char, random: &mut Random, out: &mut Damaged) -> u32 {
    let bare = char::from(solieu_vietnamese::fold_char(c));
    let marked = !c.is_ascii() && bare.is_ascii_lowercase();
    if marked {
        out.damaged += 1;
        return keep(if c.is_uppercase() { bare.to_ascii_uppercase() } else { bare }, out);
    }
    keep(c, out);
    if c.is_ascii_lowercase() && random.one_in(2) {
        out.damaged += 1;
        out.text.push(' ');
        return 2;
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn damage_looks_like_a_scan_and_keeps_places() {
        let text = "Năm 2010 tiếp nhận 1.032 hồ sơ, đạt 99,1%";
        let scan = damage(text, 1000, 3);
        assert!(scan.text.contains("2OlO") && scan.damaged > 10, "{}", scan.text);
        assert_eq!(scan.places.len(), text.chars().count() + 1);
        assert_eq!(*scan.places.last().unwrap_or(&0) as usize, scan.text.chars().count());
    }
}
