//! How sure a meaning is, as a share that is right.

/// What the decision rested on.
#[derive(Debug, Clone, Copy, Default)]
pub(crate) struct Grounds {
    /// Score of the winner.
    pub(crate) value: f32,
    /// Score of the best other indicator.
    pub(crate) runner_up: f32,
    /// Confidence of the figure as read.
    pub(crate) figure: f32,
    /// Taken over by arithmetic.
    pub(crate) proven: bool,
    /// Confidence of the figure that it was taken over from.
    pub(crate) source: Option<f32>,
}

/// Confidence of figure and indicator together, 0 to 1.
pub(crate) fn confidence(grounds: Grounds) -> f32 {
    let lead = (grounds.value - grounds.runner_up.max(0.0)).clamp(0.0, 1.0);
    let alone = steps(grounds.value, &[(0.4, 0.5), (0.6, 0.75), (0.8, 0.89), (0.95, 0.95), (1.1, 0.98), (1.4, 0.99)]);
    let parted = steps(lead, &[(0.0, 0.6), (0.1, 0.85), (0.2, 0.955), (0.35, 0.99), (0.5, 1.0)]);
    let own = if grounds.proven { 0.99 } else { alone * parted };
    let tied = grounds.source.map_or(own, |source| own.min(source));
    (tied * grounds.figure.clamp(0.0, 1.0).max(0.5)).clamp(0.05, 0.995)
}

/// Confidence that a figure has no indicator, where nothing fits well enough.
pub(crate) fn confidence_of_none(best: f32, figure: f32) -> f32 {
    let own = steps(best.max(0.0), &[(0.0, 0.9), (0.2, 0.75), (0.42, 0.5)]);
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
