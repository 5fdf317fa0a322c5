//! Clean text: NFC, one space between words, footnote marks taken out, every character mapped.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::model::{Mark, SourceMap, Span};

/// Builds the clean text of one block, piece by piece.
#[derive(Debug, Default)]
pub(crate) struct CleanText {
    text: String,
    map: SourceMap,
    /// Source position that the next clean character would have if the run went on.
    next: Option<u32>,
    marks: Vec<Mark>,
    joins: Vec<u32>,
}

/// A block's text with what belongs to it.
#[derive(Debug)]
pub(crate) struct Cleaned {
    pub text: String,
    pub map: SourceMap,
    pub marks: Vec<Mark>,
    pub joins: Vec<u32>,
}

impl CleanText {
    /// Appends a piece of the source that starts at character `start`; a piece that is not the
    /// first is set off by a space.
    pub(crate) fn push_piece(&mut self, piece: &str, start: u32) {
        if self.map.len > 0 && !self.text.ends_with(' ') {
            let at = self.map.end;
            self.joins.push(self.map.len);
            self.push(' ', at, 1);
        }
        self.push_text(piece, start);
    }

    fn push_text(&mut self, piece: &str, start: u32) {
        self.text.reserve(piece.len());
        let mut rest = piece;
        let mut position = start;
        loop {
            let plain = plain_length(rest);
            if plain > 0 {
                let chars = self.push_plain(&rest[..plain], position);
                rest = &rest[plain..];
                position += chars;
            }
            let Some(c) = rest.chars().next() else { break };
            let emphasis = self.emphasis_length(rest);
            if emphasis > 0 {
                rest = &rest[emphasis..];
                position += emphasis as u32;
                continue;
            }
            let taken = self.mark_length(rest);
            if taken > 0 {
                let span = Span { start: position, end: position + taken };
                let bytes: usize = rest.chars().take(taken as usize).map(char::len_utf8).sum();
                self.marks.push(Mark { span, text: rest[..bytes].to_owned() });
                self.map.end = span.end;
                rest = &rest[bytes..];
                // What a mark set apart stays apart.
                if self.text.ends_with(char::is_alphanumeric) && rest.starts_with(char::is_alphanumeric) {
                    self.push(' ', position, taken);
                }
                position += taken;
                continue;
            }
            let bytes = cluster_length(rest, c);
            let chars = self.push_cluster(&rest[..bytes], position);
            rest = &rest[bytes..];
            position += chars;
        }
    }

    /// Characters that are taken as they stand; gives their number.
    fn push_plain(&mut self, plain: &str, position: u32) -> u32 {
        let chars = plain.chars().count() as u32;
        if self.next != Some(position) {
            self.map.runs.push((self.map.len, position));
        }
        self.text.push_str(plain);
        self.map.len += chars;
        self.map.end = position + chars;
        self.next = Some(position + chars);
        chars
    }

    /// One base character with its combining marks; gives its length in source characters.
    fn push_cluster(&mut self, cluster: &str, position: u32) -> u32 {
        let mut chars = cluster.chars();
        let first = chars.next().unwrap_or(' ');
        if chars.next().is_none() {
            let c = if first.is_whitespace() { ' ' } else { first };
            if !(c == ' ' && (self.text.ends_with(' ') || self.text.is_empty())) && c != '\u{200b}' && c != '\u{feff}' {
                self.push(c, position, 1);
            }
            return 1;
        }
        let length = cluster.chars().count() as u32;
        for c in cluster.nfc() {
            self.push(c, position, length);
        }
        length
    }

    fn push(&mut self, c: char, source: u32, length: u32) {
        if self.next != Some(source) {
            self.map.runs.push((self.map.len, source));
        }
        self.text.push(c);
        self.map.len += 1;
        self.map.end = source + length;
        self.next = Some(source + 1);
    }

    /// Length of a footnote mark at the start of `rest`, 0 where there is none: superscript digits
    /// glued to the word before (not those of m²), `[1]`, `(*)`.
    fn mark_length(&self, rest: &str) -> u32 {
        let Some(c) = rest.chars().next() else { return 0 };
        if is_superscript(c) {
            let unit = self.text.ends_with('m') && matches!(c, '²' | '³');
            return if unit { 0 } else { rest.chars().take_while(|c| is_superscript(*c)).count() as u32 };
        }
        if self.text.is_empty() || !matches!(c, '[' | '(') {
            return 0;
        }
        match bracketed_mark(rest) {
            0 if self.text.ends_with(char::is_alphabetic) => numbered_mark(rest),
            length => length,
        }
    }

    /// Length of Markdown emphasis at the start of `rest`: `**`, `*`, `_` at the edge of a word.
    fn emphasis_length(&self, rest: &str) -> usize {
        let Some(mark @ (b'*' | b'_')) = rest.bytes().next() else { return 0 };
        let length = rest.bytes().take_while(|b| *b == mark).count();
        let after = rest[length..].chars().next();
        let opens = self.text.is_empty() || self.text.ends_with([' ', '(', '"', '“', '/', '|']);
        let inner = |c: Option<char>| c.is_some_and(|c| !c.is_whitespace() && c != ')');
        let edge = match mark {
            b'*' => !opens || inner(after),
            _ if opens => inner(after),
            _ => after.is_none_or(|c| !c.is_alphanumeric()),
        };
        let note = self.text.ends_with(['(', char::from(mark)]) || opens && after.is_none_or(char::is_whitespace);
        if length <= 3 && edge && !note { length } else { 0 }
    }

    /// The clean text, its map and the marks taken out. Empty text gives `None`.
    pub(crate) fn finish(mut self) -> Option<Cleaned> {
        while self.text.ends_with(' ') {
            self.text.pop();
            self.map.len -= 1;
            self.map.end = self.map.source_of(self.map.len.saturating_sub(1)) + 1;
        }
        let cleaned = Cleaned { text: self.text, map: self.map, marks: self.marks, joins: self.joins };
        (!cleaned.text.is_empty()).then_some(cleaned)
    }

    /// True where a mark of these characters was taken out.
    pub(crate) fn has_mark(&self, text: &str) -> bool {
        self.marks.iter().any(|m| m.text == text)
    }

    pub(crate) fn as_str(&self) -> &str {
        &self.text
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

/// Bytes from the start that no rule of this file looks at: no space next to a space, no bracket,
/// no superscript, no combining mark, no zero-width character.
fn plain_length(text: &str) -> usize {
    let bytes = text.as_bytes();
    let mut at = 0;
    while at < bytes.len() {
        match ROLES[usize::from(bytes[at])] {
            Role::Plain => at += 1,
            // Two spaces, or a space at the start, where the text before decides.
            Role::Space if at > 0 && bytes.get(at + 1).is_some_and(|next| may_follow_space(*next)) => at += 1,
            Role::Space | Role::Special => break,
        }
    }
    // A combining mark takes the letter before it along.
    if matches!(bytes.get(at), Some(0xcc | 0xcd)) {
        at = text[..at].char_indices().next_back().map_or(0, |(start, _)| start);
    }
    at
}

/// What a byte may begin.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    Plain,
    Space,
    /// Other white space, a bracket, a superscript, a combining mark, a zero-width character.
    Special,
}

const ROLES: [Role; 256] = {
    let mut roles = [Role::Plain; 256];
    let mut byte = 0;
    while byte < 256 {
        roles[byte] = match byte as u8 {
            b' ' => Role::Space,
            0..=0x1f | b'[' | b'(' | b'*' | b'_' | 0x7f | 0xc2 | 0xcc | 0xcd | 0xe2 | 0xe3 | 0xef => Role::Special,
            _ => Role::Plain,
        };
        byte += 1;
    }
    roles
};

/// A byte that begins no white space, no zero-width character and no combining mark.
fn may_follow_space(byte: u8) -> bool {
    ROLES[usize::from(byte)] == Role::Plain || matches!(byte, b'[' | b'(' | b'*' | b'_')
}

pub(crate) fn is_superscript(c: char) -> bool {
    matches!(c, '⁰' | '¹' | '²' | '³' | '⁴'..='⁹')
}

/// `[1]`, `[12]`, `(*)`, `(**)`: their length in characters, all ASCII; 0 where there is none.
pub(crate) fn bracketed_mark(rest: &str) -> u32 {
    let bytes = rest.as_bytes();
    let (close, inner): (u8, fn(u8) -> bool) = match bytes.first() {
        Some(b'[') => (b']', |b| b.is_ascii_digit() || matches!(b, b'*' | b'^')),
        Some(b'(') => (b')', |b| b == b'*'),
        _ => return 0,
    };
    let length = bytes[1..].iter().take(5).take_while(|b| inner(**b)).count();
    let closed = bytes.get(1 + length) == Some(&close);
    let most = if bytes.get(1) == Some(&b'^') { 4 } else { 3 };
    if closed && (1..=most).contains(&length) { length as u32 + 2 } else { 0 }
}

/// `(1)`, `(12)`: its length in characters; no letter or digit follows.
pub(crate) fn numbered_mark(rest: &str) -> u32 {
    let bytes = rest.as_bytes();
    let digits = bytes.iter().skip(1).take_while(|b| b.is_ascii_digit()).count();
    let closed = bytes.first() == Some(&b'(') && bytes.get(1 + digits) == Some(&b')');
    let alone = rest.get(digits + 2..).is_none_or(|after| !after.starts_with(char::is_alphanumeric));
    if closed && alone && (1..=2).contains(&digits) { digits as u32 + 2 } else { 0 }
}

fn cluster_length(rest: &str, first: char) -> usize {
    let after = &rest[first.len_utf8()..];
    if after.as_bytes().first().is_none_or(u8::is_ascii) {
        return first.len_utf8();
    }
    let marks: usize = after.chars().take_while(|c| is_combining_mark(*c)).map(char::len_utf8).sum();
    first.len_utf8() + marks
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn takes_marks_out_and_maps_what_stays() {
        for (input, expect, marks) in [
            ("tại 27/29⁷ sở", "tại 27/29 sở", 1),
            ("biên bản[1] và", "biên bản và", 1),
            ("đủ 40 m²  theo", "đủ 40 m² theo", 0),
            ("(*) Ghi chú", "(*) Ghi chú", 0),
            ("số liệu(*) này", "số liệu này", 1),
            ("có **18/18** sở, *92,5%*", "có 18/18 sở, 92,5%", 0),
            ("xã[^1] và 312 người(2).", "xã và 312 người.", 2),
            ("sở[1]và xã", "sở và xã", 1),
            ("bao_cao_2020 hay ____", "bao_cao_2020 hay ____", 0),
            ("khoản (3) Điều 5", "khoản (3) Điều 5", 0),
            ("tie\u{302}\u{301}p nha\u{323}\u{302}n", "tiếp nhận", 0),
        ] {
            let mut clean = CleanText::default();
            clean.push_piece(input, 10);
            let Cleaned { text, map, marks: found, .. } = clean.finish().unwrap();
            assert_eq!((text.as_str(), found.len()), (expect, marks), "{input}");
            let source: Vec<char> = input.chars().collect();
            for (i, c) in text.chars().enumerate().filter(|(_, c)| *c != ' ') {
                let from = source[map.source_of(i as u32) as usize - 10];
                assert_eq!(solieu_vietnamese::fold_char(c), solieu_vietnamese::fold_char(from), "{input} at {i}");
            }
        }
    }
}
