//! A stated change of rank against the ranks of two years' reports.

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::Level;

use super::row::Prior;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;

pub(crate) fn check(reading: &Reading<'_>, prior: &Prior<'_>, found: &mut Vec<Finding>) {
    // A report states the index of the year before it, so the change is from the year before that.
    let Some(before) = prior.earlier("par_index.rank", Level::All).and_then(|row| row.value) else { return };
    let own = |measure, id: &str| {
        (0..reading.figures().len()).find(|&i| {
            let meaning = reading.meaning(i);
            let named = meaning.indicator.as_deref().is_some_and(|indicator| indicator.starts_with(id));
            named
                && reading.figure(i).measure == measure
                && meaning.year == prior.year
                && meaning.subject.is_none()
                && meaning.territory.is_none()
        })
    };
    let (Some(rank), Some(change)) = (own(Measure::Rank, "par_index.rank"), own(Measure::Change, "par_index.rank")) else { return };
    found.extend(compare(reading, before, rank, change));
}

fn compare(reading: &Reading<'_>, before: Decimal, rank: usize, change: usize) -> Option<Finding> {
    let (stated, follows) = (reading.value(change), before - reading.value(rank));
    let note = Note {
        kind: "rank_change_mismatch",
        severity: Severity::Warning,
        stated: show(stated),
        computed: show(follows),
        message: format!(
            "rank {} before and {} now make a change of {}, the report states {}",
            show(before),
            show(reading.value(rank)),
            show(follows),
            show(stated)
        ),
        message_vi: format!(
            "từ thứ {} đến thứ {} là {} bậc, báo cáo ghi {}",
            show(before),
            show(reading.value(rank)),
            show(follows),
            show(stated)
        ),
        figures: &[rank, change],
        suggestion: None,
    };
    (stated != follows).then(|| note.finding(reading))
}
