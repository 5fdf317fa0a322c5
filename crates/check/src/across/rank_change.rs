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
    for change in (0..reading.figures().len()).filter(|&i| is_change(reading, i)) {
        let rank = nearest_rank(reading, change);
        found.extend(rank.and_then(|rank| Some(compare(reading, before(reading, prior, rank)?, rank, change))).flatten());
    }
}

fn is_change(reading: &Reading<'_>, index: usize) -> bool {
    let figure = reading.figure(index);
    figure.measure == Measure::Change && figure.unit == "rank" && reading.is_exact(index) && !reading.is_of_a_part(index)
}

/// The rank of the sentence that the change is said of, the nearest before it or else behind it.
fn nearest_rank(reading: &Reading<'_>, change: usize) -> Option<usize> {
    let ranks = |i: &usize| reading.figure(*i).measure == Measure::Rank && reading.meaning(*i).indicator.is_some();
    let whole = |i: &usize| reading.meaning(*i).level == Level::All && !reading.is_of_a_part(*i);
    let earlier = reading.earlier_in_sentence(change).filter(whole).find(ranks);
    earlier.or_else(|| reading.later_in_sentence(change).filter(whole).find(ranks))
}

/// The rank of the year before, from the report that stated it.
fn before(reading: &Reading<'_>, prior: &Prior<'_>, rank: usize) -> Option<Decimal> {
    let meaning = reading.meaning(rank);
    prior.row_of(meaning.indicator.as_deref()?, Level::All, meaning.year - 1)?.value
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
