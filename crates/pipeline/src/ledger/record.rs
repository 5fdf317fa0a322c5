//! What the ledger says of a run.

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

/// One line of a run's entry.
#[derive(Serialize, Deserialize)]
#[serde(tag = "line", rename_all = "snake_case")]
pub(super) enum Line {
    Start(RunStart),
    Step(StepRecord),
    End(Box<RunEnd>),
}

/// What is known when a run begins.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct RunStart {
    /// Name of the pipeline.
    pub pipeline: String,
    /// When it began.
    pub started_at: Timestamp,
    /// Version of the binary.
    pub binary_version: String,
    /// Version of the extractor.
    pub extractor_version: String,
    /// Content hash of the catalogue.
    pub catalogue_version: String,
    /// Options of the run.
    pub options: BTreeMap<String, String>,
}

/// One step of a run.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct StepRecord {
    /// Order in the run, from 0; set by the ledger.
    #[serde(default)]
    pub ordinal: i32,
    /// `list`, `read`, `commit`, `audit`, `release`, `swap`, …
    pub step: String,
    /// When it began.
    pub started_at: Timestamp,
    /// When it ended.
    pub ended_at: Timestamp,
    /// How it ended.
    pub status: StepStatus,
    /// Rows, files or reports it handled.
    pub rows: Option<i64>,
    /// Bytes it handled.
    pub bytes: Option<i64>,
    /// What there is to say.
    pub message: Option<String>,
}

/// How a step ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StepStatus {
    /// It did its work.
    Done,
    /// There was nothing to do.
    Skipped,
    /// It ended the run.
    Failed,
}

/// How a run ended. Counts are as in the table `runs`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub struct RunEnd {
    pub status: RunStatus,
    pub ended_at: Timestamp,
    pub exit_status: i32,
    pub sources_listed: i64,
    pub sources_selected: i64,
    pub reports_read: i64,
    pub reports_reinterpreted: i64,
    pub reports_unchanged: i64,
    pub reports_rejected: i64,
    pub reports_gone: i64,
    pub figures: i64,
    pub findings: i64,
    pub release: Option<String>,
    pub lake_versions: BTreeMap<String, u64>,
    pub message: Option<String>,
}

/// How a run ended.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RunStatus {
    /// It has not ended, or it was killed.
    #[default]
    Running,
    /// A new release.
    Done,
    /// Nothing was new.
    Unchanged,
    /// A new release, or nothing new, and some input is rejected.
    Rejects,
    /// An audit blocked the release.
    Blocked,
    /// It failed.
    Failed,
}

impl RunStatus {
    /// The name in the table `runs`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Done => "done",
            Self::Unchanged => "unchanged",
            Self::Rejects => "rejects",
            Self::Blocked => "blocked",
            Self::Failed => "failed",
        }
    }
}

impl StepStatus {
    /// The name in the table `run_steps`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Skipped => "skipped",
            Self::Failed => "failed",
        }
    }
}

/// A run as the ledger tells it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RunRecord {
    /// `r000012`
    pub run_id: String,
    /// What was known when it began.
    pub start: RunStart,
    /// Its steps in order.
    pub steps: Vec<StepRecord>,
    /// How it ended; `None` while it goes, and for ever where it was killed.
    pub end: Option<RunEnd>,
}

impl RunRecord {
    /// How it ended.
    #[must_use]
    pub fn status(&self) -> RunStatus {
        self.end.as_ref().map_or(RunStatus::Running, |end| end.status)
    }

    pub(super) fn from_lines(run_id: String, lines: impl Iterator<Item = Line>) -> Option<Self> {
        let (mut start, mut steps, mut end) = (None, Vec::new(), None);
        for line in lines {
            match line {
                Line::Start(line) => start = Some(line),
                Line::Step(line) => steps.push(line),
                Line::End(line) => end = Some(*line),
            }
        }
        Some(Self { run_id, start: start?, steps, end })
    }
}
