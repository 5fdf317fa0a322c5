//! One number of communes, districts, departments through a report: `558 xã, phường, thị trấn` and `557/559 xã`,
//! `16/16 huyện, thị xã, thành phố` and `17/17`.
//!
//! Only a number next to the one that the report uses most tells: a smaller base is of those that a
//! sentence speaks of. Where units were merged in the year both numbers stand, and nothing is said.

use std::collections::{BTreeMap, BTreeSet};

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::Level;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "units_of_level", run };

/// Fewer units than this are not told from other numbers near by.
const FEWEST: i64 = 20;
/// Words of a merger: two numbers of units are meant.
const MERGED: [&str; 4] = ["sap nhap", "sap xep", "hop nhat", "chia tach"];
/// The same where units follow: `giảm 12 xã`, `thành lập 02 phường`, not `thành lập Trung tâm`.
const MADE: [&str; 2] = ["giam", "thanh lap"];

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for kind in [Kind::Communes, Kind::Districts, Kind::Departments] {
        found.extend(odd_ones(reading, kind));
    }
}

/// What is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Communes,
    Districts,
    Departments,
}

impl Kind {
    /// Fewest units that tell, and fewest places that make a number the usual one.
    fn least(self) -> (i64, usize) {
        match self {
            Self::Communes => (FEWEST, 1),
            Self::Districts => (4, 2),
            Self::Departments => (4, 4),
        }
    }

    /// English and Vietnamese for a message.
    fn names(self) -> (&'static str, &'static str) {
        match self {
            Self::Communes => ("communes", "xã"),
            Self::Districts => ("districts", "huyện"),
            Self::Departments => ("departments", "sở, ngành"),
        }
    }
}

fn odd_ones(reading: &Reading<'_>, kind: Kind) -> Vec<Finding> {
    let mut bases: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    let mut surely = BTreeSet::new();
    let lists = if kind == Kind::Districts { listed_districts(reading) } else { Vec::new() };
    let is_listed = |index: usize| lists.iter().any(|(_, list)| list.contains(&index));
    for index in (0..reading.figures().len()).filter(|&i| !is_listed(i)) {
        if let Some((base, sure)) = units(reading, index, kind) {
            bases.entry(base).or_default().push(index);
            surely.extend(sure.then_some(index));
        }
    }
    for (sum, list) in &lists {
        // A list of all kinds says it as surely as two other places.
        bases.entry(*sum).or_default().extend([list[0], list[0]]);
    }
    let usual = bases.iter().max_by_key(|(base, of)| (of.len(), of.iter().any(|&i| is_count(reading, i)), **base));
    let Some((&usual, most)) = usual else { return Vec::new() };
    let (fewest, places) = kind.least();
    if usual < fewest.into() || most.len() < places {
        return Vec::new();
    }
    let explained = |i: usize| speaks_of_merger(reading.clause(i)) && !is_of_today(reading, i);
    let odd = bases.iter().filter(|&(&base, of)| base != usual && of.len() == 1 && surely.contains(&of[0]) && is_near(base, usual));
    odd.filter(|(_, of)| !of.iter().chain(most).any(|&i| explained(i)))
        .map(|(&base, of)| finding(reading, most, of[0], (usual, base), kind))
        .collect()
}

pub(super) fn speaks_of_merger(clause: &str) -> bool {
    let merged: Vec<String> = MERGED.iter().map(|word| (*word).to_owned()).collect();
    let made = |words: &str| {
        clause.match_indices(words).any(|(at, _)| {
            let behind = &clause[at + words.len()..];
            let number = behind.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
            ["xa", "phuong", "huyen", "thi", "don vi hanh chinh", "thanh pho", "moi"].iter().any(|unit| begins(number, unit))
        })
    };
    says(clause, &merged) || MADE.iter().any(|words| made(words))
}

/// `09 huyện và 01 thành phố`: the districts by kind, added up, with the list.
fn listed_districts(reading: &Reading<'_>) -> Vec<(Decimal, Vec<usize>)> {
    let mut lists: Vec<(Vec<usize>, BTreeSet<&str>)> = Vec::new();
    for index in 0..reading.figures().len() {
        let Some(kind) = kind_of_district(reading, index) else { continue };
        let goes_on = |list: &&mut (Vec<usize>, BTreeSet<&str>)| {
            let last = list.0.last().copied().unwrap_or(index);
            last + 1 == index
                && reading.same_sentence(last, index)
                && reading.between(last, index).len() < BETWEEN_KINDS
                && !list.1.contains(kind)
        };
        match lists.last_mut().filter(goes_on) {
            Some((list, kinds)) => {
                list.push(index);
                kinds.insert(kind);
            }
            None => lists.push((vec![index], BTreeSet::from([kind]))),
        }
    }
    let several = lists.into_iter().map(|(list, _)| list).filter(|list| list.len() > 1);
    let sums = several.map(|list| (list.iter().map(|&i| reading.value(i)).sum::<Decimal>(), list));
    sums.filter(|(sum, _)| *sum >= FEWEST_DISTRICTS.into()).collect()
}

/// Characters between two kinds of a list: `, ` or ` và `.
const BETWEEN_KINDS: usize = 6;
/// No province has had fewer districts.
const FEWEST_DISTRICTS: i64 = 7;

fn kind_of_district(reading: &Reading<'_>, index: usize) -> Option<&'static str> {
    let figure = reading.figure(index);
    let quote = solieu_vietnamese::fold(&figure.quote);
    let noun = quote.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let plain = figure.measure == Measure::Count && reading.is_exact(index) && is_of_now(reading, index);
    DISTRICTS.iter().copied().find(|kind| plain && noun == *kind)
}

/// What a district can be.
const DISTRICTS: [&str; 4] = ["huyen", "thi xa", "thanh pho", "quan"];

/// `163 xã, phường, thị trấn hiện nay`
fn is_of_today(reading: &Reading<'_>, index: usize) -> bool {
    ["hien nay", "hien co"].iter().any(|word| reading.after(index).trim_start().starts_with(word))
}

/// The number of all units of a kind that a figure is of, as far as its words say so, and whether they can be of no part.
fn units(reading: &Reading<'_>, index: usize, kind: Kind) -> Option<(Decimal, bool)> {
    let figure = reading.figure(index);
    let quote = solieu_vietnamese::fold(&figure.quote);
    let counted = quote.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let behind = reading.text(figure.passage as usize, figure.end as usize..figure.end as usize + 40.min(reading.after(index).len()));
    let noun = format!("{counted}{behind}");
    let noun = noun.trim_start();
    if !reading.is_exact(index) || reading.looks_ahead(index) || !is_of_now(reading, index) {
        return None;
    }
    // `558 xã, phường, thị trấn` is all there are, `12 xã` some of them.
    let list = noun.split([';', '.', '(', ':']).next().unwrap_or("");
    // `11 đơn vị hành chính cấp huyện`; `12 UBND cấp huyện` may be some of them.
    let of_level = |level: &str| OF_LEVEL.iter().any(|unit| noun.strip_prefix(unit).is_some_and(|rest| begins(rest.trim_start(), level)));
    let (named, all) = match kind {
        Kind::Communes => (begins(noun, "xa"), list.contains("phuong")),
        Kind::Districts if of_level("cap huyen") => (true, false),
        Kind::Districts => (begins(noun, "huyen"), list.contains("thi xa") && list.contains("toan tinh")),
        Kind::Departments => (begins(noun, "so") && list.starts_with("so, "), false),
    };
    let level = match kind {
        Kind::Communes => Level::Commune,
        Kind::Districts => Level::District,
        Kind::Departments => Level::Province,
    };
    match figure.measure {
        _ if !named || reading.meaning(index).level != level => None,
        Measure::Ratio => figure.denominator.map(|base| (base, true)),
        Measure::Count if all => Some((figure.value, true)),
        // `09 huyện, thành phố` may be some of them.
        Measure::Count if kind == Kind::Districts && (list.contains("thanh pho") || of_level("cap huyen")) => Some((figure.value, false)),
        _ => None,
    }
}

/// A number of communes that can be of no part: a whole, or `558 xã, phường, thị trấn`.
pub(super) fn tells_all_communes(reading: &Reading<'_>, index: usize) -> bool {
    units(reading, index, Kind::Communes).is_some_and(|(_, sure)| sure)
}

/// What communes and districts are called when their level is said.
const OF_LEVEL: [&str; 3] = ["don vi hanh chinh", "ubnd", "don vi"];

pub(super) fn begins(noun: &str, word: &str) -> bool {
    noun.strip_prefix(word).is_some_and(|rest| rest.is_empty() || rest.starts_with([',', ' ', ';', '.']))
}

pub(super) fn is_of_now(reading: &Reading<'_>, index: usize) -> bool {
    is_of_today(reading, index) || reading.meaning(index).year == reading.report.identity.report_year
}

fn is_count(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).measure == Measure::Count
}

fn is_near(base: Decimal, usual: Decimal) -> bool {
    (base - usual).abs() <= Decimal::TWO || one_slip(base, usual) && (base - usual).abs() * Decimal::TEN <= usual
}

fn finding(reading: &Reading<'_>, most: &[usize], odd: usize, (usual, base): (Decimal, Decimal), kind: Kind) -> Finding {
    let (usual, base) = (show(usual), show(base));
    let (en, vi) = kind.names();
    Note {
        kind: "conflict",
        severity: if most.len() > usize::from(kind == Kind::Districts) + 1 && kind != Kind::Departments {
            Severity::Error
        } else {
            Severity::Warning
        },
        message: format!("the report speaks of {usual} {en} elsewhere, here of {base}"),
        message_vi: format!("ở chỗ khác báo cáo ghi {usual} {vi}, ở đây ghi {base}"),
        stated: base,
        computed: usual.clone(),
        figures: &[most[0], odd],
        suggestion: Some(usual),
    }
    .finding(reading)
}
