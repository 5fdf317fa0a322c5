//! Looking back: the warehouse as earlier runs left it, and what changed between two of them.

mod as_of;
mod compare;
mod diff;
mod moment;
mod vacuum;

pub use as_of::{AsOf, as_of};
pub use compare::{Cause, FigureChange, FigureSide, Happened};
pub(crate) use compare::{FIGURE_COLUMNS, Held, REPORT_COLUMNS, compare};
pub use diff::{RunDiff, diff};
pub use moment::Moment;
pub use vacuum::{Removable, RemovableKind, vacuum, vacuum_candidates};
