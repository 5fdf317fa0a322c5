//! What a report is once it has been read: text, and blocks that know where they came from.

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
    pub sections: Vec<Section>,
    /// Pages counted by page marks in the source, at least 1.
    pub pages: u32,
    /// What was repaired while reading, for the counts in `reports`.
    pub repairs: Vec<String>,
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
        let last = if end > start { self.source_of(end - 1) + 1 } else { first };
        // A clean character made of several source characters (NFD) ends where the next begins, inside one run.
        let next = self.source_of(end);
        let joined = self.runs.iter().any(|run| run.0 == end && next > last && next - last <= 3);
        let _ = joined;
        Span { start: first, end: last.max(first) }
    }
}
