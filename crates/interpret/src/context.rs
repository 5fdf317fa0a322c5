//! Which groups of phrases have been seen, and what the headings say.

use solieu_catalog::{Area, Cues, Group, Sense};
use solieu_extract::Extraction;

use crate::reading::Reading;

/// Groups seen since the last [`Seen::clear`], at no cost for clearing.
#[derive(Debug, Default)]
pub(crate) struct Seen {
    stamps: Vec<u32>,
    now: u32,
}

impl Seen {
    pub(crate) fn new(groups: usize) -> Self {
        Self { stamps: vec![0; groups], now: 1 }
    }

    pub(crate) fn clear(&mut self) {
        self.now += 1;
    }

    pub(crate) fn mark(&mut self, groups: &[Group]) {
        for group in groups {
            self.stamps[*group as usize] = self.now;
        }
    }

    pub(crate) fn has(&self, group: Group) -> bool {
        self.stamps[group as usize] == self.now
    }
}

/// A section's headings, read once.
#[derive(Debug, Default)]
pub(crate) struct SectionContext {
    /// Readings of the titles, outermost first.
    pub(crate) titles: Vec<Reading>,
    /// Area that the innermost telling title announces.
    pub(crate) area: Option<Area>,
    /// A chapter on tasks to come, or on proposals.
    pub(crate) ahead: bool,
}

/// Reads the headings of all sections.
pub(crate) fn sections(extraction: &Extraction, cues: &Cues) -> Vec<SectionContext> {
    extraction.sections.iter().map(|section| section_context(&section.titles, cues)).collect()
}

fn section_context(titles: &[String], cues: &Cues) -> SectionContext {
    let titles: Vec<Reading> = titles.iter().map(|title| Reading::of_text(title, cues)).collect();
    let area = titles.iter().rev().find_map(|title| area_of(title, cues));
    let ahead = titles.iter().any(|title| is_ahead(title, cues));
    SectionContext { titles, area, ahead }
}

/// The area of the longest telling phrase of a title.
fn area_of(title: &Reading, cues: &Cues) -> Option<Area> {
    let telling = title.hits.iter().filter(|hit| cues.area(hit.pattern).is_some());
    telling.max_by_key(|hit| hit.end - hit.start).and_then(|hit| cues.area(hit.pattern))
}

fn is_ahead(title: &Reading, cues: &Cues) -> bool {
    let says = |sense: Sense| title.hits.iter().any(|hit| cues.senses(hit.pattern).contains(&sense));
    let told = title.text.windows(7).any(|w| w == b"ket qua");
    !told && (says(Sense::Tasks) || says(Sense::Proposals) && !title.text.windows(8).any(|w| w == b"phan anh"))
}
