//! Two long numbers that are one slip apart, of one thing: `tiếp nhận 847.692 hồ sơ` in the text and
//! 847.962 in the table below it.
//!
//! Chance hardly makes such pairs: of six digits one in 20,000. Shorter numbers must share their
//! indicator; different indicators, years or one sentence speak against it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::{Level, Role};

use super::Rule;
use super::part_list::akin;
use crate::fact::shared_words;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{decimals, show, telling_digits};
use crate::reading::Reading;
use crate::slip::{one_slip, swapped};

pub(crate) const RULE: Rule = Rule { id: "twins", run };

/// Digits of a number whose twin tells by itself.
const LONG: usize = 6;
/// Digits of a number whose twin tells where the indicator is the same.
const SHORT: usize = 3;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let mut groups: BTreeMap<(Measure, i32, usize), Vec<usize>> = BTreeMap::new();
    for index in (0..reading.figures().len()).filter(|&i| is_candidate(reading, i)) {
        let figure = reading.figure(index);
        let key = (figure.measure, reading.year(index), digits(figure.value));
        groups.entry(key).or_default().push(index);
    }
    for ((_, _, length), group) in groups {
        found.extend(twins(reading, &group, length));
    }
}

fn is_candidate(reading: &Reading<'_>, index: usize) -> bool {
    let (figure, meaning) = (reading.figure(index), reading.meaning(index));
    let measured = matches!(figure.measure, Measure::Count | Measure::Money | Measure::Percent);
    let least = if figure.measure == Measure::Percent { SHORT + 1 } else { SHORT };
    let long = measured && telling_digits(figure.value) >= least && reading.is_exact(index);
    let whole = !reading.is_of_a_part(index) || telling_digits(figure.value) >= LONG;
    long && matches!(meaning.role, Role::Result | Role::Cumulative) && whole && !reading.looks_ahead(index)
}

/// Digits as printed, but for trailing zeros behind the comma.
fn digits(value: Decimal) -> usize {
    value.normalize().to_string().bytes().filter(u8::is_ascii_digit).count()
}

fn twins(reading: &Reading<'_>, group: &[usize], length: usize) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, &first) in group.iter().enumerate() {
        for &second in &group[at + 1..] {
            found.extend(judge(reading, first, second, length));
        }
    }
    found
}

fn judge(reading: &Reading<'_>, first: usize, second: usize, length: usize) -> Option<Finding> {
    let (x, y) = (reading.value(first), reading.value(second));
    let apart = x != y && !reading.same_sentence(first, second) && !one_table(reading, first, second);
    // The unit of a table's cell is often not told.
    let (unit, other) = (&reading.figure(first).unit, &reading.figure(second).unit);
    let counted = length >= LONG || unit == other || akin(reading, unit, other);
    if !apart || !counted || !one_slip(x, y) || decimals(&reading.figure(first).quote) != decimals(&reading.figure(second).quote) {
        return None;
    }
    let (m, n) = (reading.meaning(first), reading.meaning(second));
    let of_part = reading.is_of_a_part(first) || reading.is_of_a_part(second);
    let severity = match (&m.indicator, &n.indicator) {
        (Some(a), Some(b)) if of_part => (a == b && swapped(x, y)).then_some(Severity::Warning)?,
        _ if of_part => return None,
        (Some(a), Some(b)) if a == b && length >= LONG => Severity::Error,
        (Some(a), Some(b)) if a == b && (few_of_whole(reading, first, second) || total_of_table(reading, first, second)) => {
            Severity::Warning
        }
        _ if length >= LONG && swapped(x, y) && shared_words(reading, first, second) >= 1 => Severity::Error,
        _ if reading.figure(first).unit != reading.figure(second).unit => return None,
        _ if length > SHORT && reading.is_amount(first) && swapped(x, y) && shared_words(reading, first, second) >= 2 => Severity::Warning,
        (Some(_), Some(_)) => return None,
        _ if length >= LONG => Severity::Warning,
        _ => return None,
    };
    // Where each value is stated again, both are meant.
    if [x, y].iter().all(|value| stated_often(reading, *value)) {
        return None;
    }
    Some(finding(reading, first, second, severity))
}

/// True for two of at most three figures of the whole province: more are of its parts.
fn few_of_whole(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (m, n) = (reading.meaning(a), reading.meaning(b));
    let alike = |&i: &usize| {
        let other = reading.meaning(i);
        other.indicator == m.indicator && other.year == m.year && reading.figure(i).measure == reading.figure(a).measure
    };
    m.level == Level::All && n.level == Level::All && (0..reading.figures().len()).filter(alike).take(4).count() < 4
}

/// A table's row of totals, and the text.
fn total_of_table(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let cell = |i: usize| reading.passages()[reading.figure(i).passage as usize].cell.as_ref();
    let total = |i: usize| cell(i).is_some_and(|cell| cell.total);
    let long = telling_digits(reading.value(a)).min(telling_digits(reading.value(b))) > SHORT;
    long && (total(a) && cell(b).is_none() || total(b) && cell(a).is_none())
}

fn one_table(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let table = |i: usize| reading.passages()[reading.figure(i).passage as usize].cell.as_ref().map(|cell| cell.table);
    table(a).is_some() && table(a) == table(b)
}

fn stated_often(reading: &Reading<'_>, value: Decimal) -> bool {
    reading.figures().iter().filter(|figure| figure.value == value || figure.denominator == Some(value)).count() > 1
}

fn finding(reading: &Reading<'_>, first: usize, second: usize, severity: Severity) -> Finding {
    let (before, now) = (show(reading.value(first)), show(reading.value(second)));
    Note {
        kind: "conflict",
        severity,
        message: format!("the report states {before} in one place and {now} in another, one slip apart"),
        message_vi: format!("báo cáo ghi {before} ở một chỗ và {now} ở chỗ khác"),
        stated: now,
        computed: before,
        figures: &[first, second],
        suggestion: None,
    }
    .finding(reading)
}
