//! A text as characters and as folded bytes, side by side.

use crate::fold::fold_chars_into;

/// Characters of a text and their folded bytes, as many of one as of the other.
///
/// They follow from the text, so where they stand beside it they say nothing more: any two are equal.
#[derive(Debug, Clone, Default)]
pub struct Letters {
    /// The characters as they are written.
    pub chars: Vec<char>,
    /// One ASCII byte a character: see [`fold_char`](crate::fold_char).
    pub folded: Vec<u8>,
}

impl Letters {
    /// Letters of an NFC text.
    #[must_use]
    pub fn of(text: &str) -> Self {
        let mut letters = Self::default();
        letters.set(text);
        letters
    }

    /// Takes the letters of another text; the buffers are used again.
    pub fn set(&mut self, text: &str) {
        self.chars.clear();
        self.folded.clear();
        fold_chars_into(text, &mut self.chars, &mut self.folded);
    }
}

impl PartialEq for Letters {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Letters {}
