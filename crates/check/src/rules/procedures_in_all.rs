//! One number of procedures through a report: `tỉnh có 1.589 TTHC` and `525/1.598 TTHC được cung cấp trực tuyến`.
//!
//! Only a whole one slip away from the stated number, and stated nowhere as a number of its own, tells: a share may be
//! of the procedures of one level, or of those that a law leaves to the province.

use rust_decimal::Decimal;
use solieu_interpret::{Level, Role};

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{show, telling_digits};
use crate::reading::Reading;
use crate::slip::one_slip;

pub(crate) const RULE: Rule = Rule { id: "procedures_in_all", run };

/// Indicator of the number that a province has.
const TOTAL: &str = "procedures.total";

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let totals: Vec<usize> = (0..reading.figures().len()).filter(|&i| is_total(reading, i)).collect();
    let Some(&total) = totals.first() else { return };
    // Two numbers of procedures: at the beginning and at the end of the year.
    if totals.iter().any(|&other| reading.value(other) != reading.value(total)) {
        return;
    }
    for index in 0..reading.figures().len() {
        found.extend(check(reading, index, total));
    }
}

fn is_total(reading: &Reading<'_>, index: usize) -> bool {
    let meaning = reading.meaning(index);
    let whole = meaning.level == Level::All && meaning.role == Role::Result && meaning.subject.is_none();
    let plain = whole && reading.adds_up(index) && reading.is_exact(index) && reading.figure(index).denominator.is_none();
    plain && meaning.indicator.as_deref() == Some(TOTAL) && telling_digits(reading.value(index)) > 2
}

fn check(reading: &Reading<'_>, ratio: usize, total: usize) -> Option<Finding> {
    let figure = reading.figure(ratio);
    let (base, all) = (figure.denominator?, reading.value(total));
    let counted = figure.unit == reading.figure(total).unit && reading.year(ratio) == reading.year(total);
    let stated = |value: Decimal| reading.figures().iter().any(|other| other.value == value && other.denominator.is_none());
    if !counted || base == all || !one_slip(base, all) || stated(base) {
        return None;
    }
    let (stated, computed) = (show(base), show(all));
    let note = Note {
        kind: "conflict",
        severity: Severity::Error,
        message: format!("the report counts {computed} procedures elsewhere, here {stated}"),
        message_vi: format!("ở chỗ khác báo cáo ghi {computed} thủ tục hành chính, ở đây ghi {stated}"),
        stated,
        suggestion: Some(computed.clone()),
        computed,
        figures: &[total, ratio],
    };
    Some(note.finding(reading))
}
