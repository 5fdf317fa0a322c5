//! What is left of a ratio's whole: `59/62 nhiệm vụ (95,16%); 03 nhiệm vụ còn lại`; or all that a whole
//! falls into: `hoàn thành 59/62 nhiệm vụ; đang thực hiện 02; chậm 01`.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use super::part_list::covers;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "remainder", run };

/// Characters around a count in which the words of a remainder stand.
const NEAR: usize = 40;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for ratio in 0..reading.figures().len() {
        if reading.figure(ratio).measure == Measure::Ratio && reading.is_exact(ratio) {
            found.extend(check(reading, ratio));
        }
    }
}

fn check(reading: &Reading<'_>, ratio: usize) -> Option<Finding> {
    let left = reading.figure(ratio).denominator? - reading.value(ratio);
    let counts = counts_behind(reading, ratio);
    let first = *counts.first()?;
    let mut sum = Decimal::ZERO;
    let fits = counts.iter().any(|&i| {
        sum += reading.value(i);
        sum == left
    });
    if !fits && counts.len() > 1 && covers(reading, &[&[ratio], counts.as_slice()].concat()) {
        return Some(of_all(reading, ratio, &counts, left));
    }
    let value = reading.value(first);
    if fits
        || left <= Decimal::ZERO
        || value <= Decimal::ZERO
        || !is_near(reading, ratio, value, left)
        || !is_remainder(reading, ratio, first)
    {
        return None;
    }
    let figure = reading.figure(ratio);
    let whole = show(figure.denominator.unwrap_or_default());
    let equation = format!("{whole} - {} = {}", show(figure.value), show(left));
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        stated: show(value),
        computed: show(left),
        message: format!("{equation} are left, the report states {}", show(value)),
        message_vi: format!("{equation} còn lại, báo cáo ghi {}", show(value)),
        suggestion: one_slip(value, left).then(|| show(left)),
        figures: &[ratio, first],
    };
    Some(note.finding(reading))
}

/// The counts behind the ratio are all that is left, and make something else.
fn of_all(reading: &Reading<'_>, ratio: usize, counts: &[usize], left: Decimal) -> Finding {
    let sum: Decimal = counts.iter().map(|&i| reading.value(i)).sum();
    let terms: Vec<String> = [ratio].iter().chain(counts).map(|&i| show(reading.value(i))).collect();
    let (whole, all) = (show(reading.value(ratio) + left), show(reading.value(ratio) + sum));
    let equation = format!("{} = {all}", terms.join(" + "));
    Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        message: format!("{equation}, the report states a total of {whole}"),
        message_vi: format!("{equation}, báo cáo ghi tổng số {whole}"),
        stated: whole,
        computed: all,
        suggestion: None,
        figures: &[&[ratio], counts].concat(),
    }
    .finding(reading)
}

/// True where one slip in any of the three, or a hundredth of what is left, explains the difference.
fn is_near(reading: &Reading<'_>, ratio: usize, value: Decimal, left: Decimal) -> bool {
    let figure = reading.figure(ratio);
    let whole = figure.denominator.unwrap_or_default();
    let in_ratio = one_slip(whole, figure.value + value) || one_slip(figure.value, whole - value);
    in_ratio || one_slip(value, left) || (value - left).abs() * Decimal::ONE_HUNDRED <= left
}

/// Counts of the ratio's unit behind it in the sentence; only a percent may stand between.
fn counts_behind(reading: &Reading<'_>, ratio: usize) -> Vec<usize> {
    let unit = &reading.figure(ratio).unit;
    let behind = reading.later_in_sentence(ratio).filter(|&i| !reading.is_percent(i));
    behind.take_while(|&i| reading.figure(i).measure == Measure::Count && reading.figure(i).unit == *unit && reading.is_exact(i)).collect()
}

fn is_remainder(reading: &Reading<'_>, ratio: usize, count: usize) -> bool {
    let gap = reading.between(ratio, count);
    let before = &gap[gap.len().saturating_sub(NEAR)..];
    let after = reading.after(count);
    let clause = after[..after.len().min(NEAR)].split([',', ';', '.', '(']).next().unwrap_or("");
    let words = &reading.wording.remainder;
    let parts = says(gap, &reading.wording.open_list) || says(gap, &reading.wording.closed_list);
    !parts && (says(clause, words) || says(before.rsplit([',', ';', '.', ')']).next().unwrap_or(""), words))
}
