//! A total of what stands before and of what its sentence adds: `cả năm 151 người. Cùng với 98 người của năm 2015 và 147 người
//! của năm 2016, đã tinh giản tổng cộng 396 người`.
//!
//! Any count of the section may be what was meant before; only where none fits, and one slip makes the last one fit, is it told.

use rust_decimal::Decimal;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{show, telling_digits};
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::{ends_with, find_words, says};

pub(crate) const RULE: Rule = Rule { id: "together_with", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for total in 0..reading.figures().len() {
        let counted = reading.adds_up(total) && reading.is_exact(total) && reading.figure(total).denominator.is_none();
        if counted && !reading.looks_ahead(total) && sums_up(reading, total) {
            found.extend(check(reading, total));
        }
    }
}

/// `Cùng với …, tổng cộng`: what the sentence opens with, and what stands before its total.
fn sums_up(reading: &Reading<'_>, total: usize) -> bool {
    let before = reading.before(total);
    let opens = reading.wording.together.iter().any(|words| find_words(before, words).is_some_and(|at| at < OPENING));
    let clause = before.rsplit([',', ';']).next().unwrap_or("");
    opens && (says(clause, &reading.wording.total_words) || ends_with(before, &reading.wording.closing_total))
}

/// Characters of a sentence in which its opening words stand: `c) Giải quyết: cùng với …`.
const OPENING: usize = 24;

fn check(reading: &Reading<'_>, total: usize) -> Option<Finding> {
    let like = |&i: &usize| {
        let (a, b) = (reading.figure(i), reading.figure(total));
        reading.adds_up(i) && reading.is_exact(i) && a.unit == b.unit && a.denominator.is_none()
    };
    let added: Vec<usize> = reading.earlier_in_sentence(total).filter(like).collect();
    let sum: Decimal = added.iter().map(|&i| reading.value(i)).sum();
    let stated = reading.value(total);
    let first = *added.last()?;
    let before: Vec<usize> =
        (0..first).rev().filter(|&i| !reading.same_sentence(i, total)).take_while(|&i| first - i < NEAR).filter(like).collect();
    if sum == stated || before.iter().any(|&i| reading.value(i) + sum == stated) {
        return None;
    }
    let base = *before.first()?;
    let right = reading.value(base) + sum;
    if !one_slip(stated, right) || telling_digits(stated) < 3 {
        return None;
    }
    let mut figures = vec![base];
    figures.extend(added.iter().rev());
    let terms: Vec<String> = figures.iter().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(right));
    figures.push(total);
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        message: format!("{equation}, the report states a total of {}", show(stated)),
        message_vi: format!("{equation}, báo cáo ghi tổng số {}", show(stated)),
        stated: show(stated),
        computed: show(right),
        suggestion: Some(show(right)),
        figures: &figures,
    };
    Some(note.finding(reading))
}

/// Figures before the sentence among which what it adds to may stand.
const NEAR: usize = 30;
