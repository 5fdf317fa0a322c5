//! What a run did, and what the warehouse holds after it.

use std::collections::BTreeMap;
use std::path::PathBuf;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a run did, and what the warehouse holds after it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, JsonSchema)]
pub struct RunSummary {
    /// Id of the run in the ledger.
    pub run_id: String,
    /// Name of the pipeline.
    pub pipeline: String,
    /// Reports read from their source in this run.
    pub read: u64,
    /// Reports interpreted again from stored extractions.
    pub reinterpreted: u64,
    /// Reports that were as before.
    pub unchanged: u64,
    /// Files that the pipeline selects.
    pub selected: u64,
    /// Files that no reader reads, or that the pipeline leaves out.
    pub not_selected: u64,
    /// Files with the same content as another.
    pub duplicates: u64,
    /// Reports whose source has vanished, and whose figures stay.
    pub gone: u64,
    /// Reports removed, by `on_missing = "remove"`.
    pub removed: u64,
    /// Files set aside, of this run and of earlier ones.
    pub rejected: Vec<Rejection>,
    /// Bytes of the reports read.
    pub bytes_read: u64,
    /// Current reports in the warehouse.
    pub reports: u64,
    /// Figures in the warehouse by area; the empty area is for those without an indicator.
    pub figures_by_area: BTreeMap<String, u64>,
    /// Findings in the warehouse by severity.
    pub findings_by_severity: BTreeMap<String, u64>,
    /// The release that is current; `None` in a warehouse that never had a report.
    pub release: Option<PathBuf>,
    /// True when this run made it.
    pub released: bool,
    /// True when it was made from the last release, by replacing what changed.
    pub release_updated: bool,
    /// Versions of the lake's tables after the run.
    pub lake_versions: BTreeMap<String, u64>,
    /// What had to be put right after a run that died.
    pub healed: Vec<String>,
    /// The warehouse folder.
    pub warehouse: PathBuf,
}

impl RunSummary {
    /// Figures in the warehouse.
    #[must_use]
    pub fn figures(&self) -> u64 {
        self.figures_by_area.values().sum()
    }

    /// Findings in the warehouse.
    #[must_use]
    pub fn findings(&self) -> u64 {
        self.findings_by_severity.values().sum()
    }
}

/// A file that was set aside, and what to do about it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
pub struct Rejection {
    /// Where it lies, as the pipeline names it.
    pub path: String,
    /// The same as a URI.
    pub uri: String,
    /// The part that is set aside; `None` for the whole file.
    pub part: Option<String>,
    /// Step that set it aside: `list`, `read`, `document`, `interpret`, `normalize`.
    pub step: String,
    /// `empty_file`, `not_text`, `unknown_province`, …
    pub reason: String,
    /// What is wrong, with place and offending text.
    pub message: String,
    /// What to do next.
    pub advice: String,
}

/// The JSON schema of what `solieu run --summary FILE` writes: `schemas/summary.schema.json`.
#[must_use]
pub fn summary_schema() -> serde_json::Value {
    schemars::schema_for!(Vec<RunSummary>).to_value()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_schema_of_summaries_is_current() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/summary.schema.json");
        let made = format!("{:#}\n", summary_schema());
        if std::env::var_os("SOLIEU_WRITE").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), made, "write it anew with SOLIEU_WRITE=1 ./do test");
    }
}
