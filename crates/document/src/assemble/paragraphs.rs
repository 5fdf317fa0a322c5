//! Paragraphs that go on over lines, footnotes and pages.

use super::Assembler;
use crate::clean::CleanText;
use crate::lines::Line;

/// A block being read.
#[derive(Debug)]
pub(super) struct Open {
    /// Its index.
    pub block: u32,
    /// What was read of it.
    pub clean: CleanText,
    /// Characters of its last line.
    pub last_width: u32,
}

impl Open {
    pub(super) fn new(block: u32, text: &str, start: u32, width: u32) -> Self {
        let mut clean = CleanText::default();
        clean.push_piece(text, start);
        Self { block, clean, last_width: width }
    }
}

impl<'s> Assembler<'_, 's> {
    /// True where the line goes on with the open paragraph.
    pub(super) fn continues_open(&self, line: &Line<'s>) -> bool {
        let Some(open) = &self.open else { return false };
        let text = open.clean.as_str();
        let ended = ends_sentence(text);
        if self.interrupted {
            return !ended && !text.ends_with(':');
        }
        let goes_on = line.text.chars().next().is_some_and(|c| c.is_lowercase() || c.is_ascii_digit() || "(,;.)%".contains(c));
        if self.gap {
            return !ended && (text.ends_with(',') || goes_on) && !text.ends_with(':');
        }
        match self.wrap {
            Some(width) => open.last_width * 10 >= width * 7 || !ended && goes_on,
            None => !ended && goes_on && !text.ends_with(':'),
        }
    }

    pub(super) fn continues_note(&self) -> bool {
        self.note.as_ref().is_some_and(|n| !n.clean.is_empty() && self.wrap.is_some() && !ends_sentence(n.clean.as_str()))
    }

    pub(super) fn extend_note(&mut self, line: &Line<'s>) {
        if let Some(note) = &mut self.note {
            note.clean.push_piece(line.text, line.start);
        }
    }
}

/// True where nothing is left open: a full stop, a colon, a semicolon, with quotes or brackets after it.
pub(super) fn ends_sentence(text: &str) -> bool {
    let bare = text.trim_end_matches(['"', '”', ')', '*', ' ', '»', '\'']);
    bare.ends_with(['.', ';', ':', '!', '?', '…']) || bare.is_empty()
}
