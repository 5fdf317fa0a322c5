//! A rise that falls: `tăng lên 83,21% (năm 2023: 84,02%)`.

use super::Rule;
use super::earlier_value::is_earlier_value;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::wording::ends_with;

pub(crate) const RULE: Rule = Rule { id: "direction", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for new in (0..reading.figures().len()).filter(|&i| reading.is_prose(reading.figure(i).passage as usize)) {
        found.extend(check(reading, new));
    }
}

fn check(reading: &Reading<'_>, new: usize) -> Option<Finding> {
    let said = reading.before(new);
    let (rises, falls) = (ends_with(said, &reading.wording.rises_to), ends_with(said, &reading.wording.falls_to));
    let old = reading.later_in_sentence(new).next().filter(|_| rises || falls)?;
    let (a, b) = (reading.figure(new), reading.figure(old));
    let bracket = matches!(reading.between(new, old).trim_start().chars().next(), Some('(' | ','));
    let comparable = (a.measure, &a.unit) == (b.measure, &b.unit) && reading.is_exact(new) && reading.is_exact(old);
    let turned = if rises { a.value < b.value } else { a.value > b.value };
    if !bracket || !comparable || !turned || !is_earlier_value(reading, old) {
        return None;
    }
    let (now, before) = (show(a.value), show(b.value));
    let (stated, computed, stated_vi, computed_vi) =
        if rises { ("rise", "fall", "tăng", "giảm") } else { ("fall", "rise", "giảm", "tăng") };
    let note = Note {
        kind: "conflict",
        severity: Severity::Error,
        message: format!("{before} to {now} is a {computed}, the report calls it a {stated}"),
        message_vi: format!("từ {before} đến {now} là {computed_vi}, báo cáo ghi {stated_vi}"),
        stated: stated_vi.to_owned(),
        computed: computed_vi.to_owned(),
        figures: &[new, old],
        suggestion: None,
    };
    Some(note.finding(reading))
}
