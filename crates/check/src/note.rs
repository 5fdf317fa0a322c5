//! Writing a finding down.

use crate::model::{Finding, Severity};
use crate::reading::Reading;

/// A finding in the making: what is stated, what follows, about which figures.
pub(crate) struct Note<'r> {
    pub(crate) kind: &'static str,
    pub(crate) severity: Severity,
    pub(crate) stated: String,
    pub(crate) computed: String,
    pub(crate) message: String,
    pub(crate) message_vi: String,
    pub(crate) figures: &'r [usize],
    pub(crate) suggestion: Option<String>,
}

impl Note<'_> {
    /// The finding, with the spans of its figures.
    pub(crate) fn finding(self, reading: &Reading<'_>) -> Finding {
        Finding {
            kind: self.kind.to_owned(),
            severity: self.severity,
            stated: self.stated,
            computed: self.computed,
            message: self.message,
            message_vi: self.message_vi,
            figures: self.figures.iter().filter_map(|&i| u32::try_from(i).ok()).collect(),
            spans: reading.spans(self.figures),
            suggestion: self.suggestion,
        }
    }
}

/// One step milder, where the wording explains a difference.
pub(crate) fn milder(severity: Severity) -> Severity {
    match severity {
        Severity::Error => Severity::Warning,
        _ => Severity::Note,
    }
}
