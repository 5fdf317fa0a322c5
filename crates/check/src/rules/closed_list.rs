//! A total and the list of its parts: `23 đơn vị, gồm 07 sở, 06 huyện và 09 xã` makes 22.
//!
//! A list after `gồm`, `chia ra`, a colon or in brackets is meant to be complete; after `trong đó`
//! only where its parts are all there can be (`đúng hạn`, `trễ hạn`). A sum far below the total
//! tells that the list is not complete, and is no finding.

use rust_decimal::Decimal;

use super::Rule;
use super::part_list::{Opening, PartList, list_in_sentence, list_of_bullets};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{show, telling_digits};
use crate::reading::Reading;
use crate::slip::{explained_by, one_slip, swap_makes_sum};
use crate::wording::{find_words, says};

pub(crate) const RULE: Rule = Rule { id: "closed_list", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for total in 0..reading.figures().len() {
        let is_total = reading.adds_up(total) && reading.is_exact(total) && reading.is_prose(reading.figure(total).passage as usize);
        if is_total {
            let list = list_in_sentence(reading, total).or_else(|| list_of_bullets(reading, total));
            found.extend(list.and_then(|list| judge(reading, &list).or_else(|| judge_clause(reading, &list))));
        }
    }
}

fn judge(reading: &Reading<'_>, list: &PartList) -> Option<Finding> {
    let total = reading.value(list.total);
    let parts: Vec<Decimal> = list.parts.iter().map(|&i| reading.value(i)).collect();
    // What is larger than the total is no part of it, unless a slip made it so.
    let larger = parts.iter().filter(|part| **part > total).count();
    if parts.len() < 2 || agrees(reading, list) || larger > 1 {
        return None;
    }
    let sum: Decimal = parts.iter().sum();
    // `467 đơn vị, theo cấp: tỉnh 92, huyện 375; theo lĩnh vực: giáo dục 351, …`: the first number divided once more.
    if reading.earlier_in_sentence(list.total).any(|i| reading.value(i) == sum) {
        return None;
    }
    let severity = severity(reading, list, (total, sum), &parts)?;
    let terms: Vec<String> = parts.iter().map(|part| show(*part)).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(sum));
    let mut figures = vec![list.total];
    figures.extend(&list.parts);
    let note = Note {
        kind: "sum_mismatch",
        severity,
        stated: show(total),
        computed: show(sum),
        message: format!("{equation}, the report states a total of {}", show(total)),
        message_vi: format!("{equation}, báo cáo ghi tổng số {}", show(total)),
        suggestion: suggestion(total, sum, &parts),
        figures: &figures,
    };
    Some(note.finding(reading))
}

/// `58 văn bản, gồm 21 nghị quyết và 37 quyết định; có 06 văn bản …`: the parts up to the end of their clause,
/// where one slip tells that they were meant.
fn judge_clause(reading: &Reading<'_>, list: &PartList) -> Option<Finding> {
    let ends = |at: &usize| {
        let gap = reading.between(list.parts[*at - 1], list.parts[*at]);
        // `…; ngoài ra bãi bỏ 65 TTHC`: besides, so no part.
        gap.contains([';', ')']) && (!says(gap, &reading.wording.incomplete) || find_words(gap, "ngoai ra").is_some())
    };
    if agrees(reading, list) {
        return None;
    }
    (2..list.parts.len()).filter(ends).find_map(|end| {
        let parts = list.parts[..end].to_vec();
        let values: Vec<Decimal> = parts.iter().map(|&i| reading.value(i)).collect();
        let clause = PartList { parts, ..list.clone() };
        is_near(reading.value(list.total), values.iter().sum(), &values).then(|| judge(reading, &clause)).flatten()
    })
}

/// True where the parts, or the first few of them, make the total.
fn agrees(reading: &Reading<'_>, list: &PartList) -> bool {
    let figure = reading.figure(list.total);
    let mut done = Decimal::ZERO;
    let mut planned = Decimal::ZERO;
    list.parts.iter().enumerate().any(|(at, &part)| {
        let part = reading.figure(part);
        done += part.value;
        planned += part.denominator.unwrap_or(part.value);
        at > 0 && (done == figure.value || figure.denominator.is_some_and(|whole| whole == planned || whole == done))
    })
}

fn severity(reading: &Reading<'_>, list: &PartList, (total, sum): (Decimal, Decimal), parts: &[Decimal]) -> Option<Severity> {
    let near = is_near(total, sum, parts);
    let above = sum > total;
    let larger = parts.iter().filter(|part| **part > total).count();
    match list.opening {
        Opening::Closed if near => Some(Severity::Error),
        Opening::Closed if above && larger == 0 && list.same_unit => Some(Severity::Error),
        Opening::Divided if (near || above && larger == 0) && (parts.len() > 2 || list.is_exhaustive(reading)) => Some(Severity::Error),
        Opening::Open if (near || above) && list.is_exhaustive(reading) => Some(Severity::Error),
        Opening::Open if near && parts.len() > 2 && list.ends_with_rest(reading) => Some(Severity::Error),
        Opening::Open if list.same_unit && near && tells(total, parts) => Some(Severity::Error),
        Opening::Open if list.same_unit && near && above && parts.len() > 1 && !list.may_overlap(reading) => Some(Severity::Error),
        Opening::Open if list.same_unit && near && parts.len() > 2 && telling_digits(total) > 2 => Some(Severity::Warning),
        // Two digits that have changed places explain it to the last unit.
        _ if swap_makes_sum(total, parts) && !list.may_overlap(reading) => Some(if above { Severity::Error } else { Severity::Warning }),
        Opening::Closed | Opening::Divided if above => Some(Severity::Note),
        _ => None,
    }
}

/// True where one slip, in the total or in a part, or a hundredth of the total explains the difference.
fn is_near(total: Decimal, sum: Decimal, parts: &[Decimal]) -> bool {
    let missing = total - sum;
    close(total, sum, 100) || one_slip(total, sum) || parts.iter().any(|part| one_slip(*part, *part + missing))
}

/// Numbers so long that a slip hardly explains a difference by chance.
fn tells(total: Decimal, parts: &[Decimal]) -> bool {
    telling_digits(total) > 3 && parts.iter().all(|part| telling_digits(*part) > 2)
}

fn close(total: Decimal, sum: Decimal, share: i64) -> bool {
    (total - sum).abs() * Decimal::from(share) <= total
}

fn suggestion(total: Decimal, sum: Decimal, parts: &[Decimal]) -> Option<String> {
    if explained_by(total, 0, |value| value == sum).is_some() {
        return Some(show(sum));
    }
    let missing = total - sum;
    let mut slips = parts.iter().filter(|part| one_slip(**part, **part + missing));
    match (slips.next(), slips.next()) {
        (Some(part), None) => Some(show(*part + missing)),
        _ => None,
    }
}
