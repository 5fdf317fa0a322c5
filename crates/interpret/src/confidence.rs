//! How sure a meaning is, as a share that is right.
//!
//! Each piece of evidence has its own factor, measured apart on reports that a reader had named; the
//! table is in docs/catalogue.md.

use crate::carry::Tie;

/// What a name by cue rested on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct CueGrounds {
    /// Score of the winner.
    pub(crate) value: f32,
    /// Score of the best other indicator.
    pub(crate) runner_up: f32,
    /// Nearness of the cue: 1 beside the figure.
    pub(crate) nearness: f32,
    /// The measure leaves few indicators to choose from: a rank is of an index.
    pub(crate) telling_measure: bool,
    /// The cue is one word, or words with a gap between them.
    pub(crate) loose_cue: bool,
    /// A figure before it in the sentence has the same indicator, and parts are announced between the two.
    pub(crate) among_parts: bool,
    /// The headings are of another area.
    pub(crate) other_area: bool,
    /// What the figure itself is: a change, a bound, a zero in words.
    pub(crate) doubt: Doubt,
    /// Confidence of the figure as read.
    pub(crate) figure: f32,
}

/// Kinds of figures that a cue beside them names less surely.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Doubt {
    None,
    /// A change: of what changed, or of something beside it.
    Change,
    /// `dưới 95%` mostly says which units are meant, not how many percent it was.
    Bound,
    /// `không có …` denies what the next words say.
    Zero,
}

/// What a name taken over rested on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct TieGrounds {
    pub(crate) tie: Tie,
    pub(crate) value: f32,
    /// Score of the figure's own best cue for another indicator.
    pub(crate) rival: f32,
    /// Confidence of the figure that it was taken over from.
    pub(crate) source: f32,
    /// The figure is in ranks, points or percent: of a change, one of what an index or share did.
    pub(crate) relative: bool,
    /// Confidence of the figure as read.
    pub(crate) figure: f32,
}

/// Confidence of figure and indicator together, 0 to 1, where a cue gave the name.
pub(crate) fn confidence_of_cue(grounds: CueGrounds) -> f32 {
    let lead = (grounds.value - grounds.runner_up.max(0.0)) / grounds.value.max(0.01);
    let factors = [
        steps(grounds.value, &[(0.4, 0.5), (0.6, 0.8), (0.7, 0.96), (0.85, 0.98), (1.05, 0.99), (1.3, 0.995)]),
        steps(lead, &[(0.0, 0.6), (0.05, 0.85), (0.12, 0.94), (0.2, 0.98), (0.3, 1.0)]),
        distance(grounds),
        if grounds.loose_cue && !grounds.telling_measure { 0.94 } else { 1.0 },
        if grounds.among_parts { 0.85 } else { 1.0 },
        if grounds.other_area { 0.96 } else { 1.0 },
        doubt(grounds.doubt),
        grounds.figure.max(0.5),
    ];
    factors.iter().product::<f32>().clamp(0.05, 0.995)
}

/// A count or ratio far from its cue mostly counts something else.
fn distance(grounds: CueGrounds) -> f32 {
    if grounds.telling_measure {
        steps(grounds.nearness, &[(0.4, 0.85), (0.6, 0.97), (0.8, 1.0)])
    } else {
        steps(grounds.nearness, &[(0.4, 0.75), (0.6, 0.87), (0.8, 0.92), (0.9, 1.0)])
    }
}

fn doubt(doubt: Doubt) -> f32 {
    match doubt {
        Doubt::None => 1.0,
        Doubt::Change => 0.9,
        Doubt::Bound => 0.88,
        Doubt::Zero => 0.94,
    }
}

/// What remains of the doubt in a name when a figure of another year stands beside it in like unit and measure.
const LIKE: f32 = 0.7;

/// Confidence of figure and indicator together where the name was taken over: no surer than its source's.
pub(crate) fn confidence_of_tie(grounds: TieGrounds) -> f32 {
    let lead = (grounds.value - grounds.rival.max(0.0)) / grounds.value.max(0.01);
    let parted = steps(lead, &[(0.0, 0.7), (0.2, 0.9), (0.4, 1.0)]);
    let own = match grounds.tie {
        Tie::Arithmetic => 0.995,
        Tie::Comparison => 0.98 * parted,
        Tie::Partner => 0.95 * parted,
        Tie::Change if grounds.relative => 0.97 * parted,
        Tie::Change => 0.85 * parted,
        Tie::List => steps(grounds.value, &[(0.4, 0.5), (0.6, 0.75), (0.8, 0.9)]) * parted,
        Tie::Part => 0.65 * parted,
        Tie::Footnote => 0.6 * parted,
    };
    let source = if grounds.tie == Tie::Comparison { 1.0 - (1.0 - grounds.source) * LIKE } else { grounds.source };
    (own.min(source) * grounds.figure.max(0.5)).clamp(0.05, 0.995)
}

/// Confidence that a figure has no indicator, where nothing fits well enough.
pub(crate) fn confidence_of_none(best: f32, figure: f32) -> f32 {
    let own = steps(best.max(0.0), &[(0.0, 0.96), (0.2, 0.9), (0.42, 0.55)]);
    own * figure.clamp(0.5, 1.0)
}

/// A line through points, level outside them.
fn steps(at: f32, points: &[(f32, f32)]) -> f32 {
    let next = points.partition_point(|(x, _)| *x <= at);
    match (next.checked_sub(1).and_then(|i| points.get(i)), points.get(next)) {
        (Some(left), Some(right)) => left.1 + (right.1 - left.1) * (at - left.0) / (right.0 - left.0),
        (Some(only), None) | (None, Some(only)) => only.1,
        (None, None) => 0.0,
    }
}
