//! From lines to blocks and sections.

mod letterhead;
mod outline;
mod paragraphs;

use crate::MediaType;
use crate::clean::{CleanText, Cleaned, bracketed_mark, is_superscript};
use crate::furniture::{Furniture, furniture};
use crate::heading::{Heading, heading};
use crate::lines::{Line, fold_source, split, wrap_width};
use crate::model::{Block, BlockKind, CellPlace, Document, Mark, SourceMap, Span};
use crate::table::{RawTable, is_row_number_header, is_total, table};
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
        self.take_text(&line, at);
        1
    }

    fn take_text(&mut self, line: &Line<'s>, at: usize) {
        if self.starts_closing(line) {
            self.close();
            self.closing = true;
        }
        match heading(line.text).filter(|h| self.accepts_heading(h)) {
            Some(found) if found.text.is_empty() && self.wraps_on(at) => {
                let whole = Heading { title: "", text: found.title, ..found };
                self.take_heading(line, &whole);
            }
            Some(found) => self.take_heading(line, &found),
            None if self.closing => self.take_columns(line, BlockKind::Closing),
            None => match bullet(line.text) {
                Some(text) => self.take_bullet(line, text),
                None => self.take_paragraph(line),
            },
        }
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
        self.outline.enter(found, span, &mut self.document.sections);
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
        let skip = bracketed_mark(line.text);
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

    fn take_table(&mut self, raw: &RawTable<'s>, at: usize) -> usize {
        self.close_note();
        self.close();
        let caption = self.caption(at);
        let number = self.tables;
        self.tables += 1;
        for (row, cells) in raw.rows.iter().enumerate() {
            let stub = stub(raw, row);
            for (i, cell) in cells.iter().enumerate() {
                let column = raw.columns[row][i];
                let place = CellPlace {
                    table: number,
                    row: row as u32,
                    column,
                    header: row < raw.headers,
                    headers: if row < raw.headers { Vec::new() } else { headers_of(raw, column) },
                    stub: stub.to_owned(),
                    caption: caption.clone(),
                    total: is_total(stub),
                };
                self.push_cell(cell.text, cell.start, place);
            }
        }
        self.gap = true;
        raw.lines
    }

    fn table_at(&self, at: usize) -> Option<RawTable<'s>> {
        if self.closing && !self.lines[at].text.starts_with('|') {
            return None;
        }
        table(self.lines, at)
    }

    /// The short lines just above a table: its title and its unit line.
    fn caption(&self, at: usize) -> String {
        let above = self.lines[..at].iter().rev().take(5).filter(|l| !l.is_blank() && l.chars <= 200).take(3);
        let mut texts: Vec<&str> = above.map(|l| l.text).collect();
        texts.reverse();
        texts.join("\n")
    }

    fn push_cell(&mut self, text: &str, start: u32, place: CellPlace) {
        let before = self.document.blocks.len();
        self.push_piece(BlockKind::Cell, text, start);
        if let Some(block) = self.document.blocks.get_mut(before) {
            block.cell = Some(place);
        }
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
        self.document.sections = self.outline.finish(self.document.sections);
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
        let bracket = bracketed_mark(line.text) as usize;
        mark || bracket > 0 && line.text[bracket..].chars().any(char::is_alphabetic)
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

fn stub<'s>(raw: &RawTable<'s>, row: usize) -> &'s str {
    let lettered = |t: &str| t.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    raw.rows[row].iter().find(|c| lettered(c.text)).map_or("", |c| c.text)
}

fn headers_of(raw: &RawTable<'_>, column: u32) -> Vec<String> {
    (0..raw.headers)
        .flat_map(|row| raw.rows[row].iter().zip(&raw.columns[row]))
        .filter(|(cell, at)| **at == column && !cell.text.is_empty())
        .map(|(cell, _)| if is_row_number_header(cell.text) { "STT".to_owned() } else { cell.text.to_owned() })
        .collect()
}
