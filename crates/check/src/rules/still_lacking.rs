//! Units that still lack what an earlier ratio says so many have: `97/108 xã có bộ phận một cửa`, and in another chapter
//! `còn 13 xã chưa có bộ phận một cửa`; it is 11.
//!
//! Both must be of one level and one matter; where any ratio of the report leaves that many, it agrees.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use super::part_list::akin;
use crate::fact::shared_words;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "still_lacking", run };

/// Shared words without which two figures of two chapters need not be of one matter.
const ALIKE: usize = 2;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for count in 0..reading.figures().len() {
        if is_lacking(reading, count) {
            found.extend(check(reading, count));
        }
    }
}

/// `còn 13 xã chưa tổ chức được …`
fn is_lacking(reading: &Reading<'_>, count: usize) -> bool {
    let plain = reading.figure(count).measure == Measure::Count && reading.is_exact(count) && !reading.looks_ahead(count);
    let behind = reading.after(count).split([',', ';', '.', ':', '(']).next().unwrap_or("");
    let before = reading.before(count).rsplit([',', ';', ':', ')']).next().unwrap_or("");
    plain && (says(before, &reading.wording.still) || reading.in_assessment(count)) && says(behind, &reading.wording.not_yet)
}

fn check(reading: &Reading<'_>, count: usize) -> Option<Finding> {
    let stated = reading.value(count);
    let left = |ratio: usize| Some(reading.figure(ratio).denominator? - reading.value(ratio));
    let of_one_kind: Vec<usize> = (0..count).filter(|&i| is_of_kind(reading, i, count)).collect();
    if of_one_kind.iter().any(|&i| left(i) == Some(stated)) {
        return None;
    }
    let lacking = |&&i: &&usize| left(i).is_some_and(|left| !left.is_zero());
    let by_words = |&&i: &&usize| shared_words(reading, i, count) >= ALIKE;
    let by_matter = |&&i: &&usize| is_one_matter(reading, i, count);
    let ratio =
        only(of_one_kind.iter().filter(lacking).filter(by_matter)).or_else(|| only(of_one_kind.iter().filter(lacking).filter(by_words)))?;
    let left = left(ratio).filter(|left| *left > Decimal::ONE && one_slip(stated, *left))?;
    Some(finding(reading, ratio, count, left))
}

fn only<'i>(mut found: impl Iterator<Item = &'i usize>) -> Option<usize> {
    found.next().copied().filter(|_| found.next().is_none())
}

fn is_of_kind(reading: &Reading<'_>, ratio: usize, count: usize) -> bool {
    let (a, b) = (reading.figure(ratio), reading.figure(count));
    let whole = a.denominator.is_some_and(|whole| whole > b.value);
    let unit = a.unit == b.unit || akin(reading, &a.unit, &b.unit);
    // In one chapter what is left is another check's.
    let apart = reading.section(ratio) != reading.section(count);
    whole && unit && apart && reading.meaning(ratio).level == reading.meaning(count).level && reading.year(ratio) == reading.year(count)
}

fn is_one_matter(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (m, n) = (&reading.meaning(a).indicator, &reading.meaning(b).indicator);
    m.is_some() && m == n
}

fn finding(reading: &Reading<'_>, ratio: usize, count: usize, left: Decimal) -> Finding {
    let figure = reading.figure(ratio);
    let (stated, of) = (show(reading.value(count)), show(figure.denominator.unwrap_or_default()));
    let equation = format!("{of} - {} = {}", show(figure.value), show(left));
    Note {
        kind: "conflict",
        severity: Severity::Error,
        message: format!("{equation} are left, the report states {stated}"),
        message_vi: format!("{equation} còn lại, báo cáo ghi {stated}"),
        suggestion: Some(show(left)),
        stated,
        computed: show(left),
        figures: &[ratio, count],
    }
    .finding(reading)
}
