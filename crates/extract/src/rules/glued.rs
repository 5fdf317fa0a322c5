//! Digits glued to letters are names: `30a`, `4G`, `QH15`.

use crate::passage::TokenKind;
use crate::scan::{Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let next = token + 1;
    let short = scan.glued(next) && !scan.word(next).is_empty() && scan.word(next).len() <= 3;
    short.then(|| Reading::one(mention(scan.start(token), scan.end(next), "name", "letters glued to the digits"), next + 1))
}

/// A word with digits in it.
pub(crate) fn digits_in_word(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let t = scan.text.tokens.get(token).filter(|t| t.kind == TokenKind::Word)?;
    t.digits.then(|| Reading::one(mention(t.start, t.end, "name", "digits in a word"), token + 1))
}
