//! One number of procedures, of public units, of hamlets through a report: `tỉnh có 1.589 TTHC` and `525/1.598 TTHC
//! được cung cấp trực tuyến`, `476 đơn vị sự nghiệp` and `trong tổng số 467 đơn vị`.
//!
//! Only a number one slip away from the stated one, and stated nowhere else, tells: a share may be of the procedures
//! of one level, a count of those that a law leaves to the province. Where the report states the difference of both,
//! they are of two days. `schemas/checks/counted_once.toml` names what is counted so.

use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use solieu_interpret::{Level, Role};

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{show, telling_digits};
use crate::reading::Reading;
use crate::slip::{one_slip, swapped};
use crate::wording::ends_with;

pub(crate) const RULE: Rule = Rule { id: "counted_once", run };

/// Digits of a count that tells wherever it stands.
const LONG: usize = 4;

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct CountedOnce {
    stock: Vec<Stock>,
}

/// A number that a report states once for its year.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Stock {
    indicator: String,
    /// Indicators whose count is of all of them as well.
    #[serde(default)]
    also: Vec<String>,
}

static COUNTED_ONCE: LazyLock<CountedOnce> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../schemas/checks/counted_once.toml")).expect("a fixture reads the list"));

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for stock in &COUNTED_ONCE.stock {
        let totals: Vec<usize> = (0..reading.figures().len()).filter(|&i| is_total(reading, i, &stock.indicator)).collect();
        let Some((&total, others)) = totals.split_first() else { continue };
        match others.iter().find(|&&other| reading.value(other) != reading.value(total)) {
            Some(&other) if totals.len() == 2 => found.extend(two_totals(reading, total, other)),
            // At the beginning and at the end of the year, of parts: which one is meant elsewhere is not told.
            Some(_) => {}
            None => found.extend((0..reading.figures().len()).filter_map(|index| elsewhere(reading, stock, index, total))),
        }
    }
}

fn is_total(reading: &Reading<'_>, index: usize, indicator: &str) -> bool {
    let meaning = reading.meaning(index);
    let whole = meaning.level == Level::All && meaning.role == Role::Result && meaning.subject.is_none();
    let plain = whole && reading.adds_up(index) && reading.is_exact(index) && reading.figure(index).denominator.is_none();
    plain && meaning.indicator.as_deref() == Some(indicator) && telling_digits(reading.value(index)) > 2
}

fn two_totals(reading: &Reading<'_>, first: usize, second: usize) -> Option<Finding> {
    let (x, y) = (reading.value(first), reading.value(second));
    let slip = (swapped(x, y) || telling_digits(x) >= LONG && one_slip(x, y)) && reading.year(first) == reading.year(second);
    let two_days = || reading.states_difference(first, second) || both_proven(reading, first, second);
    let apart = slip && !reading.same_sentence(first, second) && !two_days();
    apart.then(|| finding(reading, first, second, reading.value(second)))
}

/// A whole, or a count in a place of one, that is a slip away from the total.
fn elsewhere(reading: &Reading<'_>, stock: &Stock, index: usize, total: usize) -> Option<Finding> {
    let (figure, all) = (reading.figure(index), reading.value(total));
    let value = figure.denominator.unwrap_or(figure.value);
    let counted = figure.unit == reading.figure(total).unit && reading.year(index) == reading.year(total);
    let slip = match figure.denominator {
        Some(whole) => swapped(whole, all) || telling_digits(all) >= LONG && one_slip(whole, all),
        None => swapped(value, all) && reading.adds_up(index) && is_whole(reading, stock, index),
    };
    let stated =
        || reading.figures().iter().enumerate().any(|(at, other)| at != index && other.denominator.is_none() && other.value == value);
    let two_days = || reading.states_difference(total, index) || figure.denominator.is_none() && both_proven(reading, total, index);
    if !counted || value == all || !slip || stated() || two_days() {
        return None;
    }
    Some(finding(reading, total, index, value))
}

/// The report's arithmetic holds for either: of 775 units 757 were classed.
fn both_proven(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    reading.is_proven(a) && reading.is_proven(b)
}

/// Long, of all by its indicator, in the place of a base (`trong tổng số 467 đơn vị`), or with its parts behind it
/// (`467 đơn vị: nhóm 1 …`).
fn is_whole(reading: &Reading<'_>, stock: &Stock, index: usize) -> bool {
    let indicator = reading.meaning(index).indicator.as_ref();
    let (before, after) = (reading.before(index), reading.after(index));
    let next = after.split(|c: char| c.is_ascii_digit()).next().unwrap_or("");
    let listed = || !next.contains(['.', ';']) && (next.contains([':', ',']) || next.trim_end().ends_with(" gom"));
    let whole = telling_digits(reading.value(index)) >= LONG
        || indicator.is_some_and(|id| stock.also.iter().any(|also| also == id))
        || ends_with(before, &reading.wording.named_base);
    let all = reading.meaning(index).level == Level::All && reading.is_exact(index) && !reading.looks_ahead(index);
    all && (whole || listed())
}

fn finding(reading: &Reading<'_>, total: usize, odd: usize, stated: Decimal) -> Finding {
    let (stated, computed) = (show(stated), show(reading.value(total)));
    Note {
        kind: "conflict",
        severity: Severity::Error,
        message: format!("the report counts {computed} elsewhere, here {stated}"),
        message_vi: format!("ở chỗ khác báo cáo ghi {computed}, ở đây ghi {stated}"),
        stated,
        suggestion: Some(computed.clone()),
        computed,
        figures: &[total, odd],
    }
    .finding(reading)
}
