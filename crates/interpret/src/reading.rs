//! A passage made ready for weighing: folded text, phrases found, costs of distance.

use std::borrow::Cow;
use std::sync::LazyLock;

use memchr::memmem::Finder;
use solieu_catalog::{Cues, Hit, Sense, SenseBits, TextWords, sense_bit};
use solieu_extract::{Figure, Passage};
use solieu_vietnamese::Letters;

/// Costs of what stands between a cue and a figure, in thousandths.
mod cost {
    pub(super) const CHARACTER: u32 = 1;
    pub(super) const COMMA: u32 = 60;
    pub(super) const COLON: u32 = 60;
    pub(super) const BRACKET: u32 = 100;
    pub(super) const SEMICOLON: u32 = 350;
    pub(super) const SENTENCE: u32 = 350;
    pub(super) const FIGURE: u32 = 150;
}

/// A figure's place in the text that is weighed.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Spot {
    /// First character.
    pub(crate) start: u32,
    /// One past the last.
    pub(crate) end: u32,
    /// Stands alone in brackets behind another figure: `138/138 (100%)`.
    pub(crate) aside: bool,
}

/// Characters of a passage's text and as many folded bytes, as extraction left them.
pub(crate) type Kept<'k> = (&'k [char], &'k [u8]);

/// The text of a passage as it is weighed; byte `i` is character `i`.
#[derive(Debug, Default)]
pub(crate) struct Reading {
    /// Folded text; of a table cell with caption, stub and headers before it.
    pub(crate) text: Vec<u8>,
    /// The text with brackets that hold no figure blanked: its punctuation parts clauses.
    shape: Vec<u8>,
    /// Its words, while phrases are looked for.
    words: TextWords,
    /// Phrases found, by their ends.
    pub(crate) hits: Vec<Hit>,
    /// Those of them that say something about any figure, and all that they say.
    saying: Vec<Hit>,
    said: SenseBits,
    /// Cost of all characters before each character.
    cost: Vec<u32>,
    /// What ends of sentences and of figures cost, by place.
    steps: Vec<(u32, u32)>,
    /// Ends of sentences.
    pub(crate) sentence_ends: Vec<u32>,
    /// Figures, by place.
    pub(crate) spots: Vec<Spot>,
}

impl Reading {
    /// Reads a passage and the figures in it, into the buffers of a reading that is done with.
    pub(crate) fn new(passage: &Passage, kept: Option<Kept<'_>>, figures: &[&Figure], cues: &Cues, used: Self) -> Self {
        let mut reading = used.emptied();
        let made;
        let (chars, folded) = match kept.filter(|_| passage.cell.is_none()) {
            Some(kept) => kept,
            None => {
                made = letters(passage);
                (&made.chars[..], &made.folded[..])
            }
        };
        let shift = reading.write_text(passage, folded);
        reading.sentence_ends.extend(passage.sentence_ends.iter().map(|end| end + shift));
        if reading.sentence_ends.last() != Some(&(reading.text.len() as u32)) {
            reading.sentence_ends.push(reading.text.len() as u32);
        }
        for figure in figures {
            reading.spots.push(Spot { start: figure.start + shift, end: figure.end + shift, aside: false });
        }
        reading.find_phrases(chars, cues);
        reading.blank_brackets();
        reading.join_lists();
        reading.add_costs();
        reading
    }

    fn emptied(mut self) -> Self {
        self.text.clear();
        self.shape.clear();
        self.hits.clear();
        self.saying.clear();
        self.said = 0;
        self.cost.clear();
        self.steps.clear();
        self.sentence_ends.clear();
        self.spots.clear();
        self
    }

    /// Reads a text without figures: a heading, a lead-in line.
    pub(crate) fn of_text(text: &str, cues: &Cues) -> Self {
        let Letters { chars, folded } = Letters::of(text);
        let mut reading = Self { text: folded, ..Self::default() };
        reading.find_phrases(&chars, cues);
        reading.words = TextWords::default();
        reading
    }

    /// Cost of the way from one character to a later one.
    pub(crate) fn way(&self, from: u32, to: u32) -> u32 {
        let at = |i: u32| self.cost.get(i as usize).or(self.cost.last()).copied().unwrap_or(0);
        at(to).saturating_sub(at(from))
    }

    /// The folded characters `from..to`.
    pub(crate) fn slice(&self, from: u32, to: u32) -> &[u8] {
        self.text.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// As [`Self::slice`], with brackets that hold no figure blanked.
    pub(crate) fn shape(&self, from: u32, to: u32) -> &[u8] {
        self.shape.get(from as usize..to as usize).unwrap_or(&[])
    }

    /// Whether a character was blanked.
    pub(crate) fn is_blanked(&self, at: u32) -> bool {
        let at = at as usize;
        self.shape.get(at) == Some(&b' ') && self.text.get(at) != Some(&b' ')
    }

    /// Figures that begin before a character.
    pub(crate) fn spots_before(&self, at: u32) -> usize {
        self.spots.partition_point(|spot| spot.start < at)
    }

    /// The figure whose quote holds all of `start..end`.
    pub(crate) fn spot_around(&self, start: u32, end: u32) -> Option<Spot> {
        let next = self.spots.partition_point(|spot| spot.start <= start);
        next.checked_sub(1).map(|last| self.spots[last]).filter(|spot| end <= spot.end)
    }

    /// Start and end of the sentence that holds a character.
    pub(crate) fn sentence_at(&self, at: u32) -> (u32, u32) {
        let next = self.sentence_ends.partition_point(|end| *end <= at);
        let start = next.checked_sub(1).and_then(|i| self.sentence_ends.get(i)).copied().unwrap_or(0);
        (start, self.sentence_ends.get(next).copied().unwrap_or(self.text.len() as u32))
    }

    /// Phrases that end after `from` and at `to` at the latest.
    pub(crate) fn hits_ending_in(&self, from: u32, to: u32) -> &[Hit] {
        let first = self.hits.partition_point(|hit| hit.end <= from);
        let behind = &self.hits[first..];
        &behind[..behind.partition_point(|hit| hit.end <= to)]
    }

    /// Phrases with a sense that end after `from` and at `to` at the latest.
    pub(crate) fn saying(&self, sense: Sense, from: u32, to: u32) -> impl DoubleEndedIterator<Item = &Hit> {
        let known = if self.said & sense_bit(sense) == 0 { &[][..] } else { self.saying_in(from, to) };
        known.iter().filter(move |hit| hit.says(sense))
    }

    /// Phrases that say anything about any figure, and end after `from` and at `to` at the latest.
    pub(crate) fn saying_in(&self, from: u32, to: u32) -> &[Hit] {
        let before = |at: u32| self.saying.partition_point(|hit| hit.end <= at);
        self.saying.get(before(from)..before(to)).unwrap_or(&[])
    }

    /// Writes the text and returns how far the passage's own characters are shifted.
    fn write_text(&mut self, passage: &Passage, folded: &[u8]) -> u32 {
        if let Some(cell) = &passage.cell {
            self.sentence_ends.push(cell.caption.chars().count() as u32 + 1);
        }
        self.text.extend_from_slice(folded);
        // Marks of control are rare: one look at all tells that there is none.
        if self.text.iter().fold(false, |any, byte| any | (*byte < b' ')) {
            self.text.iter_mut().filter(|byte| byte.is_ascii_whitespace()).for_each(|byte| *byte = b' ');
        }
        passage.cell.as_ref().map_or(0, |_| self.text.len() as u32 - passage.text.chars().count() as u32)
    }

    fn find_phrases(&mut self, chars: &[char], cues: &Cues) {
        let (folded, from) = without_rn(&self.text);
        let hits = &mut self.hits;
        hits.reserve(folded.len() / 8);
        let toned = is_toned(chars);
        let place = |at: u32| from.as_ref().map_or(at, |from| from[at as usize]);
        let end = |at: u32| from.as_ref().map_or(at, |from| from.get(at as usize).copied().unwrap_or(chars.len() as u32));
        cues.scan(&folded, &mut self.words, |hit| {
            let hit = Hit { start: place(hit.start), end: end(hit.end), ..hit };
            let spelled = !cues.has_spelling(hit.pattern)
                || cues.is_spelled(hit.pattern, chars.get(hit.start as usize..hit.end as usize).unwrap_or(&[]), toned);
            if spelled {
                insert_by_end(hits, hit);
            }
        });
        self.saying.extend(self.hits.iter().filter(|hit| hit.senses != 0));
        self.said = self.saying.iter().fold(0, |said, hit| said | hit.senses);
    }

    /// Blanks what looks like punctuation and parts nothing: brackets without a figure, brackets with
    /// nothing but the figure's share, the colon of `9001:2008`.
    fn blank_brackets(&mut self) {
        self.shape.extend_from_slice(&self.text);
        let mut open = None;
        for at in memchr::memchr3_iter(b'(', b')', b':', &self.text) {
            match (self.text[at], open) {
                (b'(', _) => open = Some(at),
                (b')', Some(start)) => {
                    blank_bracket(&mut self.shape, &mut self.spots, start, at);
                    open = None;
                }
                (b':', _) if is_between_digits(&self.text, at) => self.shape[at] = b' ',
                _ => {}
            }
        }
    }

    /// `lần lượt là 158.230; 176.905 và 507.480 hồ sơ`: between bare numbers in turn a semicolon parts no more than a comma.
    fn join_lists(&mut self) {
        let Some(from) = self.saying(Sense::Respectively, 0, u32::MAX).next().map(|hit| hit.end) else { return };
        for pair in self.spots.windows(2).filter(|pair| pair[0].start >= from) {
            let gap = pair[0].end as usize..pair[1].start as usize;
            if self.text.get(gap.clone()) == Some(b"; ") {
                self.shape[gap.start] = b',';
            }
        }
    }

    fn add_costs(&mut self) {
        let ends = self.sentence_ends.iter().map(|end| (*end, cost::SENTENCE));
        let spots = self.spots.iter().map(|spot| (spot.end, if spot.aside { 0 } else { cost::FIGURE }));
        self.steps.extend(ends.chain(spots));
        self.steps.sort_unstable();
        let (mut from, mut sum) = (0, 0);
        let last = (self.shape.len() as u32, 0);
        self.cost.reserve(self.shape.len() + 1);
        self.cost.push(0);
        for (end, more) in self.steps.iter().filter(|step| step.0 <= last.0).chain([&last]) {
            let stretch = &self.shape[from..*end as usize];
            self.cost.extend(stretch.iter().map(|byte| {
                sum += u32::from(COST[*byte as usize]);
                sum
            }));
            (from, sum) = (*end as usize, sum + more);
            // What ends at a character is passed with it.
            if let Some(cost) = self.cost.last_mut().filter(|_| from > 0) {
                *cost = sum;
            }
        }
    }
}

/// What each character costs by itself.
static COST: [u16; 256] = {
    let mut costs = [cost::CHARACTER as u16; 256];
    let mut byte = 0;
    while byte < 256 {
        costs[byte] += punctuation_cost(byte as u8) as u16;
        byte += 1;
    }
    costs
};

const fn punctuation_cost(byte: u8) -> u32 {
    match byte {
        b',' => cost::COMMA,
        b':' => cost::COLON,
        b';' => cost::SEMICOLON,
        b'(' | b')' => cost::BRACKET,
        _ => 0,
    }
}

fn is_between_digits(text: &[u8], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| text.get(at)).is_some_and(u8::is_ascii_digit);
    digit(at.checked_sub(1)) && digit(Some(at + 1))
}

fn blank_bracket(shape: &mut [u8], spots: &mut [Spot], start: usize, end: usize) {
    let before = |at: usize| spots.partition_point(|spot| (spot.start as usize) < at);
    let (first, last) = (before(start), before(end));
    match last - first {
        0 => shape[start..=end].fill(b' '),
        1 if is_aside(spots, first, start, end) => {
            spots[first].aside = true;
            shape[start..=end].fill(b' ');
        }
        _ => {}
    }
}

/// The bracket right behind a figure holds another and hardly a word more.
fn is_aside(spots: &[Spot], spot: usize, start: usize, end: usize) -> bool {
    let inside = spots[spot];
    let words = (end - start).saturating_sub((inside.end - inside.start) as usize);
    let before = spot.checked_sub(1).map(|i| spots[i]);
    words <= 9 && before.is_some_and(|left| start >= left.end as usize && start - left.end as usize <= 3)
}

/// Whether a text has the marks of Vietnamese: about every third letter has one; a text that lost them has hardly any.
fn is_toned(chars: &[char]) -> bool {
    let marked = chars.iter().filter(|c| !c.is_ascii()).count();
    marked * 8 >= chars.len()
}

/// Keeps phrases in the order of their ends, the longest first; they come in the order of their starts.
fn insert_by_end(hits: &mut Vec<Hit>, hit: Hit) {
    let mut at = hits.len();
    while at > 0 && hits[at - 1].end > hit.end {
        at -= 1;
    }
    hits.insert(at, hit);
}

/// Letters of the text that is weighed: of a cell with caption, stub and headers before it.
fn letters(passage: &Passage) -> Letters {
    match &passage.cell {
        Some(cell) => Letters::of(&format!("{}. {}: {} {}", cell.caption, cell.stub, cell.headers.join(" "), passage.text)),
        None => Letters::of(&passage.text),
    }
}

/// The text with the `rn` that scans make of `m` set right, and, where there was one, where each byte comes from.
fn without_rn(text: &[u8]) -> (Cow<'_, [u8]>, Option<Vec<u32>>) {
    static RN: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("rn"));
    if RN.find(text).is_none() {
        return (Cow::Borrowed(text), None);
    }
    let (mut out, mut from) = (Vec::with_capacity(text.len()), Vec::with_capacity(text.len()));
    let mut at = 0;
    while let Some(byte) = text.get(at) {
        let joined = text[at..].starts_with(b"rn");
        out.push(if joined { b'm' } else { *byte });
        from.push(at as u32);
        at += 1 + usize::from(joined);
    }
    (Cow::Owned(out), Some(from))
}
