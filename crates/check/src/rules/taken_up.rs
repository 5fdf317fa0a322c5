//! A number that a sentence takes up to divide it: `trễ hạn 3.159 hồ sơ. Trong 3.195 hồ sơ có 2.418 hồ sơ đất đai`.

use super::Rule;
use super::part_list::akin;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{show, telling_digits};
use crate::reading::Reading;
use crate::slip::{one_slip, swapped};
use crate::wording::ends_with;
use solieu_extract::Measure;

pub(crate) const RULE: Rule = Rule { id: "taken_up", run };

/// Digits of a number that tells.
const LEAST: usize = 3;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for index in (0..reading.figures().len()).filter(|&i| is_taken_up(reading, i)) {
        found.extend(check(reading, index));
    }
}

/// `trong 3.159 hồ sơ`, `trong tổng số 467 đơn vị`, at the head of its sentence or clause.
fn is_taken_up(reading: &Reading<'_>, index: usize) -> bool {
    let figure = reading.figure(index);
    let counted = figure.measure == Measure::Count && reading.is_exact(index) && telling_digits(figure.value) >= LEAST;
    let base = || ends_with(reading.before(index), &reading.wording.taken_up);
    counted && base() && !reading.looks_ahead(index) && reading.later_in_sentence(index).next().is_some()
}

fn check(reading: &Reading<'_>, index: usize) -> Option<Finding> {
    let stated = |i: usize| reading.value(i) == reading.value(index) || reading.figure(i).denominator == Some(reading.value(index));
    if (0..reading.figures().len()).any(|i| i != index && stated(i)) {
        return None;
    }
    let earlier = (0..index).rev().find(|&i| is_meant(reading, i, index))?;
    let (before, now) = (show(reading.value(earlier)), show(reading.value(index)));
    let note = Note {
        kind: "conflict",
        severity: if swapped(reading.value(earlier), reading.value(index)) { Severity::Error } else { Severity::Warning },
        message: format!("what was {before} before is taken up as {now}"),
        message_vi: format!("ở trên ghi {before}, ở đây nhắc lại là {now}"),
        stated: now,
        suggestion: Some(before.clone()),
        computed: before,
        figures: &[earlier, index],
    };
    Some(note.finding(reading))
}

/// A count of the same things in the same section, one slip away.
fn is_meant(reading: &Reading<'_>, earlier: usize, index: usize) -> bool {
    let (x, y) = (reading.figure(earlier), reading.figure(index));
    let (m, n) = (reading.meaning(earlier), reading.meaning(index));
    let unit = x.unit == y.unit || akin(reading, &x.unit, &y.unit);
    let same = m.indicator.is_some() && m.indicator == n.indicator || reading.section(earlier) == reading.section(index);
    let counted = x.measure == Measure::Count && reading.is_exact(earlier) && reading.year(earlier) == reading.year(index);
    unit && same && counted && !reading.states_difference(earlier, index) && one_slip(x.value, y.value)
}
