//! A text prepared for the grammar, with buffers that are used again.

use solieu_vietnamese::Letters;

use crate::passage::{PassageText, Token, sentence_ends, tokenize};

/// Letters, tokens and ends of sentences of one text.
#[derive(Debug, Default)]
pub(crate) struct Prepared {
    letters: Letters,
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
        self.letters.set(text);
        let Letters { chars, folded } = &self.letters;
        tokenize(chars, folded, &mut self.tokens);
        sentence_ends(chars, folded, &self.tokens, &mut self.sentence_ends);
        self.view()
    }

    /// Gives the letters away, to whom the text is read next.
    pub(crate) fn take_letters(&mut self) -> Letters {
        std::mem::take(&mut self.letters)
    }

    pub(crate) fn view(&self) -> PassageText<'_> {
        PassageText {
            chars: &self.letters.chars,
            folded: &self.letters.folded,
            tokens: &self.tokens,
            sentence_ends: &self.sentence_ends,
            joins: &self.joins,
        }
    }
}
