//! The warehouse as a run finds it.

use solieu_lake::Lake;
use solieu_tables::Contracts;
use tokio::runtime::Runtime;

use crate::error::{IoContext, RunError};
use crate::layout::Layout;
use crate::state::State;

/// The lake, what the last run left, and the threads that wait for the disk.
pub(super) struct Opened {
    runtime: Runtime,
    pub(super) lake: Lake,
    pub(super) before: State,
}

impl Opened {
    /// Opens the warehouse; a new one is made.
    ///
    /// # Errors
    /// When lake or state cannot be read.
    pub(super) fn at(layout: &Layout) -> Result<Self, RunError> {
        let folder = layout.lake();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.at("start threads for", &folder)?;
        let before = State::load(layout)?;
        let lake = runtime.block_on(Lake::open(&folder.display().to_string(), Contracts::builtin())).map_err(RunError::lake)?;
        Ok(Self { runtime, lake, before })
    }

    /// Waits for work on the lake.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}
