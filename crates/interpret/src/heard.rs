//! Cues heard in a passage: which rules speak, where, how loud.

use std::sync::LazyLock;

use memchr::memmem::Finder;
use solieu_catalog::{CompiledRule, Cues, Hit, PatternId, Topic, Trigger};

use crate::reading::Reading;

/// Widest gap of ` … ` in a cue, in characters.
const WIDEST_GAP: u32 = 70;

/// A cue longer than this covers no other.
const LONGEST_COVER: u32 = 40;

/// Where a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Origin {
    /// In the passage itself.
    Text,
    /// In a heading, so many levels above the passage's own.
    Title(u8),
    /// In the line that leads in the bullet.
    LeadIn,
}

/// A cue of a rule.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Heard {
    pub(crate) rule: u32,
    pub(crate) indicator: u32,
    pub(crate) start: u32,
    pub(crate) end: u32,
    /// Weight of the rule and of the cue's length.
    pub(crate) strength: f32,
    pub(crate) origin: Origin,
    /// Has a gap in it.
    pub(crate) gap: bool,
    /// Lies inside a longer cue of another indicator.
    pub(crate) muffled: bool,
    /// Figures that begin before it, and before its end.
    pub(crate) figures_before: u32,
    pub(crate) figures_passed: u32,
    /// First character of the figure in whose quote it lies.
    pub(crate) quoted_in: Option<u32>,
    /// Bits of the measures that its rule takes.
    pub(crate) measures: u16,
    /// Topic that was begun last, by it or before it.
    pub(crate) topic: Option<Topic>,
}

/// Finds cues among phrases.
#[derive(Debug, Default)]
pub(crate) struct Listener {
    /// Last place of each phrase since the sentence began: start, end, stamp.
    last: Vec<(u32, u32, u32)>,
    now: u32,
}

impl Listener {
    pub(crate) fn new(patterns: usize) -> Self {
        Self { last: vec![(0, 0, 0); patterns], now: 0 }
    }

    /// Adds the cues that the phrases of a sentence (or title) make, muffles those inside longer ones.
    pub(crate) fn listen(&mut self, reading: &Reading, hits: &[Hit], cues: &Cues, origin: Origin, heard: &mut Vec<Heard>) {
        self.now += 1;
        let first = heard.len();
        for hit in hits {
            let triggers = cues.triggers(hit.pattern);
            if !triggers.is_empty() {
                let place = Place::of(reading, hit.start, hit.end);
                for trigger in triggers {
                    let topic = heard.last().and_then(|last| last.topic);
                    let place = self.place(reading, place, trigger);
                    heard.extend(place.map(|place| place.cue(trigger, &cues.rules()[trigger.rule as usize], origin, topic)));
                }
            }
            self.last[hit.pattern as usize] = (hit.start, hit.end, self.now);
        }
        muffle(&mut heard[first..]);
    }

    /// Where all of a cue stands, whose last part stands at `last`; nothing where an earlier part is missing.
    fn place(&self, reading: &Reading, last: Place, trigger: &Trigger) -> Option<Place> {
        if trigger.earlier.is_empty() {
            return Some(last);
        }
        let start = trigger.earlier.iter().rev().try_fold(last.start, |from, part| self.before(reading, *part, from))?;
        let place = Place::of(reading, start, last.end);
        (place.passed <= place.before + 1).then_some(place)
    }

    /// Start of the last place of a phrase that ends before `from`, not too far.
    fn before(&self, reading: &Reading, part: PatternId, from: u32) -> Option<u32> {
        let (start, end, stamp) = self.last[part as usize];
        let near = stamp == self.now && end <= from && from - end <= WIDEST_GAP;
        (near && is_one_thought(reading, end, from)).then_some(start)
    }
}

/// A stretch of text and the figures around it.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u32,
    end: u32,
    /// Figures that begin before its start, and before its end.
    before: u32,
    passed: u32,
    /// First character of the figure in whose quote it lies.
    quoted_in: Option<u32>,
}

impl Place {
    fn of(reading: &Reading, start: u32, end: u32) -> Self {
        let (before, passed) = (reading.spots_before(start) as u32, reading.spots_before(end) as u32);
        Self { start, end, before, passed, quoted_in: reading.spot_around(start, end).map(|spot| spot.start) }
    }

    fn cue(self, trigger: &Trigger, rule: &CompiledRule, origin: Origin, topic: Option<Topic>) -> Heard {
        Heard {
            rule: trigger.rule,
            indicator: rule.indicator,
            start: self.start,
            end: self.end,
            strength: rule.weight * (0.8 + 0.07 * trigger.words.min(5) as f32),
            origin,
            gap: !trigger.earlier.is_empty(),
            muffled: false,
            figures_before: self.before,
            figures_passed: self.passed,
            quoted_in: self.quoted_in,
            measures: rule.measures,
            topic: rule.topic.or(topic),
        }
    }
}

/// A gap holds no mark that ends a thought.
fn is_one_thought(reading: &Reading, from: u32, to: u32) -> bool {
    static OF_WHICH: LazyLock<Finder<'_>> = LazyLock::new(|| Finder::new("trong do "));
    let ends = |b: &u8| matches!(b, b';' | b'(' | b')');
    let gap = reading.shape(from, to);
    !gap.iter().any(ends) && OF_WHICH.find(gap).is_none()
}

/// Muffles cues inside longer ones of other indicators; `heard` is in the order of ends.
fn muffle(heard: &mut [Heard]) {
    for at in 0..heard.len() {
        let outer = heard[at];
        if outer.gap || outer.end - outer.start > LONGEST_COVER {
            continue;
        }
        let (before, behind) = heard.split_at_mut(at);
        let before = before.iter_mut().rev().take_while(|inner| inner.end > outer.start);
        let beside = behind.iter_mut().skip(1).take_while(|inner| inner.end == outer.end);
        before.chain(beside).filter(|inner| covers(&outer, inner)).for_each(|inner| inner.muffled = true);
    }
}

/// The inner cue lies in the longer outer one.
fn covers(outer: &Heard, inner: &Heard) -> bool {
    outer.start <= inner.start && outer.end - outer.start > inner.end - inner.start && outer.indicator != inner.indicator
}
