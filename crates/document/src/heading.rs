//! Headings: their number, its kind, and where the title ends and text begins.

use solieu_vietnamese::fold_char;

use crate::lines::fold_source;

/// A numbered line, taken apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Heading<'s> {
    /// Rank in the outline: lower stands higher.
    pub level: u8,
    /// Number as printed, without the closing mark; empty for an unnumbered heading.
    pub label: String,
    /// Title without number and closing mark; empty where the number leads a sentence.
    pub title: &'s str,
    /// Text that shares the line with the heading; empty for a heading alone.
    pub text: &'s str,
}

impl Heading<'_> {
    /// `PHẦN II` alone.
    pub(crate) fn is_bare_part(&self) -> bool {
        self.level == PART && !self.label.is_empty() && self.title.is_empty() && self.text.is_empty()
    }
}

const PART: u8 = 0;
const UPPER: u8 = 1;
const ROMAN: u8 = 2;
const ARABIC: u8 = 3;
const LETTER: u8 = 9;
const MARKDOWN: u8 = 10;

/// Longest title, in characters.
const LONGEST_TITLE: usize = 220;
/// Longest title that text follows on the same line.
const LONGEST_RUN_IN: usize = 110;

/// Takes a heading apart; `None` where the line is none.
pub(crate) fn heading(line: &str) -> Option<Heading<'_>> {
    let (hashes, bare) = strip_markdown(line);
    if let Some((level, label, rest)) = number(bare) {
        let (title, text) = split_title(rest);
        return Some(Heading { level, label, title, text });
    }
    if hashes > 0 && !bare.is_empty() {
        return Some(Heading { level: MARKDOWN.min(hashes - 1), label: String::new(), title: bare, text: "" });
    }
    appendix(bare)
}

/// A heading in capitals without a number: `CẢI CÁCH THỂ CHẾ`.
pub(crate) fn in_capitals(line: &str) -> Option<Heading<'_>> {
    let bare = line.trim_matches(['*', ' ']);
    let title = bare.trim_end_matches(':');
    let fits = is_title_line(line) && title.split_whitespace().count() >= 3 && !bare.ends_with(['.', ';', ',']) && !title.contains('|');
    fits.then(|| Heading { level: ROMAN, label: String::new(), title, text: "" })
}

/// A line of capitals, without a figure and without a number of its own.
pub(crate) fn is_title_line(line: &str) -> bool {
    // Most lines are told apart by their first small letter.
    if line.len() > 2 * LONGEST_TITLE || line.chars().any(char::is_lowercase) {
        return false;
    }
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    letters >= 6 && line.starts_with(|c: char| c.is_alphabetic() || "*\"“(".contains(c)) && !has_figure(line) && number(line).is_none()
}

/// `## **II. Title**` without its marks, and the number of `#`.
fn strip_markdown(line: &str) -> (u8, &str) {
    let bare = line.trim_start_matches('#');
    let hashes = (line.len() - bare.len()).min(6) as u8;
    let bare = bare.trim();
    let inner = bare.strip_prefix("**").and_then(|s| s.strip_suffix("**")).filter(|s| !s.contains("**"));
    (hashes, inner.unwrap_or(bare).trim())
}

/// `PHỤ LỤC`, `Phụ lục 2`: a line of its own.
fn appendix(line: &str) -> Option<Heading<'_>> {
    if line.len() > 2 * LONGEST_TITLE || !line.starts_with(['p', 'P']) {
        return None;
    }
    let folded = fold_source(line);
    let rest = folded.strip_prefix("phu luc")?;
    // `Phụ lục 1: CHỈ TIÊU CHÍNH`: a title in capitals.
    if let Some((label, title)) = line.split_once([':', '-', '–']).filter(|(label, title)| label.len() <= 20 && is_title_line(title.trim()))
    {
        return Some(Heading { level: PART, label: label.trim_end().to_owned(), title: title.trim(), text: "" });
    }
    let plain = rest.chars().all(|c| c.is_ascii_alphanumeric() && (c.is_ascii_digit() || "ivx".contains(c)) || " .:-".contains(c));
    plain.then(|| Heading { level: PART, label: line.trim_end_matches(['.', ':']).to_owned(), title: "", text: "" })
}

/// The number at the start of a line: level, label, rest.
fn number(line: &str) -> Option<(u8, String, &str)> {
    part(line).or_else(|| roman(line)).or_else(|| arabic(line)).or_else(|| letter(line))
}

/// `PHẦN THỨ NHẤT`, `Phần I.`, `Chương II`.
fn part(line: &str) -> Option<(u8, String, &str)> {
    let begins_with = |word: &str| line.chars().map(fold_char).take(word.len()).eq(word.bytes());
    if !(begins_with("phan ") || begins_with("chuong ")) {
        return None;
    }
    let mut words = line.splitn(4, ' ');
    let head = words.next()?;
    let second = words.next()?;
    let ordinal = fold_source(second) == "thu";
    let label = if ordinal { format!("{head} {second} {}", words.next()?) } else { format!("{head} {second}") };
    let is_number = ordinal || second.trim_matches(['.', ':']).chars().all(|c| "IVX0123456789".contains(c));
    let rest = line.get(label.len()..)?.trim_start_matches([' ', '.', ':', '-']);
    (is_number && head.chars().next()?.is_uppercase()).then(|| (PART, label.trim_end_matches(['.', ':']).to_owned(), rest))
}

/// `II.`, `IV)`, `I/`; a scan's `l` for I.
fn roman(line: &str) -> Option<(u8, String, &str)> {
    let length = line.bytes().take(6).take_while(|b| b"IVXl|".contains(b)).count();
    let (label, rest) = (line.get(..length)?, line.get(length..)?);
    let rest = rest.trim_start_matches(' ');
    let rest = closing(rest, &['.', ')', '/', '-', ':'])?;
    let label = label.replace(['l', '|'], "I");
    let starts_upper = rest.trim_start().chars().next().is_some_and(|c| !c.is_lowercase() && !c.is_ascii_digit());
    (length > 0 && starts_upper && is_roman(&label)).then(|| (ROMAN, label, rest.trim_start()))
}

fn is_roman(label: &str) -> bool {
    const NUMERALS: [&str; 20] = [
        "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI", "XVII", "XVIII", "XIX", "XX",
    ];
    NUMERALS.contains(&label)
}

/// `1.`, `2.1.`, `2.1.3`, `4)`, `1/`.
fn arabic(line: &str) -> Option<(u8, String, &str)> {
    let bytes = line.as_bytes();
    let mut at = 0;
    let mut depth = 0u8;
    loop {
        let digits = bytes[at..].iter().take(3).take_while(|b| b.is_ascii_digit()).count();
        if digits == 0 || digits > 2 {
            break;
        }
        at += digits;
        depth += 1;
        if bytes.get(at) == Some(&b'.') && bytes.get(at + 1).is_some_and(u8::is_ascii_digit) {
            at += 1;
        } else {
            break;
        }
    }
    if depth == 0 || depth > 5 || bytes.get(at).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let (label, rest) = line.split_at(at);
    if label.split('.').any(|n| n.parse::<u32>().is_ok_and(|n| n > 40)) {
        return None;
    }
    let closed = closing(rest, &['.', ')', '/', ':']);
    let rest = match closed {
        Some(rest) => rest,
        None if depth > 1 && rest.starts_with(' ') => rest,
        None => return None,
    };
    let first = rest.trim_start().chars().next()?;
    let word = first.is_alphabetic() || matches!(first, '"' | '“' | '*' | '(' | '[');
    let spaced = rest.starts_with(' ') || first.is_uppercase();
    let titled = closed.is_some() || first.is_uppercase();
    (word && spaced && titled).then(|| (ARABIC + depth - 1, label.to_owned(), rest.trim_start()))
}

/// `a)`, `đ.`, `B.`, `a.1)`.
fn letter(line: &str) -> Option<(u8, String, &str)> {
    let first = line.chars().next().filter(|c| c.is_alphabetic())?;
    let rest = &line[first.len_utf8()..];
    let digits = rest.bytes().take_while(|b| b.is_ascii_digit() || *b == b'.').count();
    let digits = if rest[..digits].bytes().any(|b| b.is_ascii_digit()) { rest[..digits].trim_end_matches('.').len() } else { 0 };
    let label = &line[..first.len_utf8() + digits];
    let rest = closing(&rest[digits..], &['.', ')', '/'])?;
    let next = rest.trim_start().chars().next()?;
    let spaced = rest.starts_with(' ') || next.is_uppercase();
    let level = if first.is_uppercase() { UPPER } else { LETTER };
    (spaced && next.is_alphabetic() && (next.is_uppercase() || level == LETTER)).then(|| (level, label.to_owned(), rest.trim_start()))
}

fn closing<'s>(rest: &'s str, marks: &[char]) -> Option<&'s str> {
    rest.strip_prefix(marks)
}

/// Where the title ends: title, text on the same line.
fn split_title(rest: &str) -> (&str, &str) {
    let rest = rest.trim_matches('*').trim();
    if let Some((title, text)) = run_in(rest) {
        return (title, text);
    }
    let length = rest.chars().count();
    let sentence = rest.ends_with(['.', ';']) && (length > 60 || has_figure(rest) || rest.contains("; ")) || rest.ends_with("./.");
    if length > LONGEST_TITLE || sentence || has_figure(rest) {
        return ("", rest);
    }
    (rest.trim_end_matches(['.', ':', ';']), "")
}

/// `Title: text` or `Title. Text`, where the title is short and holds no figure.
fn run_in(rest: &str) -> Option<(&str, &str)> {
    let mut cut = None;
    for (at, c) in rest.char_indices().take(LONGEST_RUN_IN) {
        let after = &rest[at + c.len_utf8()..];
        let next = after.trim_start().chars().next();
        let dot = c == '.' && after.starts_with(' ') && next.is_some_and(|n| n.is_uppercase() || n.is_ascii_digit());
        if c == ':' && next.is_some() || dot && at > 3 {
            cut = Some((at, after));
            break;
        }
    }
    let (at, after) = cut?;
    let title = &rest[..at];
    (!has_figure(title)).then(|| (title.trim(), after.trim_start().trim_start_matches('*').trim_start()))
}

/// A number of two digits or more that is no year, a fraction, a percentage.
fn has_figure(text: &str) -> bool {
    let bytes = text.as_bytes();
    let part = |w: &[u8]| w[0].is_ascii_digit() && (w[1] == b'%' || w[1] == b'/' && w[2].is_ascii_digit());
    if bytes.windows(3).any(part) || bytes.ends_with(b"%") {
        return true;
    }
    text.split(|c: char| !c.is_ascii_digit()).any(|run| !run.is_empty() && !is_year(run) && run.len() > 1)
}

fn is_year(run: &str) -> bool {
    run.len() == 4 && (run.starts_with("19") || run.starts_with("20"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_headings_apart() {
        for (input, expect) in [
            ("II. KẾT QUẢ THỰC HIỆN", Some((ROMAN, "II", "KẾT QUẢ THỰC HIỆN", ""))),
            ("2.1. Danh mục, cắt giảm", Some((ARABIC + 1, "2.1", "Danh mục, cắt giảm", ""))),
            ("1.2 Kết quả", Some((ARABIC + 1, "1.2", "Kết quả", ""))),
            (
                "a) Tiếp nhận: Các bộ phận một cửa nhận 38.140 hồ sơ.",
                Some((LETTER, "a", "Tiếp nhận", "Các bộ phận một cửa nhận 38.140 hồ sơ.")),
            ),
            ("đ) Cơ chế một cửa. Hiện có 18 sở", Some((LETTER, "đ", "Cơ chế một cửa", "Hiện có 18 sở"))),
            ("1. Về kế hoạch năm 2016:", Some((ARABIC, "1", "Về kế hoạch năm 2016", ""))),
            ("## 3. Tổ chức bộ máy", Some((ARABIC, "3", "Tổ chức bộ máy", ""))),
            ("2. Có 15.000 hồ sơ đúng hạn.", Some((ARABIC, "2", "", "Có 15.000 hồ sơ đúng hạn."))),
            ("1. Chỉ số giảm; gần 1/5 số xã thiếu máy.", Some((ARABIC, "1", "", "Chỉ số giảm; gần 1/5 số xã thiếu máy."))),
            ("12.345 hồ sơ", None),
            ("2013. Phần việc", None),
            ("12/12/2025", None),
            ("1. 037 hồ sơ", None),
            ("06 sở, ngành", None),
            ("PHỤ LỤC", Some((PART, "PHỤ LỤC", "", ""))),
            ("Phụ lục 1: CHỈ TIÊU CHÍNH", Some((PART, "Phụ lục 1", "CHỈ TIÊU CHÍNH", ""))),
            ("TP. Huế", None),
        ] {
            let got = heading(input);
            let got = got.as_ref().map(|h| (h.level, h.label.as_str(), h.title, h.text));
            assert_eq!(got, expect, "{input}");
        }
    }
}
