//! One passage: every figure in it, in order, each knowing what the ones before it were.

use std::rc::Rc;

use solieu_catalog::Sense;
use solieu_extract::{Figure, Passage};

use crate::Level;
use crate::carry::{Carried, Tie};
use crate::clause::{Stretch, own_clause, segment};
use crate::cursor::Cursor;
use crate::heard::Origin;
use crate::interpret::Interpreter;
use crate::level::{level_of_stub, level_of_text};
use crate::meaning::{Found, tie_evidence};
use crate::period::{Days, period};
use crate::reading::{Reading, Spot};
use crate::role::{RoleScales, role};
use crate::subject::{row_subject, subject};
use crate::year::{FigureYear, YearScales};
use crate::year_marks::{YearMark, year_marks, year_of_cell};

use decide::Decision;

mod apart;
mod decide;
mod levels;

/// A passage at work.
pub(crate) struct PassageWork<'w, 'a> {
    whole: &'w mut Interpreter<'a>,
    passage: &'a Passage,
    reading: Reading,
    /// The report's indices of its figures.
    ids: &'w [u32],
    figures: Vec<&'a Figure>,
    marks: Vec<YearMark>,
    around: Around,
    clauses: Vec<Stretch>,
    found: Vec<Found>,
    /// For a footnote, and a share in a table: the figure it belongs to, and its index.
    home: Option<(u32, Found)>,
    sentence: Stretch,
    /// The days of the sentence at hand, for figures of a year.
    days: Option<(i32, Days)>,
    /// What semicolons part off around the figure at hand.
    segment: Stretch,
    heard_to: u32,
}

/// What headings, lead-in and table say about every figure of a passage.
struct Around {
    area: Option<solieu_catalog::Area>,
    ahead: bool,
    level: Option<Level>,
    title_year: Option<i32>,
}

impl<'w, 'a> PassageWork<'w, 'a> {
    pub(crate) fn new(
        whole: &'w mut Interpreter<'a>,
        passage: &'a Passage,
        reading: Reading,
        lead_in: Option<Rc<Reading>>,
        (ids, figures): (&'w [u32], Vec<&'a Figure>),
        home: Option<(u32, Found)>,
    ) -> Self {
        let around = around(whole, passage, lead_in.as_deref());
        Self {
            passage,
            marks: year_marks(&reading),
            around,
            clauses: Vec::with_capacity(figures.len()),
            found: Vec::with_capacity(figures.len()),
            ids,
            figures,
            home,
            sentence: Stretch { start: 0, end: 0 },
            days: None,
            segment: Stretch { start: 0, end: 0 },
            heard_to: 0,
            reading,
            whole,
        }
    }

    pub(crate) fn run(mut self) -> Vec<Found> {
        let mut cursor = Cursor::default();
        for at in 0..self.figures.len() {
            self.enter(at);
            let found = self.figure(at, &mut cursor);
            self.found.push(found);
        }
        self.look_back();
        self.tell_apart();
        self.whole.tools.reading = self.reading;
        self.found
    }

    /// Moves on to the sentence and the clause of a figure.
    fn enter(&mut self, at: usize) {
        let spot = self.reading.spots[at];
        let (start, end) = self.reading.sentence_at(spot.start);
        if start != self.sentence.start || end != self.sentence.end {
            self.sentence = Stretch { start, end };
            self.days = None;
            self.listen_to(end);
        }
        self.segment = segment(&self.reading, at, self.sentence);
        let clause = own_clause(&self.reading, at, self.sentence);
        self.clauses.push(clause);
        let (seen, cues) = (&mut self.whole.tools.in_clause, self.whole.catalog.cues());
        seen.clear();
        let inside = self.reading.hits_ending_in(clause.start, clause.end.max(spot.end));
        inside
            .iter()
            .filter(|h| h.start >= clause.start && !self.reading.is_blanked(h.start))
            .for_each(|h| seen.mark(cues.groups(h.pattern)));
    }

    /// Hears all sentences up to the one at hand.
    fn listen_to(&mut self, end: u32) {
        let (tools, cues) = (&mut self.whole.tools, self.whole.catalog.cues());
        while self.heard_to < end {
            let (start, stop) = self.reading.sentence_at(self.heard_to);
            let hits = self.reading.hits_ending_in(start, stop);
            tools.listener.listen(&self.reading, hits, cues, Origin::Text, &mut tools.heard);
            tools.in_sentence.clear();
            for hit in hits {
                tools.in_sentence.mark(cues.groups(hit.pattern));
                tools.in_section.mark(cues.groups(hit.pattern));
            }
            self.heard_to = stop.max(self.heard_to + 1);
        }
    }

    fn figure(&mut self, at: usize, cursor: &mut Cursor) -> Found {
        let (spot, figure) = (self.reading.spots[at], self.figures[at]);
        let prompt = self.years(at).year_of(figure, spot, 0);
        let decision = self.decide(at, prompt.compared);
        let late = decision.indicator.map_or(0, |i| self.whole.catalog.indicators()[i as usize].years_late);
        let own = if late == 0 { prompt } else { self.years(at).year_of(figure, spot, late) };
        let year = self.year(own, late, decision.carried);
        let before = cursor.upto(&self.passage.text, figure.start);
        let subject = subject(self.passage, before, &self.whole.identity.province_name)
            .or_else(|| self.row(&decision))
            .or_else(|| self.left_over(at));
        let (level, level_said) = self.level(at, &decision, subject.as_deref());
        let role = role(&RoleScales {
            reading: &self.reading,
            spot,
            clause: self.clauses[at],
            segment: self.segment,
            ahead: self.around.ahead,
            compared: year.compared,
            part: decision.part_of.is_some(),
        });
        Found {
            indicator: decision.indicator,
            rule: decision.rule,
            value: decision.value,
            level,
            level_said,
            subject,
            role,
            part_of: decision.part_of,
            year: year.year,
            compared: year.compared,
            period: self.days(year.year),
            territory: self.territory(at, spot),
            confidence: decision.confidence,
            evidence: decision.evidence,
        }
    }

    /// What a table's row is about, where it neither names the indicator nor a level nor a year.
    fn row(&self, decision: &Decision) -> Option<String> {
        let cell = self.passage.cell.as_ref().filter(|_| decision.indicator.is_some())?;
        let start = cell.caption.chars().count() as u32 + 2;
        let end = start + cell.stub.chars().count() as u32;
        let names_indicator = decision.cue.is_some_and(|cue| (start..end).contains(&cue));
        let told = self.around.level.is_some() || year_of_cell(&[], &cell.stub).is_some();
        if names_indicator || told { None } else { row_subject(cell) }
    }

    /// The days of the sentence; read once for each year that its figures have.
    fn days(&mut self, year: i32) -> Days {
        match &self.days {
            Some((known, days)) if *known == year => days.clone(),
            _ => self.days.insert((year, period(&self.reading, self.sentence, year))).1.clone(),
        }
    }

    fn years(&self, at: usize) -> YearScales<'_> {
        YearScales {
            reading: &self.reading,
            marks: &self.marks,
            title_year: self.around.title_year,
            report_year: self.whole.identity.report_year,
            ahead: self.around.ahead,
            sentence: self.sentence,
            clause: self.clauses[at],
            segment: self.segment,
        }
    }

    /// The year that the table's headers name, else the one beside the figure, else that of what it is taken over from.
    fn year(&self, own: FigureYear, late: i32, carried: Option<Carried>) -> FigureYear {
        if let Some(year) = self.passage.cell.as_ref().and_then(|cell| year_of_cell(&cell.headers, &cell.stub)) {
            let usual = self.whole.identity.report_year - late;
            return FigureYear { year, said: true, compared: year < usual };
        }
        let partner = carried.filter(|c| matches!(c.tie, Tie::Partner | Tie::Arithmetic) && !own.said);
        let inherit = partner.or(carried.filter(|c| late > 0 && c.tie != Tie::Comparison && !own.said));
        match inherit.map(|c| &self.found[c.from]) {
            Some(source) => FigureYear { year: source.year, said: false, compared: source.compared },
            None => own,
        }
    }

    fn territory(&self, at: usize, spot: Spot) -> Option<String> {
        if self.whole.territories.is_empty() {
            return None;
        }
        let since = self.reading.saying(Sense::Respectively, self.sentence.start, spot.start).next_back().map(|h| h.end);
        let measure = self.figures[at].measure;
        let place =
            since.map(|from| (0..at).filter(|i| self.reading.spots[*i].start >= from && self.figures[*i].measure == measure).count());
        let province = self.whole.territories.of(&self.reading, spot, self.sentence.start, place)?;
        Some(province.key())
    }

    /// Figures without a name before a list's named ones take that name: the verb comes last.
    fn look_back(&mut self) {
        for at in (1..self.found.len()).rev() {
            let (left, right) = (self.reading.spots[at - 1], self.reading.spots[at]);
            let gap = self.reading.slice(left.end.min(right.start), right.start);
            let listed = gap.len() <= 34 && !gap.iter().any(|b| matches!(b, b';' | b'.' | b'(' | b')' | b':'));
            let (a, b) = (self.figures[at - 1], self.figures[at]);
            if listed && self.found[at - 1].indicator.is_none() && a.measure == b.measure && a.unit == b.unit {
                self.take_from_next(at);
            }
        }
    }

    fn take_from_next(&mut self, at: usize) {
        let next = self.found[at].clone();
        let here = &mut self.found[at - 1];
        if next.indicator.is_some() {
            here.indicator = next.indicator;
            here.rule = next.rule;
            here.value = next.value * 0.9;
            here.confidence = next.confidence * 0.9;
            here.evidence = tie_evidence(Tie::List, here.value);
        }
    }
}

fn around(whole: &Interpreter<'_>, passage: &Passage, lead_in: Option<&Reading>) -> Around {
    let cues = whole.catalog.cues();
    let section = whole.sections.of(passage.section);
    let stub = passage.cell.as_ref().map(|cell| Reading::of_text(&format!("{} {}", cell.stub, cell.headers.join(" ")), cues));
    let row = passage.cell.as_ref().and_then(|cell| level_of_stub(&cell.stub));
    let texts = stub.iter().chain(lead_in.filter(|l| l.text.len() <= 60));
    let told = row.or_else(|| texts.into_iter().find_map(level_of_text));
    Around {
        area: section.and_then(|s| s.area),
        ahead: section.is_some_and(|s| s.ahead),
        level: told.or(section.and_then(|s| s.level)),
        title_year: section.and_then(|s| s.year),
    }
}
