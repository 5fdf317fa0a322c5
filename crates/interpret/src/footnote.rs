//! The figure that a footnote belongs to.

use solieu_document::BlockKind;
use solieu_extract::{Extraction, Figure, Mention, Passage};

/// Most characters between a footnote's mark and its text.
const MARK: u32 = 5;

/// What footnotes are looked up in, found once for a report.
pub(crate) struct Footnotes<'e> {
    extraction: &'e Extraction,
    /// Marks of footnotes, at the figure and at the note.
    marks: Vec<&'e Mention>,
    /// Figures with more in their quote than digits and words: a mark may be glued to them.
    glued: Vec<usize>,
}

impl<'e> Footnotes<'e> {
    pub(crate) fn new(extraction: &'e Extraction) -> Self {
        let marks: Vec<&Mention> = extraction.mentions.iter().filter(|m| m.class == "footnote_mark").collect();
        let figures = extraction.figures.iter().enumerate().filter(|_| !marks.is_empty());
        let glued = figures.filter(|(_, figure)| figure.quote.contains(is_mark)).map(|(at, _)| at).collect();
        Self { extraction, marks, glued }
    }

    /// Index of the figure at the footnote's mark: the one whose quote holds it, or the last before it.
    pub(crate) fn home(&self, passage: &Passage) -> Option<u32> {
        if passage.kind != BlockKind::Footnote {
            return None;
        }
        let mark = self.own_mark(passage)?;
        let figures = &self.extraction.figures;
        // A plain digit stands in any number.
        let holds =
            |at: &usize| mark.contains(is_mark) && figures[*at].quote.contains(mark) && figures[*at].span.start != passage.span.start;
        let glued = self.glued.iter().copied().find(holds);
        glued.or_else(|| self.before_mark(passage, mark)).and_then(|at| u32::try_from(at).ok())
    }

    /// The mark that opens the footnote: `⁴`, `[1]`.
    fn own_mark(&self, passage: &Passage) -> Option<&'e str> {
        let opens = |mark: &&&Mention| mark.span.start.abs_diff(passage.span.start) <= MARK;
        self.marks.iter().filter(opens).map(|mark| mark.quote.trim()).find(|quote| !quote.is_empty())
    }

    fn before_mark(&self, passage: &Passage, mark: &str) -> Option<usize> {
        let same = |other: &&&Mention| other.quote.trim() == mark && other.span.start.abs_diff(passage.span.start) > MARK;
        let elsewhere = self.marks.iter().find(same)?;
        let before = |f: &Figure| f.span.end <= elsewhere.span.start && elsewhere.span.start - f.span.end < 200;
        self.extraction.figures.iter().rposition(before)
    }
}

/// `⁷`, `[`, `*`: what marks of footnotes are made of beside digits.
fn is_mark(c: char) -> bool {
    matches!(c, '[' | '*' | '^' | '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{2079}')
}
