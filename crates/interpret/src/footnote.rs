//! The figure that a footnote belongs to.

use solieu_document::BlockKind;
use solieu_extract::{Extraction, Passage};

/// Most characters between a footnote's mark and its text.
const MARK: u32 = 5;

/// Index of the figure at the footnote's mark: the one whose quote holds it, or the last before it.
pub(crate) fn home(extraction: &Extraction, passage: &Passage) -> Option<u32> {
    if passage.kind != BlockKind::Footnote {
        return None;
    }
    let mark = own_mark(extraction, passage)?;
    let glued = extraction.figures.iter().position(|f| f.quote.contains(mark) && f.span.start != passage.span.start);
    glued.or_else(|| before_mark(extraction, passage, mark)).and_then(|at| u32::try_from(at).ok())
}

/// The mark that opens the footnote: `⁴`, `[1]`.
fn own_mark<'e>(extraction: &'e Extraction, passage: &Passage) -> Option<&'e str> {
    let marks = extraction.mentions.iter().filter(|m| m.class == "footnote_mark");
    let opens = |start: u32| start.abs_diff(passage.span.start) <= MARK;
    marks.filter(|m| opens(m.span.start)).map(|m| m.quote.trim()).find(|quote| !quote.is_empty())
}

fn before_mark(extraction: &Extraction, passage: &Passage, mark: &str) -> Option<usize> {
    let same = |m: &&solieu_extract::Mention| m.class == "footnote_mark" && m.quote.trim() == mark;
    let elsewhere = extraction.mentions.iter().filter(same).find(|m| m.span.start.abs_diff(passage.span.start) > MARK)?;
    let before = |f: &solieu_extract::Figure| f.span.end <= elsewhere.span.start && elsewhere.span.start - f.span.end < 200;
    extraction.figures.iter().rposition(before)
}
