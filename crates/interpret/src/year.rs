//! Which year a figure is about.

use solieu_catalog::Sense;
use solieu_extract::{Figure, Measure};

use crate::clause::Stretch;
use crate::reading::{Reading, Spot};
use crate::year_marks::{LEFT, YearMark};

/// Most characters between a figure and a year that follows it as its own.
const NEAR_AFTER: u32 = 45;
/// Most characters between `so với` and the figure it compares with.
const NEAR_VERSUS: u32 = 24;

/// The year of a report that none tells.
const UNKNOWN: i32 = 0;

/// Words before a year that opens a clause.
const OPENERS: [&[u8]; 8] = [b"trong", b"rieng", b"tinh den het", b"den het", b"ca", b"trong khi", b"cuoi", b"den"];

/// What tells a figure's year.
pub(crate) struct YearScales<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) marks: &'a [YearMark],
    /// Years that the headings name, innermost last.
    pub(crate) title_year: Option<i32>,
    pub(crate) report_year: i32,
    /// A chapter on tasks to come.
    pub(crate) ahead: bool,
    pub(crate) sentence: Stretch,
    pub(crate) clause: Stretch,
    pub(crate) segment: Stretch,
}

/// The year of a figure and whether it is one to compare with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct FigureYear {
    pub(crate) year: i32,
    /// Said by the text beside the figure.
    pub(crate) said: bool,
    /// A figure of another year than the one the sentence is about.
    pub(crate) compared: bool,
}

impl YearScales<'_> {
    /// The year of a figure of an indicator that is `late` years behind its report.
    pub(crate) fn year_of(&self, figure: &Figure, spot: Spot, late: i32) -> FigureYear {
        let usual = self.usual(late);
        if figure.measure == Measure::Change {
            return FigureYear { year: self.topic(spot, late).unwrap_or(usual), said: false, compared: false };
        }
        if let Some(year) = self.attached(spot) {
            return said(year, usual);
        }
        let base = self.topic(spot, late).unwrap_or(usual);
        if let Some(year) = self.compared(spot, base) {
            return FigureYear { year, said: true, compared: true };
        }
        if let Some(year) = self.clause_year(spot, late) {
            return said(year, usual);
        }
        FigureYear { year: base, said: false, compared: false }
    }

    fn usual(&self, late: i32) -> i32 {
        match self.report_year {
            UNKNOWN => UNKNOWN,
            year if self.ahead && late == 0 => year + 1,
            _ => self.behind(late),
        }
    }

    /// The year so many before the report's.
    fn behind(&self, late: i32) -> i32 {
        if self.report_year == UNKNOWN { UNKNOWN } else { self.report_year - late }
    }

    /// `1.420 năm 2018`, `2.905 suất của năm 2014`, `61% của đợt trước`.
    fn attached(&self, spot: Spot) -> Option<i32> {
        let limit = self.clause.end.min(spot.end + NEAR_AFTER);
        if let Some(mark) = self.marks.iter().find(|m| m.start >= spot.end && m.start <= limit) {
            let gap = Stretch { start: spot.end, end: mark.start };
            let past = mark.year < self.report_year || self.ahead;
            if past && !self.says_in(gap, Sense::Versus) && !self.names_plan(gap) {
                return Some(mark.year);
            }
        }
        let gap = Stretch { start: spot.end, end: limit };
        let last = self.find(gap, Sense::LastYear)?;
        let between = Stretch { start: spot.end, end: last.0 };
        let bound = self.reading.slice(between.start, between.end).ends_with(b"cua ");
        bound.then_some(year_before(self.report_year))
    }

    /// A year named by way of a plan or programme: `theo Kế hoạch năm 2015`.
    fn names_plan(&self, gap: Stretch) -> bool {
        let words = self.reading.slice(gap.start, gap.end);
        [b"ke hoach".as_slice(), b"chuong trinh", b"theo ", b"so sanh"].iter().any(|p| words.windows(p.len()).any(|w| w == *p))
    }

    /// The year that the sentence is about so far: `Trong năm 2016, …`, `Chỉ số CCHC năm 2015 …`.
    fn topic(&self, spot: Spot, late: i32) -> Option<i32> {
        let from = if late > 0 { 0 } else { self.sentence.start };
        let before = self.marks.iter().rev().filter(|m| m.end <= spot.start && m.start >= from);
        let free = before.filter(|m| !self.is_base(**m) && !self.is_enclosed(**m, spot));
        if late > 0 {
            let named = free.clone().find(|m| m.year != self.report_year || m.start >= self.sentence.start).map(|m| m.year);
            return named.or(self.title_year.filter(|y| *y < self.report_year));
        }
        let mut same = free.filter(|m| m.start >= self.segment.start);
        same.find(|m| self.opens(**m)).map(|m| m.year).filter(|y| self.ahead || *y <= self.report_year)
    }

    /// The year stands in brackets that are closed before the figure.
    fn is_enclosed(&self, mark: YearMark, spot: Spot) -> bool {
        let gap = self.reading.slice(mark.end, spot.start);
        let closes = gap.iter().position(|b| *b == b')');
        let opens = gap.iter().position(|b| *b == b'(');
        closes.is_some_and(|c| opens.is_none_or(|o| c < o))
    }

    /// The mark opens a clause, so that it speaks for all that follows.
    fn opens(&self, mark: YearMark) -> bool {
        let before = self.reading.slice(self.segment.start, mark.start);
        let words = before.trim_ascii_end();
        words.is_empty() || OPENERS.contains(&words)
    }

    /// `so với năm Y`, `hơn năm Y`: the year belongs to what is compared with.
    fn is_base(&self, mark: YearMark) -> bool {
        let from = mark.start.saturating_sub(18).max(self.sentence.start.min(mark.start));
        self.says_in(Stretch { start: from, end: mark.start }, Sense::Versus)
    }

    /// The figure is the one compared with: in brackets after another year, or right after `so với`.
    fn compared(&self, spot: Spot, base: i32) -> Option<i32> {
        if let Some(year) = self.bracketed(spot, base) {
            return Some(year);
        }
        let near = Stretch { start: spot.start.saturating_sub(NEAR_VERSUS).max(self.segment.start), end: spot.start };
        if self.moves_from(spot) {
            return Some(self.marks_before(spot).map_or(year_before(base), |m| m.year));
        }
        let versus = self.find(near, Sense::Versus)?;
        let gap = self.reading.slice(versus.1, spot.start);
        let direct = !gap.iter().any(|b| matches!(b, b',' | b'(' | b')' | b';')) && gap.len() <= NEAR_VERSUS as usize;
        direct.then(|| self.marks_before(spot).filter(|m| m.start >= near.start).map_or(year_before(base), |m| m.year))
    }

    /// `năm 2011 (52.300 lượt)`, `cùng kỳ (31,5%)`, `(năm 2014: 77,2%)`.
    fn bracketed(&self, spot: Spot, base: i32) -> Option<i32> {
        let before = self.reading.slice(self.sentence.start, spot.start);
        let open = before.iter().rposition(|b| *b == b'(')?;
        if before[open..].contains(&b')') {
            return None;
        }
        let open = self.sentence.start + open as u32;
        if let Some(inside) = self.marks.iter().find(|m| m.start >= open && m.end <= spot.start) {
            return Some(inside.year);
        }
        if self.says_in(Stretch { start: open, end: spot.start }, Sense::LastYear) {
            return Some(year_before(base));
        }
        let lead = Stretch { start: open.saturating_sub(22).max(self.sentence.start), end: open };
        if let Some(mark) = self.marks.iter().rev().find(|m| m.start >= lead.start && m.end <= lead.end && lead.end - m.end <= 2) {
            return Some(mark.year);
        }
        let last = self.find(lead, Sense::LastYear)?;
        (open - last.1 <= 2).then_some(year_before(base))
    }

    /// `từ 30 lên 96`, `lên 96 từ 30`: the start of a movement.
    fn moves_from(&self, spot: Spot) -> bool {
        let before = self.reading.slice(self.sentence.start, spot.start);
        if !before.ends_with(b"tu ") {
            return false;
        }
        let next = self.reading.slice(spot.end, (spot.end + 60).min(self.sentence.end));
        let rest = &before[before.len().saturating_sub(60)..];
        let has = |text: &[u8], word: &[u8]| text.windows(word.len()).any(|w| w == word);
        [b" len ".as_slice(), b" xuong ", b" con "].iter().any(|w| has(next, w) || has(rest, w))
    }

    fn marks_before(&self, spot: Spot) -> Option<&YearMark> {
        self.marks.iter().rev().find(|m| m.end <= spot.start && m.start >= self.sentence.start)
    }

    /// The last other year named before the figure in its segment: `năm 2014 có 250 suất, gồm …`.
    fn clause_year(&self, spot: Spot, late: i32) -> Option<i32> {
        let last = self.find(Stretch { start: self.segment.start, end: spot.start }, Sense::LastYear);
        let mark = self.marks.iter().rev().find(|m| m.end <= spot.start && m.start >= self.segment.start);
        if let Some((start, end)) = last.filter(|l| mark.is_none_or(|m| m.start < l.0)) {
            let free = !self.says_in(Stretch { start: start.saturating_sub(14).max(self.segment.start), end: start }, Sense::Versus);
            let open = !self.reading.slice(end, spot.start).contains(&b',');
            return (free && open).then_some(year_before(self.behind(late)));
        }
        let mark = *mark?;
        let past = mark.year < self.report_year || self.ahead;
        let gap = self.reading.slice(mark.end, spot.start);
        let moved = [b" len ".as_slice(), b"xuong", b" con ", b" nay "].iter().any(|w| gap.windows(w.len()).any(|g| g == *w));
        let open = !moved && !self.is_enclosed(mark, spot) && (!gap.contains(&b',') || self.opens(mark));
        (past
            && open
            && !self.is_base(mark)
            && !self.names_plan(Stretch { start: mark.start.saturating_sub(14).max(self.segment.start), end: mark.start }))
        .then_some(mark.year)
    }

    /// `kỳ trước chuyển sang 1.874 hồ sơ`, `tồn kỳ trước 11.204 hồ sơ`: what was left is a number of this year.
    fn carries_over(&self, (start, end): (u32, u32)) -> bool {
        let before = self.reading.slice(start.saturating_sub(8), start);
        let behind = self.reading.slice(end, end + 10);
        LEFT.iter().any(|words| behind.starts_with(words)) || LEFT_FROM.iter().any(|words| before.ends_with(words))
    }

    fn says_in(&self, stretch: Stretch, sense: Sense) -> bool {
        self.find(stretch, sense).is_some()
    }

    /// Start and end of the last phrase with a sense in a stretch.
    fn find(&self, stretch: Stretch, sense: Sense) -> Option<(u32, u32)> {
        let of_sense = self.reading.saying(sense, stretch.start, stretch.end).rev().filter(|h| h.start >= stretch.start);
        of_sense.map(|h| (h.start, h.end)).find(|hit| sense != Sense::LastYear || !self.carries_over(*hit))
    }
}

/// Words before the time that something was left from.
const LEFT_FROM: [&[u8]; 3] = [b"ton ", b"ton tu ", b" tu "];

fn year_before(year: i32) -> i32 {
    if year == UNKNOWN { UNKNOWN } else { year - 1 }
}

fn said(year: i32, usual: i32) -> FigureYear {
    FigureYear { year, said: true, compared: year < usual }
}
