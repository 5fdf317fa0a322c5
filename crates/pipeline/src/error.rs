//! Why a run ended without a new release.

use std::path::{Path, PathBuf};

use thiserror::Error;

use crate::config::ConfigError;

/// A run that could not end well. The release is as it was before.
#[derive(Debug, Error)]
pub enum RunError {
    /// The pipeline cannot be used as it stands.
    #[error(transparent)]
    Config(#[from] ConfigError),
    /// Another process writes the warehouse.
    #[error("{}: another run (process {holder}) is at work in this warehouse: wait for it to end", path.display())]
    Locked {
        /// The lock file.
        path: PathBuf,
        /// Id of the process that holds it, as it wrote it down.
        holder: String,
    },
    /// Storage that a pipeline names cannot be listed.
    #[error("{url}: cannot be listed: {reason}; check the address, the key and the network, and run again")]
    Storage {
        /// The source.
        url: String,
        /// Why not.
        reason: String,
    },
    /// The disk refused.
    #[error("{}: cannot {action}: {source}", path.display())]
    Io {
        /// What was tried.
        action: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
    /// The state file is of another version of Solieu, or damaged.
    #[error("{}: cannot read what the last run left: {reason}: move the file away and run again; every source is then compared anew", path.display())]
    State {
        /// The state file.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
    /// More sources vanished at once than the pipeline allows to remove.
    #[error(
        "pipeline `{pipeline}`: {missing} of {known} sources vanished, more than `max_missing_share` = {allowed} allows to remove: check the folder, or raise the share"
    )]
    TooManyMissing {
        /// The pipeline's name.
        pipeline: String,
        /// Sources that vanished.
        missing: usize,
        /// Sources known before.
        known: usize,
        /// The share that the pipeline allows.
        allowed: f64,
    },
    /// An audit blocks the release.
    #[error("audit `{audit}` blocks the release: {reason}")]
    Audit {
        /// The audit's name in the pipeline file, or of a rule that always holds.
        audit: &'static str,
        /// What did not hold, with the rows.
        reason: String,
    },
    /// The run was asked to end.
    #[error("the run was asked to end, and ended; the release is as before, the next run does the rest")]
    Stopped,
    /// A run that the ledger does not know, or that left nothing to look at.
    #[error("{wanted}: no run that left a state of the warehouse; `solieu history` lists the runs")]
    NoSuchRun {
        /// The run or day.
        wanted: String,
    },
    /// Files of an earlier run are gone.
    #[error("run {run_id} cannot be looked at any more: {} was removed by `solieu vacuum`; take a later run", path.display())]
    Vacuumed {
        /// The run.
        run_id: String,
        /// The first file that is missing.
        path: PathBuf,
    },
    /// Rows could not be made to the contracts.
    #[error("cannot conform rows: {0}")]
    Normalize(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The lake refused.
    #[error("lake: {0}")]
    Lake(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The release could not be built.
    #[error("release: {0}")]
    Release(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl RunError {
    pub(crate) fn lake(error: solieu_lake::LakeError) -> Self {
        Self::Lake(Box::new(error))
    }

    pub(crate) fn release(error: solieu_warehouse::WarehouseError) -> Self {
        match &error {
            solieu_warehouse::WarehouseError::Audit { audit, .. } => Self::Audit { audit, reason: error.to_string() },
            _ => Self::Release(Box::new(error)),
        }
    }

    pub(crate) fn rows(error: impl std::error::Error + Send + Sync + 'static) -> Self {
        Self::Normalize(Box::new(error))
    }
}

/// Says on what an input or output error happened.
pub(crate) trait IoContext<T> {
    /// The error with what was tried and where.
    fn at(self, action: &'static str, path: &Path) -> Result<T, RunError>;
}

impl<T> IoContext<T> for std::io::Result<T> {
    fn at(self, action: &'static str, path: &Path) -> Result<T, RunError> {
        self.map_err(|source| RunError::Io { action, path: path.to_owned(), source })
    }
}
