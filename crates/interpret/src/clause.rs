//! The clause that a figure has to itself.

use crate::reading::Reading;

/// Most characters of a label, and between its colon and the figure.
const LONGEST_LABEL: u32 = 60;
const LONGEST_BARE: u32 = 8;

/// Words that part two figures as a comma does.
const SOFT: [&[u8]; 4] = [b" va ", b" voi ", b" gom ", b" trong do "];

/// A stretch of a reading's text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    pub(crate) start: u32,
    pub(crate) end: u32,
}

impl Stretch {
    /// Whether it holds all of `start..end`.
    pub(crate) fn holds(self, start: u32, end: u32) -> bool {
        self.start <= start && end <= self.end
    }
}

/// The clause around the figure at `spot`: up to the punctuation that parts it from its neighbours,
/// or up to `;`, `:`, brackets or the sentence's ends where it has none.
pub(crate) fn own_clause(reading: &Reading, spot: usize, sentence: Stretch) -> Stretch {
    let here = reading.spots[spot];
    let before = reading.spots[..spot].iter().rfind(|s| !s.aside).filter(|s| s.end > sentence.start && s.end <= here.start);
    let after = reading.spots[spot + 1..].iter().find(|s| !s.aside).filter(|s| s.start < sentence.end && s.start >= here.end);
    let start = match before {
        Some(left) => with_label(reading, left.end, parting_before(reading, left.end, here.start), here.start),
        None => with_label(reading, sentence.start, last_hard(reading, sentence.start, here.start).unwrap_or(sentence.start), here.start),
    };
    let end = match after {
        Some(right) => parting_after(reading, here.end, right.start),
        None => first_stop(reading, here.end, sentence.end).unwrap_or(sentence.end),
    };
    Stretch { start, end }
}

/// A clause that begins right behind a colon, with the label before that: `Xuất sắc: 03 đơn vị`.
fn with_label(reading: &Reading, from: u32, start: u32, spot: u32) -> u32 {
    let bare = spot.saturating_sub(start) <= LONGEST_BARE;
    match start.checked_sub(1).filter(|colon| bare && reading.slice(*colon, start) == b":") {
        Some(colon) => {
            let label = last_hard(reading, from, colon).unwrap_or(from);
            if colon - label <= LONGEST_LABEL { label } else { start }
        }
        None => start,
    }
}

/// The segment between semicolons that holds the figure.
pub(crate) fn segment(reading: &Reading, spot: usize, sentence: Stretch) -> Stretch {
    let here = reading.spots[spot];
    let left = memchr::memrchr(b';', reading.shape(sentence.start, here.start));
    let right = memchr::memchr(b';', reading.shape(here.end, sentence.end));
    Stretch {
        start: left.map_or(sentence.start, |i| sentence.start + i as u32 + 1),
        end: right.map_or(sentence.end, |i| here.end + i as u32),
    }
}

fn is_hard(byte: u8) -> bool {
    matches!(byte, b';' | b':' | b'(' | b')')
}

fn last_hard(reading: &Reading, from: u32, to: u32) -> Option<u32> {
    reading.shape(from, to).iter().rposition(|b| is_hard(*b)).map(|i| from + i as u32 + 1)
}

/// The first mark of any kind: behind the last figure of a sentence a comma begins another thought.
fn first_stop(reading: &Reading, from: u32, to: u32) -> Option<u32> {
    reading.shape(from, to).iter().position(|b| is_hard(*b) || *b == b',').map(|i| from + i as u32)
}

fn first_soft(reading: &Reading, from: u32, to: u32) -> Option<u32> {
    let gap = reading.shape(from, to);
    let parts = |at: &usize| SOFT.iter().any(|word| gap[*at..].starts_with(word));
    let comma = memchr::memchr(b',', gap);
    comma.or_else(|| memchr::memchr_iter(b' ', gap).find(parts)).map(|i| from + i as u32)
}

fn parting_before(reading: &Reading, from: u32, to: u32) -> u32 {
    last_hard(reading, from, to).or_else(|| first_soft(reading, from, to).map(|i| i + 1)).unwrap_or(from)
}

fn parting_after(reading: &Reading, from: u32, to: u32) -> u32 {
    first_stop(reading, from, to).or_else(|| first_soft(reading, from, to)).unwrap_or(to)
}
