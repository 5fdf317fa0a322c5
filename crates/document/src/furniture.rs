//! Lines that belong to the paper, not to the report: page numbers, running headers, stray marks.

use solieu_vietnamese::fold_char;

use crate::lines::{Line, fold_source};

/// What a line of the paper is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Furniture {
    /// A page number or a running header with one: a new page begins.
    PageMark,
    /// Marks without letters or digits.
    StrayMarks,
}

/// Longest running header, in characters.
const LONGEST: u32 = 180;

/// Says whether line `at` is furniture.
pub(crate) fn furniture(lines: &[Line<'_>], at: usize) -> Option<Furniture> {
    let line = &lines[at];
    if line.chars > LONGEST || line.is_blank() {
        return None;
    }
    if !line.text.chars().any(char::is_alphanumeric) {
        return Some(Furniture::StrayMarks);
    }
    // Every page mark ends with its number, stray marks aside.
    let last = line.text.chars().rev().map(fold_char).find(u8::is_ascii_alphanumeric);
    if !last.is_some_and(|b| b.is_ascii_digit()) {
        return None;
    }
    let folded = fold_source(line.text);
    if is_page_number(&folded) && !among_numbers(lines, at)
        || ends_with_page(&folded)
        || stands_alone(lines, at) && ends_with_number(&folded)
    {
        return Some(Furniture::PageMark);
    }
    None
}

/// `2`, `- 2 -`, `Trang 3/9`, with stray marks around.
fn is_page_number(folded: &str) -> bool {
    // `98,` and `7%.` on two lines: the end of a sentence, no page.
    if folded.contains('%') || folded.ends_with(['.', ';', ')']) && !folded.contains(' ') {
        return false;
    }
    let core = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    let word = core.strip_prefix("trang").or_else(|| core.strip_prefix("page"));
    // Without the word for page, `3/9` alone on a line is a ratio in a table.
    word.map_or_else(|| page_digits(core) && !core.contains('/'), |rest| page_digits(rest.trim_start()))
}

/// `3`, `3/9`.
fn page_digits(core: &str) -> bool {
    let (first, of) = core.split_once('/').map_or((core, None), |(a, b)| (a.trim(), Some(b.trim())));
    let number = |s: &str| (1..=3).contains(&s.len()) && s.bytes().all(|b| b.is_ascii_digit());
    number(first) && of.is_none_or(number)
}

/// A running header: text, a gap, `Trang 2`.
fn ends_with_page(folded: &str) -> bool {
    let Some(at) = folded.rfind("trang ") else { return false };
    let before = &folded[..at];
    page_digits(folded[at + 6..].trim()) && (before.ends_with("   ") || before.ends_with("- ") || before.ends_with("| "))
}

/// A running header: text, a wide gap, `6`.
fn ends_with_number(folded: &str) -> bool {
    let text = folded.trim_end_matches(|c: char| c.is_ascii_digit());
    (1..=3).contains(&(folded.len() - text.len())) && text.ends_with("      ") && text.trim().len() > 3
}

/// No text on the lines before and after.
fn stands_alone(lines: &[Line<'_>], at: usize) -> bool {
    let blank = |i: Option<usize>| i.and_then(|i| lines.get(i)).is_none_or(Line::is_blank);
    blank(at.checked_sub(1)) && blank(Some(at + 1))
}

/// Digits alone on the neighbouring lines too: cells of a table read one by one.
fn among_numbers(lines: &[Line<'_>], at: usize) -> bool {
    let bare = |i: usize| {
        lines
            .get(i)
            .is_some_and(|l| !l.is_blank() && l.text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b',' | b'/' | b'%' | b' ')))
    };
    at > 0 && bare(at - 1) || bare(at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_page_marks() {
        for (input, expect) in [
            ("2", Some(Furniture::PageMark)),
            ("- 12 -", Some(Furniture::PageMark)),
            ("3                           ·,", Some(Furniture::PageMark)),
            ("Trang 3/9", Some(Furniture::PageMark)),
            ("UBND tỉnh A - Báo cáo năm 2025          Trang 2", Some(Furniture::PageMark)),
            ("Báo cáo năm 2018 - Tỉnh A                  6", Some(Furniture::PageMark)),
            (". '", Some(Furniture::StrayMarks)),
            ("Có 12 trang", None),
            ("12 đơn vị", None),
            ("7%.", None),
            ("1.756", None),
        ] {
            let lines = crate::lines::split(input);
            assert_eq!(furniture(&lines, 0), expect, "{input}");
        }
    }
}
