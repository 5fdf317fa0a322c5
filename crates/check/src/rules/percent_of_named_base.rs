//! A percent whose sentence names its base in words, while both counts stand before it: `đã đến 31 đơn vị … 27 đơn vị
//! khắc phục xong. Tỷ lệ khắc phục trên số đơn vị được kiểm tra là 87,10%`.
//!
//! Which count is meant is not told, so any two of the passage may make the percent; only where none do
//! and one slip makes two of them do, over a base of that name, is it an error.

use rust_decimal::Decimal;

use super::Rule;
use super::percent_link::share_mismatch;
use super::percent_of_count::fits;
use crate::model::{Finding, Severity};
use crate::printed::{Agreement, agreement, decimals, percent, show, telling_digits};
use crate::reading::Reading;
use crate::slip::explained_by;
use crate::wording::{last_place, says};

pub(crate) const RULE: Rule = Rule { id: "percent_of_named_base", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for stated in 0..reading.figures().len() {
        let prose = reading.is_prose(reading.figure(stated).passage as usize);
        if prose && reading.is_percent(stated) && reading.is_exact(stated) && !reading.looks_ahead(stated) {
            found.extend(check(reading, stated));
        }
    }
}

fn check(reading: &Reading<'_>, stated: usize) -> Option<Finding> {
    let noun = base_noun(reading, stated)?;
    if reading.earlier_in_sentence(stated).any(|i| !reading.is_percent(i)) {
        return None;
    }
    let counts = counts_before(reading, stated);
    let (value, digits) = (reading.value(stated), decimals(&reading.figure(stated).quote));
    let pairs = || counts.iter().flat_map(|&part| counts.iter().map(move |&whole| (part, whole))).filter(|&pair| may_be_of(reading, pair));
    if pairs().any(|(part, whole)| fits(reading.value(part), reading.value(whole), value, digits)) {
        return None;
    }
    let few = pairs().count() <= FEW;
    let slipped = |&(part, whole): &(usize, usize)| {
        is_named(reading, whole, &noun)
            && (slip(reading, part, whole, stated).is_some() || few && slip_in_count(reading, (part, whole), stated))
    };
    let (part, whole) = pairs().find(slipped)?;
    finding(reading, part, whole, stated)
}

/// Pairs of counts, so few that one slip in a count explains a percent hardly by chance.
const FEW: usize = 4;

/// The word behind `trên số`: what the base counts; `tong` where it is the sum of all.
fn base_noun(reading: &Reading<'_>, stated: usize) -> Option<String> {
    let before = reading.before(stated);
    let (_, end) = last_place(before, &reading.wording.base_in_words)?;
    let behind = before[end..].trim_start();
    let noun = behind.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("");
    Some(if noun.is_empty() || before[..end].ends_with("tong so") { "tong".to_owned() } else { noun.to_owned() })
}

/// Counts of the passage before the percent's sentence, nearest first.
fn counts_before(reading: &Reading<'_>, stated: usize) -> Vec<usize> {
    let start = reading.sentence(stated).start;
    let before = |&i: &usize| (reading.figure(i).start as usize) < start && reading.adds_up(i) && reading.is_exact(i);
    reading.in_passage(reading.figure(stated).passage as usize).iter().rev().copied().filter(before).collect()
}

fn may_be_of(reading: &Reading<'_>, (part, whole): (usize, usize)) -> bool {
    let (a, b) = (reading.figure(part), reading.figure(whole));
    a.unit == b.unit && a.value < b.value && reading.year(part) == reading.year(whole)
}

fn is_named(reading: &Reading<'_>, whole: usize, noun: &str) -> bool {
    if noun == "tong" {
        return is_total(reading, whole);
    }
    let counted = solieu_vietnamese::fold(&reading.figure(whole).quote);
    counted.split(|c: char| !c.is_ascii_alphabetic()).any(|word| word == noun)
}

/// `Tổng số hồ sơ: 1.284.560`: the first number of a sentence that calls it a total.
pub(crate) fn is_total(reading: &Reading<'_>, index: usize) -> bool {
    let first = !reading.earlier_in_sentence(index).any(|i| reading.adds_up(i));
    first && says(reading.before(index), &reading.wording.total_words)
}

/// The percent that one slip makes of the stated one, and that follows from the two counts.
fn slip(reading: &Reading<'_>, part: usize, whole: usize, stated: usize) -> Option<Decimal> {
    let digits = decimals(&reading.figure(stated).quote);
    let exact = percent(reading.value(part), reading.value(whole))?;
    explained_by(reading.value(stated), digits, |value| agreement(value, exact, digits) == Agreement::Agrees)
}

/// True where one slip in one of the counts makes the percent right.
fn slip_in_count(reading: &Reading<'_>, (part, whole): (usize, usize), stated: usize) -> bool {
    let (a, b, value) = (reading.value(part), reading.value(whole), reading.value(stated));
    let digits = decimals(&reading.figure(stated).quote);
    let of_part = explained_by(a, 0, |part| part <= b && fits(part, b, value, digits));
    digits > 0 && (of_part.is_some() || explained_by(b, 0, |whole| whole >= a && fits(a, whole, value, digits)).is_some())
}

fn finding(reading: &Reading<'_>, part: usize, whole: usize, stated: usize) -> Option<Finding> {
    let severity = if telling_digits(reading.value(stated)) > 2 { Severity::Error } else { Severity::Warning };
    let suggestion = slip(reading, part, whole, stated).map(|right| format!("{} %", show(right)));
    share_mismatch(reading, (part, whole, stated), severity, suggestion, &[part, whole, stated])
}
