//! Which groups of phrases have been seen, and what the headings say.

use std::collections::HashMap;
use std::rc::Rc;

use solieu_catalog::{Area, Cues, Group, Sense};
use solieu_extract::Extraction;

use crate::Level;
use crate::level::level_of_text;
use crate::reading::Reading;
use crate::year_marks::year_marks;

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

/// A section's headings.
#[derive(Debug, Default, Clone)]
pub(crate) struct SectionContext {
    /// Readings of the titles, outermost first.
    pub(crate) titles: Vec<Rc<Reading>>,
    /// Area that the innermost telling title announces.
    pub(crate) area: Option<Area>,
    /// A chapter on tasks to come, or on proposals.
    pub(crate) ahead: bool,
    /// Level that a short innermost title names.
    pub(crate) level: Option<Level>,
    /// Year that the innermost title with one names last.
    pub(crate) year: Option<i32>,
}

/// The headings of sections that have figures, each title read once.
#[derive(Debug, Default)]
pub(crate) struct Sections {
    contexts: HashMap<u32, SectionContext>,
}

impl Sections {
    /// Reads the headings of these sections.
    pub(crate) fn read(extraction: &Extraction, sections: impl Iterator<Item = u32>, cues: &Cues) -> Self {
        let mut known: HashMap<&str, Rc<Reading>> = HashMap::new();
        let mut contexts = HashMap::new();
        for id in sections {
            let Some(section) = extraction.sections.get(id as usize) else { continue };
            contexts.entry(id).or_insert_with(|| {
                let read = |title| Rc::clone(known.entry(title).or_insert_with(|| Rc::new(Reading::of_text(title, cues))));
                section_context(section.titles.iter().map(String::as_str).map(read).collect(), cues)
            });
        }
        Self { contexts }
    }

    /// The headings of a section that has figures.
    pub(crate) fn of(&self, section: u32) -> Option<&SectionContext> {
        self.contexts.get(&section)
    }
}

/// Most characters of a title whose level all its figures have.
const SHORT: usize = 30;

fn section_context(titles: Vec<Rc<Reading>>, cues: &Cues) -> SectionContext {
    let area = titles.iter().rev().find_map(|title| area_of(title, cues));
    // `1. Kết quả nổi bật` under `III. ĐÁNH GIÁ VÀ NHIỆM VỤ` looks back.
    // `ĐÁNH GIÁ CHUNG VÀ PHƯƠNG HƯỚNG` begins with what was done; what is planned says so itself.
    let ahead = titles.iter().rev().find_map(|title| looks_back(title).or(is_ahead(title).then_some(true))).unwrap_or(false);
    let short = titles.last().filter(|title| title.text.len() <= SHORT);
    let level = short.and_then(|title| level_of_text(title));
    let year = titles.iter().rev().find_map(|title| year_marks(title).last().map(|mark| mark.year));
    SectionContext { titles, area, ahead, level, year }
}

/// The area of the longest telling phrase of a title.
fn area_of(title: &Reading, cues: &Cues) -> Option<Area> {
    let telling = title.hits.iter().filter(|hit| cues.area(hit.pattern).is_some());
    telling.max_by_key(|hit| hit.end - hit.start).and_then(|hit| cues.area(hit.pattern))
}

/// `Some(false)` for a title that begins with what was achieved or lacking.
fn looks_back(title: &Reading) -> Option<bool> {
    let told = title.hits.iter().any(|hit| hit.start == 0 && hit.says(Sense::Achieved));
    told.then_some(false)
}

fn is_ahead(title: &Reading) -> bool {
    let says = |sense: Sense| title.hits.iter().any(|hit| hit.says(sense));
    let told = title.text.windows(7).any(|w| w == b"ket qua");
    !told && (says(Sense::Tasks) || says(Sense::Proposals) && !title.text.windows(8).any(|w| w == b"phan anh"))
}
