//! One fact stated twice with two values: `63/74 nhiệm vụ` in section I, `65/74 nhiệm vụ` where the
//! report sums up.
//!
//! Sections that assess repeat what earlier ones reported, so a value there that no earlier place
//! has, close to one that an earlier place has, is a contradiction. Elsewhere two values of one
//! indicator are mostly of two parts of the province.

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::{Level, Role};

use super::Rule;
use super::part_list::akin;
use crate::fact::{shared_labels, shared_words};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, show};
use crate::reading::Reading;
use crate::slip::{one_slip, same_digits, swapped};
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "restated", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let first_assessment = (0..reading.figures().len()).find(|&i| reading.in_assessment(i));
    let Some(first) = first_assessment else { return };
    for later in first..reading.figures().len() {
        if reading.in_assessment(later) && is_fact(reading, later) {
            found.extend(check(reading, later));
        }
    }
}

fn is_fact(reading: &Reading<'_>, index: usize) -> bool {
    let measure = reading.figure(index).measure;
    let measured = reading.is_amount(index)
        || matches!(measure, Measure::Ratio | Measure::Percent | Measure::Rank | Measure::Score)
        || is_of_places(reading, index);
    let plain = matches!(reading.meaning(index).role, Role::Result | Role::Cumulative | Role::Part | Role::Comparison);
    // `61/235 xã (26%)`: the ratio is the fact.
    let of_ratio = || {
        measure == Measure::Percent
            && reading.earlier_in_sentence(index).next().is_some_and(|i| is_ratio(reading, i) && reading.between(i, index).len() < 12)
    };
    measured
        && plain
        && !of_ratio()
        && (!reading.is_of_a_part(index) || is_of_level(reading, index) || is_of_old_province(reading, index))
        && reading.is_exact(index)
        && !reading.looks_ahead(index)
        && !is_place(reading, index)
}

/// `tăng 07 bậc`
fn is_of_places(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).measure == Measure::Change && reading.figure(index).unit == "rank"
}

/// `2.602/2.731 người, bằng 95,28%`, of which the assessment has the percent alone.
fn is_share_of_ratio(reading: &Reading<'_>, index: usize, later: usize) -> bool {
    let percent = |i: usize| reading.figure(i).measure == Measure::Percent;
    let alike = || {
        let swap = is_long(reading, later) && swapped(reading.value(index), reading.value(later));
        same_indicator(reading, index, later) || swap && shared_words(reading, index, later) > 1
    };
    percent(index) && percent(later) && reading.is_exact(index) && !reading.looks_ahead(index) && alike()
}

fn is_cell(reading: &Reading<'_>, index: usize) -> bool {
    reading.passages()[reading.figure(index).passage as usize].cell.is_some()
}

fn is_denied(reading: &Reading<'_>, index: usize) -> bool {
    let behind = reading.after(index).split([',', ';', '.', ':', '(']).next().unwrap_or("");
    says(behind, &reading.wording.not_yet)
}

/// `2.150 phiếu tại 10 huyện`: where something was done, not how many did it.
fn is_place(reading: &Reading<'_>, index: usize) -> bool {
    let at = matches!(reading.word_before(index).to_lowercase().as_str(), "tại" | "ở");
    at && reading.figure(index).measure == Measure::Count
}

fn check(reading: &Reading<'_>, later: usize) -> Option<Finding> {
    // Tables of an appendix stand behind the assessment.
    let alike: Vec<(usize, usize)> = (0..reading.figures().len())
        .filter(|&i| !reading.in_assessment(i) && (i < later || is_cell(reading, i)))
        .filter(|&i| (is_fact(reading, i) || is_share_of_ratio(reading, i, later)) && comparable(reading, i, later))
        // `22 văn bản sai`, `02 văn bản sai chưa xử lý`: not the same.
        .filter(|&i| is_ratio(reading, later) || is_denied(reading, i) == is_denied(reading, later))
        .filter_map(|i| likeness(reading, i, later).map(|like| (like, i)))
        .collect();
    let &(like, earlier) = alike.iter().filter(|&&(_, i)| is_close(reading, i, later)).max()?;
    // Two ratios of one whole may be of two things: the one that is more alike is meant.
    let least = if is_ratio(reading, later) && swapped(reading.value(earlier), reading.value(later)) { like } else { 0 };
    let same = |&&(other, i): &&(usize, usize)| other >= least && same_value(reading, i, later);
    if alike.iter().any(|one| same(&one)) || is_stated_before(reading, later) {
        return None;
    }
    let severity = severity(reading, earlier, later, like);
    Some(contradiction(reading, earlier, later, severity))
}

/// True for a number that an earlier section has too; a ratio and a percent are held against their own.
fn is_stated_before(reading: &Reading<'_>, later: usize) -> bool {
    let counts = reading.is_amount(later);
    (counts || is_long(reading, later)) && !is_ratio(reading, later) && reading.is_stated_elsewhere(later, is_long(reading, later))
}

fn severity(reading: &Reading<'_>, earlier: usize, later: usize, like: usize) -> Severity {
    let narrowed = says(reading.clause(later), &reading.wording.narrowing);
    let strong = same_indicator(reading, earlier, later) || has_large_whole(reading, later) || like >= 3;
    let part = |i: usize| reading.meaning(i).role == Role::Part;
    let levels = reading.meaning(earlier).level != reading.meaning(later).level;
    match () {
        () if strong && is_ratio(reading, later) => Severity::Error,
        () if levels && !swapped(reading.value(earlier).abs(), reading.value(later).abs()) => Severity::Warning,
        // A part that is restated as a whole may be another thing.
        () if part(earlier) != part(later) && like < 4 => Severity::Warning,
        () if strong && !narrowed => Severity::Error,
        () if strong || is_long(reading, later) || swapped(reading.value(earlier).abs(), reading.value(later).abs()) => Severity::Warning,
        () => Severity::Note,
    }
}

fn is_ratio(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).denominator.is_some()
}

/// Two ratios of one large whole are of one thing more often than by chance.
fn has_large_whole(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).denominator.is_some_and(|whole| whole >= Decimal::TEN)
}

fn same_indicator(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (m, n) = (&reading.meaning(a).indicator, &reading.meaning(b).indicator);
    m.is_some() && m == n && is_plain(reading, a) && is_plain(reading, b)
}

/// True where no words make it a part of its indicator; `chấp hành tốt` does.
fn is_plain(reading: &Reading<'_>, index: usize) -> bool {
    let Some(subject) = reading.meaning(index).subject.as_deref() else { return true };
    // `39 cơ quan chuyên môn … còn 14 cơ quan`: told apart by what is counted alone.
    let counted = reading.figure(index).quote.to_lowercase().contains(&subject.to_lowercase());
    // `nâng tổng số đơn vị được kiểm tra lên 41 đơn vị`
    let whole = says(&solieu_vietnamese::fold(subject), &reading.wording.total_words);
    counted || whole || is_of_level(reading, index)
}

/// A rank or score of one of the provinces that were merged.
fn is_of_old_province(reading: &Reading<'_>, index: usize) -> bool {
    let (figure, meaning) = (reading.figure(index), reading.meaning(index));
    meaning.territory.is_some() && meaning.subject.is_none() && matches!(figure.measure, Measure::Rank | Measure::Score)
}

/// The subject is the level itself: `Cấp huyện` before a table's row.
fn is_of_level(reading: &Reading<'_>, index: usize) -> bool {
    let subject = reading.meaning(index).subject.as_deref().map(solieu_vietnamese::fold);
    subject.is_some_and(|subject| matches!(subject.as_str(), "cap tinh" | "cap huyen" | "cap xa"))
}

/// Measures that can state one fact: a number of things is also the upper part of a ratio, and `giảm 241 người`.
fn same_measure(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let counts = |i: usize| reading.is_amount(i) || reading.figure(i).measure == Measure::Ratio;
    reading.figure(a).measure == reading.figure(b).measure || counts(a) && counts(b)
}

/// Same measure, unit, level and year; ratios of the same whole.
fn comparable(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (reading.figure(a), reading.figure(b));
    let (m, n) = (reading.meaning(a), reading.meaning(b));
    let ratios = x.denominator.is_some() && y.denominator.is_some();
    let whole = !ratios || x.denominator == y.denominator || x.value == y.value;
    // `đạt chuẩn 4.507 người` of the communes' staff is later said of all: with two digits changed it is the same number.
    let same = |slip: fn(Decimal, Decimal) -> bool| slip(x.value.abs(), y.value.abs());
    let widened = || {
        n.level == Level::All
            && (m.subject.is_none() && same(swapped) || same_indicator(reading, a, b) && is_long(reading, b) && same(one_slip))
    };
    let level = m.level == n.level || ratios || widened();
    let unit = x.unit == y.unit || (is_cell(reading, a) || akin(reading, &x.unit, &y.unit)) && same_indicator(reading, a, b);
    let land = m.territory == n.territory;
    // Places won are told with either of the two years.
    let year = reading.year(a) == reading.year(b) || is_of_places(reading, a) && is_of_places(reading, b);
    same_measure(reading, a, b) && unit && year && level && whole && land
}

/// How much two figures are about the same thing; `None` where nothing says so.
fn likeness(reading: &Reading<'_>, a: usize, b: usize) -> Option<usize> {
    let (x, y) = (&reading.meaning(a).indicator, &reading.meaning(b).indicator);
    let ratios = is_ratio(reading, a) && is_ratio(reading, b);
    let slip = swapped(reading.value(a).abs(), reading.value(b).abs());
    let shared = shared_words(reading, a, b);
    match (x, y) {
        (Some(x), Some(y)) if x == y && is_plain(reading, a) && is_plain(reading, b) => Some(shared + 2),
        (Some(x), Some(y)) if x == y && (shared >= 2 || slip && shared >= 1) => Some(shared + 1),
        _ if ratios && shared >= 2 => Some(shared),
        _ if slip && is_long(reading, b) && shared >= 1 => Some(shared + 1),
        _ if slip && !ratios && digits_of(reading.value(b)) > 2 && shared_labels(reading, a, b) > 0 => Some(2),
        (Some(_), Some(_)) => None,
        _ if slip && digits_of(reading.value(b)) > 2 && shared >= 2 => Some(shared + 1),
        (None, None) if shared >= 3 => Some(shared),
        _ => None,
    }
}

fn same_value(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (reading.figure(a), reading.figure(b));
    let digits = decimals(&x.quote).min(decimals(&y.quote));
    let equal = x.value.abs() == y.value.abs() || x.measure == Measure::Percent && agreement(x.value, y.value, digits) == Agreement::Agrees;
    let whole = x.denominator == Some(y.value) || y.denominator == Some(x.value);
    match (x.denominator, y.denominator) {
        // `58/164 xã có …`, `106/164 xã chưa có …`
        (Some(m), Some(n)) => m == n && (equal || x.value + y.value == m),
        _ => equal || whole,
    }
}

/// Near enough to be the same fact with a slip, and not a part of the other.
fn is_close(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (reading.value(a).abs(), reading.value(b).abs());
    let (low, high) = (x.min(y), x.max(y));
    match reading.figure(b).measure {
        Measure::Ratio if is_ratio(reading, a) => low * Decimal::TWO >= high,
        Measure::Change if is_of_places(reading, b) => same_indicator(reading, a, b),
        // Two digits are one slip apart too easily to tell anything where the subject is guessed.
        _ if !same_indicator(reading, a, b) => (digits_of(high) > 2 || is_same_thing(reading, a, b)) && one_slip(x, y),
        Measure::Percent => one_slip(x, y),
        // `3.742` and `3.274`: digits in another order.
        _ if digits_of(high) > 3 && same_digits(x, y) => true,
        // `412` and `12`: a digit more or less tells where enough are left.
        _ if digits_of(low) < digits_of(high) && digits_of(low) < 3 && low * Decimal::TWO < high => false,
        _ => (high >= Decimal::TEN && one_slip(x, y)) || (high - low) * Decimal::TEN <= high,
    }
}

/// One indicator, and its own words in both places: `44 văn bản có sai sót`.
fn is_same_thing(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let indicator = |i: usize| reading.meaning(i).indicator.as_ref();
    indicator(a).is_some() && indicator(a) == indicator(b) && shared_words(reading, a, b) > 3
}

/// Four digits or more.
fn is_long(reading: &Reading<'_>, index: usize) -> bool {
    digits_of(reading.value(index)) > 3
}

fn digits_of(value: Decimal) -> usize {
    value.normalize().mantissa().unsigned_abs().to_string().len()
}

fn contradiction(reading: &Reading<'_>, earlier: usize, later: usize, severity: Severity) -> Finding {
    let (first, second) = (shown(reading, earlier), shown(reading, later));
    Note {
        kind: "conflict",
        severity,
        message: format!("an earlier section states {first}, this one {second}"),
        message_vi: format!("mục trước ghi {first}, mục này ghi {second}"),
        stated: second,
        computed: first,
        figures: &[earlier, later],
        suggestion: None,
    }
    .finding(reading)
}

fn shown(reading: &Reading<'_>, index: usize) -> String {
    let figure = reading.figure(index);
    figure.denominator.map_or_else(|| show(figure.value), |whole| format!("{}/{}", show(figure.value), show(whole)))
}
