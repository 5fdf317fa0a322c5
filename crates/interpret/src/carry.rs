//! What a figure takes over from one before it: a percent from its ratio, a change from what
//! changed, a part from its whole, a figure to compare with from its like.

use rust_decimal::Decimal;
use solieu_catalog::{Catalog, Cues, Sense, UsualMeasure};
use solieu_extract::{Figure, Measure};

use crate::clause::Stretch;
use crate::context::Seen;
use crate::meaning::Found;
use crate::reading::Reading;

/// How many figures back one looks.
const BACK: usize = 8;
/// Most characters from a ratio to the percent stated for it.
const NEAR_PARTNER: u32 = 170;
/// Most characters from a change to the percent that says it again.
const NEAR_CHANGE: u32 = 24;

/// What the next part in a list of parts is worth.
const PART: f32 = 0.85;
/// Most characters of a name between two figures of a list.
const LONGEST_NAME: usize = 34;
/// Words by which something new is told.
const TELLING: [&[u8]; 12] =
    [b" co ", b" dat ", b" la ", b" chiem ", b"ty le", b"so ho so", b" duoc ", b" da ", b" con ", b"tong ", b" chua ", b" khong "];

/// What a share is of that tells how much of a plan was reached.
const PLANS: [&[u8]; 2] = [b"du toan", b"ke hoach"];

/// Words that tie a percent to what stands before it.
const LINKS: [&[u8]; 14] = [
    b"dat",
    b"ty le",
    b"ti le",
    b"bang",
    b"chiem",
    b"(",
    b"tuong ung",
    b"tuong duong",
    b"ty le la",
    b"trung binh la",
    b"ung voi",
    b"dat toi",
    b"dat tren",
    b"dat gan",
];

/// Why an indicator is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Tie {
    /// The percent is the ratio's, by arithmetic.
    Arithmetic,
    /// A percent after a figure that it can be a share of.
    Partner,
    /// A change of an earlier figure.
    Change,
    /// The like of an earlier figure, of another year.
    Comparison,
    /// A part of an earlier figure.
    Part,
    /// In a footnote to an earlier figure.
    Footnote,
    /// Next in a list of the same kind.
    List,
}

impl Tie {
    /// Name in the evidence.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Arithmetic => "ratio_agrees",
            Self::Partner => "ratio_partner",
            Self::Change => "change_of",
            Self::Comparison => "compared_with",
            Self::Part => "part_of",
            Self::Footnote => "footnote_of",
            Self::List => "list",
        }
    }
}

/// An indicator taken over.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Carried {
    /// Position, in the passage's figures, of the figure it comes from.
    pub(crate) from: usize,
    /// Index of the indicator.
    pub(crate) indicator: u32,
    pub(crate) value: f32,
    pub(crate) tie: Tie,
}

/// Looks back over a passage's figures.
pub(crate) struct Looking<'a> {
    pub(crate) catalog: &'a Catalog,
    pub(crate) reading: &'a Reading,
    pub(crate) figures: &'a [&'a Figure],
    /// What earlier figures of the passage were found to be.
    pub(crate) found: &'a [Found],
    pub(crate) sentence: Stretch,
    /// The figure at hand is one to compare with.
    pub(crate) compared: bool,
    /// Groups of the clause of the figure at hand.
    pub(crate) in_clause: &'a Seen,
}

impl Looking<'_> {
    /// The strongest takeover for the figure at position `at` of the passage.
    pub(crate) fn carried(&self, at: usize) -> Option<Carried> {
        let earlier = (at.saturating_sub(BACK)..at).rev();
        let all = earlier.filter_map(|from| self.from(at, from));
        all.max_by(|a, b| a.value.total_cmp(&b.value))
    }

    /// A percent right behind a count that lends it no name: it is a share of that count.
    pub(crate) fn is_share_of_count(&self, at: usize) -> bool {
        let Some(from) = at.checked_sub(1) else { return false };
        let (percent, whole) = (self.figures[at], self.figures[from]);
        let indicator = self.found[from].indicator.map(|i| &self.catalog.indicators()[i as usize]);
        percent.measure == Measure::Percent
            && whole.measure == Measure::Count
            && self.gap(from, at).is_some_and(|gap| gap <= 40)
            && indicator.is_none_or(|i| !i.takes_shares())
    }

    fn from(&self, at: usize, from: usize) -> Option<Carried> {
        let indicator = self.found[from].indicator?;
        let (value, tie) = match self.figures[at].measure {
            Measure::Percent => self.partner(at, from, indicator).or_else(|| self.like(at, from))?,
            Measure::Change => self.change(at, from)?,
            _ => self.like(at, from)?,
        };
        if matches!(tie, Tie::Part | Tie::List) && self.is_barred(indicator) {
            return None;
        }
        let indicator = self.counterpart(indicator, self.figures[at])?;
        Some(Carried { from, indicator, value: value * self.trust(from), tie })
    }

    /// The figure's own clause has a phrase that every rule of the indicator bars.
    fn is_barred(&self, indicator: u32) -> bool {
        let rules = self.cues().rules();
        let first = rules.partition_point(|r| r.indicator < indicator);
        let mut own = rules[first..].iter().take_while(|r| r.indicator == indicator).peekable();
        own.peek().is_some() && own.all(|r| r.not.is_some_and(|g| self.in_clause.has(g)))
    }

    /// A weak finding carries less.
    fn trust(&self, from: usize) -> f32 {
        0.8 + 0.2 * self.found[from].value.clamp(0.0, 1.0)
    }

    fn partner(&self, at: usize, from: usize, indicator: u32) -> Option<(f32, Tie)> {
        let (percent, whole) = (self.figures[at], self.figures[from]);
        let gap = self.gap(from, at).filter(|gap| *gap <= NEAR_PARTNER)?;
        let linked = self.is_linked(at);
        // `giảm 171 đơn vị, tương ứng 62,64%`
        if linked && from + 1 == at && gap <= NEAR_CHANGE && self.is_movement(from) {
            return Some((1.0, Tie::Change));
        }
        if !matches!(whole.measure, Measure::Ratio | Measure::Count) {
            return None;
        }
        let telling = percent.value != Decimal::ONE_HUNDRED || linked;
        if whole.measure == Measure::Ratio && telling && agrees(percent.value, whole) {
            return Some((2.0 - gap as f32 / 1000.0, Tie::Arithmetic));
        }
        let shares = self.catalog.indicators()[indicator as usize].takes_shares();
        let adjacent = (from + 1..at).all(|i| self.figures[i].measure == Measure::Ratio);
        let parted = self.separators(from, at, b';') > 0;
        let base = if whole.measure == Measure::Ratio { 1.0 } else { 0.85 } + if linked { 0.15 } else { 0.0 };
        (shares && adjacent && !parted).then(|| (base - self.loss(from, at) * 0.4, Tie::Partner))
    }

    /// So many more or fewer, not so many in all.
    fn is_movement(&self, at: usize) -> bool {
        let (figure, spot) = (self.figures[at], self.reading.spots[at]);
        let before = self.reading.slice(spot.start.saturating_sub(12), spot.start).trim_ascii_end();
        let moves = before.ends_with(b"giam") || before.ends_with(b"giam duoc") || before.ends_with(b"tang");
        match figure.measure {
            Measure::Change => figure.unit != "percent",
            Measure::Count => moves || says_movement(&figure.quote),
            _ => false,
        }
    }

    /// The percent is said of what stands before it: `đạt 84 %`, `(84 %)`, `chiếm 84 %`.
    fn is_linked(&self, at: usize) -> bool {
        let spot = self.reading.spots[at];
        let before = self.reading.slice(spot.start.saturating_sub(40), spot.start).trim_ascii_end();
        LINKS.iter().any(|word| before.ends_with(word))
    }

    fn change(&self, at: usize, from: usize) -> Option<(f32, Tie)> {
        let (change, changed) = (self.figures[at], self.figures[from]);
        let relative = matches!(change.unit.as_str(), "percent" | "percentage_point" | "time");
        let points = change.unit != "percentage_point" || matches!(changed.measure, Measure::Percent | Measure::Ratio | Measure::Score);
        let same = relative && points || change.unit == changed.unit || changed.measure == Measure::Change;
        let bracketed = self.leaves_bracket(from, at);
        let steps = (from..at).filter(|i| self.figures[*i].measure != Measure::Change).count();
        // `bằng 93,5% dự toán, tăng 40% so với cùng kỳ`: what rose is what was planned, not how much of it was reached.
        let of_plan = changed.unit == "percent" && self.follows_plan(from);
        let fits = (same && changed.unit != "percent" || relative) && !(of_plan && self.has_sense_behind(at, Sense::LastYear));
        (fits && points && self.gap(from, at)? <= 260)
            .then(|| (1.15 - bracketed - 0.08 * steps as f32 - 0.25 * self.loss(from, at), Tie::Change))
    }

    /// A plan or an estimate stands right behind a figure: it is a share of that.
    fn follows_plan(&self, from: usize) -> bool {
        let end = self.reading.spots[from].end;
        let next = self.reading.spots.get(from + 1).map_or(self.sentence.end, |spot| spot.start);
        let behind = self.reading.slice(end, next.min(end + NEAR_CHANGE));
        PLANS.iter().any(|word| memchr::memmem::find(behind, word).is_some())
    }

    fn has_sense_behind(&self, at: usize, sense: Sense) -> bool {
        let end = self.reading.spots[at].end;
        self.has_sense(end, (end + NEAR_CHANGE).min(self.sentence.end), sense)
    }

    fn like(&self, at: usize, from: usize) -> Option<(f32, Tie)> {
        let (this, other) = (self.figures[at], self.figures[from]);
        let kin = this.measure == other.measure || self.are_kin(this.measure, other.measure);
        let same_unit = this.unit == other.unit || this.unit_words.is_empty() && this.measure == other.measure;
        if !kin || !same_unit {
            return None;
        }
        let loss = self.loss(from, at);
        if self.compared {
            if other.measure == Measure::Count && says_movement(&other.quote) {
                return None;
            }
            return (!self.found[from].compared || from + 1 == at).then_some((0.98 - 0.35 * loss, Tie::Comparison));
        }
        let (start, end) = (self.reading.spots[from].end, self.reading.spots[at].start);
        let widest = if matches!(this.measure, Measure::Rank | Measure::Score) { 120 } else { 60 };
        let joined = end >= start && end - start <= widest;
        if self.has_sense(start, end, Sense::Parts) || self.opens_bracket(start, end) {
            return (self.in_sentence(from) && is_same_kind(this, other)).then_some((0.72 - 0.2 * loss, Tie::Part));
        }
        let next_in_list = from + 1 == at && this.measure == other.measure && self.is_bare(start, end);
        let parted = self.separators(from, at, b';') > 0 && widest == 60 && !next_in_list;
        let same_parts = self.found[from].part_of.is_some() && self.separators(from, at, b')') == 0;
        let base = if same_parts { PART } else { 0.68 };
        (joined && self.in_sentence(from) && !parted).then_some((base - 0.3 * loss, Tie::List))
    }

    /// Nothing but a short name stands between two figures: `Sở Xây dựng 97; Sở Y tế 98,25`.
    fn is_bare(&self, start: u32, end: u32) -> bool {
        let gap = self.reading.slice(start, end);
        let says = |word: &&[u8]| memchr::memmem::find(gap, word).is_some();
        gap.len() <= LONGEST_NAME && !TELLING.iter().any(says)
    }

    /// Counts and ratios measure one thing; what a change is compared with is what changed.
    fn are_kin(&self, this: Measure, other: Measure) -> bool {
        match (this, other) {
            (Measure::Count, Measure::Ratio) | (Measure::Ratio, Measure::Count) => true,
            (_, Measure::Change) => self.compared,
            _ => false,
        }
    }

    /// The indicator under which the figure at hand stands: the change of a PAR INDEX rank has one of its own.
    fn counterpart(&self, indicator: u32, figure: &Figure) -> Option<u32> {
        let id = self.catalog.indicators()[indicator as usize].id.as_str();
        let usual = self.catalog.indicators()[indicator as usize].measure;
        if let Some(rank) = id.strip_suffix("_change").filter(|_| figure.measure != Measure::Change) {
            let place = self.catalog.indicators().iter().position(|i| i.id == rank);
            return place.and_then(|at| u32::try_from(at).ok());
        }
        // `tăng 9 bậc và 1,07 điểm`: what rose by points is the score.
        if figure.measure == Measure::Change && figure.unit == "point" && (usual == UsualMeasure::Rank || id.ends_with("rank_change")) {
            let score = [id.split('.').next()?, ".score"].concat();
            let place = self.catalog.indicators().iter().position(|i| i.id == score);
            return place.and_then(|at| u32::try_from(at).ok());
        }
        if figure.measure == Measure::Change && figure.unit == "rank" {
            let own = self.catalog.indicators().iter().position(|i| i.id.strip_suffix("_change") == Some(id));
            return own
                .map_or((usual == UsualMeasure::Rank || usual == UsualMeasure::Change).then_some(indicator), |at| u32::try_from(at).ok());
        }
        Some(indicator)
    }

    fn cues(&self) -> &Cues {
        self.catalog.cues()
    }

    fn in_sentence(&self, from: usize) -> bool {
        self.reading.spots[from].start >= self.sentence.start
    }

    /// Characters between two figures of one sentence; of neighbouring sentences with a penalty.
    fn gap(&self, from: usize, at: usize) -> Option<u32> {
        let (left, right) = (self.reading.spots[from], self.reading.spots[at]);
        let gap = right.start.checked_sub(left.end)?;
        Some(if self.in_sentence(from) { gap } else { gap + 80 })
    }

    fn loss(&self, from: usize, at: usize) -> f32 {
        self.reading.way(self.reading.spots[from].end, self.reading.spots[at].start) as f32 / 1000.0
    }

    fn separators(&self, from: usize, at: usize, mark: u8) -> usize {
        let gap = self.reading.slice(self.reading.spots[from].end, self.reading.spots[at].start);
        gap.iter().filter(|b| **b == mark).count()
    }

    /// What it costs that the earlier figure stands in brackets and this one outside.
    fn leaves_bracket(&self, from: usize, at: usize) -> f32 {
        let gap = self.reading.slice(self.reading.spots[from].end, self.reading.spots[at].start);
        let closes = gap.iter().position(|b| *b == b')');
        let opens = gap.iter().position(|b| *b == b'(');
        if closes.is_some_and(|c| opens.is_none_or(|o| c < o)) { 0.3 } else { 0.0 }
    }

    fn has_sense(&self, start: u32, end: u32, sense: Sense) -> bool {
        self.reading.saying(sense, start, end).any(|hit| hit.start >= start)
    }

    fn opens_bracket(&self, start: u32, end: u32) -> bool {
        let gap = self.reading.slice(start, end);
        gap.contains(&b'(') && !gap.contains(&b')')
    }
}

/// A part is counted by its whole's noun: of 6 `nhiệm vụ` with 38 `phần việc` the second is no part of the first.
/// Offices and people have many nouns.
fn is_same_kind(part: &Figure, whole: &Figure) -> bool {
    let many = matches!(part.unit.as_str(), "unit" | "person");
    let unsaid = part.unit_words.is_empty() || whole.unit_words.is_empty();
    many || unsaid || solieu_vietnamese::fold(&part.unit_words) == solieu_vietnamese::fold(&whole.unit_words)
}

/// `giảm 06 đơn vị` counts what was cut: no like of what there is.
fn says_movement(quote: &str) -> bool {
    let folded = solieu_vietnamese::fold(quote);
    folded.starts_with("giam") || folded.starts_with("tang")
}

/// Whether a percent is the ratio's, within what its printed digits allow.
fn agrees(percent: Decimal, ratio: &Figure) -> bool {
    let Some(whole) = ratio.denominator.filter(|d| !d.is_zero()) else { return false };
    let exact = ratio.value * Decimal::ONE_HUNDRED / whole;
    let step = Decimal::new(1, percent.scale().min(4));
    (exact - percent).abs() <= step
}
