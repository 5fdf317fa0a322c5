//! What the last run left: which sources it saw, which reports the lake holds, at which table versions.
//!
//! Written last in a run, in one rename. Where it does not agree with the lake, a run died in between.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};

use crate::config::StatedFacts;
use crate::error::{IoContext, RunError};
use crate::layout::Layout;
use crate::store::{ContentId, write_durably};
use crate::summary::Rejection;

/// Versions of the lake's tables, by name.
pub(crate) type LakeVersions = BTreeMap<String, u64>;

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
    /// The last release.
    pub(crate) release: Option<KnownRelease>,
    /// When the sources were listed, nanoseconds since 1970.
    pub(crate) listed_ns: i64,
    /// Every source seen, by URI.
    pub(crate) sources: BTreeMap<String, KnownSource>,
    /// Every report version in the lake; the states before and after a run share what stays.
    pub(crate) reports: BTreeMap<ContentId, Arc<KnownReport>>,
}

/// A release as it was made.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownRelease {
    /// Name below the warehouse: `releases/12.duckdb`.
    pub(crate) path: String,
    /// Versions of the lake's tables that it holds.
    pub(crate) lake: LakeVersions,
    /// Figures in it.
    pub(crate) figures: u64,
    /// The same by province and report year: `94@2004-01-01/2016`.
    #[serde(default)]
    pub(crate) figures_by_province_year: BTreeMap<String, u64>,
    /// Form it was made in, its size and time on disk: what the next one is made from must be as it was made.
    #[serde(default)]
    pub(crate) form: String,
    #[serde(default)]
    pub(crate) bytes: u64,
    #[serde(default)]
    pub(crate) modified_ns: i64,
}

/// A source as last seen; one that vanished is forgotten here.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
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
    /// The run that set it aside; empty where it was not.
    pub(crate) rejected_in: String,
}

/// Numbers by name: of a table, an area, a severity.
pub(crate) type Counts = BTreeMap<CompactString, u64>;

/// A report version in the lake. A warehouse keeps one in memory for each: small.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct KnownReport {
    /// Name of the pipeline that owns it.
    pub(crate) pipeline: String,
    /// The source that its rows name.
    pub(crate) uri: String,
    /// The same as the pipeline names it, for messages.
    pub(crate) path: PathBuf,
    /// Size of the source in bytes.
    pub(crate) bytes: u64,
    /// What the pipeline stated of it.
    pub(crate) stated: StatedFacts,
    /// Key of the work that was done on it.
    pub(crate) work: String,
    /// Logical id.
    pub(crate) report_id: String,
    /// Date that orders versions of one report.
    pub(crate) as_of: String,
    /// Its province.
    #[serde(default)]
    pub(crate) province_key: String,
    /// Year of its partition.
    pub(crate) report_year: i32,
    /// The version it supersedes.
    pub(crate) supersedes: Option<ContentId>,
    /// The version that superseded it.
    pub(crate) superseded_by: Option<ContentId>,
    /// Its file holds another version now, and only its line in `reports` is left: counted in the
    /// order in which that happened.
    pub(crate) replaced: Option<u64>,
    /// Its source is not there any more.
    pub(crate) gone: bool,
    /// Rows by table.
    pub(crate) rows: Counts,
    /// Digests of those rows by table, without `reports`.
    #[serde(default)]
    pub(crate) digests: BTreeMap<CompactString, CompactString>,
    /// Figures by area; the empty area is for those without an indicator.
    pub(crate) figures: Counts,
    /// Findings by severity.
    pub(crate) findings: Counts,
    /// The run that worked on it.
    pub(crate) run_id: String,
    /// Parts of it that were set aside.
    pub(crate) rejected_parts: Vec<Rejection>,
}

impl KnownReport {
    /// True where the rows of a table are the same as they were, so that those in the lake can stay.
    pub(crate) fn has_same_rows(&self, earlier: &Self, table: &str) -> bool {
        earlier.replaced.is_none() && earlier.digests.get(table).is_some_and(|digest| self.digests.get(table) == Some(digest))
    }

    /// True where all that is told of the report from its rows is as it was; who worked on it, when and by which catalogue may differ.
    pub(crate) fn says_the_same(&self, earlier: &Self) -> bool {
        let identity = |report: &Self| (report.report_id.clone(), report.as_of.clone(), report.province_key.clone(), report.report_year);
        let same = |table: &CompactString| self.has_same_rows(earlier, table);
        !self.digests.is_empty() && self.digests.keys().all(same) && identity(self) == identity(earlier)
    }
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

    /// Everything that is set aside, by path.
    pub(crate) fn rejections(&self) -> Vec<Rejection> {
        self.rejections_where(|_| true)
    }

    /// What of a pipeline's sources is set aside, by path.
    pub(crate) fn rejections_of(&self, pipeline: &str) -> Vec<Rejection> {
        self.rejections_where(|owner| owner == pipeline)
    }

    fn rejections_where(&self, owned: impl Fn(&str) -> bool) -> Vec<Rejection> {
        let files = self.sources.values().filter(|source| owned(&source.pipeline)).filter_map(|source| source.rejected.clone());
        let parts = self.reports.values().filter(|report| owned(&report.pipeline)).flat_map(|report| report.rejected_parts.iter().cloned());
        let mut rejections: Vec<_> = files.chain(parts).collect();
        rejections.sort();
        rejections
    }

    /// Figures of current reports by province and report year: `94@2004-01-01/2016`.
    pub(crate) fn figures_by_province_year(&self) -> BTreeMap<String, u64> {
        let mut figures = BTreeMap::new();
        for report in self.reports.values().filter(|report| report.replaced.is_none() && !report.province_key.is_empty()) {
            *figures.entry(format!("{}/{}", report.province_key, report.report_year)).or_default() += report.figures.values().sum::<u64>();
        }
        figures
    }

    /// Figures in the warehouse.
    pub(crate) fn figures(&self) -> u64 {
        self.reports.values().flat_map(|report| report.figures.values()).sum()
    }
}
