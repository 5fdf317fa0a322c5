//! What the last run left: which sources it saw, which reports the lake holds, at which table versions.
//!
//! Written last in a run, in one rename. Where it does not agree with the lake, a run died in between.

use std::collections::BTreeMap;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::error::{IoContext, RunError};
use crate::layout::Layout;
use crate::store::{ContentId, write_durably};
use crate::summary::Rejection;

/// Versions of the lake's tables, by name.
pub(crate) type LakeVersions = BTreeMap<String, i64>;

/// What the last run left.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct State {
    /// Version of this file's form.
    pub(crate) format: u32,
    /// Versions of the lake's tables that this state describes.
    pub(crate) lake: LakeVersions,
    /// Key of the dimension rows in the lake.
    pub(crate) dimensions: String,
    /// The release made of those versions: `releases/12.duckdb`.
    pub(crate) release: Option<String>,
    /// When the sources were listed, nanoseconds since 1970.
    pub(crate) listed_ns: i64,
    /// Every source seen, by URI.
    pub(crate) sources: BTreeMap<String, KnownSource>,
    /// Every report version in the lake.
    pub(crate) reports: BTreeMap<ContentId, KnownReport>,
}

/// A source as last seen.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownSource {
    /// Name of the pipeline that owns it.
    pub(crate) pipeline: String,
    /// Size in bytes.
    pub(crate) bytes: u64,
    /// Last change, nanoseconds since 1970.
    pub(crate) modified_ns: i64,
    /// Its content; `None` where it could not be read.
    pub(crate) content: Option<ContentId>,
    /// Key of the work that was done on it.
    pub(crate) work: String,
    /// Why it was set aside, if it was.
    pub(crate) rejected: Option<Rejection>,
    /// It was not there any more.
    pub(crate) gone: bool,
}

/// A report version in the lake.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownReport {
    /// The source that its rows name.
    pub(crate) uri: String,
    /// Logical id.
    pub(crate) report_id: String,
    /// Date that orders versions of one report.
    pub(crate) as_of: String,
    /// Year of its partition.
    pub(crate) report_year: i32,
    /// The version it supersedes.
    pub(crate) supersedes: Option<ContentId>,
    /// The version that superseded it.
    pub(crate) superseded_by: Option<ContentId>,
    /// Its file holds another version now: only its line in `reports` is left.
    pub(crate) replaced: bool,
    /// Rows by table.
    pub(crate) rows: BTreeMap<String, u64>,
    /// Figures by area; the empty area is for those without an indicator.
    pub(crate) figures: BTreeMap<String, u64>,
    /// Findings by severity.
    pub(crate) findings: BTreeMap<String, u64>,
}

/// Counted up when the form of the file changes.
const FORMAT: u32 = 1;

impl State {
    /// The state of a warehouse; an empty one where no run has ended.
    pub(crate) fn load(layout: &Layout) -> Result<Self, RunError> {
        let path = layout.state();
        match std::fs::read(&path) {
            Ok(json) => Self::parse(&json, &path),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Self { format: FORMAT, ..Self::default() }),
            Err(error) => Err(error).at("read", &path),
        }
    }

    /// Puts the state in place of the last one.
    pub(crate) fn save(&self, layout: &Layout) -> Result<(), RunError> {
        let path = layout.state();
        let json = serde_json::to_vec(self).map_err(std::io::Error::from).at("write", &path)?;
        write_durably(&path, &json)
    }

    fn parse(json: &[u8], path: &Path) -> Result<Self, RunError> {
        let broken = |reason: String| RunError::State { path: path.to_owned(), reason };
        let state: Self = serde_json::from_slice(json).map_err(|error| broken(error.to_string()))?;
        if state.format == FORMAT { Ok(state) } else { Err(broken(format!("its form is {}, this binary knows {FORMAT}", state.format))) }
    }

    /// Sources that are set aside, by path.
    pub(crate) fn rejections(&self) -> Vec<Rejection> {
        let mut rejections: Vec<_> = self.sources.values().filter_map(|source| source.rejected.clone()).collect();
        rejections.sort();
        rejections
    }
}
