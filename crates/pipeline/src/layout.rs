//! Where things lie in a warehouse folder.

use std::path::{Path, PathBuf};

const LAKE_BEFORE: &str = "lake-before-";

/// The folder of a warehouse and the places in it. Opens no file.
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

    /// Where the lake lies that a run found in another form and made anew.
    #[must_use]
    pub fn lake_before(&self, run_id: &str) -> PathBuf {
        self.root.join(format!("{LAKE_BEFORE}{run_id}"))
    }

    /// The last run that made the lake anew; what runs before it left cannot be looked at any more.
    #[must_use]
    pub fn made_anew_by(&self) -> Option<String> {
        let entries = std::fs::read_dir(&self.root).ok()?.flatten();
        entries.filter_map(|entry| Some(entry.file_name().to_str()?.strip_prefix(LAKE_BEFORE)?.to_owned())).max()
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

    /// What each job remembers of its schedule.
    #[must_use]
    pub fn schedule(&self) -> PathBuf {
        self.root.join("schedule")
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
