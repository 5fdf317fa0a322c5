//! Which indicator a figure has: by the cues around it, or by what it is taken over from.

use std::borrow::Cow;

use solieu_catalog::{Catalog, Sense};
use solieu_extract::{Figure, Measure, Qualifier};

use super::PassageWork;
use crate::Evidence;
use crate::carry::{Carried, Looking, Tie};
use crate::confidence::{CueGrounds, Doubt, TieGrounds, confidence_of_cue, confidence_of_none, confidence_of_tie};
use crate::fit::UnitBits;
use crate::heard::{Heard, Origin};
use crate::level::own_level;
use crate::meaning::{cue_evidence, rival_evidence, tie_evidence};
use crate::weigh::{Scales, Score, weigh};

/// Least score of a cue, and of a takeover, that names a figure.
const ENOUGH: f32 = 0.42;

/// Least confidence of a figure in a table cell that has headers.
const UNDER_HEADER: f32 = 0.98;

/// Nearness below which a cue gives way to a neighbour in a list.
const FAR: f32 = 0.7;

/// Nearness from which on a cue stands right at its figure, and what it gains when it stands behind the figure
/// that something could be taken over from.
const BESIDE: f32 = 0.93;
const NEWER: f32 = 1.25;

/// What was decided on a figure's indicator.
pub(super) struct Decision {
    pub(super) indicator: Option<u32>,
    pub(super) rule: Option<u32>,
    pub(super) value: f32,
    pub(super) carried: Option<Carried>,
    /// First character of the cue in the passage that gave the name.
    pub(super) cue: Option<u32>,
    /// Index of the figure that this one is a part of.
    pub(super) part_of: Option<u32>,
    pub(super) confidence: f32,
    pub(super) evidence: Vec<Evidence>,
}

impl PassageWork<'_, '_> {
    pub(super) fn decide(&mut self, at: usize, compared: bool) -> Decision {
        self.weigh(at);
        let looking = Looking {
            catalog: self.whole.catalog,
            reading: &self.reading,
            figures: &self.figures,
            found: &self.found,
            sentence: self.sentence,
            compared,
            in_clause: &self.whole.tools.in_clause,
        };
        let carried = looking.carried(at).filter(|c| c.value >= ENOUGH);
        let share = looking.is_share_of_count(at);
        let scores = &self.whole.tools.scores;
        let own = scores.first().filter(|s| s.value >= ENOUGH && (!share || self.is_of_last_clause(at, s)));
        if let Some(decision) = self.by_cell_beside(at) {
            return decision;
        }
        let decision = match (own.copied(), carried) {
            (Some(own), Some(carried)) if carried.value > self.against_tie(own, carried) => self.by_tie(at, carried, Some(own)),
            (Some(own), _) => self.by_cue(at, own, carried),
            (None, Some(carried)) => self.by_tie(at, carried, None),
            (None, None) => self.by_footnote(at).unwrap_or_else(|| self.unnamed(at)),
        };
        let part_of = self.part_of(carried, decision.indicator).or_else(|| self.part_in_bracket(at, compared, decision.indicator));
        Decision { part_of: part_of.or_else(|| self.part_in_footnote(at, decision.indicator)), ..decision }
    }

    /// `Trễ hạn 75 lượt. Còn 640 lượt (trong hạn 618, trễ hạn 22)`: a count in a bracket right behind a larger one
    /// of its unit, of an indicator that has a value already.
    fn part_in_bracket(&self, at: usize, compared: bool, indicator: Option<u32>) -> Option<u32> {
        let (spot, figure) = (self.reading.spots[at], self.figures[at]);
        let before = self.reading.slice(self.sentence.start, spot.start);
        let open = memchr::memrchr(b'(', before).filter(|open| !before[*open..].contains(&b')'))?;
        let open = self.sentence.start + open as u32;
        let whole = (0..at).rev().find(|i| self.reading.spots[*i].end <= open)?;
        let behind = open - self.reading.spots[whole].end <= 3;
        let parts = self.figures[whole].unit == figure.unit && self.figures[whole].value > figure.value;
        let counts = figure.measure == Measure::Count && self.figures[whole].measure == Measure::Count;
        let has_value = (0..at).any(|i| self.found[i].indicator == indicator && self.figures[i].measure == Measure::Count);
        (behind && parts && counts && has_value && indicator.is_some() && !compared).then_some(self.ids[whole])
    }

    /// `¹ Trong số này có 40 …`: in a footnote, a part of the figure at the mark.
    fn part_in_footnote(&self, at: usize, indicator: Option<u32>) -> Option<u32> {
        let (home, source) = self.home.as_ref().filter(|(_, source)| source.indicator == indicator && indicator.is_some())?;
        let parts = self.reading.saying(Sense::Parts, 0, self.reading.spots[at].start).next().is_some();
        let smaller = self.whole.extraction.figures[*home as usize].value > self.figures[at].value;
        (parts && smaller && source.level == self.around.level.unwrap_or(source.level)).then_some(*home)
    }

    /// The whole of which a figure of the same indicator is a part: named by its tie, or shared with its neighbour.
    fn part_of(&self, carried: Option<Carried>, indicator: Option<u32>) -> Option<u32> {
        let carried = carried.filter(|c| Some(c.indicator) == indicator)?;
        match carried.tie {
            Tie::Part => Some(self.ids[carried.from]),
            Tie::List => self.found[carried.from].part_of,
            _ => None,
        }
    }

    /// What a cue is worth against a takeover: a far one less than the neighbour in the same list.
    fn against_tie(&self, own: Score, carried: Carried) -> f32 {
        let listed = matches!(carried.tie, Tie::List | Tie::Part | Tie::Comparison);
        let since = self.whole.tools.heard[own.cue as usize].start >= self.reading.spots[carried.from].end;
        let newer = since && self.whole.tools.heard[own.cue as usize].origin == Origin::Text;
        let far = own.nearness < FAR && own.indicator != carried.indicator && !newer;
        let changed_since = carried.tie == Tie::Change && newer && own.nearness >= BESIDE;
        match (listed && far, changed_since) {
            (true, _) => own.value * FAR,
            (_, true) => own.value * NEWER,
            _ => own.value,
        }
    }

    fn weigh(&mut self, at: usize) {
        let (spot, figure) = (self.reading.spots[at], self.figures[at]);
        let units = unit_bits(self.whole.catalog, figure);
        let tools = &mut self.whole.tools;
        let scales = Scales {
            catalog: self.whole.catalog,
            reading: &self.reading,
            heard: &tools.heard,
            around: tools.around.heard,
            in_section: &tools.in_section,
            in_sentence: &tools.in_sentence,
            in_clause: &tools.in_clause,
            area: self.around.area,
            clause: self.clauses[at],
            sentence: self.sentence,
            figures_before_sentence: self.reading.spots_before(self.sentence.start) as u32,
            figures_before: self.reading.spots_before(spot.start) as u32,
        };
        weigh(&scales, figure, units, spot, &mut tools.scores);
    }

    /// The cue stands in the clause of the figure before, or after it.
    fn is_of_last_clause(&self, at: usize, score: &Score) -> bool {
        let heard = &self.whole.tools.heard[score.cue as usize];
        let from = at.checked_sub(1).map_or(0, |last| self.clauses[last].start);
        let (spot, behind) = (self.reading.spots[at], heard.start >= self.reading.spots[at].end);
        heard.origin == Origin::Text && heard.start >= from && !(spot.aside && behind)
    }

    fn by_cue(&self, at: usize, own: Score, carried: Option<Carried>) -> Decision {
        let heard = &self.whole.tools.heard[own.cue as usize];
        let second = self.whole.tools.scores.get(1).map_or(0.0, |s| s.value);
        let rival = carried.filter(|c| c.indicator != own.indicator).map_or(0.0, |c| c.value * 0.8);
        let grounds = CueGrounds {
            value: own.value,
            runner_up: second.max(rival),
            nearness: own.nearness,
            telling_measure: !matches!(self.figures[at].measure, Measure::Count | Measure::Ratio | Measure::Change),
            loose_cue: heard.gap || !self.text_of(heard).contains(&b' '),
            among_parts: self.is_among_parts(at, own.indicator),
            other_area: own.area < 0.0,
            doubt: doubt(self.figures[at]),
            figure: self.confidence_of_figure(at),
        };
        Decision {
            indicator: Some(own.indicator),
            rule: Some(heard.rule),
            value: own.value,
            carried: None,
            cue: (heard.origin == Origin::Text).then_some(heard.start),
            part_of: None,
            confidence: confidence_of_cue(grounds),
            evidence: self.evidence(at, &own, carried),
        }
    }

    fn evidence(&self, at: usize, own: &Score, carried: Option<Carried>) -> Vec<Evidence> {
        let heard = &self.whole.tools.heard[own.cue as usize];
        let in_clause = heard.origin == Origin::Text && self.clauses[at].holds(heard.start, heard.end);
        let mut evidence = cue_evidence(own, self.words(heard.start, heard.end, heard.origin), in_clause);
        let second = self.whole.tools.scores.get(1).map(|s| (s.indicator, s.value));
        let tied = carried.filter(|c| c.indicator != own.indicator).map(|c| (c.indicator, c.value * 0.8));
        let rival = second.into_iter().chain(tied).max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, value)| *value > 0.0);
        evidence.extend(rival.map(|(indicator, value)| rival_evidence(self.whole.catalog, indicator, value)));
        evidence
    }

    fn by_tie(&self, at: usize, carried: Carried, own: Option<Score>) -> Decision {
        let rival = own.filter(|o| o.indicator != carried.indicator).map_or(0.0, |o| o.value);
        let source = self.found[carried.from].confidence;
        let relative = matches!(self.figures[at].unit.as_str(), "rank" | "point" | "percent" | "percentage_point");
        let figure = self.confidence_of_figure(at);
        let grounds = TieGrounds { tie: carried.tie, value: carried.value, rival, source, relative, figure };
        Decision {
            indicator: Some(carried.indicator),
            rule: self.found[carried.from].rule,
            value: carried.value.max(self.found[carried.from].value * 0.95).min(1.2),
            carried: Some(carried),
            cue: None,
            part_of: None,
            confidence: confidence_of_tie(grounds),
            evidence: self.tie_evidence(carried, own),
        }
    }

    fn tie_evidence(&self, carried: Carried, own: Option<Score>) -> Vec<Evidence> {
        let mut evidence = tie_evidence(carried.tie, carried.value);
        let rival = own.filter(|o| o.indicator != carried.indicator && o.value > 0.0);
        evidence.extend(rival.map(|o| rival_evidence(self.whole.catalog, o.indicator, o.value)));
        evidence
    }

    /// A count in a footnote is of what the footnote explains, when both are counted in one unit.
    fn by_footnote(&self, at: usize) -> Option<Decision> {
        let (home, source) = self.home.as_ref()?;
        let whole = &self.whole.extraction.figures[*home as usize];
        let same = whole.unit == self.figures[at].unit && self.figures[at].measure == Measure::Count;
        let value = source.value * FAR;
        same.then(|| Decision {
            indicator: source.indicator,
            rule: source.rule,
            value,
            carried: None,
            cue: None,
            part_of: None,
            confidence: source.confidence * FAR,
            evidence: tie_evidence(Tie::Footnote, value),
        })
    }

    /// A share or a change in a table is of the count to its left, whatever that is.
    fn by_cell_beside(&self, at: usize) -> Option<Decision> {
        let (_, source) = self.home.as_ref().filter(|_| at == 0 && self.passage.cell.is_some())?;
        let share = self.figures[at].measure == Measure::Percent;
        let indicator = source.indicator?;
        let shares = !share || self.whole.catalog.indicators()[indicator as usize].takes_shares();
        shares.then(|| Decision {
            indicator: source.indicator,
            rule: source.rule,
            value: source.value,
            carried: None,
            cue: None,
            part_of: None,
            confidence: source.confidence,
            evidence: tie_evidence(if share { Tie::Partner } else { Tie::Change }, source.value),
        })
    }

    fn unnamed(&self, at: usize) -> Decision {
        let best = self.whole.tools.scores.first();
        let confidence = confidence_of_none(best.map_or(0.0, |s| s.value), self.figures[at].confidence);
        let evidence = best.filter(|s| s.value > 0.0).map(|s| rival_evidence(self.whole.catalog, s.indicator, s.value));
        let evidence = evidence.into_iter().collect();
        Decision { indicator: None, rule: None, value: 0.0, carried: None, cue: None, part_of: None, confidence, evidence }
    }

    /// How surely the figure was read. Under a table's headers a bare number is no riddle.
    fn confidence_of_figure(&self, at: usize) -> f32 {
        let read = self.figures[at].confidence;
        let headed = self.passage.cell.as_ref().is_some_and(|cell| !cell.headers.is_empty());
        if headed { read.max(UNDER_HEADER) } else { read }
    }

    /// An earlier figure of the sentence has the indicator, and `gồm`, `trong đó` stands between; parts by
    /// level (`cấp tỉnh 1.309`) are what they seem.
    fn is_among_parts(&self, at: usize, indicator: u32) -> bool {
        if own_level(&self.reading, self.reading.spots[at], self.clauses[at]).is_some() {
            return false;
        }
        let here = |i: &usize| self.reading.spots[*i].start >= self.sentence.start && self.found[*i].indicator == Some(indicator);
        let Some(whole) = (0..at).find(here) else { return false };
        let (start, end) = (self.reading.spots[whole].end, self.reading.spots[at].start);
        self.reading.saying(Sense::Parts, start, end).any(|hit| hit.start >= start)
    }

    /// The words of a cue of the passage; a heading's or lead-in's count as several.
    fn text_of(&self, heard: &Heard) -> &[u8] {
        if heard.origin == Origin::Text { self.reading.slice(heard.start, heard.end) } else { b"  " }
    }

    fn words(&self, start: u32, end: u32, origin: Origin) -> Cow<'static, str> {
        match origin {
            Origin::Text => ["cue:", &String::from_utf8_lossy(self.reading.slice(start, end))].concat().into(),
            Origin::Title(_) => "cue:heading".into(),
            Origin::LeadIn => "cue:lead_in".into(),
        }
    }
}

fn doubt(figure: &Figure) -> Doubt {
    let bounded = matches!(figure.qualifier, Qualifier::Under | Qualifier::AtLeast | Qualifier::AtMost);
    match figure.measure {
        Measure::Change => Doubt::Change,
        Measure::Percent if bounded => Doubt::Bound,
        Measure::Count if figure.value.is_zero() => Doubt::Zero,
        _ => Doubt::None,
    }
}

fn unit_bits(catalog: &Catalog, figure: &Figure) -> UnitBits {
    let place = catalog.unit_place(&figure.unit);
    UnitBits {
        unit: place.map_or(0, |at| 1 << at),
        relative: matches!(figure.unit.as_str(), "percent" | "percentage_point" | "time"),
        said: !figure.unit_words.is_empty(),
    }
}
