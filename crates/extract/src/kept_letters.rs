//! Letters that extraction made and interpretation reads again.

use std::ops::Range;

use solieu_vietnamese::Letters;

/// Characters and folded bytes of passages that hold figures, one behind the other.
///
/// They follow from the passages' text and are not stored with it: beside it they say nothing more, so any two are equal.
#[derive(Debug, Clone, Default)]
pub struct KeptLetters {
    letters: Letters,
    /// By passage; empty for one whose letters were not kept.
    places: Vec<Range<usize>>,
}

impl KeptLetters {
    /// Characters of a passage and as many folded bytes, where they were kept.
    #[must_use]
    pub fn of(&self, passage: u32) -> Option<(&[char], &[u8])> {
        let place = self.places.get(passage as usize).filter(|place| !place.is_empty())?;
        Some((self.letters.chars.get(place.clone())?, self.letters.folded.get(place.clone())?))
    }

    /// Keeps the letters that end `letters` for a passage, one after those kept before it.
    pub(crate) fn place(&mut self, passage: u32, place: Range<usize>) {
        self.places.resize(passage as usize, 0..0);
        self.places.push(place);
    }

    /// Takes over the letters whose places were told.
    pub(crate) fn fill(&mut self, letters: Letters) {
        self.letters = letters;
    }
}

impl PartialEq for KeptLetters {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for KeptLetters {}
