//! Where things lie in a warehouse folder.

use std::path::{Path, PathBuf};

/// The folder of a warehouse and the places in it. Computes paths only; opens nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    root: PathBuf,
}

impl Layout {
    /// The places of the warehouse at `root`.
    #[must_use]
    pub fn new(root: impl Into<PathBuf>) -> Self {
        Self { root: root.into() }
    }

    /// The warehouse folder.
    #[must_use]
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The Delta tables, one folder each.
    #[must_use]
    pub fn lake(&self) -> PathBuf {
        self.root.join("lake")
    }

    /// The bytes of every source, by content id.
    #[must_use]
    pub fn raw(&self) -> PathBuf {
        self.root.join("raw")
    }

    /// Stored extractions, by content id and extractor version.
    #[must_use]
    pub fn extractions(&self) -> PathBuf {
        self.root.join("extractions")
    }

    /// One file a run.
    #[must_use]
    pub fn ledger(&self) -> PathBuf {
        self.root.join("ledger")
    }

    /// The release databases.
    #[must_use]
    pub fn releases(&self) -> PathBuf {
        self.root.join("releases")
    }

    /// The link to the release that is current.
    #[must_use]
    pub fn current_release(&self) -> PathBuf {
        self.root.join("solieu.duckdb")
    }

    /// Parquet written for one release and removed after it.
    #[must_use]
    pub fn scratch(&self) -> PathBuf {
        self.root.join("scratch")
    }

    /// What the last run left: sources, reports, table versions.
    #[must_use]
    pub fn state(&self) -> PathBuf {
        self.root.join("state.json")
    }

    /// The file a run holds locked.
    #[must_use]
    pub fn lock(&self) -> PathBuf {
        self.root.join("lock")
    }
}
