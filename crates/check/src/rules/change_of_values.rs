//! A change against both values that it is about: `từ 48 xuống 31 phòng, giảm 35,42%`, `41,26%, tăng
//! 12,85 điểm % so với cùng kỳ (28,41%)`, `30.900 lượt, gấp 1,2 lần năm 2019 (25.750 lượt)`,
//! `thứ 17/63, tăng 02 bậc so với năm 2021 (thứ 19)`, `còn 172 phòng, giảm 42 phòng so với 214 phòng`.
//!
//! Which two values a change is about is often not told; where any two of the sentence fit,
//! it agrees, and where there are more than two, nothing is said, unless the old one is named as such:
//! `so với năm 2019 (25.750 lượt)`.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use super::earlier_value::{is_base, is_compared_with, is_earlier_value, now_of};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, show, show_rounded, telling_digits};
use crate::reading::Reading;
use crate::slip::{explained_by, one_slip};
use crate::wording::{ends_with, says};

pub(crate) const RULE: Rule = Rule { id: "change_of_values", run };

/// Words without which two values of a sentence need not be the two of the change.
const COMPARED: [&str; 6] = ["so voi", "cung ky", "tu", "nam truoc", "lan", "truoc day"];

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for change in 0..reading.figures().len() {
        let figure = reading.figure(change);
        if reading.is_exact(change) && reading.is_prose(figure.passage as usize) && !is_share_of_change(reading, change) {
            found.extend(kind_of(reading, change).and_then(|kind| check(reading, change, kind)));
        }
    }
}

/// `742 đơn vị, giảm 1,48% (trường học giảm 09, trung tâm giảm 02)`: changes in a bracket behind one are its parts.
fn is_share_of_change(reading: &Reading<'_>, change: usize) -> bool {
    let before = reading.before(change);
    let Some(open) = before.rfind('(').filter(|open| !before[*open..].contains(')')) else { return false };
    let at = reading.sentence(change).start + open;
    let outside = |i: &usize| (reading.figure(*i).end as usize) <= at;
    reading.earlier_in_sentence(change).find(outside).is_some_and(|i| reading.figure(i).measure == Measure::Change)
}

/// What a change is computed from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Percent of the old value.
    Growth,
    /// Difference of two percents.
    Points,
    /// New over old.
    Times,
    /// Difference of two ranks; up is positive.
    Places,
    /// Difference of two counts of one thing.
    Difference,
    /// Difference of two scores.
    Scores,
}

fn kind_of(reading: &Reading<'_>, change: usize) -> Option<Kind> {
    let figure = reading.figure(change);
    match (figure.measure, figure.unit.as_str()) {
        (Measure::Change, "percent") => Some(Kind::Growth),
        (Measure::Change, "percentage_point") => Some(Kind::Points),
        (Measure::Change, "time") => Some(Kind::Times),
        (Measure::Change, "rank") => Some(Kind::Places),
        (Measure::Change, "point") => Some(Kind::Scores),
        (Measure::Change, _) => Some(Kind::Difference),
        (Measure::Count, _) if ends_with(reading.before(change), &reading.wording.lacking) => Some(Kind::Difference),
        // `từ 1.021 đơn vị xuống còn 948 đơn vị, giảm 73 đơn vị`: read as a count.
        (Measure::Count, _) if ends_with(reading.before(change), &reading.wording.changes_by) => {
            from_to(reading, change, Kind::Difference).map(|_| Kind::Difference)
        }
        _ => None,
    }
}

fn check(reading: &Reading<'_>, change: usize, kind: Kind) -> Option<Finding> {
    // `92,5% (tăng 1,3% so với năm 2019 là 91,2%)`: points are meant.
    let of_percents = kind == Kind::Growth && values(reading, change, kind).is_empty();
    let kind = if of_percents { Kind::Points } else { kind };
    let values = values(reading, change, kind);
    let stated = reading.value(change);
    let digits = decimals(&reading.figure(change).quote);
    let fits = |&(old, new, exact): &(usize, usize, Decimal)| {
        let agreed = agreement(stated.abs(), exact.abs(), digits);
        // Values that print more decimals than the change leave no room for rounding.
        let counted = kind == Kind::Places || kind == Kind::Difference && exact.is_integer() && digits == 0;
        let precise = counted || kind == Kind::Points && [old, new].iter().all(|&i| decimals(&reading.figure(i).quote) > digits);
        agreed == Agreement::Agrees || agreed == Agreement::LastDigit && !precise
    };
    let mut pairs = pairs(reading, kind, &values);
    let named = named_old(reading, change, kind);
    // Growth is of the old value: `(54 văn bản) tăng 12,9%` is not of the new one.
    if let Some(old) = named.filter(|&old| kind == Kind::Growth || kind == Kind::Places && is_compared_with(reading, old)) {
        pairs.retain(|pair| pair.0 == old);
    }
    if let Some((old, new)) = from_to(reading, change, kind) {
        pairs.retain(|pair| (pair.0, pair.1) == (old, new));
    }
    if pairs.iter().any(fits) {
        return None;
    }
    let apart = || (kind == Kind::Places).then(|| ranks_apart(reading, change)).flatten();
    of_two(reading, change, kind, &pairs).or_else(apart).or_else(|| {
        let old = named?;
        // Of several values one slip tells which is meant.
        let long = kind == Kind::Difference && telling_digits(stated) > 3;
        if let Some(&(old, new, exact)) = pairs.iter().find(|pair| long && pair.0 == old && slips(stated, pair.2, digits)) {
            return Some(mismatch(reading, change, (old, new), exact, (kind, Severity::Error, true)));
        }
        let with = |new: usize| Some((old, new, exact(kind, reading.value(old), reading.value(new))?));
        let now = now_of(reading, old, change)?;
        // Where base, value and change stand in one sentence, numbers of other sentences prove nothing.
        let told = is_compared_with(reading, old) && reading.same_sentence(now, change);
        if !told && likes(reading, old).filter_map(with).any(|triple| fits(&triple)) {
            return None;
        }
        let triple = with(now)?;
        let (old, new, exact) = triple;
        let slipped = slips(stated, exact, digits);
        (!fits(&triple) && is_of_size(reading, old, new))
            .then(|| mismatch(reading, change, (old, new), exact, (kind, Severity::Error, slipped)))
    })
}

/// `… đứng thứ 21/63. Năm 2012, tỉnh đứng thứ 27; như vậy đã tiến 08 bậc`: the rank before it is the sentence before's.
fn ranks_apart(reading: &Reading<'_>, change: usize) -> Option<Finding> {
    let &[old] = values(reading, change, Kind::Places).as_slice() else { return None };
    let is_rank = |&i: &usize| reading.figure(i).measure == Measure::Rank && reading.section(i) == reading.section(old);
    let new = (0..old).rev().find(is_rank)?;
    let (m, n) = (reading.meaning(old), reading.meaning(new));
    let one_index = m.indicator.is_some() && m.indicator == n.indicator && m.year < n.year && old < change;
    let exact = reading.value(old) - reading.value(new);
    let stated = reading.value(change);
    (one_index && exact.abs() != stated.abs())
        .then(|| mismatch(reading, change, (old, new), exact, (Kind::Places, Severity::Error, slips(stated, exact, 0))))
}

/// The sentence holds two values, which do not make the stated change.
fn of_two(reading: &Reading<'_>, change: usize, kind: Kind, pairs: &[(usize, usize, Decimal)]) -> Option<Finding> {
    let (stated, digits) = (reading.value(change), decimals(&reading.figure(change).quote));
    let text = reading.sentence_text(change);
    let compared = COMPARED.iter().any(|cue| says(text, &[(*cue).to_owned()]));
    let values = values(reading, change, kind);
    let two = values.len() == 2 || from_to(reading, change, kind).is_some();
    // `đạt 15,36%; năm 2020 tỷ lệ này là 9,84%, tăng 5,25 điểm phần trăm`
    let of_two_years = values.iter().any(|&i| is_earlier_year(reading, i)) && values.iter().any(|&i| !is_earlier_year(reading, i));
    let told = kind == Kind::Growth && from_to(reading, change, kind).is_some();
    if !two || !(compared || of_two_years || told) {
        return None;
    }
    // Of the two orders the one that has the stated direction, or where one slip gives it.
    let counted = reading.figure(change).measure == Measure::Count;
    let ahead = pairs.iter().copied().find(|pair| counted || (pair.2 >= Decimal::ZERO) == (stated >= Decimal::ZERO));
    let turned = || pairs.iter().copied().find(|&(old, new, _)| slip_in_value(reading, change, (old, new), kind));
    let near = |&(old, new, exact): &(usize, usize, Decimal)| {
        let off = (stated.abs() - exact.abs()).abs();
        slips(stated, exact, digits) || off * Decimal::TEN <= exact.abs() || slip_in_value(reading, change, (old, new), kind)
    };
    let (old, new, exact) = ahead.filter(near).or_else(turned).or(ahead)?;
    let (slipped, near) = (slips(stated, exact, digits), near(&(old, new, exact)));
    let explicit = is_explicit(reading, old, new);
    // Two numbers of two digits are soon near a third.
    let short = kind == Kind::Difference && !explicit && reading.value(old).max(reading.value(new)) < Decimal::ONE_HUNDRED;
    let severity = if short { Severity::Warning } else { Severity::Error };
    (near || explicit).then(|| mismatch(reading, change, (old, new), exact, (kind, severity, slipped)))
}

fn is_earlier_year(reading: &Reading<'_>, index: usize) -> bool {
    reading.meaning(index).year < reading.report.identity.report_year
}

/// The old value that the sentence names as such, where no other change stands nearer to it.
fn named_old(reading: &Reading<'_>, change: usize, kind: Kind) -> Option<usize> {
    let of_change = |i: usize| kind != Kind::Difference || reading.figure(i).unit == reading.figure(change).unit;
    // `tụt 04 bậc so với vị trí 15/63`: what follows the change itself.
    let next = reading.later_in_sentence(change).next().filter(|&i| is_value(reading, i, kind) && reading.is_exact(i));
    if let Some(next) = next.filter(|&i| is_compared_with(reading, i) && of_change(i)) {
        return Some(next);
    }
    let others = || reading.earlier_in_sentence(change).chain(reading.later_in_sentence(change));
    let is_old = |i: usize| is_earlier_value(reading, i) || kind == Kind::Times && is_base_of(reading, change, i);
    let mut named = others().filter(|&i| is_value(reading, i, kind) && reading.is_exact(i) && is_old(i));
    let (Some(old), None) = (named.next(), named.next()) else { return None };
    let nearer = |i: usize| kind_of(reading, i) == Some(kind) && i.abs_diff(old) < change.abs_diff(old);
    (of_change(old) && !others().any(nearer)).then_some(old)
}

/// `gấp 3,2 lần tháng 7 (1.450 hồ sơ)`: what a multiple is of.
fn is_base_of(reading: &Reading<'_>, change: usize, value: usize) -> bool {
    reading.figure(value).start > reading.figure(change).end && is_base(reading, reading.between(change, value))
}

/// Figures of the section before a value, of its measure and unit.
fn likes<'r>(reading: &'r Reading<'_>, old: usize) -> impl Iterator<Item = usize> + 'r {
    let figure = reading.figure(old);
    let like = move |&i: &usize| reading.figure(i).measure == figure.measure && reading.figure(i).unit == figure.unit;
    (0..old).rev().take_while(move |&i| reading.section(i) == reading.section(old)).filter(like)
}

/// Two values of one thing in two years are of one size.
fn is_of_size(reading: &Reading<'_>, old: usize, new: usize) -> bool {
    let (a, b) = (reading.value(old).abs(), reading.value(new).abs());
    a.max(b) <= a.min(b) * Decimal::from(4)
}

/// True where one slip leads from the stated change to the one that follows.
fn slips(stated: Decimal, exact: Decimal, digits: u32) -> bool {
    one_slip(stated.abs(), exact.abs().round_dp(digits))
}

/// True where one slip in one of the two values makes the stated change right.
fn slip_in_value(reading: &Reading<'_>, change: usize, (old, new): (usize, usize), kind: Kind) -> bool {
    let (stated, digits) = (reading.value(change), decimals(&reading.figure(change).quote));
    let printed = |i: usize| decimals(&reading.figure(i).quote).min(reading.value(i).scale());
    let fits = |old, new| exact(kind, old, new).is_some_and(|exact| agreement(stated, exact, digits) == Agreement::Agrees);
    let (first, second) = (reading.value(old), reading.value(new));
    explained_by(first, printed(old), |value| fits(value, second)).is_some()
        || explained_by(second, printed(new), |value| fits(first, value)).is_some()
}

/// `từ 420 triệu đồng lên 1.260 triệu đồng, tức gấp 2,5 lần`: the change is of the two values right before it.
fn from_to(reading: &Reading<'_>, change: usize, kind: Kind) -> Option<(usize, usize)> {
    // `từ 41 (của ba tỉnh) còn 14`: what a bracket adds is no value.
    let mut before = reading.earlier_in_sentence(change).filter(|&i| !is_in_bracket(reading, i, change));
    let (new, old) = (before.next()?, before.next()?);
    if let Some((a, b)) = before.next().filter(|_| kind == Kind::Growth).and_then(|first| told_in_things(reading, first, old, new)) {
        let falls = reading.value(change) < Decimal::ZERO;
        return Some(if (reading.value(a) > reading.value(b)) == falls { (a, b) } else { (b, a) });
    }
    let near = reading.between(new, change).len() <= LONGEST_LINK && !reading.between(new, change).contains(';');
    let values = [old, new].iter().all(|&i| is_value(reading, i, kind)) && reading.figure(old).unit == reading.figure(new).unit;
    (near && values && is_explicit(reading, old, new)).then_some((old, new))
}

/// `đầu kỳ có 804; nay còn 763; giảm 41 đơn vị, tỷ lệ giảm 5,37%`: two values, and the change before this one is theirs.
fn told_in_things(reading: &Reading<'_>, old: usize, new: usize, change: usize) -> Option<(usize, usize)> {
    let values = [old, new].iter().all(|&i| is_value(reading, i, Kind::Difference) && reading.is_exact(i));
    let by = reading.is_amount(change) && ends_with(reading.before(change), &reading.wording.changes_by)
        || reading.figure(change).measure == Measure::Change;
    let exact = (reading.value(new) - reading.value(old)).abs() == reading.value(change).abs();
    (values && by && exact && !reading.value(old).is_zero()).then_some((old, new))
}

/// True for a figure inside a bracket that closes before the change.
fn is_in_bracket(reading: &Reading<'_>, index: usize, change: usize) -> bool {
    let between = reading.between(index, change);
    between.find(')').is_some_and(|close| !between[..close].contains('('))
}

/// Characters between two values and the change that sums them up.
const LONGEST_LINK: usize = 16;

/// `từ 42 xuống 15`: the two values are named as old and new.
fn is_explicit(reading: &Reading<'_>, old: usize, new: usize) -> bool {
    let clause = reading.before(old).rsplit([',', ';']).next().unwrap_or("");
    // `cuối năm 2020 có 566 đơn vị, đến nay còn 545 đơn vị`
    let gap = if reading.figure(old).start < reading.figure(new).start { reading.between(old, new) } else { "" };
    let from = says(clause, &["tu".to_owned()]) || says(clause, &reading.wording.begins) || is_earlier_year(reading, old);
    // `có 39 cơ quan chuyên môn, nay còn 14 cơ quan`
    let from = from || says(gap, &reading.wording.now_left);
    let to = ["xuong", "con", "len", "den"].iter().any(|word| says(gap, &[(*word).to_owned()]));
    from && to
}

/// Figures of the sentence that the change may be about.
fn values(reading: &Reading<'_>, change: usize, kind: Kind) -> Vec<usize> {
    let mut all: Vec<usize> = reading.earlier_in_sentence(change).collect();
    all.reverse();
    all.extend(reading.later_in_sentence(change));
    let nearest = all.iter().copied().filter(|&i| is_value(reading, i, kind)).min_by_key(|&i| i.abs_diff(change));
    let Some(unit) = nearest.map(|i| reading.figure(i).unit.clone()) else { return Vec::new() };
    let differs = kind == Kind::Difference && unit != reading.figure(change).unit;
    // `xếp thứ 45/63, tăng 06 bậc so với năm 2019; SIPAS xếp thứ 40/63`: ranks and scores are each of their index.
    let indexed = matches!(kind, Kind::Places | Kind::Scores);
    let of = |i: usize| reading.meaning(i).indicator.as_deref().map(|id| id.trim_end_matches("_change"));
    let own = of(change).filter(|_| indexed);
    let foreign = |i: usize| own.is_some_and(|own| of(i).is_some_and(|other| other != own));
    all.retain(|&i| is_value(reading, i, kind) && reading.figure(i).unit == unit && !differs && !foreign(i));
    all
}

fn is_value(reading: &Reading<'_>, index: usize, kind: Kind) -> bool {
    match kind {
        Kind::Growth | Kind::Times => reading.adds_up(index) || reading.figure(index).measure == Measure::Average,
        Kind::Points => reading.is_percent(index),
        Kind::Places => reading.figure(index).measure == Measure::Rank,
        Kind::Difference => matches!(reading.figure(index).measure, Measure::Count | Measure::Money),
        Kind::Scores => reading.figure(index).measure == Measure::Score,
    }
}

/// Every two values in both orders, with the change that follows.
fn pairs(reading: &Reading<'_>, kind: Kind, values: &[usize]) -> Vec<(usize, usize, Decimal)> {
    let mut pairs = Vec::new();
    for &old in values {
        for &new in values.iter().filter(|&&new| new != old) {
            pairs.extend(exact(kind, reading.value(old), reading.value(new)).map(|exact| (old, new, exact)));
        }
    }
    pairs
}

fn exact(kind: Kind, old: Decimal, new: Decimal) -> Option<Decimal> {
    match kind {
        Kind::Growth => ((new - old) * Decimal::ONE_HUNDRED).checked_div(old),
        Kind::Points | Kind::Difference | Kind::Scores => Some(new - old),
        Kind::Times => new.checked_div(old).filter(|times| *times >= Decimal::ONE),
        Kind::Places => Some(old - new),
    }
}

fn mismatch(reading: &Reading<'_>, change: usize, (old, new): (usize, usize), exact: Decimal, how: (Kind, Severity, bool)) -> Finding {
    let (kind, severity, slipped) = how;
    let stated = reading.value(change);
    let both = format!("{} → {}", show(reading.value(old)), show(reading.value(new)));
    let (printed, right) = (show(stated.abs()), show_rounded(exact.abs(), decimals(&reading.figure(change).quote)));
    Note {
        kind: match kind {
            Kind::Places | Kind::Scores => "conflict",
            Kind::Difference => "sum_mismatch",
            Kind::Growth | Kind::Times | Kind::Points => "percent_mismatch",
        },
        severity,
        message: format!("{both} is a change of {right}, the report states {printed}"),
        message_vi: format!("{both} là thay đổi {right}, báo cáo ghi {printed}"),
        suggestion: slipped.then(|| right.clone()),
        stated: printed,
        computed: right,
        figures: &[old, new, change],
    }
    .finding(reading)
}
