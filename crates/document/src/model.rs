//! What a report is once it has been read: text, and blocks that know where they came from.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A half-open range of the decoded source text, in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// A report as read: its blocks in reading order and its sections.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// The source as decoded, unchanged. Every [`Span`] counts its characters.
    pub source: String,
    /// Blocks in reading order; a footnote stands where it stands in the source.
    pub blocks: Vec<Block>,
    /// Sections in reading order; section 0 is what stands before the first heading.
    pub sections: Arc<[Section]>,
    /// Pages counted by page marks in the source, at least 1.
    pub pages: u32,
    /// What was repaired while reading, for the counts in `reports`.
    pub repairs: Vec<String>,
    /// Footnote marks taken out of the text.
    pub marks: Vec<Mark>,
}

/// A footnote mark that stood in or at the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    /// Where it stands.
    pub span: Span,
    /// Its characters.
    pub text: String,
}

/// A heading and what stands under it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// Numbers of the headings down to this one, as printed without the closing mark: `["II", "2", "a"]`.
    pub path: Vec<String>,
    /// Titles of the headings down to this one, parallel to `path`.
    pub titles: Vec<String>,
    /// Where the heading's number and title stand; `None` for section 0.
    pub span: Option<Span>,
}

/// What a block is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BlockKind {
    /// Lines of the letterhead before the report's body (office, number, place and date, title).
    Header,
    /// A heading.
    Heading,
    /// A paragraph; also a bullet under a lead-in line.
    Paragraph,
    /// A list item under a lead-in line (`-`, `+`, `•`).
    Bullet,
    /// A footnote, in its place in the source.
    Footnote,
    /// One cell of a table.
    Cell,
    /// A running header or footer, a page number, a stamp: not part of the report's text.
    Furniture,
    /// Signature block and list of recipients.
    Closing,
}

/// A stretch of clean text: NFC, lines joined, footnote marks taken out of the way.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Block {
    /// What the block is.
    pub kind: BlockKind,
    /// Index into [`Document::sections`].
    pub section: u32,
    /// Page the block starts on, from 1.
    pub page: u32,
    /// Clean text in NFC. Offsets into it are characters.
    pub text: String,
    /// Where the clean characters come from.
    pub map: SourceMap,
    /// Characters of the clean text that join two lines of the source, ascending.
    pub joins: Vec<u32>,
    /// Index of the block whose line leads in this bullet (`… như sau:`), if any.
    pub lead_in: Option<u32>,
    /// Place in a table, for cells.
    pub cell: Option<CellPlace>,
}

/// Where a cell stands in its table.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CellPlace {
    /// Number of the table in the document, from 0.
    pub table: u32,
    /// Row, from 0; header rows count.
    pub row: u32,
    /// Column, from 0.
    pub column: u32,
    /// True in a header row.
    pub header: bool,
    /// Texts of the column's header cells, top down.
    pub headers: Vec<String>,
    /// Text of the row's first cell that names it.
    pub stub: String,
    /// Text of the row's cell under `Đơn vị tính`, `ĐVT`; empty where there is none.
    #[serde(default)]
    pub unit: String,
    /// Lines just before the table: title, unit line (`ĐVT: hồ sơ`).
    pub caption: String,
    /// True in a row of totals (`Tổng cộng`).
    pub total: bool,
}

/// Maps characters of a block's clean text to characters of the source.
///
/// Runs `(clean, source)`: from `clean` on, clean character `clean + k` is source
/// character `source + k`, up to the next run.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct SourceMap {
    /// Starts of runs, ascending in `clean`.
    pub runs: Vec<(u32, u32)>,
    /// Length of the clean text in characters.
    pub len: u32,
    /// Source position one past the last clean character.
    pub end: u32,
}

impl SourceMap {
    /// Source position of a clean character; of the end for `clean >= len`.
    #[must_use]
    pub fn source_of(&self, clean: u32) -> u32 {
        if clean >= self.len {
            return self.end;
        }
        let at = self.runs.partition_point(|run| run.0 <= clean);
        match at.checked_sub(1).and_then(|i| self.runs.get(i)) {
            Some(&(from, to)) => to + (clean - from),
            None => self.end,
        }
    }

    /// Source span of clean characters `start..end`.
    #[must_use]
    pub fn span(&self, start: u32, end: u32) -> Span {
        let first = self.source_of(start);
        let last = if end >= self.len {
            self.end
        } else if end > start {
            self.source_of(end - 1) + 1
        } else {
            first
        };
        Span { start: first, end: last.max(first) }
    }
}

/// Finds the bytes of a span of characters quickly.
#[derive(Debug, Clone)]
pub struct SourceIndex<'s> {
    source: &'s str,
    /// Characters that begin before each block.
    before: Vec<u32>,
    chars: u32,
}

/// Bytes of a block: counted at once, and gone over for one character.
const BLOCK: usize = 32;

impl<'s> SourceIndex<'s> {
    /// Reads the source once.
    #[must_use]
    pub fn new(source: &'s str) -> Self {
        let mut chars = 0u32;
        let count = |block: &[u8]| {
            let before = chars;
            chars += starts(block);
            before
        };
        let before = source.as_bytes().chunks(BLOCK).map(count).collect();
        Self { source, before, chars }
    }

    /// Characters of the source.
    #[must_use]
    pub fn chars(&self) -> u32 {
        self.chars
    }

    /// Byte offset of a character; of the end for one past the last.
    #[must_use]
    pub fn byte_of(&self, character: u32) -> usize {
        let Some(block) = self.before.partition_point(|before| *before <= character).checked_sub(1) else { return 0 };
        let from = block * BLOCK;
        let at = nth_start(&self.source.as_bytes()[from..], character - self.before[block]);
        at.map_or(self.source.len(), |at| from + at)
    }

    /// The characters of a span; a span beyond the end is cut.
    #[must_use]
    pub fn slice(&self, span: Span) -> &'s str {
        &self.source[self.byte_of(span.start)..self.byte_of(span.end.max(span.start))]
    }

    /// The span with the combining marks that follow it, and its characters.
    #[must_use]
    pub fn read(&self, span: Span) -> (Span, &'s str) {
        let from = self.byte_of(span.start);
        let length = span.end.saturating_sub(span.start);
        let to = match length {
            // Quotes are short: one step over them is nearer than the index.
            0..=64 => self.source[from..].char_indices().nth(length as usize).map_or(self.source.len(), |(at, _)| from + at),
            _ => self.byte_of(span.end),
        };
        let marks = self.source[to..].chars().take_while(|c| unicode_normalization::char::is_combining_mark(*c));
        let (count, bytes) = marks.fold((0, 0), |(count, bytes), c| (count + 1, bytes + c.len_utf8()));
        (Span { start: span.start, end: span.end.max(span.start) + count }, &self.source[from..to + bytes])
    }

    /// The span with the combining marks that follow its last character.
    #[must_use]
    pub fn whole(&self, span: Span) -> Span {
        let tail = &self.source[self.byte_of(span.end)..];
        let marks = tail.chars().take_while(|c| unicode_normalization::char::is_combining_mark(*c)).count() as u32;
        Span { start: span.start, end: span.end + marks }
    }
}

/// True for the first byte of a character.
fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

/// Characters that begin in a block.
fn starts(block: &[u8]) -> u32 {
    u32::from(block.iter().map(|b| u8::from(is_start(*b))).sum::<u8>())
}

/// Byte at which the character after `n` others begins.
fn nth_start(bytes: &[u8], n: u32) -> Option<usize> {
    bytes.iter().enumerate().filter(|(_, b)| is_start(**b)).nth(n as usize).map(|(at, _)| at)
}
