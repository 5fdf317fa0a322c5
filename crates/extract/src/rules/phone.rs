//! Telephone numbers: `0219.3.860.111`, `0263.3545.454`, `1900 1234` after the words for a telephone.

use crate::scan::{Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, mut next) = (scan.start(token), token + 1);
    if !matches!(scan.text.byte(start), b'0' | b'o') {
        return None;
    }
    let mut end = scan.end(token);
    // Groups set off by spaces or points belong to it.
    while scan.is_number(next) && scan.start(next) <= end + 1
        || scan.symbol(next) == b'.' && scan.glued(next) && scan.is_number(next + 1) && scan.glued(next + 1)
    {
        end = scan.end(next);
        next += 1;
    }
    let digits: Vec<u8> = scan.text.folded[start..end].iter().copied().filter(u8::is_ascii_digit).collect();
    let separators = scan.text.folded[start..end].iter().filter(|b| !b.is_ascii_digit()).count();
    let dialled =
        digits.first() == Some(&b'0') && (9..=11).contains(&digits.len()) && digits.get(1).is_some_and(|d| *d != b'0') && separators < 5;
    let followed = scan.is_measured(end);
    (dialled && !followed).then(|| Reading::one(mention(start, end, "phone", "digits of a telephone number"), next))
}
