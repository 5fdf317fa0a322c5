//! What a check finds.

use serde::{Deserialize, Serialize};
use solieu_document::Span;
use strum::{Display, EnumString, IntoStaticStr};

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Severity {
    /// Worth knowing; wording may explain it.
    Note,
    /// Probably wrong.
    Warning,
    /// The report contradicts itself.
    Error,
}

/// A contradiction in a report, or between reports.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Finding {
    /// `percent_mismatch`, `sum_mismatch`, `conflict`, `numbering`, …
    pub kind: String,
    /// How bad it is.
    pub severity: Severity,
    /// What the report states, as text.
    pub stated: String,
    /// What follows from its other numbers.
    pub computed: String,
    /// Plain English sentence.
    pub message: String,
    /// Plain Vietnamese sentence.
    pub message_vi: String,
    /// Indexes of the figures it is about.
    pub figures: Vec<u32>,
    /// Every place it is about, each no longer than a sentence.
    pub spans: Vec<Span>,
    /// A value that would explain it, never applied by itself.
    pub suggestion: Option<String>,
}
