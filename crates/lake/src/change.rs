//! What a commit changes.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;

use crate::Stage;

/// A change of the lake: rows of reports that come and go, and small tables as a whole.
#[derive(Debug)]
pub struct Change {
    pub(crate) stage: Stage,
    pub(crate) removed: BTreeMap<String, BTreeSet<(i32, String)>>,
    pub(crate) whole: BTreeMap<String, RecordBatch>,
}

impl Change {
    /// Adds the staged rows. In each table they replace the rows of the same content ids.
    #[must_use]
    pub fn new(stage: Stage) -> Self {
        Self { stage, removed: BTreeMap::new(), whole: BTreeMap::new() }
    }

    /// Removes a report's rows from a table, unless rows of it are staged there.
    ///
    /// A report that is read anew and now has no row in a table is removed from that table so.
    #[must_use]
    pub fn without(mut self, table: &str, report_year: i32, content_id: &str) -> Self {
        self.removed.entry(table.to_owned()).or_default().insert((report_year, content_id.to_owned()));
        self
    }

    /// Replaces all rows of a table that is not partitioned.
    #[must_use]
    pub fn whole(mut self, table: &str, rows: RecordBatch) -> Self {
        self.whole.insert(table.to_owned(), rows);
        self
    }
}

/// Who commits, and when: written to the table's log.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitNote {
    /// The run.
    pub run_id: String,
    /// When, in milliseconds since 1970-01-01 UTC.
    pub at_millis: i64,
}

/// What a commit did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Committed {
    /// Version of each table of the lake after the commit.
    pub versions: BTreeMap<String, u64>,
    /// Tables that have a new version; the others were as the change wants them already.
    pub changed: BTreeSet<String>,
    /// Data files written.
    pub files_added: usize,
    /// Data files that the new versions no longer have.
    pub files_removed: usize,
}

impl Committed {
    /// Takes in what was done to other tables.
    pub(crate) fn add(&mut self, other: Self) {
        self.versions.extend(other.versions);
        self.changed.extend(other.changed);
        self.files_added += other.files_added;
        self.files_removed += other.files_removed;
    }
}
