//! From lines to blocks and sections.

mod letterhead;
mod outline;
mod paragraphs;
mod tables;

use crate::MediaType;
use crate::clean::{CleanText, Cleaned, bracketed_mark, is_superscript, numbered_mark};
use crate::furniture::{Furniture, furniture};
use crate::heading::{Heading, heading, in_capitals, is_title_line};
use crate::lines::{Line, fold_source, split, wrap_width};
use crate::model::{Block, BlockKind, Document, Mark, SourceMap, Span};
use outline::Outline;
use paragraphs::{Open, ends_sentence};

/// Builds the document of a source text.
pub(crate) fn assemble(source: &str, _media: MediaType) -> Document {
    let lines = split(source);
    let wrap = wrap_width(&lines);
    let mut assembler = Assembler {
        lines: &lines,
        wrap,
        document: Document { source: source.to_owned(), pages: 1, ..Document::default() },
        outline: Outline::new(),
        open: None,
        note: None,
        gap: false,
        interrupted: false,
        lead_in: None,
        item: None,
        closing: false,
        tables: 0,
    };
    let mut at = assembler.letterhead();
    while at < lines.len() {
        at += assembler.step(at);
    }
    assembler.finish()
}

struct Assembler<'l, 's> {
    lines: &'l [Line<'s>],
    wrap: Option<u32>,
    document: Document,
    outline: Outline,
    /// The paragraph or bullet being read.
    open: Option<Open>,
    /// The footnote being read, inside `open`.
    note: Option<Open>,
    /// Blank lines since the last line of `open`.
    gap: bool,
    /// A footnote or furniture since the last line of `open`.
    interrupted: bool,
    /// Block that leads in the bullets that follow.
    lead_in: Option<u32>,
    /// Last bullet of the first rank.
    item: Option<u32>,
    closing: bool,
    tables: u32,
}

impl<'s> Assembler<'_, 's> {
    /// Reads what starts at line `at`; gives the number of lines taken, at least 1.
    fn step(&mut self, at: usize) -> usize {
        let line = self.lines[at];
        if line.is_blank() {
            self.close_note();
            self.gap = true;
            return 1;
        }
        if let Some(raw) = self.table_at(at) {
            return self.take_table(&raw, at);
        }
        if let Some(kind) = furniture(self.lines, at) {
            self.take_furniture(&line, kind);
            return 1;
        }
        if self.footnote_start(&line) {
            self.take_footnote(&line);
            return 1;
        }
        if self.continues_note() {
            self.extend_note(&line);
            return 1;
        }
        self.close_note();
        self.take_text(&line, at)
    }

    /// Reads a line of text, and the lines of a title after `PHẦN II`; gives the number of lines taken.
    fn take_text(&mut self, line: &Line<'s>, at: usize) -> usize {
        if self.starts_closing(line) {
            self.close();
            self.closing = true;
        }
        self.closing = self.closing && !goes_on(line);
        match heading(line.text).or_else(|| self.capitals(line)).filter(|h| self.accepts_heading(h)) {
            Some(found) if found.text.is_empty() && self.wraps_on(at) => {
                let whole = Heading { title: "", text: found.title, ..found };
                self.take_heading(line, &whole);
            }
            Some(found) if found.is_bare_part() => return self.take_part(line, &found, at),
            Some(found) => self.take_heading(line, &found),
            None if self.closing => self.take_columns(line, BlockKind::Closing),
            None => match bullet(line.text) {
                Some(text) => self.take_bullet(line, text),
                None => self.take_paragraph(line),
            },
        }
        1
    }

    /// A heading in capitals without a number, where nothing is left open.
    fn capitals(&self, line: &Line<'s>) -> Option<Heading<'s>> {
        let ended = self.open.as_ref().is_none_or(|open| self.gap || self.interrupted || ends_sentence(open.clean.as_str()));
        (ended && !self.closing).then(|| in_capitals(line.text)).flatten()
    }

    /// `PHẦN II` with its title on the lines after it.
    fn take_part(&mut self, line: &Line<'s>, found: &Heading<'s>, at: usize) -> usize {
        let lines = self.lines;
        let after = &lines[at + 1..];
        let blank = usize::from(after.first().is_some_and(Line::is_blank));
        let titles: Vec<&Line<'s>> = after[blank.min(after.len())..].iter().take_while(|l| is_title_line(l.text)).take(4).collect();
        let title = titles.iter().map(|l| l.text.trim_matches('*')).collect::<Vec<_>>().join(" ");
        self.take_heading(line, found);
        if titles.is_empty() {
            return 1;
        }
        self.outline.entitle(title);
        for title in &titles {
            self.push_piece(BlockKind::Heading, title.text, title.start);
        }
        1 + blank + titles.len()
    }

    /// True where a full line goes on in the next one: a numbered sentence, no title.
    fn wraps_on(&self, at: usize) -> bool {
        let Some(width) = self.wrap else { return false };
        let next = self.lines.get(at + 1).and_then(|l| l.text.chars().next());
        self.lines[at].chars * 10 >= width * 8 && next.is_some_and(char::is_lowercase)
    }

    /// A number at the start of a wrapped line is no heading while a sentence is open.
    fn accepts_heading(&self, found: &Heading<'_>) -> bool {
        if self.closing {
            return found.level <= 2 && !found.label.is_empty();
        }
        let Some(open) = &self.open else { return true };
        self.gap || self.interrupted || self.wrap.is_none() || ends_sentence(open.clean.as_str())
    }

    fn take_heading(&mut self, line: &Line<'s>, found: &Heading<'s>) {
        self.close();
        self.closing = false;
        (self.lead_in, self.item) = (None, None);
        let head_bytes = if found.text.is_empty() { line.text.len() } else { offset(line.text, found.text) };
        let head = line.text[..head_bytes].trim_end();
        let span = Span { start: line.start, end: line.start + head.chars().count() as u32 };
        self.outline.enter(found, span);
        self.push_piece(BlockKind::Heading, head, line.start);
        if !found.text.is_empty() {
            let start = line.start + line.text[..head_bytes].chars().count() as u32;
            self.open_block(BlockKind::Paragraph, found.text, start, line.chars);
        }
    }

    fn take_bullet(&mut self, line: &Line<'s>, text: &'s str) {
        self.close();
        let start = line.start + line.text[..offset(line.text, text)].chars().count() as u32;
        let second = line.text.starts_with('+');
        let lead = if second { self.item.or(self.lead_in) } else { self.lead_in };
        self.open_block(BlockKind::Bullet, text, start, line.chars);
        let index = self.open.as_ref().map(|o| o.block);
        if let Some(block) = index {
            self.document.blocks[block as usize].lead_in = lead;
        }
        if !second {
            self.item = index;
        }
    }

    fn take_paragraph(&mut self, line: &Line<'s>) {
        if self.continues_open(line) {
            if let Some(open) = &mut self.open {
                open.clean.push_piece(line.text, line.start);
                open.last_width = line.chars;
            }
        } else {
            self.close();
            self.item = None;
            self.open_block(BlockKind::Paragraph, line.text, line.start, line.chars);
        }
        (self.gap, self.interrupted) = (false, false);
    }

    fn take_furniture(&mut self, line: &Line<'s>, kind: Furniture) {
        self.close_note();
        self.push_piece(BlockKind::Furniture, line.text, line.start);
        if kind == Furniture::PageMark {
            self.document.pages += 1;
        }
        self.interrupted = true;
    }

    fn take_footnote(&mut self, line: &Line<'s>) {
        self.close_note();
        let skip = self.note_mark(line.text);
        let start = line.start + skip;
        let text = &line.text[skip as usize..];
        if skip > 0 {
            let span = Span { start: line.start, end: start };
            self.document.marks.push(Mark { span, text: line.text[..skip as usize].to_owned() });
        }
        let block = self.placeholder(BlockKind::Footnote);
        self.note = Some(Open::new(block, text, start, line.chars));
        self.interrupted = true;
    }

    fn push_piece(&mut self, kind: BlockKind, text: &str, start: u32) {
        let mut clean = CleanText::default();
        clean.push_piece(text, start);
        let Some(cleaned) = clean.finish() else { return };
        let block = self.placeholder(kind);
        self.set(block, cleaned);
    }

    fn placeholder(&mut self, kind: BlockKind) -> u32 {
        self.document.blocks.push(Block {
            kind,
            section: self.outline.section(),
            page: self.document.pages,
            text: String::new(),
            map: SourceMap::default(),
            joins: Vec::new(),
            lead_in: None,
            cell: None,
        });
        (self.document.blocks.len() - 1) as u32
    }

    fn open_block(&mut self, kind: BlockKind, text: &str, start: u32, width: u32) {
        let block = self.placeholder(kind);
        self.open = Some(Open::new(block, text, start, width));
        (self.gap, self.interrupted) = (false, false);
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let index = open.block;
        self.fill(open);
        let block = &self.document.blocks[index as usize];
        let leads = block.text.ends_with(':');
        match block.kind {
            BlockKind::Bullet => {}
            _ => self.lead_in = leads.then_some(index),
        }
    }

    fn close_note(&mut self) {
        if let Some(note) = self.note.take() {
            self.fill(note);
        }
    }

    fn fill(&mut self, open: Open) {
        if let Some(cleaned) = open.clean.finish() {
            self.set(open.block, cleaned);
        }
    }

    fn set(&mut self, block: u32, cleaned: Cleaned) {
        let block = &mut self.document.blocks[block as usize];
        (block.text, block.map, block.joins) = (cleaned.text, cleaned.map, cleaned.joins);
        self.document.marks.extend(cleaned.marks);
    }

    fn finish(mut self) -> Document {
        self.close_note();
        self.close();
        self.document.marks.sort_by_key(|m| m.span);
        self.document.sections = self.outline.finish();
        self.document
    }

    /// The line's columns, each a block: letterheads and signatures stand side by side.
    fn take_columns(&mut self, line: &Line<'s>, kind: BlockKind) {
        let mut from = 0;
        while from < line.text.len() {
            let rest = &line.text[from..];
            let cut = rest.find("   ").or_else(|| rest.find('|')).or_else(|| rest.find('\t')).unwrap_or(rest.len());
            let piece = rest[..cut].trim_matches(|c: char| c == '|' || c.is_whitespace());
            if !piece.is_empty() {
                let start = line.start + line.text[..offset(line.text, piece)].chars().count() as u32;
                self.push_piece(kind, piece, start);
            }
            from += (cut + 1).min(rest.len());
            while from < line.text.len() && !line.text.is_char_boundary(from) {
                from += 1;
            }
        }
    }

    fn footnote_start(&self, line: &Line<'s>) -> bool {
        let mark = line.text.chars().next().is_some_and(is_superscript);
        let bracket = self.note_mark(line.text) as usize;
        mark || bracket > 0 && line.text[bracket..].chars().any(char::is_alphabetic)
    }

    /// Length of a footnote's own mark: `[1]`, `(*)`; `(1)` where the text has that mark.
    fn note_mark(&self, text: &str) -> u32 {
        match bracketed_mark(text) {
            // `[^1]:` of Markdown
            length if text.starts_with("[^") && text[length as usize..].starts_with(':') => length + 1,
            0 => match numbered_mark(text) {
                length @ 1.. if self.has_mark(&text[..length as usize]) => length,
                _ => 0,
            },
            length => length,
        }
    }

    fn has_mark(&self, mark: &str) -> bool {
        let open = self.open.as_ref().is_some_and(|open| open.clean.has_mark(mark));
        open || self.document.marks.iter().rev().take(200).any(|m| m.text == mark)
    }

    /// Signature and recipients: the report's text has ended.
    fn starts_closing(&self, line: &Line<'s>) -> bool {
        if line.chars > 140 || self.closing {
            return false;
        }
        let bare = line.text.trim_start_matches(['*', '_', '-', ' ']);
        if !bare.starts_with(['n', 'N', 't', 'T', 'k', 'K']) {
            return false;
        }
        let folded = fold_source(bare);
        ["noi nhan:", "noi nhan ", "tm. uy ban", "tm.uy ban", "tm. ubnd", "tm uy ban", "kt. chu tich", "kt.chu tich"]
            .iter()
            .any(|start| folded.starts_with(start))
    }
}

/// Longest line of a list of recipients.
const LONGEST_RECIPIENT: u32 = 90;

/// True for a sentence with numbers behind a signature: what departments add, an appendix.
fn goes_on(line: &Line<'_>) -> bool {
    let signs = ["TM.", "KT.", "Nơi nhận", "Gửi"].iter().any(|start| line.text.starts_with(start));
    line.chars > LONGEST_RECIPIENT
        && !signs
        && !line.text.contains("   ")
        && !line.text.contains("ưu:")
        && line.text.chars().filter(char::is_ascii_digit).count() >= 2
}

/// A bullet's text, where the line is one.
fn bullet(text: &str) -> Option<&str> {
    let mut chars = text.chars();
    let first = chars.next()?;
    let rest = chars.as_str();
    let next = rest.chars().next()?;
    let marked = match first {
        '-' | '–' | '—' | '+' => next == ' ' || next.is_alphabetic(),
        '•' | '●' | '▪' | '◦' | '○' | '·' | '➢' | '✓' | '❖' | '\u{f0b7}' | '\u{f02d}' => true,
        '*' => next == ' ',
        _ => false,
    };
    let text = rest.trim_start();
    (marked && !text.is_empty()).then_some(text)
}

/// Byte offset of a slice in the text it was cut from.
fn offset(text: &str, slice: &str) -> usize {
    (slice.as_ptr() as usize).saturating_sub(text.as_ptr() as usize).min(text.len())
}
