//! A text prepared for the grammar, with buffers that are used again.

use solieu_vietnamese::fold_chars_into;

use crate::passage::{PassageText, Token, sentence_ends, tokenize};

/// Characters, folded bytes, tokens and ends of sentences of one text.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    chars: Vec<char>,
    folded: Vec<u8>,
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
        self.chars.clear();
        self.folded.clear();
        fold_chars_into(text, &mut self.chars, &mut self.folded);
        tokenize(&self.chars, &self.folded, &mut self.tokens);
        sentence_ends(&self.chars, &self.folded, &self.tokens, &mut self.sentence_ends);
        self.view()
    }

    pub(crate) fn view(&self) -> PassageText<'_> {
        PassageText {
            chars: &self.chars,
            folded: &self.folded,
            tokens: &self.tokens,
            sentence_ends: &self.sentence_ends,
            joins: &self.joins,
        }
    }
}
