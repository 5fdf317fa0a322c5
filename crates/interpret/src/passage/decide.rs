//! Which indicator a figure has: by the cues around it, or by what it is taken over from.

use solieu_catalog::Catalog;
use solieu_extract::{Figure, Measure};

use super::PassageWork;
use crate::Evidence;
use crate::carry::{Carried, Looking, Tie};
use crate::confidence::{Grounds, confidence, confidence_of_none};
use crate::fit::UnitBits;
use crate::heard::Origin;
use crate::meaning::{cue_evidence, tie_evidence};
use crate::weigh::{Scales, Score, weigh};

/// Least score of a cue, and of a takeover, that names a figure.
const ENOUGH: f32 = 0.42;

/// Nearness below which a cue gives way to a neighbour in a list.
const FAR: f32 = 0.7;

/// What was decided on a figure's indicator.
pub(super) struct Decision {
    pub(super) indicator: Option<u32>,
    pub(super) rule: Option<u32>,
    pub(super) value: f32,
    pub(super) carried: Option<Carried>,
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
        let decision = match (own.copied(), carried) {
            (Some(own), Some(carried)) if carried.value > self.against_tie(own, carried) => self.by_tie(at, carried, Some(own)),
            (Some(own), _) => self.by_cue(at, own, carried),
            (None, Some(carried)) => self.by_tie(at, carried, None),
            (None, None) => self.by_footnote(at).unwrap_or_else(|| self.unnamed(at)),
        };
        Decision { part_of: self.part_of(carried, decision.indicator), ..decision }
    }

    /// The whole of which a figure of the same indicator is a part: named by its tie, or shared with its neighbour.
    fn part_of(&self, carried: Option<Carried>, indicator: Option<u32>) -> Option<u32> {
        let carried = carried.filter(|c| Some(c.indicator) == indicator)?;
        match carried.tie {
            Tie::Part => Some(self.figures[carried.from].0),
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
            figures_before_sentence: self.reading.spots_before(self.sentence.start) as u32,
            figures_before: self.reading.spots_before(spot.start) as u32,
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
            part_of: None,
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
            part_of: None,
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
            part_of: None,
            confidence: source.confidence * FAR,
            evidence: tie_evidence(Tie::Footnote, value),
        })
    }

    fn unnamed(&self, at: usize) -> Decision {
        let best = self.whole.tools.scores.first().map_or(0.0, |s| s.value);
        let confidence = confidence_of_none(best, self.plain[at].confidence);
        Decision { indicator: None, rule: None, value: 0.0, carried: None, part_of: None, confidence, evidence: Vec::new() }
    }

    fn words(&self, start: u32, end: u32, origin: Origin) -> String {
        match origin {
            Origin::Text => format!("cue:{}", String::from_utf8_lossy(self.reading.slice(start, end))),
            Origin::Title(_) => "cue:heading".to_owned(),
            Origin::LeadIn => "cue:lead_in".to_owned(),
        }
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
