//! The share that was on time and the share that was late make 100 %: `99,58% đúng hạn` in one chapter, and in another
//! `tỷ lệ quá hạn chỉ là 0,62%`; it is 0,42.
//!
//! Any share on time of the report may be the other part, so only where none fits and one slip makes it so is it told.

use rust_decimal::Decimal;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{decimals, show};
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "late_share", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let shares: Vec<usize> = (0..reading.figures().len()).filter(|&i| is_share(reading, i)).collect();
    let says_of = |i: usize, words: &[String]| says(&reading.label(i), words);
    let on_time = |i: usize| says_of(i, &reading.wording.on_time) && !says_of(i, &reading.wording.late);
    let late = |i: usize| says_of(i, &reading.wording.late) && !says_of(i, &reading.wording.on_time);
    let timely: Vec<usize> = shares.iter().copied().filter(|&i| on_time(i)).collect();
    for &share in shares.iter().filter(|&&i| late(i)) {
        found.extend(check(reading, share, &timely));
    }
}

/// A share stated alone: beside a count it is held against that.
fn is_share(reading: &Reading<'_>, index: usize) -> bool {
    let precise = decimals(&reading.figure(index).quote) == 2;
    let prose = reading.is_prose(reading.figure(index).passage as usize);
    prose && precise && reading.is_percent(index) && reading.is_exact(index) && !reading.looks_ahead(index)
}

fn check(reading: &Reading<'_>, late: usize, timely: &[usize]) -> Option<Finding> {
    let stated = reading.value(late);
    let alone = !reading.earlier_in_sentence(late).any(|i| reading.adds_up(i));
    let rest = |i: usize| Decimal::ONE_HUNDRED - reading.value(i);
    let one_level = |&&i: &&usize| reading.meaning(i).level == reading.meaning(late).level && reading.year(i) == reading.year(late);
    // Both are rounded.
    let fits = |&i: &usize| (rest(i) - stated).abs() <= Decimal::new(1, 2);
    if !alone || timely.iter().any(fits) {
        return None;
    }
    let mut near = timely.iter().filter(one_level).filter(|&&i| one_slip(stated, rest(i)));
    let &on_time = near.next()?;
    let (printed, right) = (show(stated), show(rest(on_time)));
    let note = Note {
        kind: "conflict",
        severity: Severity::Error,
        message: format!("{} % on time leave {right} %, the report states {printed} % late", show(reading.value(on_time))),
        message_vi: format!("{} % đúng hạn thì còn {right} %, báo cáo ghi trễ hạn {printed} %", show(reading.value(on_time))),
        suggestion: Some(format!("{right} %")),
        stated: printed,
        computed: right,
        figures: &[on_time, late],
    };
    Some(note.finding(reading))
}
