//! Years and spans of years: `năm 2016`, `2016 - 2020`, `2015, 2016`.

use crate::scan::{ItemKind, Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    scan.year(token)?;
    let mut next = token + 1;
    let mut class = "year";
    if matches!(scan.symbol(next), b'-' | b'/') && any_year(scan, next + 1) {
        next += 2;
        class = "period";
    }
    let end = scan.end(next - 1);
    let named = matches!(
        scan.word_before(token),
        b"nam"
            | b"doan"
            | b"ky"
            | b"hoc"
            | b"cuoi"
            | b"dau"
            | b"tu"
            | b"den"
            | b"voi"
            | b"luat"
            | b"khoa"
            | b"truoc"
            | b"sau"
            | b"thang"
            | b"hom"
    );
    if !named && class == "year" && !after_year(scan, token) && scan.is_measured(end) {
        return None;
    }
    if scan.symbol(token + 1) == b'%' {
        return None;
    }
    Some(Reading::one(mention(scan.start(token), end, class, "four digits of a year"), next))
}

fn any_year(scan: &Scan<'_>, token: usize) -> bool {
    scan.year(token).is_some()
        || scan.integer(token).is_some() && scan.end(token) - scan.start(token) == 2 && !scan.is_measured(scan.end(token))
}

/// The item before is a year and only a comma or `và` stands between.
fn after_year(scan: &Scan<'_>, token: usize) -> bool {
    let Some(last) = scan.items.last() else { return false };
    let year = matches!(&last.kind, ItemKind::Mention { class, .. } if *class == "year");
    let between: Vec<u8> = scan.text.folded[last.end..scan.start(token)].iter().copied().filter(|b| *b != b' ').collect();
    year && matches!(between.as_slice(), b"," | b"va" | b"-" | b"den" | b"")
}
