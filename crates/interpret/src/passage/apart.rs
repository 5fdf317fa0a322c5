//! Tells apart figures of one sentence that would otherwise say the same thing twice:
//! `71 kỹ sư, 40 bác sĩ`, `loại tốt 9 phòng, loại khá 15 phòng`.

use solieu_catalog::{Hit, Sense};

use super::PassageWork;

/// Longest words that name a kind.
const LONGEST: usize = 48;
/// Most characters between `còn lại` and what is left.
const NEAR: u32 = 8;

impl PassageWork<'_, '_> {
    /// Gives a subject to figures of one sentence, indicator, level, year and measure with several values:
    /// the noun of the quote, or the words of the clause, whichever differ. The whole of parts keeps none.
    pub(super) fn tell_apart(&mut self) {
        for at in 0..self.found.len() {
            let alike = |other: &usize| self.are_alike(at, *other);
            if (at + 1..self.found.len()).any(|other| alike(&other)) {
                self.name_kinds(&(at..self.found.len()).filter(alike).collect::<Vec<usize>>());
            }
        }
    }

    /// `không kể`, `còn lại` right before a count: it is what the whole leaves out or over.
    pub(super) fn left_over(&self, at: usize) -> Option<String> {
        let (spot, clause) = (self.reading.spots[at], self.clauses[at]);
        let hits = self.reading.saying(Sense::Rest, clause.start, spot.start);
        let near = |hit: &&Hit| hit.start >= clause.start && spot.start - hit.end <= NEAR;
        let hit = hits.rev().find(near).filter(|_| self.passage.cell.is_none())?;
        Some(self.passage.text.chars().skip(hit.start as usize).take((hit.end - hit.start) as usize).collect::<String>().to_lowercase())
    }

    fn are_alike(&self, a: usize, b: usize) -> bool {
        let (x, y) = (&self.found[a], &self.found[b]);
        let same = x.indicator.is_some() && x.indicator == y.indicator && x.level == y.level && x.year == y.year;
        let place = |i: usize| self.reading.sentence_at(self.reading.spots[i].start);
        let free = x.subject.is_none() && y.subject.is_none() && x.territory.is_none() && y.territory.is_none();
        same && free && x.part_of == y.part_of && self.figures[a].measure == self.figures[b].measure && place(a) == place(b)
    }

    fn name_kinds(&mut self, alike: &[usize]) {
        let nouns: Vec<String> = alike.iter().map(|at| letters(&self.figures[*at].quote)).collect();
        let clauses: Vec<String> = alike.iter().map(|at| self.clause_words(*at)).collect();
        let Some(kinds) = [nouns, clauses].into_iter().find(|kinds| differ(kinds)) else { return };
        for (at, kind) in alike.iter().zip(kinds) {
            self.found[*at].subject = Some(kind);
        }
    }

    /// Words of the figure's clause without its quote.
    fn clause_words(&self, at: usize) -> String {
        if self.passage.cell.is_some() {
            return String::new();
        }
        let (clause, spot) = (self.clauses[at], self.reading.spots[at]);
        let text = |from: u32, to: u32| -> String {
            self.passage.text.chars().skip(from as usize).take(to.saturating_sub(from) as usize).collect()
        };
        let words = format!("{} {}", text(clause.start, spot.start), text(spot.end, clause.end));
        letters(&words)
    }
}

/// The words of a text, without a number at its start and marks at its ends.
fn letters(text: &str) -> String {
    let tidy: Vec<&str> = text.split_whitespace().filter(|word| word.chars().any(char::is_alphanumeric)).collect();
    let words = tidy.join(" ");
    let start = words.trim_start_matches(|c: char| !c.is_alphabetic()).trim_end_matches(|c: char| !c.is_alphanumeric());
    start.chars().take(LONGEST).collect()
}

fn differ(kinds: &[String]) -> bool {
    kinds.iter().all(|kind| !kind.is_empty()) && kinds.iter().enumerate().all(|(i, kind)| !kinds[..i].contains(kind))
}
