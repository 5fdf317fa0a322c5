//! All checks of one report.

use std::collections::BTreeSet;

use solieu_catalog::Catalog;
use solieu_interpret::InterpretedReport;

use crate::model::{Finding, Severity};
use crate::reading::Reading;
use crate::rules::RULES;

/// What contradicts itself in a report, in the order of its places in the source.
///
/// ```text
/// 1.216/1.274 TTHC, đạt 94,5%   →   percent_mismatch, error, stated 94,5, computed 95,45
/// ```
#[must_use]
pub fn check_report(report: &InterpretedReport, catalog: &Catalog) -> Vec<Finding> {
    let mut found: Vec<Finding> = check_by_rule(report, catalog).into_iter().map(|(_, finding)| finding).collect();
    soften(&mut found);
    found.sort_by(|a, b| (&a.spans, &a.kind, b.severity).cmp(&(&b.spans, &b.kind, a.severity)));
    found.dedup_by(|later, first| later.kind == first.kind && later.spans == first.spans);
    found
}

/// A percent that contradicts a count which contradicts another count: the count is wrong, and told.
fn soften(found: &mut [Finding]) {
    let conflicts = found.iter().filter(|one| one.kind == "conflict" && one.severity == Severity::Error);
    let disputed: BTreeSet<u32> = conflicts.flat_map(|one| one.figures.iter().copied()).collect();
    for one in found.iter_mut().filter(|one| one.kind == "percent_mismatch") {
        if one.figures.iter().any(|figure| disputed.contains(figure)) {
            one.severity = one.severity.min(Severity::Warning);
        }
    }
    // One slip told once: a total that its parts contradict, and another section too.
    let sums: Vec<Finding> = found.iter().filter(|one| one.kind == "sum_mismatch" && one.severity == Severity::Error).cloned().collect();
    let told = |one: &Finding| {
        let same = |sum: &&Finding| {
            let (stated, computed) = (&sum.stated, &sum.computed);
            [(stated, computed), (computed, stated)].contains(&(&one.stated, &one.computed))
        };
        sums.iter().filter(same).any(|sum| sum.figures.iter().any(|figure| one.figures.contains(figure)))
    };
    for one in found.iter_mut().filter(|one| one.kind == "conflict") {
        if told(one) {
            one.severity = one.severity.min(Severity::Warning);
        }
    }
}

/// As [`check_report`], each finding with the name of its check, in the order of the checks.
#[must_use]
pub fn check_by_rule(report: &InterpretedReport, catalog: &Catalog) -> Vec<(&'static str, Finding)> {
    let reading = Reading::new(report, catalog);
    let mut all = Vec::new();
    let mut found = Vec::new();
    for rule in RULES {
        (rule.run)(&reading, &mut found);
        all.extend(found.drain(..).map(|finding| (rule.id, finding)));
    }
    all
}

/// Names of the checks, in the order they run; each has fixtures of this name.
#[must_use]
pub fn rule_ids() -> Vec<&'static str> {
    RULES.iter().map(|rule| rule.id).collect()
}
