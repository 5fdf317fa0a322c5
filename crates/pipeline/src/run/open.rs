//! The warehouse as a run finds it.

use std::path::PathBuf;

use solieu_lake::{Lake, LakeError};
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
    /// Where the lake lies that an earlier version of Solieu wrote, if it was made anew just now.
    pub(super) moved: Option<PathBuf>,
}

impl Opened {
    /// Opens the warehouse; a new one is made. A lake whose tables lack columns of today's contracts is
    /// moved away: the run makes it anew from the raw store and the stored extractions.
    ///
    /// # Errors
    /// When lake or state cannot be read, or a newer version of Solieu wrote the lake.
    pub(super) fn at(layout: &Layout, run_id: &str) -> Result<Self, RunError> {
        let folder = layout.lake();
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.at("start threads for", &folder)?;
        let before = State::load(layout)?;
        let open = || runtime.block_on(Lake::open(&folder.display().to_string(), Contracts::builtin()));
        let (lake, moved) = match open() {
            Err(LakeError::OtherColumns { older: true, .. }) => {
                let away = layout.lake_before(run_id);
                std::fs::rename(&folder, &away).at("move the lake of an earlier version away", &folder)?;
                (open().map_err(RunError::lake)?, Some(away))
            }
            lake => (lake.map_err(RunError::lake)?, None),
        };
        Ok(Self { runtime, lake, before, moved })
    }

    /// Waits for work on the lake.
    pub(super) fn wait<T>(&self, work: impl Future<Output = T>) -> T {
        self.runtime.block_on(work)
    }
}
