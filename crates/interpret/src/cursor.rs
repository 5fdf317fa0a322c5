//! Finds the bytes of characters in a text, going forward only.

/// A place in a text, known in characters and in bytes.
#[derive(Debug, Default)]
pub(crate) struct Cursor {
    character: u32,
    byte: usize,
}

impl Cursor {
    /// The text before a character; later calls must not ask for earlier ones.
    pub(crate) fn upto<'t>(&mut self, text: &'t str, character: u32) -> &'t str {
        let rest = text.as_bytes().get(self.byte..).unwrap_or_default();
        let steps = character.saturating_sub(self.character) as usize;
        let mut starts = rest.iter().enumerate().filter(|(_, byte)| *byte & 0xc0 != 0x80);
        self.byte += starts.nth(steps).map_or(rest.len(), |(at, _)| at);
        self.character += steps as u32;
        text.get(..self.byte).unwrap_or(text)
    }
}
