//! How far a report agrees with itself.

use std::collections::BTreeSet;

use crate::model::{Finding, Severity};

/// How many figures of a report no error concerns, of all.
///
/// ```text
/// 163 figures, one percent that contradicts its ratio   →   161 of 163
/// ```
#[must_use]
pub fn self_consistent(figures: usize, findings: &[Finding]) -> usize {
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error);
    let concerned: BTreeSet<u32> = errors.flat_map(|finding| finding.figures.iter().copied()).collect();
    figures.saturating_sub(concerned.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(severity: Severity, figures: &[u32]) -> Finding {
        let text = String::new;
        let (stated, computed, message, message_vi) = (text(), text(), text(), text());
        let kind = "sum_mismatch".to_owned();
        Finding { kind, severity, stated, computed, message, message_vi, figures: figures.to_vec(), spans: Vec::new(), suggestion: None }
    }

    #[test]
    fn a_figure_counts_once_and_only_errors_count() {
        let findings = [finding(Severity::Error, &[1, 2]), finding(Severity::Error, &[2]), finding(Severity::Warning, &[5])];
        assert_eq!(self_consistent(10, &findings), 8);
        assert_eq!(self_consistent(0, &[]), 0);
    }
}
