//! An average against what it is of: `312 người tại 102 bộ phận, bình quân 3,06 người/bộ phận`.

use solieu_extract::Measure;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, show, show_rounded};
use crate::reading::Reading;
use crate::slip::one_slip;

pub(crate) const RULE: Rule = Rule { id: "average", run };

/// Characters between the second count and the average.
const NEAR: usize = 60;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for index in 0..reading.figures().len() {
        let figure = reading.figure(index);
        let averaged = figure.measure == Measure::Average && reading.is_exact(index) && reading.is_prose(figure.passage as usize);
        found.extend(averaged.then(|| check(reading, index)).flatten());
    }
}

fn check(reading: &Reading<'_>, stated: usize) -> Option<Finding> {
    let before: Vec<usize> = reading.earlier_in_sentence(stated).filter(|&i| reading.adds_up(i) && reading.is_exact(i)).collect();
    let &[among, whole, ..] = before.as_slice() else { return None };
    let figure = reading.figure(stated);
    let digits = decimals(&figure.quote);
    let fits = |whole: usize, among: usize| {
        let exact = reading.value(whole).checked_div(reading.value(among));
        exact.is_some_and(|exact| agreement(figure.value, exact, digits) != Agreement::Differs)
    };
    let some = before.iter().any(|&a| before.iter().any(|&b| a != b && fits(a, b)));
    let apart = reading.figure(whole).unit == figure.unit && reading.figure(among).unit != figure.unit;
    if some || !apart || reading.between(among, stated).len() > NEAR {
        return None;
    }
    let exact = reading.value(whole).checked_div(reading.value(among))?;
    let (printed, right) = (show(figure.value), show_rounded(exact, digits.max(2)));
    let slipped = one_slip(figure.value, exact.round_dp(digits));
    let note = Note {
        kind: "conflict",
        severity: if slipped { Severity::Error } else { Severity::Warning },
        message: format!("{} by {} are {right} each, the report states {printed}", show(reading.value(whole)), show(reading.value(among))),
        message_vi: format!("{} chia cho {} là {right}, báo cáo ghi {printed}", show(reading.value(whole)), show(reading.value(among))),
        stated: printed,
        computed: right,
        figures: &[whole, among, stated],
        suggestion: None,
    };
    Some(note.finding(reading))
}
