//! Dates: `12/12/2025`, `3.2.2019`, `ngày 5-9`, `ngày 12 tháng 12 năm 2025`, `tháng 11/2016`, `từ 01/7`, `Quý 2.2021`.

use smallvec::SmallVec;

use crate::passage::TokenKind;
use crate::scan::{Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let next = full(scan, token)
        .or_else(|| dotted(scan, token))
        .or_else(|| after_day(scan, token))
        .or_else(|| day_and_month_in_words(scan, token))
        .or_else(|| month_and_year(scan, token))
        .or_else(|| after_month(scan, token))
        .or_else(|| day_and_month(scan, token))
        .or_else(|| clock(scan, token))?;
    let item = mention(scan.start(token), scan.end(next - 1), "date", "the shape of a date or the words before it");
    Some(Reading::one(item, next))
}

fn day(scan: &Scan<'_>, token: usize) -> Option<u32> {
    scan.integer(token).filter(|d| (1..=31).contains(d) && scan.end(token) - scan.start(token) <= 2)
}

fn month(scan: &Scan<'_>, token: usize) -> Option<u32> {
    day(scan, token).filter(|m| *m <= 12)
}

/// A year in two or four digits.
fn any_year(scan: &Scan<'_>, token: usize) -> bool {
    scan.year(token).is_some() || scan.integer(token).is_some() && scan.end(token) - scan.start(token) == 2
}

/// `12/12/2025`, `12-12-2025`
fn full(scan: &Scan<'_>, token: usize) -> Option<usize> {
    day(scan, token)?;
    let mark = scan.symbol(token + 1);
    month(scan, token + 2)?;
    let same = matches!(mark, b'/' | b'-') && scan.symbol(token + 3) == mark;
    (same && any_year(scan, token + 4)).then_some(token + 5)
}

/// `3.2.2019`, `13.12.16`; `Quý 2.2021`
fn dotted(scan: &Scan<'_>, token: usize) -> Option<usize> {
    let t = scan.text.tokens[token];
    if t.end - t.start > 10 || !scan.text.folded[t.start..t.end].contains(&b'.') {
        return None;
    }
    let digits = std::str::from_utf8(&scan.text.folded[t.start..t.end]).ok()?;
    let parts: SmallVec<[u32; 4]> = digits.split('.').map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let lengths: SmallVec<[usize; 4]> = digits.split('.').map(str::len).collect();
    let ok = match (parts.as_slice(), lengths.as_slice()) {
        ([d, m, y], [1..=2, 1..=2, 4]) => (1..=31).contains(d) && (1..=12).contains(m) && (1945..2100).contains(y),
        ([d, m, _], [1..=2, 1..=2, 2]) => (1..=31).contains(d) && (1..=12).contains(m),
        ([d, m], [1..=2, 1..=2]) => (1..=31).contains(d) && (1..=12).contains(m) && scan.word_before(token) == b"ngay",
        ([m, y], [1..=2, 4]) => (1..=12).contains(m) && (1945..2100).contains(y) && matches!(scan.word_before(token), b"quy" | b"thang"),
        _ => false,
    };
    ok.then_some(token + 1)
}

/// After `ngày`: `12`, `5-9`, `01, 02/3`, `12 tháng 12 năm 2025`
fn after_day(scan: &Scan<'_>, token: usize) -> Option<usize> {
    if scan.word_before(token) != b"ngay" {
        return None;
    }
    day(scan, token)?;
    // `thôi việc ngay 25`: at once, no day, unless a month follows.
    let written = scan.text.tokens[token - 1];
    let at_once = scan.text.chars[written.start..written.end].iter().all(char::is_ascii);
    if at_once && scan.symbol(token + 1) != b'/' && scan.word(token + 1) != b"thang" {
        return None;
    }
    let mut next = token + 1;
    while matches!(scan.symbol(next), b'-' | b',' | b'/') && day(scan, next + 1).is_some() && !scan.is_measured(scan.end(next + 1)) {
        next += 2;
    }
    if scan.symbol(next) == b'/' && scan.year(next + 1).is_some() {
        next += 2;
    }
    Some(words_of_month(scan, next))
}

/// `tháng 12 năm 2025` after a day.
fn words_of_month(scan: &Scan<'_>, token: usize) -> usize {
    if scan.word(token) != b"thang" || month(scan, token + 1).is_none() {
        return token;
    }
    let next = token + 2;
    if scan.symbol(next) == b'/' && scan.year(next + 1).is_some() || scan.word(next) == b"nam" && scan.year(next + 1).is_some() {
        return next + 2;
    }
    next
}

fn day_and_month_in_words(scan: &Scan<'_>, token: usize) -> Option<usize> {
    day(scan, token)?;
    let next = words_of_month(scan, token + 1);
    (next > token + 1).then_some(next)
}

/// `11/2016`, unless it counts something.
fn month_and_year(scan: &Scan<'_>, token: usize) -> Option<usize> {
    month(scan, token)?;
    let named = scan.word_before(token) == b"thang" || scan.word_before(token) == b"quy";
    let slash = matches!(scan.symbol(token + 1), b'/' | b'-') && scan.year(token + 2).is_some();
    (slash && (named || !scan.is_measured(scan.end(token + 2)))).then_some(token + 3)
}

/// After `tháng` or `quý`: one month or several.
fn after_month(scan: &Scan<'_>, token: usize) -> Option<usize> {
    let quarter = scan.word_before(token) == b"quy";
    if !(quarter || scan.word_before(token) == b"thang") {
        return None;
    }
    month(scan, token).filter(|m| !quarter || *m <= 4)?;
    let mut next = token + 1;
    let joins = |t: usize| matches!(scan.symbol(t), b',' | b'-') || scan.word(t) == b"va";
    while joins(next) && month(scan, next + 1).is_some() && !scan.is_measured(scan.end(next + 1)) {
        next += 2;
    }
    if matches!(scan.symbol(next), b'/' | b'-') && scan.year(next + 1).is_some()
        || scan.word(next) == b"nam" && scan.year(next + 1).is_some()
    {
        next += 2;
    }
    Some(next)
}

/// `01/7` after words of time, or as an end of a span of days; never before a unit.
fn day_and_month(scan: &Scan<'_>, token: usize) -> Option<usize> {
    day(scan, token)?;
    if scan.symbol(token + 1) != b'/' || month(scan, token + 2).is_none() || scan.is_measured(scan.end(token + 2)) {
        return None;
    }
    let led = matches!(
        scan.word_before(token),
        b"ngay"
            | b"tu"
            | b"den"
            | b"truoc"
            | b"sau"
            | b"toi"
            | b"het"
            | b"le"
            | b"dip"
            | b"cuoi"
            | b"duong"
            | b"luc"
            | b"qua"
            | b"ke"
            | b"va"
            | b"sang"
            | b"chieu"
            | b"trua"
            | b"dem"
            | b"hom"
            | b"vao"
    );
    let to = |t: usize| matches!(scan.symbol(t), b'-') || matches!(scan.word(t), b"den" | b"toi");
    let spans = to(token + 3) && day(scan, token + 4).is_some() && scan.symbol(token + 5) == b'/';
    let ends = token >= 4 && to(token - 1) && scan.text.tokens[token - 2].kind == TokenKind::Number && scan.symbol(token - 3) == b'/';
    // No ratio is above one.
    let above = scan.integer(token) > scan.integer(token + 2);
    let counts = matches!(scan.word(token + 3), b"dat" | b"bang" | b"chiem") && !above || matches!(scan.word(token + 3), b"so" | b"tong");
    ((led && !counts) || spans || ends).then_some(token + 3)
}

/// `lúc 7 giờ 30`, `7h30`
fn clock(scan: &Scan<'_>, token: usize) -> Option<usize> {
    scan.integer(token).filter(|h| *h <= 24)?;
    let glued = scan.word(token + 1).starts_with(b"h") && scan.glued(token + 1);
    let minutes = scan.word(token + 1)[1.min(scan.word(token + 1).len())..].iter().all(u8::is_ascii_digit);
    let at = matches!(scan.word_before(token), b"luc" | b"hoi" | b"vao");
    let words = scan.word(token + 1) == b"gio";
    if glued && minutes && scan.word(token + 1).len() > 1 {
        return Some(token + 2);
    }
    let with_minutes = words && scan.integer(token + 2).is_some_and(|m| m < 60) && !scan.is_measured(scan.end(token + 2));
    if !(at && (words || glued) || with_minutes) {
        return None;
    }
    Some(if scan.is_number(token + 2) { token + 3 } else { token + 2 })
}
