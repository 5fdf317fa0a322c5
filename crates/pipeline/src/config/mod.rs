//! What a pipeline file says: which sources, what is known of them, where the warehouse lies.
//!
//! Paths in a pipeline file are relative to the folder the file lies in. Unknown keys are errors.

mod error;
mod facts;
mod parse;

use std::path::PathBuf;

use schemars::JsonSchema;
use serde::Deserialize;

use crate::schedule::Occasion;

pub use error::ConfigError;
pub use facts::{FactsByPath, StatedFacts};
pub use parse::pipeline_schema;

/// One pipeline: a name, its sources, and how the warehouse treats them.
#[derive(Debug, Clone)]
pub struct Pipeline {
    /// Name, unique in its warehouse; sources are owned by it.
    pub name: String,
    /// Folder of the warehouse, as a path usable from the current folder. `None`: the caller's default.
    pub warehouse: Option<PathBuf>,
    /// Folders, files and globs to read.
    pub sources: Vec<SourceSpec>,
    /// What is known of every report where its text does not say.
    pub stated: StatedFacts,
    /// What is known by path, tried in order; the first pattern that matches wins.
    pub stated_by_path: Vec<FactsByPath>,
    /// What happens to the rows of a source that vanished.
    pub on_missing: OnMissing,
    /// The largest share of known sources (0 to 1) that `on_missing = "remove"` may remove in one run.
    pub max_missing_share: f64,
    /// What must hold before a release is made.
    pub audits: Audits,
    /// How long the past stays.
    pub retention: Retention,
    /// When it runs by itself, under `solieu schedule`.
    pub schedule: Option<Schedule>,
    /// Who is told when something needs a look, under `solieu schedule`.
    pub notify: Vec<Notify>,
}

/// When a pipeline runs by itself.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Schedule {
    /// Minute, hour, day of the month, month, weekday: `30 2 * * *`.
    pub cron: String,
    /// Time zone of `cron`.
    pub timezone: String,
    /// A run begins up to so many seconds later, so that many do not begin at once.
    pub jitter_seconds: u32,
    /// A run that takes longer is ended.
    pub max_minutes: u32,
    /// How often a run that failed is tried again before it is due again.
    pub retries: u32,
    /// Seconds before the first of these tries; doubled for each further one.
    pub backoff_seconds: u32,
}

impl Default for Schedule {
    fn default() -> Self {
        Self {
            cron: "30 2 * * *".to_owned(),
            timezone: "Asia/Ho_Chi_Minh".to_owned(),
            jitter_seconds: 0,
            max_minutes: 120,
            retries: 3,
            backoff_seconds: 60,
        }
    }
}

/// A way to tell somebody.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Notify {
    /// Of what; empty for all.
    #[serde(default)]
    pub on: Vec<Occasion>,
    /// Program and arguments; the notice is on its standard input, as JSON.
    pub command: Option<Vec<String>>,
    /// Address that the notice is posted to, as JSON.
    pub webhook: Option<String>,
}

/// Where reports lie.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SourceSpec {
    /// A folder (read with all its folders) or a file. This or `url`.
    #[serde(default)]
    pub path: PathBuf,
    /// S3-compatible storage: `s3://BUCKET/PREFIX/`. This or `path`.
    #[serde(default)]
    pub url: Option<String>,
    /// How the storage of `url` is reached.
    #[serde(default)]
    pub storage: Storage,
    /// Globs over the path below `path` or `url`; empty takes every readable kind.
    #[serde(default)]
    pub include: Vec<String>,
    /// Globs over the path below `path` or `url` that are left out; they win over `include`.
    #[serde(default)]
    pub exclude: Vec<String>,
    /// Kinds of files to read, of `text` and `markdown`; empty takes all.
    #[serde(default)]
    pub kinds: Vec<String>,
}

/// How S3-compatible storage is reached. No connection is opened that is not named here.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Storage {
    /// Address of the service: `https://s3.example.vn`. Without it, Amazon's of the region.
    pub endpoint: Option<String>,
    /// Region.
    pub region: String,
    /// Allow an endpoint without TLS.
    pub allow_http: bool,
    /// Environment variable that holds the id of the access key. Where it is not set, requests are not signed.
    pub access_key_env: String,
    /// Environment variable that holds the secret of the access key.
    pub secret_key_env: String,
    /// Seconds for which a request that fails is tried again.
    pub retry_seconds: u64,
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            endpoint: None,
            region: "us-east-1".to_owned(),
            allow_http: false,
            access_key_env: "AWS_ACCESS_KEY_ID".to_owned(),
            secret_key_env: "AWS_SECRET_ACCESS_KEY".to_owned(),
            retry_seconds: 60,
        }
    }
}

impl SourceSpec {
    /// Every readable kind of file in a folder, or one file.
    #[must_use]
    pub fn folder(path: PathBuf) -> Self {
        Self { path, url: None, storage: Storage::default(), include: Vec::new(), exclude: Vec::new(), kinds: Vec::new() }
    }
}

/// What happens to the rows of a source that vanished.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum OnMissing {
    /// They stay, marked `source_gone`.
    #[default]
    Keep,
    /// They go, as long as no more than `max_missing_share` of the known sources vanished at once.
    Remove,
}

/// What must hold before a release is made.
///
/// Beside these it always holds that keys are unique, that every row belongs to a report, and that the
/// panel has one row a province, year, indicator and level.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Audits {
    /// The largest share of files (0 to 1) that may be rejected.
    pub max_rejected_share: f64,
    /// The largest share (0 to 1) of its figures that the warehouse may lose in one run.
    pub max_figures_lost_share: f64,
    /// The largest share (0 to 1) of its figures that a province may lose of one report year, while it has a
    /// report of that year.
    pub max_province_year_lost_share: f64,
    /// Which report years must have come in, and how far.
    pub coverage: Vec<Coverage>,
}

/// How many provinces must have reported on a year before a release is made.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Coverage {
    /// The report year.
    pub year: i32,
    /// The smallest share (0 to 1) of the provinces that existed at the end of that year.
    pub min_share: f64,
}

impl Default for Audits {
    fn default() -> Self {
        Self { max_rejected_share: 1.0, max_figures_lost_share: 0.5, max_province_year_lost_share: 0.9, coverage: Vec::new() }
    }
}

/// How long the past stays.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
pub struct Retention {
    /// Releases that stay, the newest included; at least 1.
    pub releases: usize,
    /// Days for which `solieu vacuum` keeps what every run left in the lake.
    pub days: u32,
}

impl Default for Retention {
    fn default() -> Self {
        Self { releases: 3, days: 30 }
    }
}

impl Pipeline {
    /// A pipeline over one folder or file, without a pipeline file: every readable kind is taken.
    ///
    /// `name` should tell the folder, so that two folders do not own each other's sources.
    #[must_use]
    pub fn over_folder(name: String, path: PathBuf) -> Self {
        Self {
            name,
            warehouse: None,
            sources: vec![SourceSpec::folder(path)],
            stated: StatedFacts::default(),
            stated_by_path: Vec::new(),
            on_missing: OnMissing::Keep,
            max_missing_share: DEFAULT_MISSING_SHARE,
            audits: Audits::default(),
            retention: Retention::default(),
            schedule: None,
            notify: Vec::new(),
        }
    }
}

/// A fifth: more than a year's worth of provinces never vanishes by intent.
const DEFAULT_MISSING_SHARE: f64 = 0.2;
