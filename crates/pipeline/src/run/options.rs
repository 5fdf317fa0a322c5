//! What a run is told beside its pipeline.

use solieu_catalog::Catalog;

use crate::layout::Layout;
use crate::ledger::Clock;

/// What a run is told beside its pipeline.
pub struct RunOptions<'a> {
    /// The warehouse.
    pub layout: Layout,
    /// The catalogue that gives figures their meaning.
    pub catalog: &'a Catalog,
    /// Tells the time.
    pub clock: Clock<'a>,
    /// Redo all, also what did not change.
    pub full: bool,
    /// Version of the binary, for the ledger.
    pub binary_version: String,
}
