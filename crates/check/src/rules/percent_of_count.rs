//! A percent stated for a count whose base stands elsewhere: `tiếp nhận 1.502.836 hồ sơ, trong đó
//! trực tuyến 702.114 hồ sơ, chiếm 46,72%`.
//!
//! The base is not named, so any number of the section may be it; only where none fits and one
//! slip makes the nearest whole fit is it an error.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use super::balance::is_part_of;
use super::part_list::akin;
use super::percent_link::{is_linked, is_share, share_mismatch};
use super::percent_of_named_base::is_total;
use crate::model::{Finding, Severity};
use crate::printed::{Agreement, agreement, decimals, percent, show, telling_digits};
use crate::reading::Reading;
use crate::slip::{explained_by, swapped};
use crate::wording::{ends_with, last_place, says};

pub(crate) const RULE: Rule = Rule { id: "percent_of_count", run };

/// Figures before a percent that may be the two it is made of.
const NEAR: usize = 6;
/// Longest text between a part and its base: `trên tổng biên chế được giao là`.
const LONGEST_BASE: usize = 60;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for index in 0..reading.figures().len() {
        if is_share(reading, index) {
            found.extend(check(reading, index));
        }
    }
}

fn check(reading: &Reading<'_>, stated: usize) -> Option<Finding> {
    let part = part_of(reading, stated)?;
    let figure = reading.figure(part);
    let is_part = reading.is_amount(part) && !figure.value.is_zero() && reading.is_exact(part);
    if !is_part || !is_linked(reading, part, stated) {
        return None;
    }
    let sure = wholes(reading, part, stated);
    let swapped = sure.iter().any(|&(whole, sure)| is_swapped(reading, (part, whole, stated), sure));
    if agrees(reading, part, stated, swapped) {
        return None;
    }
    let (whole, sure) = sure.iter().find(|(whole, _)| slip(reading, part, *whole, stated).is_some()).or(sure.first()).copied()?;
    mismatch(reading, part, whole, stated, sure)
}

/// Two digits of the percent that have changed places make it that of a number of its sentence: among the numbers of a
/// section one mostly fits by chance, such a swap hardly ever does.
fn is_swapped(reading: &Reading<'_>, (part, whole, stated): (usize, usize, usize), sure: Sure) -> bool {
    let figure = reading.figure(stated);
    let digits = decimals(&figure.quote);
    let least = if sure == Sure::Named { 3 } else { 4 };
    let exact = percent(reading.value(part).abs(), reading.value(whole));
    let right = exact.and_then(|exact| {
        explained_by(figure.value, digits, |one| swapped(one, figure.value) && agreement(one, exact, digits) == Agreement::Agrees)
    });
    digits > 0 && telling_digits(figure.value) >= least && reading.same_sentence(whole, stated) && right.is_some()
}

/// The figure that the percent is said of: the one before it, or the one before its base in `giảm 186
/// đơn vị so với 280 đơn vị trước đó, tương đương 66,43%` and `291.344 hồ sơ trên 402.118 hồ sơ`.
fn part_of(reading: &Reading<'_>, stated: usize) -> Option<usize> {
    let mut before = reading.earlier_in_sentence(stated);
    let (last, earlier) = (before.next()?, before.next());
    let change = |&i: &usize| {
        let alike = reading.figure(i).measure == Measure::Change && reading.figure(i).unit == reading.figure(last).unit;
        let gap = reading.between(i, last);
        alike && reading.figure(last).measure == Measure::Count && !gap.contains(';') && says(gap, &reading.wording.past)
    };
    let over = |&i: &usize| reading.is_amount(i) && is_larger(reading, last, i) && is_over(reading, i, last);
    Some(earlier.filter(|i| change(i) || over(i)).unwrap_or(last))
}

/// `291.344 hồ sơ trên 402.118 hồ sơ`: the second is the base of the first.
fn is_over(reading: &Reading<'_>, part: usize, base: usize) -> bool {
    let gap = reading.between(part, base);
    let gap = gap.trim_start();
    let opens = |words: &String| gap.strip_prefix(words.as_str()).is_some_and(|rest| rest.starts_with(' ') || rest.is_empty());
    gap.len() < LONGEST_BASE && !gap.contains([';', '.', ':', ',']) && reading.wording.over.iter().any(opens)
}

/// How sure it is that a whole is the one meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sure {
    /// The sentence names it, or other shares are of it.
    Named,
    /// It is a larger number before the part.
    Larger,
    /// It stands in a sentence before.
    Before,
}

/// Wholes that the percent may be of, the likeliest first.
fn wholes(reading: &Reading<'_>, part: usize, stated: usize) -> Vec<(usize, Sure)> {
    let named = named_behind(reading, stated).into_iter().chain(opened_whole(reading, part)).chain(compared(reading, part));
    let named = named.chain(whole_of_field(reading, part)).chain(total_of_passage(reading, part, stated));
    let named = named.chain(whole_of_siblings(reading, part, stated)).map(|whole| (whole, Sure::Named));
    let larger = reading.earlier_in_sentence(part).filter(|&i| is_larger(reading, i, part) && !are_listed(reading, i, part, stated));
    let larger = larger.map(|whole| (whole, Sure::Larger));
    let before = earlier_sentences(reading, part).filter(|&i| is_larger(reading, i, part)).map(|whole| (whole, Sure::Before));
    named.chain(larger).chain(before).collect()
}

/// `318 dịch vụ mức độ 3, 64 dịch vụ mức độ 4, chiếm 20,74% tổng số`: next to each other in a list, of a total elsewhere.
fn are_listed(reading: &Reading<'_>, whole: usize, part: usize, stated: usize) -> bool {
    let gap = reading.between(whole, part);
    let listed = gap.trim_end().ends_with(',') && gap.len() < LISTED;
    listed && reading.after(stated).trim_start().starts_with("tong so")
}

/// Characters between two neighbours of a list.
const LISTED: usize = 24;

/// `chiếm 19,94% trong tổng số 431 đơn vị`
fn named_behind(reading: &Reading<'_>, stated: usize) -> Option<usize> {
    let next = reading.later_in_sentence(stated).next()?;
    let gap = reading.between(stated, next);
    (reading.adds_up(next) && !gap.contains([';', '.']) && ends_with(gap, &reading.wording.named_base)).then_some(next)
}

/// The base behind a part: `291.344 hồ sơ trên 402.118 hồ sơ`, `giảm 186 đơn vị so với 280 đơn vị`.
fn compared(reading: &Reading<'_>, part: usize) -> Option<usize> {
    let next = reading.later_in_sentence(part).find(|&i| reading.adds_up(i))?;
    if is_over(reading, part, next) {
        return Some(next);
    }
    let change = reading.figure(part).measure == Measure::Change;
    (change && says(reading.between(part, next), &reading.wording.past)).then_some(next)
}

/// The whole that the identities of the field know, in the same sentence: resolved, of those on time.
fn whole_of_field(reading: &Reading<'_>, part: usize) -> Option<usize> {
    let id = reading.meaning(part).indicator.as_deref()?;
    let known = |&i: &usize| reading.meaning(i).indicator.as_deref().is_some_and(|whole| is_part_of(id, whole));
    reading.earlier_in_sentence(part).filter(|&i| is_larger(reading, i, part)).find(known)
}

/// `Tổng số hồ sơ: 1.284.560, … . Trực tuyến 1.087.235 hồ sơ, chiếm 86,44% tổng số hồ sơ`
fn total_of_passage(reading: &Reading<'_>, part: usize, stated: usize) -> Option<usize> {
    let of_total = reading.after(stated).trim_start().starts_with("tong so");
    earlier_sentences(reading, part).filter(|_| of_total).find(|&i| is_larger(reading, i, part) && is_total(reading, i))
}

/// Figures of the passage before the part's sentence, nearest first.
fn earlier_sentences<'r>(reading: &'r Reading<'_>, part: usize) -> impl Iterator<Item = usize> + 'r {
    let figure = reading.figure(part);
    let start = reading.sentence(part).start;
    reading.in_passage(figure.passage as usize).iter().rev().copied().filter(move |&i| (reading.figure(i).start as usize) < start)
}

fn is_larger(reading: &Reading<'_>, whole: usize, part: usize) -> bool {
    let (a, b) = (reading.figure(whole), reading.figure(part));
    // `giao 2.026 biên chế, có mặt 1.958 người`; `nhận 247 phản ánh, trả lời 239`
    let bare = b.quote.chars().all(|c| !c.is_alphabetic());
    let counted = a.unit == b.unit || akin(reading, &a.unit, &b.unit) || bare && reading.same_sentence(whole, part);
    reading.adds_up(whole) && counted && a.value > b.value.abs() && reading.is_exact(whole)
}

/// Where the sentence names the base, it decides: `9.870 tỷ đồng trên tổng kế hoạch vốn 12.640 tỷ đồng`.
fn agrees(reading: &Reading<'_>, part: usize, stated: usize, swapped: bool) -> bool {
    let digits = decimals(&reading.figure(stated).quote);
    let next = reading.later_in_sentence(part).next().filter(|&i| i < stated && is_larger(reading, i, part) && is_over(reading, part, i));
    // `403 đơn vị (70,58% của 571 đơn vị)`
    let named = named_behind(reading, stated).filter(|&base| is_larger(reading, base, part));
    match next.or(named) {
        Some(base) => fits(reading.value(part), reading.value(base), reading.value(stated), digits),
        None if swapped => some_pair_fits(reading, stated),
        None => some_base_fits(reading, part, stated),
    }
}

/// True where a number of the section, or a year before, makes the percent right.
fn some_base_fits(reading: &Reading<'_>, part: usize, stated: usize) -> bool {
    let (value, digits) = (reading.value(stated), decimals(&reading.figure(stated).quote));
    let bases = bases(reading, part);
    let parts = sums_ending_at(reading, part);
    let change = reading.figure(part).measure == Measure::Change;
    let of = |sum: Decimal, base: Decimal| {
        fits(sum, base, value, digits) || change && (fits(sum, base + sum, value, digits) || fits(sum, base - sum, value, digits))
    };
    parts.iter().any(|&sum| bases.iter().any(|&base| of(sum, base))) || some_pair_fits(reading, stated)
}

/// True where two numbers of the sentence, or their difference, make the percent: `giảm 12 sở (từ 26 xuống
/// 14), tương đương 46,15%`.
fn some_pair_fits(reading: &Reading<'_>, stated: usize) -> bool {
    let (value, digits) = (reading.value(stated), decimals(&reading.figure(stated).quote));
    let near = reading.earlier_in_sentence(stated).take(NEAR).chain(reading.later_in_sentence(stated).take(2));
    let all: Vec<Decimal> = near.filter(|&i| reading.is_amount(i)).map(|i| reading.value(i).abs()).collect();
    let of =
        |a: Decimal, b: Decimal| a < b && (fits(a, b, value, digits) || fits(b - a, b, value, digits) || fits(b - a, a, value, digits));
    all.iter().any(|&a| all.iter().any(|&b| of(a, b)))
}

/// True where the percent is that of the part, as far as its printed digits tell.
pub(crate) fn fits(part: Decimal, whole: Decimal, stated: Decimal, digits: u32) -> bool {
    percent(part, whole).is_some_and(|exact| agreement(stated, exact, digits) != Agreement::Differs)
}

/// Values and denominators of the part's section, and of the section before it.
fn bases(reading: &Reading<'_>, part: usize) -> BTreeSet<Decimal> {
    let section = reading.section(part);
    let mut bases = BTreeSet::new();
    for (index, figure) in reading.figures().iter().enumerate() {
        let near = index < part + 12 && index + 60 > part;
        if index != part && (near || reading.section(index) == section) && reading.adds_up(index) {
            bases.extend([Some(figure.value), figure.denominator].into_iter().flatten());
        }
    }
    bases
}

/// The part alone, and with one to three counts just before it: `30 … và 54 …, đạt 4,78%`.
fn sums_ending_at(reading: &Reading<'_>, part: usize) -> Vec<Decimal> {
    let mut sums = vec![reading.value(part).abs()];
    for index in reading.earlier_in_sentence(part).filter(|&i| reading.adds_up(i)).take(3) {
        let last = sums.last().copied().unwrap_or_default();
        sums.push(last + reading.value(index));
    }
    sums
}

/// The whole that the sentence names just before the part, with `trong đó` or a bracket between.
fn opened_whole(reading: &Reading<'_>, part: usize) -> Option<usize> {
    let whole = reading.earlier_in_sentence(part).find(|&i| reading.adds_up(i))?;
    let gap = reading.between(whole, part);
    let opened = last_place(gap, &reading.wording.open_list).is_some() || gap.contains('(') || gap.contains(':');
    (is_larger(reading, whole, part) && opened && !says(gap, &reading.wording.list_break)).then_some(whole)
}

/// The whole of which other parts of the passage have their stated share: `trước hạn 124.907 hồ sơ,
/// chiếm 48,6%; đúng hạn 112.382 hồ sơ, chiếm 43,7%`.
fn whole_of_siblings(reading: &Reading<'_>, part: usize, stated: usize) -> Option<usize> {
    let all = reading.in_passage(reading.figure(part).passage as usize);
    let pairs = all.windows(2).filter(|pair| pair[1] != stated && reading.is_percent(pair[1]) && reading.adds_up(pair[0]));
    let siblings: Vec<(usize, usize)> = pairs
        .filter(|pair| decimals(&reading.figure(pair[1]).quote) > 0 && is_linked(reading, pair[0], pair[1]))
        .map(|pair| (pair[0], pair[1]))
        .collect();
    let of = |whole: usize, &(sibling, percent): &(usize, usize)| {
        let digits = decimals(&reading.figure(percent).quote);
        sibling != whole && fits(reading.value(sibling), reading.value(whole), reading.value(percent), digits)
    };
    let near = |&&sibling: &&(usize, usize)| reading.same_sentence(sibling.0, stated);
    let is_whole = |&i: &usize| {
        let shares = siblings.iter().filter(|pair| of(i, pair)).count();
        is_larger(reading, i, part) && (shares > 1 || shares == 1 && siblings.iter().filter(near).any(|pair| of(i, pair)))
    };
    let here = all.iter().rev().copied().find(is_whole);
    here.or_else(|| (part.saturating_sub(40)..part).rev().find(is_whole))
}

/// The percent, or the part, that one slip makes of what is printed, and that fits the whole.
fn slip(reading: &Reading<'_>, part: usize, whole: usize, stated: usize) -> Option<String> {
    let (figure, a, b) = (reading.figure(stated), reading.value(part).abs(), reading.value(whole));
    let (digits, exact) = (decimals(&figure.quote), percent(a, b)?);
    let of_percent = explained_by(figure.value, digits, |stated| agreement(stated, exact, digits) == Agreement::Agrees);
    let of_part = || explained_by(a, 0, |part| fits(part, b, figure.value, digits));
    of_percent.map(|value| format!("{} %", show(value))).or_else(|| of_part().map(show))
}

fn mismatch(reading: &Reading<'_>, part: usize, whole: usize, stated: usize, sure: Sure) -> Option<Finding> {
    let suggestion = slip(reading, part, whole, stated);
    // A percent of four digits is one slip from the right one by chance once in two hundred.
    let tells = reading.value(stated).normalize().mantissa().unsigned_abs() > 999;
    let severity = match (sure, suggestion.is_some()) {
        (Sure::Named, true) => Severity::Error,
        (Sure::Larger, true) if tells => Severity::Error,
        (Sure::Larger | Sure::Before, true) => Severity::Warning,
        (Sure::Named, false) if whole_of_field(reading, part) == Some(whole) => Severity::Error,
        (Sure::Named, false) => Severity::Warning,
        (Sure::Larger | Sure::Before, false) => return None,
    };
    share_mismatch(reading, (part, whole, stated), severity, suggestion, &[part, stated])
}
