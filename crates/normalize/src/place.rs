//! Where things stand in a report: section, page, sentence.

use solieu_document::{Section, Span};
use solieu_extract::{Extraction, Passage};
use solieu_vietnamese::fold;

/// Looks places up in one report.
pub(crate) struct Places<'a> {
    extraction: &'a Extraction,
    paths: Vec<String>,
}

/// A sentence, and its folded form.
#[derive(Debug, Clone)]
pub(crate) struct Sentence {
    pub(crate) text: String,
    pub(crate) folded: String,
}

impl<'a> Places<'a> {
    pub(crate) fn new(extraction: &'a Extraction) -> Self {
        Self { extraction, paths: extraction.sections.iter().map(|section| section.path.join("/")).collect() }
    }

    pub(crate) fn passage(&self, index: u32) -> Option<&'a Passage> {
        self.extraction.passages.get(index as usize)
    }

    /// `II/2/a`; empty before the first heading.
    pub(crate) fn section_path(&self, passage: u32) -> &str {
        let section = self.passage(passage).map_or(0, |passage| passage.section);
        self.paths.get(section as usize).map_or("", String::as_str)
    }

    pub(crate) fn section_title(&self, passage: u32) -> Option<&'a str> {
        self.section(passage)?.titles.last().map(String::as_str).filter(|title| !title.is_empty())
    }

    /// Page from 1.
    pub(crate) fn page(&self, passage: u32) -> i32 {
        self.passage(passage).map_or(1, |passage| crate::columns::place(passage.page))
    }

    /// The passage that holds a place of the source, if one does.
    pub(crate) fn passage_at(&self, span: Span) -> Option<u32> {
        let after = self.extraction.passages.partition_point(|passage| passage.span.start <= span.start);
        let index = after.checked_sub(1)?;
        let holds = self.extraction.passages.get(index).is_some_and(|passage| span.start < passage.span.end);
        holds.then_some(u32::try_from(index).ok()?)
    }

    /// The sentence that holds a place of the source, unchanged where the passage has no such place.
    pub(crate) fn sentence_at(&self, passage: u32, quote: &str) -> &'a str {
        let Some(passage) = self.passage(passage) else { return "" };
        let at = passage.text.find(quote).map_or(0, |byte| passage.text.get(..byte).map_or(0, |before| before.chars().count()));
        let at = u32::try_from(at).unwrap_or(0);
        sentence(passage, at, at + 1)
    }

    fn section(&self, passage: u32) -> Option<&'a Section> {
        self.extraction.sections.get(self.passage(passage)?.section as usize)
    }
}

/// Gives the sentences of figures in reading order; figures of one sentence share the work.
#[derive(Default)]
pub(crate) struct Sentences {
    last: Option<(u32, u32, u32)>,
    found: Vec<Sentence>,
}

impl Sentences {
    /// Index of the sentence of characters `start..end` of a passage.
    pub(crate) fn index_of(&mut self, index: u32, passage: Option<&Passage>, start: u32, end: u32) -> usize {
        let (from, to) = passage.map_or((0, 0), |passage| bounds(passage, start, end));
        if self.last != Some((index, from, to)) || self.found.is_empty() {
            let text = passage.map_or("", |passage| characters(&passage.text, from, to).trim());
            self.found.push(Sentence { text: text.to_owned(), folded: fold(text) });
            self.last = Some((index, from, to));
        }
        self.found.len() - 1
    }

    pub(crate) fn get(&self, index: usize) -> Option<&Sentence> {
        self.found.get(index)
    }
}

fn sentence(passage: &Passage, start: u32, end: u32) -> &str {
    let (from, to) = bounds(passage, start, end);
    characters(&passage.text, from, to).trim()
}

/// First and last sentence end around characters `start..end`.
fn bounds(passage: &Passage, start: u32, end: u32) -> (u32, u32) {
    let ends = &passage.sentence_ends;
    let first = ends.partition_point(|&at| at <= start);
    let from = first.checked_sub(1).and_then(|before| ends.get(before)).copied().unwrap_or(0);
    let last = ends.partition_point(|&at| at < end);
    (from, ends.get(last).copied().unwrap_or(u32::MAX))
}

fn characters(text: &str, from: u32, to: u32) -> &str {
    let mut bytes = text.char_indices().map(|(byte, _)| byte).chain(std::iter::once(text.len()));
    let start = bytes.nth(from as usize).unwrap_or(text.len());
    let length = (to - from) as usize;
    let end = if length == 0 { start } else { bytes.nth(length - 1).unwrap_or(text.len()) };
    text.get(start..end).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::characters;

    #[test]
    fn characters_are_not_bytes() {
        assert_eq!(characters("Đạt 84%. Số còn lại", 0, 8), "Đạt 84%.");
        assert_eq!(characters("Đạt 84%. Số còn lại", 9, u32::MAX), "Số còn lại");
        assert_eq!(characters("Đạt", 3, 9), "");
    }
}
