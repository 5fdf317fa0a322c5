//! What part a figure plays: result, target, comparison, running total, part of another.

use solieu_catalog::Sense;

use crate::Role;
use crate::clause::Stretch;
use crate::reading::{Reading, Spot};

/// What tells the role.
pub(crate) struct RoleScales<'a> {
    pub(crate) reading: &'a Reading,
    pub(crate) spot: Spot,
    pub(crate) clause: Stretch,
    pub(crate) segment: Stretch,
    /// A chapter on tasks to come.
    pub(crate) ahead: bool,
    /// A figure of another year than the sentence's.
    pub(crate) compared: bool,
    /// Carried as a part of an earlier figure.
    pub(crate) part: bool,
}

/// The role of a figure.
pub(crate) fn role(scales: &RoleScales<'_>) -> Role {
    if scales.ahead || scales.says(Sense::Target, scales.clause) {
        Role::Target
    } else if scales.compared {
        Role::Comparison
    } else if scales.says(Sense::Cumulative, scales.clause) {
        Role::Cumulative
    } else if scales.part {
        Role::Part
    } else {
        Role::Result
    }
}

impl RoleScales<'_> {
    fn says(&self, sense: Sense, stretch: Stretch) -> bool {
        let start = stretch.start.max(self.segment.start);
        self.reading.saying(sense, start, self.spot.start).any(|hit| hit.start >= start)
    }
}
