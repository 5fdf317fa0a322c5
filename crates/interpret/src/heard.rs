//! Cues heard in a passage: which rules speak, where, how loud.

use solieu_catalog::{Cues, Hit, PatternId, Trigger};

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
            for trigger in cues.triggers(hit.pattern) {
                heard.extend(self.cue(reading, *hit, trigger, cues, origin));
            }
            self.last[hit.pattern as usize] = (hit.start, hit.end, self.now);
        }
        muffle(&mut heard[first..], cues);
    }

    fn cue(&self, reading: &Reading, hit: Hit, trigger: &Trigger, cues: &Cues, origin: Origin) -> Option<Heard> {
        let start = trigger.earlier.iter().rev().try_fold(hit.start, |from, part| self.before(reading, *part, from))?;
        let (before, passed) = (reading.spots_before(start) as u32, reading.spots_before(hit.end) as u32);
        let gap = !trigger.earlier.is_empty();
        if gap && passed > before + 1 {
            return None;
        }
        let rule = &cues.rules()[trigger.rule as usize];
        Some(Heard {
            rule: trigger.rule,
            start,
            end: hit.end,
            strength: rule.weight * (0.8 + 0.07 * trigger.words.min(5) as f32),
            origin,
            gap,
            muffled: false,
            figures_before: before,
            figures_passed: passed,
            quoted_in: reading.spot_around(start, hit.end).map(|spot| spot.start),
        })
    }

    /// Start of the last place of a phrase that ends before `from`, not too far.
    fn before(&self, reading: &Reading, part: PatternId, from: u32) -> Option<u32> {
        let (start, end, stamp) = self.last[part as usize];
        let near = stamp == self.now && end <= from && from - end <= WIDEST_GAP;
        (near && is_one_thought(reading, end, from)).then_some(start)
    }
}

/// A gap holds no mark that ends a thought.
fn is_one_thought(reading: &Reading, from: u32, to: u32) -> bool {
    let ends = |b: &u8| matches!(b, b';' | b'(' | b')');
    let gap = reading.shape(from, to);
    !gap.iter().any(ends) && memchr::memmem::find(gap, b"trong do ").is_none()
}

/// Muffles cues inside longer ones of other indicators; `heard` is in the order of ends.
fn muffle(heard: &mut [Heard], cues: &Cues) {
    for at in 0..heard.len() {
        let inner = heard[at];
        let later = heard[at + 1..].iter().take_while(|outer| outer.end <= inner.end + LONGEST_COVER);
        let earlier = heard[..at].iter().rev().take_while(|outer| outer.end == inner.end);
        heard[at].muffled = later.chain(earlier).any(|outer| covers(outer, &inner, cues));
    }
}

fn covers(outer: &Heard, inner: &Heard, cues: &Cues) -> bool {
    let (long, short) = (outer.end - outer.start, inner.end - inner.start);
    let indicator = |h: &Heard| cues.rules()[h.rule as usize].indicator;
    !outer.gap
        && outer.start <= inner.start
        && inner.end <= outer.end
        && (short + 1..=LONGEST_COVER).contains(&long)
        && indicator(outer) != indicator(inner)
}
