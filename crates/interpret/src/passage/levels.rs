//! Whose a figure is, by what stands beside it and what it was taken over from.

use solieu_catalog::Sense;
use solieu_extract::Measure;

use super::PassageWork;
use super::decide::Decision;
use crate::Level;
use crate::carry::{Carried, Tie};
use crate::clause::Stretch;
use crate::level::{level_of_name, levels_named, opening_level, own_level};

/// Most characters from the start of words of level to the bracket that they speak for.
const BEFORE_BRACKET: u32 = 12;

impl PassageWork<'_, '_> {
    /// Level of a figure, and whether the text says it.
    pub(super) fn level(&self, at: usize, decision: &Decision, subject: Option<&str>) -> (Level, bool) {
        let spot = self.reading.spots[at];
        let indicator = decision.indicator.map(|i| &self.whole.catalog.indicators()[i as usize]);
        if indicator.is_some_and(|i| i.levels == ["all"]) {
            return (Level::All, false);
        }
        if let Some(level) = self.level_in_turn(at) {
            return (level, true);
        }
        if let Some(own) = own_level(&self.reading, spot, self.clauses[at]) {
            return (own, true);
        }
        if let Some(level) = self.level_before_bracket(at) {
            return (level, true);
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
        let segment = self.segment;
        let opening = opening_level(&self.reading, spot, segment)
            .or_else(|| self.level_of_last(at, segment))
            .or_else(|| self.level_of_family(at, decision.indicator));
        let noted = self.home.as_ref().map(|(_, source)| source.level);
        opening.or(self.around.level).or(noted).map_or((Level::All, false), |level| (level, true))
    }

    /// The level of the ratio that a percent is of; of several ratios, what they agree on.
    fn level_of_partner(&self, at: usize, carried: Option<Carried>) -> Option<Level> {
        let carried = carried.filter(|c| matches!(c.tie, Tie::Partner | Tie::Arithmetic | Tie::Change | Tie::Comparison))?;
        let source = &self.found[carried.from];
        let of_one = |i: usize| {
            self.found[i].indicator == source.indicator
                && self.figures[i].measure == Measure::Ratio
                && self.reading.spots[i].start >= self.sentence.start
        };
        let ratios = (0..at).filter(|i| of_one(*i) && self.figures[*i].value == self.figures[*i].denominator.unwrap_or_default());
        let together = self.figures[at].measure == Measure::Percent && self.is_last_of_list(at, carried.from);
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
        from + 1 == at && self.figures[at].value == rust_decimal::Decimal::ONE_HUNDRED
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
        let same = left.start >= segment.start && !closed && !(gap.contains(&b':') && self.has_levels_before(at, segment));
        (same && self.found[from].level_said && self.found[from].level != Level::All).then(|| self.found[from].level)
    }

    /// The figures before in the segment are of several levels: what follows a colon sums them up.
    fn has_levels_before(&self, at: usize, segment: Stretch) -> bool {
        let inside = |i: &usize| self.reading.spots[*i].start >= segment.start && self.found[*i].level_said;
        let mut levels = (0..at).filter(inside).map(|i| self.found[i].level);
        levels.next().is_some_and(|first| levels.any(|level| level != first))
    }

    /// `tập trung ở cấp huyện (1.940 lượt)`: the level right before the bracket that the figure opens.
    fn level_before_bracket(&self, at: usize) -> Option<Level> {
        let spot = self.reading.spots[at];
        let open = spot.start.checked_sub(1).filter(|open| self.reading.slice(*open, spot.start) == b"(")?;
        let start = open.saturating_sub(BEFORE_BRACKET).max(self.sentence.start);
        levels_named(&self.reading, start, open).last().copied()
    }

    /// Level at the figure's place in `cấp tỉnh, cấp huyện, cấp xã lần lượt tiếp nhận …`.
    fn level_in_turn(&self, at: usize) -> Option<Level> {
        let spot = self.reading.spots[at];
        let from = self.reading.saying(Sense::Respectively, self.segment.start, spot.start).next_back()?.start;
        let levels = levels_named(&self.reading, self.sentence.start, from);
        let measure = self.figures[at].measure;
        let place = (0..at).filter(|i| self.reading.spots[*i].start >= from && self.figures[*i].measure == measure).count();
        levels.get(place).copied().filter(|_| levels.len() > 1)
    }

    /// Level of the figures before in the sentence that are of the same family (`one_stop.…`), when they agree.
    fn level_of_family(&self, at: usize, indicator: Option<u32>) -> Option<Level> {
        let family = |i: u32| self.whole.catalog.indicators()[i as usize].id.split('.').next();
        let own = family(indicator?);
        let kin = |i: &usize| {
            self.reading.spots[*i].start >= self.sentence.start && self.found[*i].indicator.and_then(family) == own && own.is_some()
        };
        let mut kin = (0..at).filter(kin).map(|i| &self.found[i]);
        let first = kin.next().filter(|found| found.level_said && found.level != Level::All)?;
        kin.all(|found| found.level == first.level).then_some(first.level)
    }
}
