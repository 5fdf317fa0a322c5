//! A numerator above its denominator: `105/104 xã`.
//!
//! A plan can be exceeded, so it is a warning, and nothing where a percent above 100 stands beside it.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;

pub(crate) const RULE: Rule = Rule { id: "ratio_above_one", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for ratio in 0..reading.figures().len() {
        let figure = reading.figure(ratio);
        let above = figure.measure == Measure::Ratio && figure.denominator.is_some_and(|whole| figure.value > whole);
        if above && !is_exceeded_plan(reading, ratio) {
            found.push(finding(reading, ratio));
        }
    }
}

fn is_exceeded_plan(reading: &Reading<'_>, ratio: usize) -> bool {
    let over = |i: usize| reading.is_percent(i) && reading.value(i) > Decimal::ONE_HUNDRED;
    reading.later_in_sentence(ratio).any(over)
        || ["vuot", "ke hoach", "chi tieu"].iter().any(|word| reading.sentence_text(ratio).contains(word))
}

fn finding(reading: &Reading<'_>, ratio: usize) -> Finding {
    let figure = reading.figure(ratio);
    let (part, whole) = (show(figure.value), show(figure.denominator.unwrap_or_default()));
    Note {
        kind: "conflict",
        severity: Severity::Warning,
        stated: format!("{part}/{whole}"),
        computed: format!("0–{whole}"),
        message: format!("{part} of {whole} is more than all"),
        message_vi: format!("{part} trên {whole} vượt quá tổng số"),
        figures: &[ratio],
        suggestion: None,
    }
    .finding(reading)
}
