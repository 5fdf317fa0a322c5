//! A percent stated for a ratio: `1.216/1.274 TTHC, đạt 94,5%` is 95,45 %.
//!
//! One percent may stand for several ratios (`18/18, 11/11 và 109/109, đạt 100%`): it agrees when
//! it fits one of them or their sum.

use rust_decimal::Decimal;

use super::Rule;
use super::percent_link::{is_linked, is_share};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, percent, show, show_rounded};
use crate::reading::Reading;
use crate::slip::explained_by;
use solieu_extract::Measure;

pub(crate) const RULE: Rule = Rule { id: "percent_of_ratio", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for index in 0..reading.figures().len() {
        if is_share(reading, index) {
            found.extend(check(reading, index));
        }
    }
}

fn check(reading: &Reading<'_>, stated: usize) -> Option<Finding> {
    if let Some(behind) = ratio_in_bracket(reading, stated) {
        return compare(reading, stated, behind);
    }
    let ratios = ratios_before(reading, stated);
    let nearest = *ratios.first()?;
    let fits = |ratio: Ratio| agrees(reading, stated, ratio) == Some(Agreement::Agrees);
    if ratios.iter().any(|&i| fits(ratio(reading, i))) || fits(pooled(reading, &ratios)) || listed_in_order(reading, nearest, stated) {
        return None;
    }
    let adjacent = reading.earlier_in_sentence(stated).next() == Some(nearest);
    let linked = adjacent && is_linked(reading, nearest, stated);
    if linked { compare(reading, stated, nearest) } else { None }
}

#[derive(Clone, Copy)]
struct Ratio {
    part: Decimal,
    whole: Decimal,
}

fn ratio(reading: &Reading<'_>, index: usize) -> Ratio {
    let figure = reading.figure(index);
    Ratio { part: figure.value, whole: figure.denominator.unwrap_or_default() }
}

fn pooled(reading: &Reading<'_>, ratios: &[usize]) -> Ratio {
    ratios.iter().map(|&i| ratio(reading, i)).fold(Ratio { part: Decimal::ZERO, whole: Decimal::ZERO }, |sum, one| Ratio {
        part: sum.part + one.part,
        whole: sum.whole + one.whole,
    })
}

fn is_ratio(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).measure == Measure::Ratio && reading.figure(index).denominator.is_some()
}

/// Ratios of the sentence since the last percent, nearest first.
fn ratios_before(reading: &Reading<'_>, stated: usize) -> Vec<usize> {
    reading.earlier_in_sentence(stated).take_while(|&i| !reading.is_percent(i)).filter(|&i| is_ratio(reading, i)).collect()
}

/// `đạt 78,95% (45/57 phần việc)`.
fn ratio_in_bracket(reading: &Reading<'_>, stated: usize) -> Option<usize> {
    let next = reading.later_in_sentence(stated).next()?;
    (is_ratio(reading, next) && matches!(reading.between(stated, next).trim(), "(" | "(tuc" | "(tuong ung" | "(dat")).then_some(next)
}

/// `12/13, 5/6 và 7/8, lần lượt đạt 92,31%; 83,33% và 87,5%`: each percent has its own ratio.
fn listed_in_order(reading: &Reading<'_>, nearest: usize, stated: usize) -> bool {
    reading.between(nearest, stated).contains("lan luot") || reading.sentence_text(stated).contains("lan luot")
}

fn agrees(reading: &Reading<'_>, stated: usize, ratio: Ratio) -> Option<Agreement> {
    let figure = reading.figure(stated);
    Some(agreement(figure.value, percent(ratio.part, ratio.whole)?, decimals(&figure.quote)))
}

fn compare(reading: &Reading<'_>, stated: usize, base: usize) -> Option<Finding> {
    let of = ratio(reading, base);
    let severity = match agrees(reading, stated, of)? {
        Agreement::Agrees => return None,
        Agreement::LastDigit => Severity::Note,
        Agreement::Differs => Severity::Error,
    };
    let (figure, exact) = (reading.figure(stated), percent(of.part, of.whole)?);
    let digits = decimals(&figure.quote);
    let (printed, right) = (show(figure.value), show_rounded(exact, digits));
    let fraction = format!("{}/{}", show(of.part), show(of.whole));
    let note = Note {
        kind: "percent_mismatch",
        severity,
        message: format!("{fraction} is {right} %, the report states {printed} %"),
        message_vi: format!("{fraction} bằng {right} %, báo cáo ghi {printed} %"),
        suggestion: suggestion(of, figure.value, digits),
        stated: printed,
        computed: right,
        figures: &[base, stated],
    };
    Some(note.finding(reading))
}

fn suggestion(of: Ratio, stated: Decimal, digits: u32) -> Option<String> {
    let fits = |part, whole, value| percent(part, whole).is_some_and(|exact| agreement(value, exact, digits) == Agreement::Agrees);
    explained_by(stated, digits, |value| fits(of.part, of.whole, value))
        .map(|value| format!("{} %", show(value)))
        .or_else(|| explained_by(of.part, 0, |part| fits(part, of.whole, stated)).map(|part| format!("{}/{}", show(part), show(of.whole))))
        .or_else(|| {
            explained_by(of.whole, 0, |whole| fits(of.part, whole, stated)).map(|whole| format!("{}/{}", show(of.part), show(whole)))
        })
}
