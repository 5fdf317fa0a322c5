//! Weighs the cues around a figure: which indicator they speak for, and how strongly.

use solieu_catalog::{Area, Catalog, CompiledRule, Side, Topic, Within};
use solieu_extract::Figure;

use crate::clause::Stretch;
use crate::context::Seen;
use crate::fit::{UnitBits, fit, measure_bit};
use crate::heard::{Heard, Origin};
use crate::reading::{Reading, Spot};

/// Cost of a heading, of each heading further out, and of a lead-in line, in thousandths.
const TITLE: u32 = 420;
const OUTER_TITLE: u32 = 250;
const LEAD_IN: u32 = 200;
/// Cost of a cue before the figure's clause; of one that stands behind another figure; of one behind the clause.
const OTHER_CLAUSE: u32 = 40;
const BEHIND_OTHER: u32 = 220;
const BEHIND_CLAUSE: u32 = 110;
/// Cost of a cue inside the quote of another figure.
const IN_OTHER_QUOTE: u32 = 150;
/// Cost beyond which a cue is not heard: a twentieth would be left of it.
const REACH: u32 = 2000;
/// Loss by a cost of one thousand.
const DECAY: f32 = 1.5;
/// What a cue inside a longer one of another indicator keeps.
const MUFFLED: f32 = 0.6;
/// What a cue after the figure keeps: writers put what is counted before the number.
const AFTER: f32 = 0.93;
/// What the area of the headings adds and takes.
const AREA_AGREES: f32 = 0.12;
const AREA_DIFFERS: f32 = 0.1;
/// Least weight of a rule that names a zero: what is denied stands in the same words as what is counted.
const TELLING: f32 = 0.7;
/// What a second cue of the same indicator adds, as a share of its score.
const SECOND: f32 = 0.12;

/// What speaks for one indicator.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Score {
    /// Index of the indicator in the catalogue.
    pub(crate) indicator: u32,
    /// Best cue, further cues and area together.
    pub(crate) value: f32,
    /// The best cue: index in what was heard.
    pub(crate) cue: u32,
    /// Factor of its distance: 1 beside the figure.
    pub(crate) nearness: f32,
    /// What unit and measure left of it.
    pub(crate) fit: f32,
    /// What the area added or took.
    pub(crate) area: f32,
    /// Score of its second best cue.
    pub(crate) second: f32,
    best: f32,
}

/// What a figure is weighed against.
pub(crate) struct Scales<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) reading: &'a Reading,
    /// First the cues of headings and lead-in, then those of the text by their ends.
    pub(crate) heard: &'a [Heard],
    /// How many of them are of headings and lead-in.
    pub(crate) around: usize,
    /// Groups of the sentence, the paragraph before it, lead-in and headings.
    pub(crate) in_section: &'a Seen,
    /// Groups of the sentence.
    pub(crate) in_sentence: &'a Seen,
    /// Groups of the figure's own clause.
    pub(crate) in_clause: &'a Seen,
    pub(crate) area: Option<Area>,
    pub(crate) clause: Stretch,
    pub(crate) sentence: Stretch,
    /// Figures that begin before the sentence, and before the figure.
    pub(crate) figures_before_sentence: u32,
    pub(crate) figures_before: u32,
}

/// Adds up the cues for a figure; `scores` is emptied first and sorted best first.
pub(crate) fn weigh(scales: &Scales<'_>, figure: &Figure, units: UnitBits, spot: Spot, scores: &mut Vec<Score>) {
    scores.clear();
    let topic = scales.topic(spot);
    let measure = measure_bit(figure.measure);
    let (around, in_reach) = (0..scales.around, scales.in_reach(spot)..scales.heard.len());
    for at in around.chain(in_reach) {
        let heard = &scales.heard[at];
        // Most cues are of other measures: no look at their rules.
        if heard.measures & measure == 0 {
            continue;
        }
        let rule = &scales.catalog.cues().rules()[heard.rule as usize];
        let fit = fit(figure, units, rule);
        if fit > 0.0
            && !(figure.value.is_zero() && rule.weight < TELLING)
            && is_on_topic(rule, topic, heard, spot)
            && scales.admits(rule, heard, spot)
        {
            let nearness = scales.nearness(heard, spot);
            note(scores, rule.indicator, at as u32, heard, nearness, fit);
        }
    }
    for score in scores.iter_mut() {
        score.area = scales.area_bonus(scales.catalog.indicators()[score.indicator as usize].area);
        score.value = score.best + SECOND * score.second + score.area;
    }
    scores.sort_by(|a, b| b.value.total_cmp(&a.value).then(a.indicator.cmp(&b.indicator)));
}

fn note(scores: &mut Vec<Score>, indicator: u32, cue: u32, heard: &Heard, nearness: f32, fit: f32) {
    let muffled = if heard.muffled { MUFFLED } else { 1.0 };
    let value = heard.strength * nearness * fit * muffled;
    let Some(score) = scores.iter_mut().find(|s| s.indicator == indicator) else {
        scores.push(Score { indicator, cue, nearness, fit, best: value, ..Score::default() });
        return;
    };
    if value > score.best {
        *score = Score { cue, nearness, fit, best: value, second: score.best, ..*score };
    } else {
        score.second = score.second.max(value);
    }
}

impl Scales<'_> {
    /// What the text speaks of at a figure: the topic begun last before it.
    fn topic(&self, spot: Spot) -> Option<Topic> {
        let before = self.around + self.heard[self.around..].partition_point(|heard| heard.end <= spot.start);
        self.heard[..before].last().and_then(|heard| heard.topic)
    }

    /// The first cue of the text between which and the figure so little stands that something of it is left.
    fn in_reach(&self, spot: Spot) -> usize {
        let is_far = |heard: &Heard| heard.end <= spot.start && self.reading.way(heard.end, spot.start) > REACH;
        self.around + self.heard[self.around..].partition_point(is_far)
    }

    fn admits(&self, rule: &CompiledRule, heard: &Heard, spot: Spot) -> bool {
        let wanted = |group: Option<u32>| group.is_none_or(|g| self.seen(rule.within, g));
        !rule.not.is_some_and(|g| self.in_clause.has(g))
            && !rule.without.is_some_and(|g| self.in_sentence.has(g))
            && wanted(rule.with)
            && wanted(rule.and_with)
            && self.is_within(rule.within, heard)
            && is_on_side(rule.side, heard, spot)
    }

    fn seen(&self, within: Within, group: u32) -> bool {
        if within == Within::Section { self.in_section.has(group) } else { self.in_sentence.has(group) }
    }

    fn is_within(&self, within: Within, heard: &Heard) -> bool {
        match within {
            Within::Section => true,
            Within::Sentence => heard.origin == Origin::Text && self.sentence.holds(heard.start, heard.end),
            Within::Clause => heard.origin == Origin::Text && self.clause.holds(heard.start, heard.end),
        }
    }

    fn nearness(&self, heard: &Heard, spot: Spot) -> f32 {
        let (cost, keeps) = match heard.origin {
            Origin::Title(above) => (TITLE + OUTER_TITLE * u32::from(above), 1.0),
            Origin::LeadIn => (LEAD_IN + self.reading.way(self.sentence.start, spot.start) / 2, 1.0),
            Origin::Text => self.way(heard, spot),
        };
        keeps * (-DECAY * cost as f32 / 1000.0).exp()
    }

    fn way(&self, heard: &Heard, spot: Spot) -> (u32, f32) {
        let quoted = heard.quoted_in.is_some_and(|start| start != spot.start);
        let (way, keeps) = self.way_outside(heard, spot);
        (if quoted { way + IN_OTHER_QUOTE } else { way }, keeps)
    }

    fn way_outside(&self, heard: &Heard, spot: Spot) -> (u32, f32) {
        if heard.end <= spot.start {
            (self.way_forward(heard, spot), 1.0)
        } else if heard.start >= spot.end {
            (self.way_back(heard, spot), AFTER)
        } else {
            (0, 1.0)
        }
    }

    /// A cue before the figure's clause mostly belongs to the figure before.
    fn way_forward(&self, heard: &Heard, spot: Spot) -> u32 {
        let way = self.reading.way(heard.end, spot.start);
        let foreign = heard.start >= self.sentence.start && heard.figures_passed >= self.figures_before;
        match heard.end <= self.clause.start {
            true if foreign && self.follows_figure(heard) => way + BEHIND_OTHER,
            true => way + OTHER_CLAUSE,
            false => way,
        }
    }

    /// A figure stands before the cue in its sentence.
    fn follows_figure(&self, heard: &Heard) -> bool {
        heard.figures_before > self.figures_before_sentence
    }

    /// A cue behind the figure's clause counts less than one before it: it mostly starts the next thought.
    fn way_back(&self, heard: &Heard, spot: Spot) -> u32 {
        let way = self.reading.way(spot.end, heard.start);
        if heard.start > self.clause.end { way + way / 2 + BEHIND_CLAUSE } else { way }
    }

    fn area_bonus(&self, area: Area) -> f32 {
        match self.area {
            Some(here) if here == area => AREA_AGREES,
            Some(_) => -AREA_DIFFERS,
            None => 0.0,
        }
    }
}

/// A cue that begins a topic reaches no figure of another topic; what follows a figure is free of its topic.
fn is_on_topic(rule: &CompiledRule, topic: Option<Topic>, heard: &Heard, spot: Spot) -> bool {
    let behind = heard.origin == Origin::Text && heard.end > spot.start;
    rule.on_topic.is_none_or(|wanted| topic == Some(wanted)) && (behind || rule.topic.is_none_or(|own| topic == Some(own)))
}

fn is_on_side(side: Side, heard: &Heard, spot: Spot) -> bool {
    match side {
        Side::Any => true,
        Side::Before => heard.origin != Origin::Text || heard.start < spot.start,
        Side::After => heard.origin == Origin::Text && heard.end > spot.start,
    }
}
