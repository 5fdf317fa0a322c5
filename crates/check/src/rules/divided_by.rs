//! A total that a later sentence divides by an attribute: `Tổng số 2.894 người. Theo giới tính: nam
//! 2.186 người, nữ 708 người.`

use rust_decimal::Decimal;

use super::Rule;
use super::part_list::{akin, covers};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "divided_by", run };

/// Characters before the first part in which the attribute is named.
const LEAD: usize = 60;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for passage in (0..reading.passages().len()).filter(|&p| reading.is_prose(p)) {
        let figures = reading.in_passage(passage);
        // A total in a sentence before, and two parts.
        let behind = figures.iter().skip(1).copied().take(figures.len().saturating_sub(2));
        let first = behind.filter(|&i| reading.earlier_in_sentence(i).next().is_none());
        found.extend(first.filter_map(|first| check(reading, first)));
    }
}

fn check(reading: &Reading<'_>, first: usize) -> Option<Finding> {
    let lead = reading.before(first);
    let lead = &lead[lead.len().saturating_sub(LEAD)..];
    let attribute = lead.trim_start().trim_start_matches(['-', '+', ' ']).split([':', ',']).next().unwrap_or("");
    let opens = |opener: &String| attribute.strip_prefix(opener.as_str()).is_some_and(|rest| rest.starts_with(' '));
    if !reading.wording.by_attribute.iter().any(opens) {
        return None;
    }
    let parts = parts(reading, first);
    if parts.len() < 2 {
        return None;
    }
    let sum: Decimal = parts.iter().map(|&i| reading.value(i)).sum();
    let list = reading.in_passage(reading.figure(first).passage as usize);
    let start = reading.sentence(first).start;
    let wholes = list.iter().rev().copied().filter(|&i| {
        let figure = reading.figure(i);
        let alone = reading.later_in_sentence(i).all(|other| reading.value(other) <= figure.value);
        (figure.end as usize) <= start && is_of(reading, first, i) && reading.adds_up(i) && reading.is_exact(i) && alone
    });
    let complete = covers(reading, &parts);
    let larger = |&i: &usize| complete || parts.iter().all(|&part| reading.value(part) < reading.value(i));
    let wholes: Vec<usize> = wholes.filter(larger).collect();
    if wholes.iter().any(|&i| reading.value(i) == sum) {
        return None;
    }
    let whole = wholes.into_iter().find(|&i| is_near(reading, i, sum, &parts))?;
    let slipped = parts.iter().any(|&i| one_slip(reading.value(i), reading.value(i) + reading.value(whole) - sum));
    let told = sum > reading.value(whole) || slipped || one_slip(reading.value(whole), sum);
    let complete = complete || told && reading.value(whole) >= Decimal::ONE_HUNDRED;
    Some(finding(reading, whole, &parts, sum, if complete { Severity::Error } else { Severity::Warning }))
}

/// Counted in the whole's unit, or without any: `5.612 lượt người. Chia theo nội dung: lý luận chính trị 1.204, …`.
fn is_of(reading: &Reading<'_>, part: usize, whole: usize) -> bool {
    let (part, whole) = (reading.figure(part), reading.figure(whole));
    let bare = part.quote.chars().all(|c| !c.is_alphabetic());
    bare || part.unit == whole.unit || akin(reading, &part.unit, &whole.unit)
}

/// The counts of the sentence, shares between them left out; none where it says that something is left out.
fn parts(reading: &Reading<'_>, first: usize) -> Vec<usize> {
    let unit = &reading.figure(first).unit;
    let behind = reading.later_in_sentence(first).filter(|&i| !reading.is_percent(i));
    let all: Vec<usize> = std::iter::once(first).chain(behind).collect();
    let alike = all.iter().all(|&i| reading.adds_up(i) && reading.is_exact(i) && reading.figure(i).unit == *unit);
    if alike && !says(reading.sentence_text(first), &reading.wording.explained) { all } else { Vec::new() }
}

fn is_near(reading: &Reading<'_>, whole: usize, sum: Decimal, parts: &[usize]) -> bool {
    let total = reading.value(whole);
    let slipped = |&i: &usize| one_slip(reading.value(i), reading.value(i) + total - sum);
    (total - sum).abs() * Decimal::ONE_HUNDRED <= total || one_slip(total, sum) || parts.iter().any(slipped)
}

fn finding(reading: &Reading<'_>, whole: usize, parts: &[usize], sum: Decimal, severity: Severity) -> Finding {
    let total = show(reading.value(whole));
    let terms: Vec<String> = parts.iter().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(sum));
    let finding = Note {
        kind: "sum_mismatch",
        severity,
        message: format!("{equation}, the report states a total of {total}"),
        message_vi: format!("{equation}, báo cáo ghi tổng số {total}"),
        suggestion: one_slip(reading.value(whole), sum).then(|| show(sum)),
        stated: total,
        computed: show(sum),
        figures: parts,
    }
    .finding(reading);
    with_whole(reading, finding, whole)
}

/// The parts stand together and are one place, the whole another.
fn with_whole(reading: &Reading<'_>, mut finding: Finding, whole: usize) -> Finding {
    finding.spans.insert(0, reading.figure(whole).span);
    finding.figures.insert(0, u32::try_from(whole).unwrap_or_default());
    finding
}
