//! Waiting for the lake outside a run.

use std::path::Path;

use crate::error::{IoContext, RunError};

/// Waits for work on the lake in `folder`.
pub(crate) fn wait<T>(folder: &Path, work: impl Future<Output = Result<T, RunError>>) -> Result<T, RunError> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    runtime.at("start threads for", folder)?.block_on(work)
}
