//! A text prepared for the grammar, with buffers that are used again.

use std::ops::Range;

use solieu_vietnamese::Letters;

use crate::passage::{PassageText, Token, sentence_ends, tokenize};

/// Letters, tokens and ends of sentences of one text.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    /// Letters that are kept, and from `start` on those of the text.
    letters: Letters,
    start: usize,
    tokens: Vec<Token>,
    sentence_ends: Vec<u32>,
    joins: Vec<u32>,
}

impl Prepared {
    /// Prepares a text of one line; what was prepared before is gone.
    pub(crate) fn set(&mut self, text: &str) -> PassageText<'_> {
        self.set_joined(text, &[])
    }

    /// Prepares a text whose characters `joins` stand for line breaks.
    pub(crate) fn set_joined(&mut self, text: &str, joins: &[u32]) -> PassageText<'_> {
        self.joins.clear();
        self.joins.extend(joins);
        self.letters.set(self.start, text);
        let (chars, folded) = (&self.letters.chars[self.start..], &self.letters.folded[self.start..]);
        tokenize(chars, folded, &mut self.tokens);
        sentence_ends(chars, folded, &self.tokens, &mut self.sentence_ends);
        self.view()
    }

    /// Keeps the text's letters when the next is prepared; gives their place among all that are kept.
    pub(crate) fn keep(&mut self) -> Range<usize> {
        let start = std::mem::replace(&mut self.start, self.letters.chars.len());
        start..self.start
    }

    /// Makes room for the letters of a whole report.
    pub(crate) fn reserve(&mut self, characters: usize) {
        self.letters.chars.reserve(characters);
        self.letters.folded.reserve(characters);
    }

    /// All letters that were kept, and those of the last text.
    pub(crate) fn into_letters(self) -> Letters {
        self.letters
    }

    pub(crate) fn view(&self) -> PassageText<'_> {
        PassageText {
            chars: &self.letters.chars[self.start..],
            folded: &self.letters.folded[self.start..],
            tokens: &self.tokens,
            sentence_ends: &self.sentence_ends,
            joins: &self.joins,
        }
    }
}
