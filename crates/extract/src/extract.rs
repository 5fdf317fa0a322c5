//! From a document to its extraction.

use std::sync::Arc;

use compact_str::CompactString;
use solieu_document::{Block, BlockKind, Document, SourceIndex, Span};

use crate::lexicon::Lexicon;
use crate::model::{Extraction, Figure, Mention, Passage};
use crate::passage::{PassageText, TokenKind};
use crate::prepared::Prepared;
use crate::rules::cells;
use crate::scan::{Draft, Item, ItemKind, Scan, Unit};
use crate::{citations, metadata, statements};

/// Changes whenever the same document may give another extraction.
pub const VERSION: &str = "7";

/// Takes everything out of a document.
#[must_use]
pub fn extract(document: &Document, lexicon: &Lexicon) -> Extraction {
    let index = SourceIndex::new(&document.source);
    let mut work =
        Work { index: &index, lexicon, extraction: Extraction::default(), prepared: Prepared::default(), items: Vec::new(), led: None };
    work.extraction.passages.reserve(document.blocks.len());
    work.extraction.figures.reserve(document.blocks.len());
    work.extraction.mentions.reserve(2 * document.blocks.len());
    work.prepared.reserve(index.chars() as usize);
    work.extraction.sections = Arc::clone(&document.sections);
    work.extraction.characters = index.chars();
    work.extraction.pages = document.pages;
    work.extraction.repairs.clone_from(&document.repairs);
    let mut passage_of = Vec::with_capacity(document.blocks.len());
    for block in &document.blocks {
        passage_of.push(work.take_block(block, &passage_of));
    }
    work.take_marks(document);
    let mut extraction = work.extraction;
    extraction.letters.fill(work.prepared.into_letters());
    if !extraction.figures.is_sorted_by_key(|f| f.span) {
        extraction.figures.sort_by_key(|f| f.span);
    }
    if !extraction.mentions.is_sorted_by_key(|m| m.span) {
        extraction.mentions.sort_by_key(|m| m.span);
    }
    extraction.metadata = metadata::metadata(document, lexicon);
    extraction.statements = statements::statements(&extraction, &index, lexicon);
    extraction
}

struct Work<'w> {
    index: &'w SourceIndex<'w>,
    lexicon: &'w Lexicon,
    extraction: Extraction,
    prepared: Prepared,
    /// The last block's, done with.
    items: Vec<Item>,
    /// The last block that leads in a list, and what it does with the documents listed.
    led: Option<(u32, u16)>,
}

impl Work<'_> {
    /// Reads one block; gives its passage, where it has one.
    fn take_block(&mut self, block: &Block, passage_of: &[Option<u32>]) -> Option<u32> {
        let text = self.prepared.set_joined(&block.text, &block.joins);
        let mut items = items_of(block, &text, self.lexicon, std::mem::take(&mut self.items));
        let led = self.led.filter(|(lead, _)| block.lead_in == Some(*lead)).map(|(_, relation)| relation);
        let cited = if block.kind == BlockKind::Furniture { Vec::new() } else { citations::citations(&text, self.lexicon, &items, led) };
        if block.text.ends_with(':') {
            self.led = citations::leading(&text, self.lexicon).map(|relation| (passage_of.len() as u32, relation));
        }
        let sentence_ends = text.sentence_ends.to_vec();
        let passage = (block.kind != BlockKind::Furniture).then(|| self.push_passage(block, sentence_ends, passage_of));
        let figures = self.extraction.figures.len();
        for item in items.drain(..) {
            self.push_item(block, passage, item);
        }
        self.items = items;
        for draft in cited {
            let citation = draft.place(passage.unwrap_or(0), block, self.index);
            self.extraction.citations.push(citation);
        }
        if let Some(passage) = passage.filter(|_| self.extraction.figures.len() > figures) {
            let place = self.prepared.keep();
            self.extraction.letters.place(passage, place);
        }
        passage
    }

    fn push_passage(&mut self, block: &Block, sentence_ends: Vec<u32>, passage_of: &[Option<u32>]) -> u32 {
        let lead_in = block.lead_in.and_then(|b| passage_of.get(b as usize).copied().flatten());
        self.extraction.passages.push(Passage {
            kind: block.kind,
            section: block.section,
            page: block.page,
            text: block.text.clone(),
            sentence_ends,
            span: block.map.span(0, block.map.len),
            lead_in,
            cell: block.cell.clone(),
        });
        (self.extraction.passages.len() - 1) as u32
    }

    fn push_item(&mut self, block: &Block, passage: Option<u32>, item: Item) {
        match item.kind {
            ItemKind::Figure(draft) => {
                let figure = self.figure(block, passage.unwrap_or(0), item.start, item.end, &draft);
                if self.runs_over(block, figure.start, figure.end, figure.span) {
                    self.push_mentions(block, item.start, item.end, "undecided", "other text stands between its digits");
                } else {
                    self.extraction.figures.push(figure);
                }
            }
            ItemKind::Mention { class, reason } => self.push_mentions(block, item.start, item.end, class, reason),
        }
    }

    /// A mention, or one a line where other text may stand between its lines.
    fn push_mentions(&mut self, block: &Block, start: usize, end: usize, class: &'static str, reason: &'static str) {
        let first = block.joins.partition_point(|j| (*j as usize) < start);
        if block.joins.get(first).is_none_or(|j| *j as usize >= end) {
            return self.push_mention(block, start, end, class, reason);
        }
        let inner = block.joins.iter().map(|j| *j as usize).filter(|j| (start..end).contains(j));
        let mut bounds: Vec<usize> = vec![start];
        bounds.extend(inner.flat_map(|j| [j, j + 1]));
        bounds.push(end);
        for piece in bounds.chunks(2) {
            self.push_mention(block, piece[0], piece[1], class, reason);
        }
    }

    fn push_mention(&mut self, block: &Block, start: usize, end: usize, class: &'static str, reason: &'static str) {
        let (span, quote) = self.read(block, start, end);
        if !quote.is_empty() {
            let mention = Mention { span, quote: quote.into(), class: class.into(), reason: reason.into() };
            self.extraction.mentions.push(mention);
        }
    }

    /// True where the source has digits between the figure's own: a page number, a footnote in its midst.
    fn runs_over(&self, block: &Block, start: u32, end: u32, span: Span) -> bool {
        let first = block.joins.partition_point(|j| *j < start);
        if block.joins.get(first).is_none_or(|j| *j >= end) {
            return false;
        }
        let digits = |text: &str| text.bytes().filter(u8::is_ascii_digit).count();
        let own: usize = self.prepared.view().folded[start as usize..end as usize].iter().filter(|b| b.is_ascii_digit()).count();
        digits(self.index.slice(span)) != own
    }

    /// Where characters of a block stand in the source, and how they are written there.
    fn read(&self, block: &Block, start: usize, end: usize) -> (Span, &str) {
        self.index.read(block.map.span(start as u32, end as u32))
    }

    fn figure(&self, block: &Block, passage: u32, start: usize, end: usize, draft: &Draft) -> Figure {
        let (start, end, (span, quote)) = self.quoted(block, start, end, draft);
        let text = self.prepared.view();
        let words = std::str::from_utf8(&text.folded[draft.unit_words.0..draft.unit_words.1]).expect("folding gives ASCII only");
        Figure {
            passage,
            start: start as u32,
            end: end as u32,
            span,
            quote: quote.into(),
            measure: draft.measure,
            value: draft.value.normalize(),
            denominator: draft.denominator.map(|d| d.normalize()),
            unit: self.unit_id(draft.unit),
            unit_words: words.trim().into(),
            qualifier: draft.qualifier,
            rule: draft.rule.into(),
            confidence: draft.confidence,
        }
    }

    /// The quote, cut to the number alone where a line break parts it from its unit.
    fn quoted(&self, block: &Block, start: usize, end: usize, draft: &Draft) -> (usize, usize, (Span, &str)) {
        let whole = self.read(block, start, end);
        let broken = |quote: &str| quote.contains(['\n', '\r']);
        // The 2 of `m2` and the word of `5 nghìn` must not be left out of the quote.
        if !broken(whole.1) || self.holds_number(draft.core.1, end) {
            return (start, end, whole);
        }
        let (core_start, core_end) = draft.core;
        [(start, core_end), (core_start, end), (core_start, core_end)]
            .into_iter()
            .map(|(a, b)| (a, b, self.read(block, a, b)))
            .find(|(_, _, (_, quote))| !broken(quote))
            .unwrap_or((start, end, whole))
    }

    /// True where digits or number words stand between two characters.
    fn holds_number(&self, start: usize, end: usize) -> bool {
        let text = self.prepared.view();
        let tokens = text.tokens[text.token_at(start)..].iter().take_while(|t| t.start < end);
        tokens.into_iter().any(|t| t.kind == TokenKind::Number || t.digits || self.lexicon.is_number_word(&text.folded[t.start..t.end]))
    }

    fn unit_id(&self, unit: Unit) -> CompactString {
        match unit {
            Unit::Word(index) => self.lexicon.unit(index).id.clone(),
            Unit::Fixed(name) => CompactString::const_new(name),
            Unit::Unsaid => CompactString::const_new("unit"),
        }
    }

    /// Footnote marks are mentions, unless they lie in a figure's quote.
    fn take_marks(&mut self, document: &Document) {
        if document.marks.is_empty() {
            return;
        }
        let mut spans: Vec<Span> =
            self.extraction.figures.iter().map(|f| f.span).chain(self.extraction.mentions.iter().map(|m| m.span)).collect();
        spans.sort_unstable();
        for mark in &document.marks {
            let at = spans.partition_point(|s| s.start <= mark.span.start);
            let inside = spans[..at].iter().rev().take(4).any(|s| s.end >= mark.span.end);
            if !inside {
                let reason = "a footnote mark".into();
                self.extraction.mentions.push(Mention {
                    span: mark.span,
                    quote: mark.text.as_str().into(),
                    class: "footnote_mark".into(),
                    reason,
                });
            }
        }
    }
}

fn items_of(block: &Block, text: &PassageText<'_>, lexicon: &Lexicon, items: Vec<Item>) -> Vec<Item> {
    if let (BlockKind::Cell, Some(place)) = (block.kind, &block.cell) {
        return cells::read(text, lexicon, place, items);
    }
    let scan = Scan::new(text, lexicon, items);
    match block.kind {
        BlockKind::Furniture => scan.run_without_figures("page"),
        BlockKind::Header => scan.run_without_figures("letterhead"),
        BlockKind::Heading => scan.run_without_figures("heading"),
        BlockKind::Closing => scan.run_without_figures("closing"),
        _ => scan.run(),
    }
}
