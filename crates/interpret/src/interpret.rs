//! From an extraction to meanings, passage by passage.

use std::rc::Rc;

use solieu_catalog::Catalog;
use solieu_document::BlockKind;
use solieu_extract::{Extraction, Figure, KeptLetters, Passage};

use crate::beside::beside;
use crate::context::{Sections, Seen};
use crate::footnote::Footnotes;
use crate::heard::{Heard, Listener, Origin};
use crate::identity::{identify, identify_passage};
use crate::meaning::Found;
use crate::passage::PassageWork;
use crate::reading::Reading;
use crate::subject::Territories;
use crate::weigh::Score;
use crate::{IdentityError, InterpretedReport, ReportIdentity, Stated};

/// Says what each figure of a report measures.
///
/// # Errors
/// When neither the text nor what is stated tells the province or the year.
pub fn interpret(extraction: Extraction, catalog: &Catalog, stated: &Stated) -> Result<InterpretedReport, IdentityError> {
    let identity = identify(&extraction.metadata, catalog, stated)?;
    Ok(read(extraction, catalog, identity))
}

/// As [`interpret`], for a single passage that need not say whose it is: province and year stay
/// empty (`""`, 0) where nothing tells them.
#[must_use]
pub fn interpret_passage(extraction: Extraction, catalog: &Catalog, stated: &Stated) -> InterpretedReport {
    let year = latest_year(&extraction);
    let identity = identify_passage(&extraction.metadata, catalog, stated, year);
    read(extraction, catalog, identity)
}

/// The latest year that the text speaks of as `năm 2024`, else the latest of its dates. A year that is
/// only compared with (`so với cùng kỳ năm 2018`) is the one before.
fn latest_year(extraction: &Extraction) -> Option<i32> {
    let named = extraction.passages.iter().flat_map(|passage| {
        let mut text = Vec::new();
        solieu_vietnamese::fold_into(&passage.text, &mut text);
        crate::year_marks::years_spoken_of(&text)
    });
    let plausible = |year: &i32| (1990..=2100).contains(year);
    named.filter(plausible).max().or_else(|| dates(extraction).filter(plausible).max())
}

/// Years of the full dates among the mentions.
fn dates(extraction: &Extraction) -> impl Iterator<Item = i32> {
    let dated = extraction.mentions.iter().filter(|m| m.class == "date");
    dated.filter_map(|m| m.quote.rsplit(['/', '.', '-', ' ']).next().filter(|year| year.len() == 4)?.parse().ok())
}

fn read(mut extraction: Extraction, catalog: &Catalog, identity: ReportIdentity) -> InterpretedReport {
    let found = Interpreter::new(&extraction, catalog, &identity).run();
    // Done with: a report that waits to be stored should not hold them.
    extraction.letters = KeptLetters::default();
    let meanings = found.into_iter().map(|f| f.into_meaning(catalog)).collect();
    InterpretedReport { extraction, identity, meanings }
}

/// What is kept while a report is read.
pub(crate) struct Interpreter<'a> {
    pub(crate) extraction: &'a Extraction,
    pub(crate) catalog: &'a Catalog,
    pub(crate) identity: &'a ReportIdentity,
    pub(crate) sections: Sections,
    pub(crate) territories: Territories<'a>,
    footnotes: Footnotes<'a>,
    /// The line that led in the last bullet: the next one mostly has the same.
    lead_in: Option<(u32, Rc<Reading>)>,
    pub(crate) tools: Tools,
}

/// Buffers that passages share.
pub(crate) struct Tools {
    pub(crate) listener: Listener,
    pub(crate) in_section: Seen,
    pub(crate) in_sentence: Seen,
    pub(crate) in_clause: Seen,
    pub(crate) heard: Vec<Heard>,
    pub(crate) around: HeardAround,
    pub(crate) scores: Vec<Score>,
    /// The last passage's.
    pub(crate) reading: Reading,
}

/// Whose headings and lead-in were heard last: the next passage mostly has the same.
#[derive(Debug, Default)]
pub(crate) struct HeardAround {
    /// Section, and passage that leads in.
    of: Option<(u32, Option<u32>)>,
    /// Cues that they held.
    pub(crate) heard: usize,
}

impl<'a> Interpreter<'a> {
    fn new(extraction: &'a Extraction, catalog: &'a Catalog, identity: &'a ReportIdentity) -> Self {
        let cues = catalog.cues();
        let tools = Tools {
            listener: Listener::new(cues.pattern_count()),
            in_section: Seen::new(cues.group_count()),
            in_sentence: Seen::new(cues.group_count()),
            in_clause: Seen::new(cues.group_count()),
            heard: Vec::new(),
            around: HeardAround::default(),
            scores: Vec::new(),
            reading: Reading::default(),
        };
        let with_figures = extraction.figures.iter().filter_map(|f| extraction.passages.get(f.passage as usize)).map(|p| p.section);
        let sections = Sections::read(extraction, with_figures, cues);
        let (territories, footnotes) = (Territories::new(catalog, identity), Footnotes::new(extraction));
        Self { extraction, catalog, identity, sections, territories, footnotes, lead_in: None, tools }
    }

    fn run(mut self) -> Vec<Found> {
        let mut order: Vec<u32> = (0..self.extraction.figures.len() as u32).collect();
        order.sort_by_key(|at| self.place(*at));
        let mut all: Vec<Option<Found>> = vec![None; order.len()];
        let figures = &self.extraction.figures;
        let passage = |at: u32| figures[at as usize].passage;
        let groups = order.chunk_by(|a, b| passage(*a) == passage(*b));
        let is_note = |group: &&[u32]| self.extraction.passages[passage(group[0]) as usize].kind == BlockKind::Footnote;
        let (notes, texts): (Vec<&[u32]>, Vec<&[u32]>) = groups.partition(is_note);
        for group in texts.into_iter().chain(notes) {
            let meanings = self.passage(group, &all);
            for (at, found) in group.iter().zip(meanings) {
                all[*at as usize] = Some(found);
            }
        }
        all.into_iter().map(|found| found.expect("every figure lies in one passage")).collect()
    }

    fn place(&self, at: u32) -> (u32, u32) {
        let figure = &self.extraction.figures[at as usize];
        (figure.passage, figure.start)
    }

    fn passage(&mut self, group: &[u32], all: &[Option<Found>]) -> Vec<Found> {
        let extraction = self.extraction;
        let figures: Vec<&Figure> = group.iter().map(|at| &extraction.figures[*at as usize]).collect();
        let at = figures[0].passage;
        let passage = &extraction.passages[at as usize];
        let reading =
            Reading::new(passage, extraction.letters.of(at), &figures, self.catalog.cues(), std::mem::take(&mut self.tools.reading));
        let lead_in = passage.lead_in.and_then(|at| self.lead_in(at));
        let home = self.footnotes.home(passage).and_then(|at| Some((at, all[at as usize].clone()?)));
        let home = home.or_else(|| beside(extraction, passage, group[0], all));
        self.listen_around(passage, lead_in.as_deref());
        PassageWork::new(self, passage, reading, lead_in, (group, figures), home).run()
    }

    fn lead_in(&mut self, at: u32) -> Option<Rc<Reading>> {
        if let Some((_, reading)) = self.lead_in.as_ref().filter(|(last, _)| *last == at) {
            return Some(reading.clone());
        }
        let lead = self.extraction.passages.get(at as usize)?;
        let reading = Rc::new(Reading::of_text(&lead.text, self.catalog.cues()));
        self.lead_in = Some((at, reading.clone()));
        Some(reading)
    }

    /// Hears what headings and lead-in say, before the passage itself.
    fn listen_around(&mut self, passage: &Passage, lead_in: Option<&Reading>) {
        let cues = self.catalog.cues();
        let tools = &mut self.tools;
        let of = Some((passage.section, passage.lead_in));
        let titles = self.sections.of(passage.section).map_or(&[][..], |s| &s.titles);
        tools.in_section.clear();
        for reading in titles.iter().map(AsRef::as_ref).chain(lead_in) {
            reading.hits.iter().for_each(|hit| tools.in_section.mark(cues.groups(hit.pattern)));
        }
        if tools.around.of == of {
            tools.heard.truncate(tools.around.heard);
            return;
        }
        tools.heard.clear();
        for (above, title) in titles.iter().rev().enumerate() {
            let origin = Origin::Title(above.min(3) as u8);
            tools.listener.listen(title, &title.hits, cues, origin, &mut tools.heard);
        }
        if let Some(lead) = lead_in {
            tools.listener.listen(lead, &lead.hits, cues, Origin::LeadIn, &mut tools.heard);
        }
        tools.around = HeardAround { of, heard: tools.heard.len() };
    }
}
