//! A text as characters and as folded bytes, side by side.

use crate::fold::fold_chars_into;

/// Characters of a text and their folded bytes, as many of one as of the other.
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
        letters.set(0, text);
        letters
    }

    /// Takes the letters of a text in place of all from `start` on.
    pub fn set(&mut self, start: usize, text: &str) {
        self.chars.truncate(start);
        self.folded.truncate(start);
        fold_chars_into(text, &mut self.chars, &mut self.folded);
    }
}
