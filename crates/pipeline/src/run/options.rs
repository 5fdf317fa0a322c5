//! What a run is told beside its pipeline.

use solieu_catalog::Catalog;

use super::part::Part;
use crate::layout::Layout;
use crate::ledger::Clock;

/// What a run is told beside its pipeline.
#[derive(Clone)]
pub struct RunOptions<'a> {
    /// The warehouse.
    pub layout: Layout,
    /// The catalogue that gives figures their meaning.
    pub catalog: &'a Catalog,
    /// Tells the time.
    pub clock: Clock<'a>,
    /// Redo all, also what did not change.
    pub full: bool,
    /// Redo these, also where they did not change, and leave the others alone.
    pub part: Part,
    /// Write nothing: for [`super::preview`].
    pub(super) dry: bool,
    /// Version of the binary, for the ledger.
    pub binary_version: String,
}

impl<'a> RunOptions<'a> {
    /// A run over all that changed.
    pub fn new(layout: Layout, catalog: &'a Catalog, clock: Clock<'a>, binary_version: impl Into<String>) -> Self {
        Self { layout, catalog, clock, full: false, part: Part::default(), dry: false, binary_version: binary_version.into() }
    }
}
