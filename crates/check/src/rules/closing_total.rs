//! Parts and the total behind them: `214 lớp ở tỉnh và 318 lớp ở huyện, cộng lại là 532/640 lớp`.

use rust_decimal::Decimal;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::{ends_with, says};

pub(crate) const RULE: Rule = Rule { id: "closing_total", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for total in 0..reading.figures().len() {
        let closes = || ends_with(reading.before(total), &reading.wording.closing_total) || is_raised_to(reading, total);
        if reading.adds_up(total) && reading.is_exact(total) && closes() {
            found.extend(check(reading, total));
        }
    }
}

/// `nâng tổng số hồ sơ phải giải quyết lên 418.905 hồ sơ`
fn is_raised_to(reading: &Reading<'_>, total: usize) -> bool {
    let last = reading.earlier_in_sentence(total).next();
    last.is_some_and(|last| says(reading.between(last, total), &reading.wording.raised_total))
}

fn check(reading: &Reading<'_>, total: usize) -> Option<Finding> {
    let parts = parts_before(reading, total);
    let value = reading.value(total);
    let mut sum = Decimal::ZERO;
    for (at, &part) in parts.iter().enumerate() {
        sum += reading.value(part);
        if at > 0 && sum == value {
            return None;
        }
    }
    let whole: Decimal = parts.iter().map(|&i| reading.value(i)).sum();
    let slipped = |part: &usize| one_slip(reading.value(*part), reading.value(*part) + value - whole);
    let near = (value - whole).abs() * Decimal::ONE_HUNDRED <= value || one_slip(value, whole) || parts.iter().any(slipped);
    if parts.len() < 2 || !near {
        return None;
    }
    let terms: Vec<String> = parts.iter().rev().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(whole));
    let mut figures: Vec<usize> = parts.iter().rev().copied().collect();
    figures.push(total);
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        stated: show(value),
        computed: show(whole),
        message: format!("{equation}, the report states {}", show(value)),
        message_vi: format!("{equation}, báo cáo ghi {}", show(value)),
        suggestion: one_slip(value, whole).then(|| show(whole)),
        figures: &figures,
    };
    Some(note.finding(reading))
}

/// Counts of the total's unit before it in the sentence, nearest first.
fn parts_before(reading: &Reading<'_>, total: usize) -> Vec<usize> {
    let unit = &reading.figure(total).unit;
    let ready = reading.earlier_in_sentence(total).skip_while(|&i| reading.is_percent(i));
    ready.take_while(|&i| reading.adds_up(i) && reading.is_exact(i) && reading.figure(i).unit == *unit).collect()
}
