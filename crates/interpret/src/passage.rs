//! One passage: every figure in it, in order, each knowing what the ones before it were.

use solieu_catalog::Sense;
use solieu_extract::{Figure, Measure, Passage};

use crate::carry::{Carried, Looking, Settled, Tie};
use crate::clause::{Stretch, own_clause, segment};
use crate::confidence::{Grounds, confidence, confidence_of_none};
use crate::cursor::Cursor;
use crate::fit::UnitBits;
use crate::heard::Origin;
use crate::interpret::Interpreter;
use crate::level::{level_of_name, level_of_text, opening_level, own_level};
use crate::meaning::{Found, cue_evidence, tie_evidence};
use crate::period::period;
use crate::reading::{Reading, Spot};
use crate::role::{RoleScales, role};
use crate::subject::subject;
use crate::weigh::{Scales, Score, weigh};
use crate::year::{FigureYear, YearScales};
use crate::year_marks::{YearMark, year_marks, year_of_cell};
use crate::{Evidence, Level};

/// Least score of a cue, and of a takeover, that names a figure.
const ENOUGH: f32 = 0.42;

/// Nearness below which a cue gives way to a neighbour in a list.
const FAR: f32 = 0.7;

/// A passage at work.
pub(crate) struct PassageWork<'w, 'a> {
    whole: &'w mut Interpreter<'a>,
    passage: &'a Passage,
    reading: Reading,
    figures: Vec<(u32, &'a Figure)>,
    plain: Vec<&'a Figure>,
    marks: Vec<YearMark>,
    around: Around,
    clauses: Vec<Stretch>,
    settled: Vec<Settled>,
    found: Vec<Found>,
    /// For a footnote: the figure it belongs to, and its index.
    home: Option<(u32, Found)>,
    sentence: Stretch,
    heard_to: u32,
}

/// What headings, lead-in and table say about every figure of a passage.
struct Around {
    area: Option<solieu_catalog::Area>,
    ahead: bool,
    level: Option<Level>,
    title_year: Option<i32>,
}

/// What was decided on a figure's indicator.
struct Decision {
    indicator: Option<u32>,
    rule: Option<u32>,
    value: f32,
    carried: Option<Carried>,
    confidence: f32,
    evidence: Vec<Evidence>,
}

impl<'w, 'a> PassageWork<'w, 'a> {
    pub(crate) fn new(
        whole: &'w mut Interpreter<'a>,
        passage: &'a Passage,
        reading: Reading,
        lead_in: Option<Reading>,
        figures: &[(u32, &'a Figure)],
        home: Option<(u32, Found)>,
    ) -> Self {
        let around = around(whole, passage, lead_in.as_ref());
        Self {
            passage,
            marks: year_marks(&reading),
            plain: figures.iter().map(|(_, f)| *f).collect(),
            figures: figures.to_vec(),
            around,
            clauses: Vec::with_capacity(figures.len()),
            settled: Vec::with_capacity(figures.len()),
            found: Vec::with_capacity(figures.len()),
            home,
            sentence: Stretch { start: 0, end: 0 },
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
            self.settled.push(Settled { indicator: found.indicator, value: found.value, compared: found.compared });
            self.found.push(found);
        }
        self.look_back();
        self.found
    }

    /// Moves on to the sentence and the clause of a figure.
    fn enter(&mut self, at: usize) {
        let spot = self.reading.spots[at];
        let (start, end) = self.reading.sentence_at(spot.start);
        if start != self.sentence.start || end != self.sentence.end {
            self.sentence = Stretch { start, end };
            self.listen_to(end);
        }
        let clause = own_clause(&self.reading, at, self.sentence);
        self.clauses.push(clause);
        let (seen, cues) = (&mut self.whole.tools.in_clause, self.whole.catalog.cues());
        seen.clear();
        let inside = self.reading.hits_ending_in(clause.start, clause.end.max(spot.end));
        inside.iter().filter(|h| h.start >= clause.start && !self.reading.is_blanked(h.start)).for_each(|h| seen.mark(cues.groups(h.pattern)));
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
        let (spot, figure) = (self.reading.spots[at], self.plain[at]);
        let years = self.years(at);
        let compared = years.year_of(figure, spot, 0).compared;
        let decision = self.decide(at, compared);
        let late = decision.indicator.map_or(0, |i| self.whole.catalog.indicators()[i as usize].years_late);
        let year = self.year(at, figure, spot, late, decision.carried);
        let before = cursor.upto(&self.passage.text, figure.start);
        let subject = subject(self.passage, before);
        let (level, level_said) = self.level(at, &decision, subject.as_deref());
        let segment = segment(&self.reading, at, self.sentence);
        let part = decision.carried.filter(|c| c.tie == Tie::Part);
        let role = role(&RoleScales {
            reading: &self.reading,
            cues: self.whole.catalog.cues(),
            spot,
            clause: self.clauses[at],
            segment,
            ahead: self.around.ahead,
            compared: year.compared,
            part: part.is_some(),
        });
        Found {
            indicator: decision.indicator,
            rule: decision.rule,
            value: decision.value,
            level,
            level_said,
            subject,
            role,
            part_of: part.map(|c| self.figures[c.from].0),
            year: year.year,
            compared: year.compared,
            period: period(&self.reading, self.sentence, year.year),
            territory: self.territory(at, spot),
            confidence: decision.confidence,
            evidence: decision.evidence,
        }
    }

    fn decide(&mut self, at: usize, compared: bool) -> Decision {
        self.weigh(at);
        let looking = Looking {
            catalog: self.whole.catalog,
            reading: &self.reading,
            figures: &self.plain,
            settled: &self.settled,
            sentence: self.sentence,
            compared,
            in_clause: &self.whole.tools.in_clause,
        };
        let carried = looking.carried(at).filter(|c| c.value >= ENOUGH);
        let share = looking.is_share_of_count(at);
        let scores = &self.whole.tools.scores;
        let own = scores.first().filter(|s| s.value >= ENOUGH && (!share || self.is_of_last_clause(at, s)));
        match (own.copied(), carried) {
            (Some(own), Some(carried)) if carried.value > self.against_tie(own, carried) => self.by_tie(at, carried, Some(own)),
            (Some(own), _) => self.by_cue(at, own, carried),
            (None, Some(carried)) => self.by_tie(at, carried, None),
            (None, None) => self.by_footnote(at).unwrap_or_else(|| self.unnamed(at)),
        }
    }

    /// What a cue is worth against a takeover: a far one less than the neighbour in the same list.
    fn against_tie(&self, own: Score, carried: Carried) -> f32 {
        let listed = matches!(carried.tie, Tie::List | Tie::Part | Tie::Comparison);
        let since = self.whole.tools.heard[own.cue as usize].start >= self.reading.spots[carried.from].end;
        let newer = since && self.whole.tools.heard[own.cue as usize].origin == Origin::Text;
        let far = own.nearness < FAR && own.indicator != carried.indicator && !newer;
        if listed && far { own.value * FAR } else { own.value }
    }

    fn weigh(&mut self, at: usize) {
        let (spot, figure) = (self.reading.spots[at], self.plain[at]);
        let units = unit_bits(self.whole.catalog, figure);
        let tools = &mut self.whole.tools;
        let scales = Scales {
            catalog: self.whole.catalog,
            reading: &self.reading,
            heard: &tools.heard,
            in_section: &tools.in_section,
            in_sentence: &tools.in_sentence,
            in_clause: &tools.in_clause,
            area: self.around.area,
            clause: self.clauses[at],
            sentence: self.sentence,
        };
        weigh(&scales, figure, units, spot, &mut tools.scores);
    }

    /// The cue stands in the clause of the figure before, or after it.
    fn is_of_last_clause(&self, at: usize, score: &Score) -> bool {
        let heard = &self.whole.tools.heard[score.cue as usize];
        let from = at.checked_sub(1).map_or(0, |last| self.clauses[last].start);
        heard.origin == Origin::Text && heard.start >= from
    }

    fn by_cue(&self, at: usize, own: Score, carried: Option<Carried>) -> Decision {
        let heard = &self.whole.tools.heard[own.cue as usize];
        let second = self.whole.tools.scores.get(1).map_or(0.0, |s| s.value);
        let rival = carried.filter(|c| c.indicator != own.indicator).map_or(0.0, |c| c.value * 0.8);
        let grounds = Grounds { value: own.value, runner_up: second.max(rival), figure: self.plain[at].confidence, ..Grounds::default() };
        Decision {
            indicator: Some(own.indicator),
            rule: Some(heard.rule),
            value: own.value,
            carried: None,
            confidence: confidence(grounds),
            evidence: cue_evidence(&own, self.words(heard.start, heard.end, heard.origin)),
        }
    }

    fn by_tie(&self, at: usize, carried: Carried, own: Option<Score>) -> Decision {
        let rival = own.filter(|o| o.indicator != carried.indicator).map_or(0.0, |o| o.value);
        let grounds = Grounds {
            value: carried.value,
            runner_up: rival,
            figure: self.plain[at].confidence,
            proven: carried.tie == Tie::Arithmetic,
            source: Some(self.found[carried.from].confidence),
        };
        Decision {
            indicator: Some(carried.indicator),
            rule: self.found[carried.from].rule,
            value: carried.value.max(self.settled[carried.from].value * 0.95).min(1.2),
            carried: Some(carried),
            confidence: confidence(grounds),
            evidence: tie_evidence(carried.tie, carried.value),
        }
    }

    /// A count in a footnote is of what the footnote explains, when both are counted in one unit.
    fn by_footnote(&self, at: usize) -> Option<Decision> {
        let (home, source) = self.home.as_ref()?;
        let whole = &self.whole.extraction.figures[*home as usize];
        let same = whole.unit == self.plain[at].unit && self.plain[at].measure == Measure::Count;
        let value = source.value * FAR;
        same.then(|| Decision {
            indicator: source.indicator,
            rule: source.rule,
            value,
            carried: None,
            confidence: source.confidence * FAR,
            evidence: tie_evidence(Tie::Footnote, value),
        })
    }

    fn unnamed(&self, at: usize) -> Decision {
        let best = self.whole.tools.scores.first().map_or(0.0, |s| s.value);
        let confidence = confidence_of_none(best, self.plain[at].confidence);
        Decision { indicator: None, rule: None, value: 0.0, carried: None, confidence, evidence: Vec::new() }
    }

    fn words(&self, start: u32, end: u32, origin: Origin) -> String {
        match origin {
            Origin::Text => format!("cue:{}", String::from_utf8_lossy(self.reading.slice(start, end))),
            Origin::Title(_) => "cue:heading".to_owned(),
            Origin::LeadIn => "cue:lead_in".to_owned(),
        }
    }

    fn years(&self, at: usize) -> YearScales<'_> {
        YearScales {
            reading: &self.reading,
            marks: &self.marks,
            cues: self.whole.catalog.cues(),
            title_year: self.around.title_year,
            report_year: self.whole.identity.report_year,
            ahead: self.around.ahead,
            sentence: self.sentence,
            clause: self.clauses[at],
            segment: segment(&self.reading, at, self.sentence),
        }
    }

    fn year(&self, at: usize, figure: &Figure, spot: Spot, late: i32, carried: Option<Carried>) -> FigureYear {
        if let Some(year) = self.passage.cell.as_ref().and_then(|cell| year_of_cell(&cell.headers, &cell.stub)) {
            let usual = self.whole.identity.report_year - late;
            return FigureYear { year, said: true, compared: year < usual };
        }
        let own = self.years(at).year_of(figure, spot, late);
        let partner = carried.filter(|c| matches!(c.tie, Tie::Partner | Tie::Arithmetic) && !own.said);
        let inherit = partner.or(carried.filter(|c| late > 0 && c.tie != Tie::Comparison && !own.said));
        match inherit.map(|c| &self.found[c.from]) {
            Some(source) => FigureYear { year: source.year, said: false, compared: source.compared },
            None => own,
        }
    }

    /// Level of a figure, and whether the text says it.
    fn level(&self, at: usize, decision: &Decision, subject: Option<&str>) -> (Level, bool) {
        let (spot, cues) = (self.reading.spots[at], self.whole.catalog.cues());
        let indicator = decision.indicator.map(|i| &self.whole.catalog.indicators()[i as usize]);
        if indicator.is_some_and(|i| i.levels == ["all"]) {
            return (Level::All, false);
        }
        if let Some(own) = own_level(&self.reading, cues, spot, self.clauses[at]) {
            return (own, true);
        }
        if let Some(level) = subject.and_then(level_of_name) {
            return (level, true);
        }
        if let Some(level) = self.level_of_partner(at, decision.carried) {
            return (level, true);
        }
        let fixed = indicator.and_then(|i| i.level.as_deref());
        if let Some(level) = fixed.and_then(|l| l.parse().ok()) {
            return (level, false);
        }
        let segment = segment(&self.reading, at, self.sentence);
        let opening = opening_level(&self.reading, cues, spot, segment)
            .or_else(|| self.level_of_last(at, segment))
            .or_else(|| self.level_of_family(at, decision.indicator));
        let noted = self.home.as_ref().map(|(_, source)| source.level);
        opening.or(self.around.level).or(noted).map_or((Level::All, false), |level| (level, true))
    }

    /// The level of the ratio that a percent is of; of several ratios, what they agree on.
    fn level_of_partner(&self, at: usize, carried: Option<Carried>) -> Option<Level> {
        let carried = carried.filter(|c| matches!(c.tie, Tie::Partner | Tie::Arithmetic | Tie::Change | Tie::Comparison))?;
        let source = &self.found[carried.from];
        let of_one = |i: usize| self.found[i].indicator == source.indicator && self.plain[i].measure == Measure::Ratio && self.reading.spots[i].start >= self.sentence.start;
        let ratios = (0..at).filter(|i| of_one(*i) && self.plain[*i].value == self.plain[*i].denominator.unwrap_or_default());
        let together = self.plain[at].measure == Measure::Percent && self.is_last_of_list(at, carried.from);
        let agreed = ratios.map(|i| self.found[i].level).reduce(|a, b| if a == b { a } else { Level::All });
        if together && agreed == Some(Level::All) {
            return Some(Level::All);
        }
        if carried.tie == Tie::Change || carried.tie == Tie::Comparison {
            return self.level_of_whole(at, carried.from);
        }
        Some(source.level)
    }

    /// The percent follows a list of ratios and says 100 % of them all.
    fn is_last_of_list(&self, at: usize, from: usize) -> bool {
        from + 1 == at && self.plain[at].value == rust_decimal::Decimal::ONE_HUNDRED
    }

    /// Level of what changed: behind a semicolon that of the whole, not of the last part.
    fn level_of_whole(&self, at: usize, from: usize) -> Option<Level> {
        let gap = self.reading.slice(self.reading.spots[from].end, self.reading.spots[at].start);
        let indicator = self.found[from].indicator;
        if !gap.contains(&b';') {
            return Some(self.found[from].level);
        }
        let first = (0..at).find(|i| self.found[*i].indicator == indicator && self.reading.spots[*i].start >= self.sentence.start);
        first.map(|i| self.found[i].level)
    }

    /// Level of the figure before in the same segment, when both speak of one area.
    fn level_of_last(&self, at: usize, segment: Stretch) -> Option<Level> {
        let from = at.checked_sub(1)?;
        let (left, right) = (self.reading.spots[from], self.reading.spots[at]);
        let gap = self.reading.slice(left.end, right.start);
        let closed = gap.contains(&b')') && !gap.contains(&b'(');
        let same = left.start >= segment.start && !closed;
        (same && self.found[from].level_said && self.found[from].level != Level::All).then(|| self.found[from].level)
    }

    /// Level of the figures before in the sentence that are of the same family (`one_stop.…`), when they agree.
    fn level_of_family(&self, at: usize, indicator: Option<u32>) -> Option<Level> {
        let family = |i: u32| self.whole.catalog.indicators()[i as usize].id.split('.').next();
        let own = family(indicator?);
        let here = |i: &usize| self.reading.spots[*i].start >= self.sentence.start;
        let mut levels = (0..at).filter(here).map(|i| (self.found[i].indicator.and_then(family), self.found[i].level, self.found[i].level_said));
        let first = levels.next().filter(|(f, level, said)| *f == own && *said && *level != Level::All)?;
        levels.all(|(f, level, _)| f != own || level == first.1).then_some(first.1)
    }

    fn territory(&self, at: usize, spot: Spot) -> Option<String> {
        let cues = self.whole.catalog.cues();
        let hits = self.reading.hits_ending_in(self.sentence.start, spot.start);
        let since = hits.iter().rev().find(|h| cues.senses(h.pattern).contains(&Sense::Respectively)).map(|h| h.end);
        let measure = self.plain[at].measure;
        let place = since.map(|from| (0..at).filter(|i| self.reading.spots[*i].start >= from && self.plain[*i].measure == measure).count());
        let province = self.whole.territories.of(&self.reading, spot, self.sentence.start, place)?;
        Some(province.key())
    }

    /// Figures without a name before a list's named ones take that name: the verb comes last.
    fn look_back(&mut self) {
        for at in (1..self.found.len()).rev() {
            let (left, right) = (self.reading.spots[at - 1], self.reading.spots[at]);
            let gap = self.reading.slice(left.end.min(right.start), right.start);
            let listed = gap.len() <= 34 && !gap.iter().any(|b| matches!(b, b';' | b'.' | b'(' | b')' | b':'));
            let (a, b) = (self.plain[at - 1], self.plain[at]);
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
    let section = whole.sections.get(passage.section as usize);
    let stub = passage.cell.as_ref().map(|cell| Reading::of_text(&format!("{} {}", cell.stub, cell.headers.join(" ")), cues));
    let short = section.and_then(|s| s.titles.last()).filter(|title| title.text.len() <= 30);
    let texts = stub.iter().chain(lead_in.filter(|l| l.text.len() <= 60)).chain(short);
    let title_year = section.and_then(|s| s.titles.iter().rev().find_map(|t| year_marks(t).last().map(|m| m.year)));
    Around {
        area: section.and_then(|s| s.area),
        ahead: section.is_some_and(|s| s.ahead),
        level: texts.into_iter().find_map(|text| level_of_text(text, cues)),
        title_year,
    }
}

fn unit_bits(catalog: &solieu_catalog::Catalog, figure: &Figure) -> UnitBits {
    let place = catalog.units().iter().position(|u| u.id == figure.unit);
    UnitBits {
        unit: place.map_or(0, |at| 1 << at),
        relative: matches!(figure.unit.as_str(), "percent" | "percentage_point" | "time"),
        said: !figure.unit_words.is_empty(),
    }
}
