//! Years that a text names.

use crate::reading::Reading;

/// A year named as `năm 2016`, `(2016: …)` or `31/12/2024`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct YearMark {
    /// Start of the words that name it.
    pub(crate) start: u32,
    pub(crate) end: u32,
    pub(crate) year: i32,
}

/// Names of yearly indices, after which a year stands bare: `PAR INDEX 2023`.
const INDICES: [&[u8]; 8] = [b"index ", b"sipas ", b"papi ", b"pci ", b"dti ", b"cchc ", b"index) ", b"papi) "];

/// Words behind the time that something was left from: what `năm 2015 chuyển sang` is counted in the year after.
pub(crate) const LEFT: [&[u8]; 3] = [b" chuyen", b" de lai", b" mang sang"];

/// All years named in a reading, by place. Years of laws, of full dates and of spans of years are left out.
pub(crate) fn year_marks(reading: &Reading) -> Vec<YearMark> {
    let text = &reading.text;
    let mut marks = Vec::new();
    let mut at = 0;
    while let Some(found) = next_year(text, at) {
        at = found + 4;
        if let Some(mark) = mark_at(text, found) {
            marks.push(mark);
        }
    }
    marks
}

fn next_year(text: &[u8], from: usize) -> Option<usize> {
    let rest = text.get(from..)?;
    let is_year = |w: &[u8]| matches!(w, [b'2', b'0', c, d, ..] | [b'1', b'9', c, d, ..] if c.is_ascii_digit() && d.is_ascii_digit());
    memchr::memchr2_iter(b'1', b'2', rest).find(|at| is_year(&rest[*at..])).map(|at| from + at)
}

fn mark_at(text: &[u8], at: usize) -> Option<YearMark> {
    let before = text.get(..at)?;
    let after = text.get(at + 4..)?;
    let year = std::str::from_utf8(&text[at..at + 4]).ok()?.parse().ok()?;
    if before.last().is_some_and(|b| b.is_ascii_alphanumeric()) || after.first().is_some_and(|b| b.is_ascii_alphanumeric()) {
        return None;
    }
    if LEFT.iter().any(|words| after.starts_with(words)) {
        return None;
    }
    let start = start_of_mark(before, after)?;
    Some(YearMark { start: start as u32, end: at as u32 + 4, year })
}

/// Where the words begin that make these four digits a year of their own.
fn start_of_mark(before: &[u8], after: &[u8]) -> Option<usize> {
    if is_span(before, after) {
        return None;
    }
    let named = [b"nam ".as_slice(), b"nam ngoai ", b"nam nay "].iter().find_map(|words| before.strip_suffix(*words));
    if let Some(rest) = named {
        return (!is_dated(rest) && !is_title(rest)).then_some(rest.len());
    }
    if before.ends_with(b"31/12/") {
        return Some(before.len() - 6);
    }
    if let Some(index) = INDICES.iter().find(|index| before.ends_with(index)) {
        return Some(before.len() - index.len());
    }
    let opens = before.ends_with(b"(") && after.starts_with(b":");
    opens.then_some(before.len())
}

/// `2016 - 2020`, `2016-2020`.
fn is_span(before: &[u8], after: &[u8]) -> bool {
    let ends = |b: &[u8]| b.trim_ascii_end().ends_with(b"-");
    let trimmed = after.trim_ascii_start();
    let to = trimmed.strip_prefix(b"-").is_some_and(|r| r.trim_ascii_start().first().is_some_and(u8::is_ascii_digit));
    to || ends(before)
}

/// `ngày 28 tháng 7 năm`: the date of a document or of the data.
fn is_dated(rest: &[u8]) -> bool {
    let tail = &rest[rest.len().saturating_sub(20)..];
    tail.windows(5).any(|w| w == b"ngay ") && tail.windows(6).any(|w| w == b"thang ")
}

/// `Luật Đầu tư năm`: part of a name.
fn is_title(rest: &[u8]) -> bool {
    let tail = &rest[rest.len().saturating_sub(40)..];
    let from = tail.iter().rposition(|b| matches!(b, b',' | b';' | b'.' | b'(')).map_or(0, |i| i + 1);
    let clause = &tail[from..];
    [b"luat ".as_slice(), b"hien phap", b"bo luat"].iter().any(|word| clause.windows(word.len()).any(|w| w == *word))
}

/// Years named in folded text; one that is only compared with stands for the year after it.
pub(crate) fn years_spoken_of(text: &[u8]) -> Vec<i32> {
    let compared: Vec<i32> =
        [b"cung ky nam ".as_slice(), b"so voi nam ", b"cung ky "].iter().flat_map(|words| years_after(text, words)).collect();
    let named = years_named(text).into_iter().map(|year| if compared.contains(&year) { year + 1 } else { year });
    named.chain(spans_looked_back_on(text)).collect()
}

/// `Từ năm 2015 - 2020`: the last of the years that are told of.
fn spans_looked_back_on(text: &[u8]) -> impl Iterator<Item = i32> {
    let starts = memchr::memmem::find_iter(text, b"tu nam ");
    starts.filter_map(|at| {
        let rest = text.get(at + 7..).filter(|rest| rest.iter().take(4).all(u8::is_ascii_digit))?;
        let last = rest.get(4..)?.trim_ascii_start().strip_prefix(b"-")?.trim_ascii_start();
        std::str::from_utf8(last.get(..4)?).ok()?.parse().ok()
    })
}

/// Years right after words.
fn years_after(text: &[u8], words: &[u8]) -> Vec<i32> {
    let starts = (0..text.len().saturating_sub(words.len() + 3)).filter(|at| text[*at..].starts_with(words));
    starts.filter_map(|at| std::str::from_utf8(text.get(at + words.len()..at + words.len() + 4)?).ok()?.parse().ok()).collect()
}

/// Years that a folded text names, wherever it does.
pub(crate) fn years_named(text: &[u8]) -> Vec<i32> {
    let mut years = Vec::new();
    let mut at = 0;
    while let Some(found) = next_year(text, at) {
        at = found + 4;
        years.extend(mark_at(text, found).map(|mark| mark.year));
    }
    years
}

/// The year of a table cell: the one that its column's headers name, else its row's first cell.
pub(crate) fn year_of_cell(headers: &[String], stub: &str) -> Option<i32> {
    let one = |text: &str| {
        let folded = solieu_vietnamese::fold(text).into_bytes();
        let digits = |at: usize| folded.get(at..at + 4).and_then(|d| std::str::from_utf8(d).ok()?.parse::<i32>().ok());
        next_year(&folded, 0).and_then(digits).filter(|year| (1990..=2100).contains(year))
    };
    headers.iter().rev().find_map(|header| one(header)).or_else(|| one(stub))
}
