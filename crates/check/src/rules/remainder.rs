//! What is left of a ratio's whole: `59/62 nhiệm vụ (95,16%); 03 nhiệm vụ còn lại`; or all that a whole
//! falls into: `hoàn thành 59/62 nhiệm vụ; đang thực hiện 02; chậm 01`.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use super::balance::other_part;
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
    let Some(&first) = counts.first() else {
        return other_part_behind(reading, ratio).filter(|&i| slips_from(reading, i, left)).map(|i| of_ratio(reading, ratio, i, left));
    };
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
    Some(of_ratio(reading, ratio, first, left))
}

/// A count that is not what the ratio leaves.
fn of_ratio(reading: &Reading<'_>, ratio: usize, count: usize, left: Decimal) -> Finding {
    let (figure, value) = (reading.figure(ratio), reading.value(count));
    let whole = show(figure.denominator.unwrap_or_default());
    let equation = format!("{whole} - {} = {}", show(figure.value), show(left));
    Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        stated: show(value),
        computed: show(left),
        message: format!("{equation} are left, the report states {}", show(value)),
        message_vi: format!("{equation} còn lại, báo cáo ghi {}", show(value)),
        suggestion: one_slip(value, left).then(|| show(left)),
        figures: &[ratio, count],
    }
    .finding(reading)
}

/// `- Đúng hạn 948.162/953.290 hồ sơ.`, `- Trễ hạn: 5.218 hồ sơ`: the first count of the other part in the
/// section, in a sentence or bullet of its own; no ratio of its whole stands between.
fn other_part_behind(reading: &Reading<'_>, ratio: usize) -> Option<usize> {
    let meaning = reading.meaning(ratio);
    let other = other_part(meaning.indicator.as_deref()?)?;
    let (unit, level, year) = (&reading.figure(ratio).unit, meaning.level, reading.year(ratio));
    let behind = (ratio + 1..reading.figures().len()).take_while(|&i| reading.section(i) == reading.section(ratio));
    let again = |&i: &usize| reading.meaning(i).indicator == meaning.indicator && !reading.is_percent(i);
    let counted = behind.take_while(|i| !again(i));
    let of_other = |&i: &usize| reading.meaning(i).indicator.as_deref() == Some(other);
    let first = counted.into_iter().find(of_other)?;
    let plain = reading.figure(first).measure == Measure::Count && reading.figure(first).unit == *unit && reading.is_exact(first);
    let alike = reading.meaning(first).level == level && reading.year(first) == year;
    (plain && alike && !reading.is_of_a_part(ratio) && !reading.is_of_a_part(first)).then_some(first)
}

fn slips_from(reading: &Reading<'_>, count: usize, left: Decimal) -> bool {
    reading.value(count) != left && left > Decimal::ZERO && one_slip(reading.value(count), left)
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
    // `8.214/8.732 biên chế, đạt 94,1%, thiếu 518 biên chế`
    let lacking = reading.word_before(count).to_lowercase() == "thiếu";
    let parts = says(gap, &reading.wording.open_list) || says(gap, &reading.wording.closed_list);
    !parts && (lacking || says(clause, words) || says(before.rsplit([',', ';', '.', ')']).next().unwrap_or(""), words))
}
