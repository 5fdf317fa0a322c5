//! A finding as `check` prints it.

use serde::Serialize;
use solieu_check::Finding;

/// One line of `check --format jsonl`.
#[derive(Debug, Serialize)]
pub(crate) struct FindingRecord {
    pub(crate) report: String,
    pub(crate) kind: String,
    pub(crate) severity: String,
    pub(crate) stated: String,
    pub(crate) computed: String,
    pub(crate) message: String,
    pub(crate) message_vi: String,
    /// Places of the figures in reading order, from 0: lines of `extract --format jsonl`.
    pub(crate) figures: Vec<u32>,
    /// Unicode scalar values of the decoded source text.
    pub(crate) spans: Vec<[u32; 2]>,
    pub(crate) suggestion: Option<String>,
}

impl FindingRecord {
    /// The finding of a report with this name.
    pub(crate) fn of(report: &str, finding: &Finding) -> Self {
        Self {
            report: report.to_owned(),
            kind: finding.kind.clone(),
            severity: finding.severity.to_string(),
            stated: finding.stated.clone(),
            computed: finding.computed.clone(),
            message: finding.message.clone(),
            message_vi: finding.message_vi.clone(),
            figures: finding.figures.clone(),
            spans: finding.spans.iter().map(|span| [span.start, span.end]).collect(),
            suggestion: finding.suggestion.clone(),
        }
    }

    /// True for a report that contradicts itself.
    pub(crate) fn is_error(&self) -> bool {
        self.severity == solieu_check::Severity::Error.to_string()
    }
}
