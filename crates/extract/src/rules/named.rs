//! Numbers that words before or after them make a name, an article, a level: `mức độ 3, 4`, `ISO 9001:2008`, `Điều 5`.

use crate::lexicon::Naming;
use crate::scan::{Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    fixed(scan, token).or_else(|| {
        // `nộp trực tuyến 1 087 235 hồ sơ`: a number in groups is no name.
        let grouped = scan.amount(token).next > token + 2;
        if grouped {
            None
        } else {
            before(scan, token).or_else(|| after(scan, token)).or_else(|| address(scan, token)).or_else(|| numbered(scan, token))
        }
    })
}

/// `4.0`, `24/7`, `Covid-19`, `ASEAN+3`
fn fixed(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, end) = (scan.start(token), scan.end(token));
    let digits = &scan.text.folded[start..end];
    let round_the_clock = digits == b"24"
        && scan.symbol(token + 1) == b'/'
        && matches!(scan.integer(token + 2), Some(7 | 24))
        && !scan.is_measured(scan.end(token + 2));
    if round_the_clock {
        return Some(Reading::one(mention(start, scan.end(token + 2), "name", "round the clock"), token + 3));
    }
    let hyphened =
        scan.symbol(token.wrapping_sub(1)) == b'-' && scan.glued(token) && scan.glued(token - 1) && !scan.word_before(token - 1).is_empty();
    // `4.0`, `VNPT iGate 2.0`
    let revolution = matches!(digits, [b'1'..=b'9', b'.', b'0']) && !scan.is_measured(end);
    let joined =
        scan.symbol(token.wrapping_sub(1)) == b'+' && scan.glued(token) && scan.glued(token - 1) && !scan.word_before(token - 1).is_empty();
    (hyphened || revolution || joined).then(|| Reading::one(mention(start, end, "name", "part of a name"), token + 1))
}

fn before(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let start = scan.start(token);
    let (naming, from) = scan.lexicon.named_before.ending(scan.text, start)?;
    let capital = scan.text.chars[from].is_uppercase();
    // `dịch vụ công toàn trình 104, một phần 22`
    if &scan.text.folded[from..start.min(from + 4)] == b"phan" && scan.text.folded[..from].trim_ascii_end().ends_with(b"mot") {
        return None;
    }
    let value = first_number(scan, token)?;
    let end = scan.end(token);
    // `nội dung 05, thẩm quyền 02`: counts are filled up with a zero, names are not.
    let padded = naming.class == "name" && !naming.ends && scan.text.folded[start] == b'0';
    if value > naming.most
        || naming.bare && padded
        || naming.capital && !capital
        || naming.bare && scan.is_measured(end) && !names_document(scan, end)
        || naming.ends && !ends_name(scan, token)
    {
        return None;
    }
    let next = if naming.list { list_end(scan, token, &naming) } else { standard_end(scan, token) };
    // `mức độ 3` but not `mức 3.250 triệu`: what is named is not measured.
    if !naming.list && scan.symbol(next) == b'%' {
        return None;
    }
    Some(Reading::one(mention(start, scan.end(next - 1), naming.class, "the words before it"), next))
}

/// `khoản 2 Nghị định số …`: the noun after it has a number of its own.
fn names_document(scan: &Scan<'_>, end: usize) -> bool {
    scan.unit_after(end).is_some_and(|(_, unit_end)| {
        let next = scan.text.token_at(unit_end);
        scan.word(next) == b"so" && scan.is_number(next + 1) || scan.is_number(next)
    })
}

/// A mark, the end, or the noun of the next larger place follows.
fn ends_name(scan: &Scan<'_>, token: usize) -> bool {
    let next = token + 1;
    let mark = matches!(scan.symbol(next), b',' | b'.' | b')' | b';' | b'-');
    mark || next >= scan.text.tokens.len() || matches!(scan.word(next), b"phuong" | b"xa" | b"thi" | b"huyen" | b"quan" | b"va")
}

/// Words before `số` with which it counts.
const COUNTING: [&[u8]; 14] =
    [b"tong", b"con", b"mot", b"trong", b"he", b"chi", b"ty", b"ti", b"diem", b"da", b"co", b"nay", b"va", b"thieu"];

/// `số 12 đường Lê Lợi`, `(số 28 Đại lộ Lê Lợi`, `tại số 5 Trần Phú`: a house.
fn address(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, end) = (scan.start(token), scan.end(token));
    scan.integer(token).filter(|_| scan.word_before(token) == b"so")?;
    let before = scan.word_before(token.checked_sub(1)?);
    let street = matches!((scan.word(token + 1), scan.word(token + 2)), (b"duong" | b"pho", _) | (b"dai", b"lo"));
    let placed = scan.symbol(token.wrapping_sub(2)) == b'(' || matches!(before, b"tai" | b"o");
    let name = scan.text.chars.get(scan.start(token + 1)).is_some_and(|c| c.is_uppercase()) && !scan.is_measured(end);
    let housed = street && !COUNTING.contains(&before) || placed && name;
    housed.then(|| Reading::one(mention(start, end, "name", "an address"), token + 1))
}

/// `thửa đất số 15`, `tuyến Metro số 1`: a noun, `số` and a number that counts nothing.
fn numbered(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, end) = (scan.start(token), scan.end(token));
    scan.integer(token)?;
    let noun = scan.word_before(token.checked_sub(1)?);
    let named = scan.word_before(token) == b"so" && !noun.is_empty() && !COUNTING.contains(&noun);
    let led = scan.lexicon.rank_before.ending(scan.text, start).is_some();
    (named && !led && !scan.is_measured(end)).then(|| Reading::one(mention(start, end, "name", "numbered by `số`"), token + 1))
}

/// The number, or the first of `1,2`; `None` where it is no small number.
fn first_number(scan: &Scan<'_>, token: usize) -> Option<u32> {
    scan.integer(token).or_else(|| {
        let t = scan.text.tokens[token];
        let digits = std::str::from_utf8(&scan.text.folded[t.start..t.end]).ok()?;
        let singles = digits.split([',', '.']).all(|p| p.len() == 1);
        let long = digits.len() > 6;
        (singles || long).then(|| digits.split([',', '.']).next().and_then(|p| p.parse().ok())).flatten()
    })
}

/// `3, 4`, `3 và 4`, `3-4`
fn list_end(scan: &Scan<'_>, token: usize, naming: &Naming) -> usize {
    let mut next = token + 1;
    let joins = |t: usize| matches!(scan.symbol(t), b',' | b'-' | b'/' | b'&') || scan.word(t) == b"va" || scan.word(t) == b"hoac";
    while joins(next)
        && scan.integer(next + 1).is_some_and(|n| n <= naming.most && scan.end(next + 1) - scan.start(next + 1) == 1)
        && !scan.is_measured(scan.end(next + 1))
    {
        next += 2;
    }
    next
}

/// `9001:2008`
fn standard_end(scan: &Scan<'_>, token: usize) -> usize {
    let versioned = matches!(scan.symbol(token + 1), b':' | b'-') && scan.year(token + 2).is_some();
    if versioned { token + 3 } else { token + 1 }
}

fn after(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, end) = (scan.start(token), scan.end(token));
    let at = scan.text.skip_spaces(end);
    let (class, _) = scan.lexicon.named_after.starting(scan.text, at)?;
    scan.integer(token).filter(|n| *n < 100)?;
    Some(Reading::one(mention(start, end, class, "the words after it"), token + 1))
}
