//! The lines of a source, each with its place.

use solieu_vietnamese::fold;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds a piece of the source, which may be decomposed (NFD) where a block's text is not.
pub(crate) fn fold_source(text: &str) -> String {
    let decomposed = text.bytes().any(|b| matches!(b, 0xcc | 0xcd));
    if decomposed { fold(&text.nfc().collect::<String>()) } else { fold(text) }
}

/// One line of the source, without its end.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line<'s> {
    /// Text without white space at both ends.
    pub text: &'s str,
    /// Character offset of `text` in the source.
    pub start: u32,
    /// Whole line, with its indent, for columns.
    pub full: &'s str,
    /// Character offset of `full`.
    pub full_start: u32,
    /// Characters of `text`, combining marks aside.
    pub chars: u32,
}

impl Line<'_> {
    pub(crate) fn is_blank(&self) -> bool {
        self.text.is_empty()
    }
}

/// Splits at LF, CRLF and lone CR; form feeds end a line too.
pub(crate) fn split(source: &str) -> Vec<Line<'_>> {
    let mut lines = Vec::with_capacity(source.len() / 80 + 8);
    let mut position = 0u32;
    let mut from = 0;
    let ends = memchr::memchr3_iter(b'\n', b'\r', b'\x0c', source.as_bytes());
    for end in ends.chain(std::iter::once(source.len())) {
        let full = &source[from..end];
        let chars = count_chars(full);
        let nothing = full.is_empty() && (end == source.len() || is_second_of_crlf(source, end));
        if !nothing {
            lines.push(line(full, chars, position));
        }
        position += chars + 1;
        from = (end + 1).min(source.len());
    }
    lines
}

/// Characters of a text: bytes that begin one.
fn count_chars(text: &str) -> u32 {
    text.bytes().map(|byte| u32::from(byte & 0xc0 != 0x80)).sum()
}

/// True for the LF of a CRLF, whose line has been counted at the CR.
fn is_second_of_crlf(source: &str, at: usize) -> bool {
    at > 0 && source.as_bytes()[at - 1..].starts_with(b"\r\n")
}

fn line(full: &str, full_chars: u32, full_start: u32) -> Line<'_> {
    let blank = |c: char| c.is_whitespace() || c == '\u{feff}' || c == '\u{200b}';
    let front = full.trim_start_matches(blank);
    let text = front.trim_end_matches(blank);
    let indent = count_chars(&full[..full.len() - front.len()]);
    let chars = full_chars - indent - count_chars(&front[text.len()..]);
    Line { text, start: full_start + indent, full, full_start, chars: width(text, chars) }
}

/// Characters as they would be composed, of so many.
fn width(text: &str, chars: u32) -> u32 {
    match memchr::memchr2(0xcc, 0xcd, text.as_bytes()) {
        Some(_) => chars - text.chars().filter(|c| is_combining_mark(*c)).count() as u32,
        None => chars,
    }
}

/// How wide hard-wrapped lines are, or `None` where a line is a paragraph.
pub(crate) fn wrap_width(lines: &[Line<'_>]) -> Option<u32> {
    let mut widths: Vec<u32> = lines.iter().filter(|l| l.chars > 20).map(|l| l.chars).collect();
    if widths.len() < 4 {
        return None;
    }
    widths.sort_unstable();
    let wide = widths[widths.len() * 9 / 10];
    (wide <= 150).then_some(wide)
}
