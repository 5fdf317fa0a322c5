//! A percent stated for a count whose base stands elsewhere: `tiếp nhận 1.502.836 hồ sơ, trong đó
//! trực tuyến 702.114 hồ sơ, chiếm 46,72%`.
//!
//! The base is not named, so any number of the section may be it; only where none fits and one
//! slip makes the nearest whole fit is it an error.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use super::percent_link::{is_linked, is_share};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, percent, show, show_rounded};
use crate::reading::Reading;
use crate::slip::explained_by;
use crate::wording::{last_place, says};

pub(crate) const RULE: Rule = Rule { id: "percent_of_count", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for index in 0..reading.figures().len() {
        if is_share(reading, index) {
            found.extend(check(reading, index));
        }
    }
}

fn check(reading: &Reading<'_>, stated: usize) -> Option<Finding> {
    let part = reading.earlier_in_sentence(stated).next()?;
    let figure = reading.figure(part);
    let is_count = matches!(figure.measure, Measure::Count | Measure::Money) && figure.value > Decimal::ZERO;
    if !is_count || !reading.is_exact(part) || !is_linked(reading, part, stated) || some_base_fits(reading, part, stated) {
        return None;
    }
    let (whole, severity) = whole(reading, part, stated)?;
    mismatch(reading, part, whole, stated, severity)
}

/// The whole that the percent must be of, and how sure that is.
fn whole(reading: &Reading<'_>, part: usize, stated: usize) -> Option<(usize, Severity)> {
    let opened = nearest_whole(reading, part).or_else(|| whole_of_siblings(reading, part, stated));
    opened.map(|whole| (whole, Severity::Error)).or_else(|| largest_before(reading, part).map(|whole| (whole, Severity::Warning)))
}

/// True where a number of the section, or a year before, makes the percent right.
fn some_base_fits(reading: &Reading<'_>, part: usize, stated: usize) -> bool {
    let (value, digits) = (reading.value(stated), decimals(&reading.figure(stated).quote));
    let bases = bases(reading, part);
    let parts = sums_ending_at(reading, part);
    parts.iter().any(|&sum| bases.iter().any(|&base| fits(sum, base, value, digits)))
}

fn fits(part: Decimal, whole: Decimal, stated: Decimal, digits: u32) -> bool {
    percent(part, whole).is_some_and(|exact| agreement(stated, exact, digits) != Agreement::Differs)
}

/// Values and denominators of the part's section, and of the section before it.
fn bases(reading: &Reading<'_>, part: usize) -> BTreeSet<Decimal> {
    let section = reading.section(part);
    let mut bases = BTreeSet::new();
    for (index, figure) in reading.figures().iter().enumerate() {
        let near = index < part + 12 && index + 60 > part;
        if index != part && (near || reading.section(index) == section) && reading.adds_up(index) {
            bases.extend([Some(figure.value), figure.denominator].into_iter().flatten());
        }
    }
    bases
}

/// The part alone, and with one to three counts just before it: `30 … và 54 …, đạt 4,78%`.
fn sums_ending_at(reading: &Reading<'_>, part: usize) -> Vec<Decimal> {
    let mut sums = vec![reading.value(part)];
    for index in reading.earlier_in_sentence(part).filter(|&i| reading.adds_up(i)).take(3) {
        let last = sums.last().copied().unwrap_or_default();
        sums.push(last + reading.value(index));
    }
    sums
}

/// The whole that the sentence names just before the part, with `trong đó` or a bracket between.
fn nearest_whole(reading: &Reading<'_>, part: usize) -> Option<usize> {
    let whole = reading.earlier_in_sentence(part).find(|&i| reading.adds_up(i))?;
    let (a, b) = (reading.figure(whole), reading.figure(part));
    let gap = reading.between(whole, part);
    let opened = last_place(gap, &reading.wording.open_list).is_some() || gap.contains('(') || gap.contains(':');
    (a.unit == b.unit && a.value > b.value && reading.is_exact(whole) && opened && !says(gap, &reading.wording.list_break)).then_some(whole)
}

/// The whole of which other parts of the sentence have their stated share: `trước hạn 124.907 hồ sơ,
/// chiếm 48,6%; đúng hạn 112.382 hồ sơ, chiếm 43,7%`.
fn whole_of_siblings(reading: &Reading<'_>, part: usize, stated: usize) -> Option<usize> {
    let all: Vec<usize> = reading.in_passage(reading.figure(part).passage as usize).to_vec();
    let pairs = all.windows(2).filter(|pair| pair[1] != stated && reading.is_percent(pair[1]) && reading.same_sentence(pair[0], stated));
    let siblings: Vec<(Decimal, usize)> = pairs
        .filter(|pair| reading.adds_up(pair[0]) && decimals(&reading.figure(pair[1]).quote) > 0 && is_linked(reading, pair[0], pair[1]))
        .map(|pair| (reading.value(pair[0]), pair[1]))
        .collect();
    let is_whole = |&i: &usize| {
        let base = reading.value(i);
        let of =
            |&(sibling, percent): &(Decimal, usize)| fits(sibling, base, reading.value(percent), decimals(&reading.figure(percent).quote));
        base > reading.value(part) && siblings.iter().any(of)
    };
    reading.earlier_in_sentence(part).filter(|&i| reading.adds_up(i)).find(is_whole)
}

/// The largest count of the part's unit before it in the sentence.
fn largest_before(reading: &Reading<'_>, part: usize) -> Option<usize> {
    let unit = &reading.figure(part).unit;
    let alike = |&i: &usize| reading.adds_up(i) && reading.figure(i).unit == *unit && reading.value(i) > reading.value(part);
    reading.earlier_in_sentence(part).filter(alike).max_by_key(|&i| reading.value(i))
}

fn mismatch(reading: &Reading<'_>, part: usize, whole: usize, stated: usize, severity: Severity) -> Option<Finding> {
    let figure = reading.figure(stated);
    let (value, digits) = (figure.value, decimals(&figure.quote));
    let (a, b) = (reading.value(part), reading.value(whole));
    let exact = percent(a, b)?;
    let slip = explained_by(value, digits, |stated| agreement(stated, exact, digits) == Agreement::Agrees)
        .map(|value| format!("{} %", show(value)))
        .or_else(|| {
            explained_by(a, 0, |part| agreement(value, percent(part, b).unwrap_or_default(), digits) == Agreement::Agrees).map(show)
        });
    let (printed, right) = (show(value), show_rounded(exact, digits));
    let note = Note {
        kind: "percent_mismatch",
        severity: if slip.is_some() { severity } else { Severity::Note },
        message: format!("{} of {} is {right} %, the report states {printed} %", show(a), show(b)),
        message_vi: format!("{} trên {} bằng {right} %, báo cáo ghi {printed} %", show(a), show(b)),
        stated: printed,
        computed: right,
        figures: &[part, stated],
        suggestion: slip,
    };
    Some(note.finding(reading))
}
