//! What a run is told beside its pipeline.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use solieu_catalog::Catalog;

use super::part::Part;
use crate::error::RunError;
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
    /// Which reports are expected, as in `schemas/expected_reports.toml`; `None` for the built-in file.
    pub expected_reports: Option<String>,
    /// Try again what was set aside, also where nothing changed.
    pub replay: bool,
    /// Set when the run is to end soon: it then ends between two steps or pieces of work, the release as before.
    pub stop: Arc<AtomicBool>,
    /// Write nothing: for [`super::preview`].
    pub(super) dry: bool,
    /// Version of the binary, for the ledger.
    pub binary_version: String,
}

impl<'a> RunOptions<'a> {
    /// A run over all that changed.
    pub fn new(layout: Layout, catalog: &'a Catalog, clock: Clock<'a>, binary_version: impl Into<String>) -> Self {
        Self {
            layout,
            catalog,
            clock,
            full: false,
            part: Part::default(),
            expected_reports: None,
            replay: false,
            stop: Arc::default(),
            dry: false,
            binary_version: binary_version.into(),
        }
    }

    /// # Errors
    /// [`RunError::Stopped`] once the run is to end.
    pub(super) fn go_on(&self) -> Result<(), RunError> {
        if self.stop.load(Ordering::Relaxed) { Err(RunError::Stopped) } else { Ok(()) }
    }
}
