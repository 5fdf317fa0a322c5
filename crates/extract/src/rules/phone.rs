//! Telephone numbers: `0219.3.860.111`, `0263.3545.454`, `1900 1234` after the words for a telephone.

use crate::scan::{Item, ItemKind, Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    dialled(scan, token).or_else(|| after_phone(scan, token))
}

/// `điện thoại (0510) 3838515 và 3833199`: in brackets after the words, or joined to a number that was one.
fn after_phone(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, end) = (scan.start(token), scan.end(token));
    let phone = |item: &Item| matches!(item.kind, ItemKind::Mention { class: "phone", .. });
    let last = scan.items.last().filter(|i| phone(i));
    let joined = last.is_some_and(|i| {
        let gap = scan.text.folded[i.end.min(start)..start].trim_ascii();
        gap == b"va" || gap == b"hoac" || gap.iter().all(|b| matches!(b, b'(' | b')' | b',' | b';' | b'-' | b'.' | b' '))
    });
    let bracket = scan.symbol(token.wrapping_sub(1)) == b'(';
    let named = bracket && scan.lexicon.named_before.ending(scan.text, scan.start(token - 1)).is_some_and(|(n, _)| n.class == "phone");
    let long = end - start >= 5 || bracket || joined && end - start >= 3;
    ((joined || named) && long && !scan.is_measured(end))
        .then(|| Reading::one(mention(start, end, "phone", "beside a telephone number"), token + 1))
}

fn dialled(scan: &Scan<'_>, token: usize) -> Option<Reading> {
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
    let mut digits = scan.text.folded[start..end].iter().filter(|b| b.is_ascii_digit());
    let count = digits.clone().count();
    let area = digits.next() == Some(&b'0') && digits.next().is_some_and(|d| *d != b'0');
    let dialled = area && (9..=11).contains(&count) && end - start - count < 5;
    let followed = scan.is_measured(end);
    (dialled && !followed).then(|| Reading::one(mention(start, end, "phone", "digits of a telephone number"), next))
}
