//! The identities of the field: dossiers resolved are those on time and those late, received are
//! resolved and pending; documents are resolutions and decisions.
//!
//! `schemas/checks/identities.toml` holds them. The figures must stand in one passage, one section or one
//! row of a table, of one level and year; only a difference that a slip explains is a finding, as a
//! report may leave a term out.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use rust_decimal::Decimal;
use serde::Deserialize;
use solieu_interpret::{Level, Role};

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::{Note, milder};
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "balance", run };

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Identity {
    whole: String,
    parts: Vec<String>,
    /// There may be more parts: only a sum above the whole is wrong.
    #[serde(default)]
    open: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct IdentityFile {
    identity: Vec<Identity>,
}

static IDENTITIES: LazyLock<Vec<Identity>> = LazyLock::new(|| {
    let file: IdentityFile =
        toml::from_str(include_str!("../../../../schemas/checks/identities.toml")).expect("a fixture reads the identities");
    file.identity
});

/// Indicators that stand in an identity.
static TERMS: LazyLock<BTreeSet<&str>> =
    LazyLock::new(|| IDENTITIES.iter().flat_map(|one| one.parts.iter().chain([&one.whole])).map(String::as_str).collect());

/// True where an identity of the field has the one indicator as a part of the other.
pub(crate) fn is_part_of(part: &str, whole: &str) -> bool {
    IDENTITIES.iter().any(|one| one.whole == whole && one.parts.iter().any(|other| other == part))
}

/// What an indicator leaves of its whole, where an identity of two parts has it: those late, of those on time.
pub(crate) fn other_part(part: &str) -> Option<&'static str> {
    let pairs = IDENTITIES.iter().filter(|one| !one.open && one.parts.len() == 2);
    pairs.filter_map(|one| one.parts.iter().position(|own| own == part).map(|at| one.parts[1 - at].as_str())).next()
}

/// More ways than this to choose the terms tell nothing.
const MOST_WAYS: usize = 12;
/// Below this a slip between guessed terms is chance.
const LONG: i64 = 1000;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for (place, terms) in places(reading) {
        if terms.len() > 2 {
            found.extend(IDENTITIES.iter().filter_map(|identity| check(reading, place, identity, &terms)));
        }
    }
}

/// Where the figures of an identity stand together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Place {
    Row { table: u32, row: u32 },
    Section { section: u32, level: Level, year: i32 },
}

/// Figures of a place by indicator.
type Terms<'a> = BTreeMap<&'a str, Vec<usize>>;

fn places<'a>(reading: &Reading<'a>) -> BTreeMap<Place, Terms<'a>> {
    let mut places: BTreeMap<Place, Terms<'a>> = BTreeMap::new();
    for index in 0..reading.figures().len() {
        let meaning = reading.meaning(index);
        let Some(indicator) = meaning.indicator.as_deref().filter(|id| TERMS.contains(id)) else { continue };
        let plain = matches!(meaning.role, Role::Result | Role::Part) && reading.adds_up(index) && reading.is_exact(index);
        if let Some(place) = plain.then(|| place(reading, index)).flatten() {
            places.entry(place).or_default().entry(indicator).or_default().push(index);
        }
    }
    places
}

fn place(reading: &Reading<'_>, index: usize) -> Option<Place> {
    let passage = &reading.passages()[reading.figure(index).passage as usize];
    let own = || Place::Section { section: passage.section, level: reading.meaning(index).level, year: reading.year(index) };
    match &passage.cell {
        Some(cell) => Some(Place::Row { table: cell.table, row: cell.row }),
        None => (!reading.is_of_a_part(index)).then(own),
    }
}

fn check(reading: &Reading<'_>, place: Place, identity: &Identity, terms: &Terms<'_>) -> Option<Finding> {
    let wholes = results(reading, terms, &identity.whole)?;
    let parts: Vec<Vec<usize>> = identity.parts.iter().map(|part| results(reading, terms, part)).collect::<Option<_>>()?;
    let ways = ways(&wholes, &parts)?;
    if ways.iter().any(|way| sum(reading, way) == reading.value(way[0])) {
        return None;
    }
    let sure = ways.len() == 1 || matches!(place, Place::Row { .. });
    let wrong = |way: &Vec<usize>| {
        let (stated, sum) = (reading.value(way[0]), sum(reading, way));
        is_near(reading, way) && (sum > stated || !identity.open) && (sure || stated >= LONG.into())
    };
    let odd = ways.into_iter().find(wrong)?;
    Some(finding(reading, identity, &odd, sure))
}

/// Figures of an indicator; its parts only where nothing else is.
fn results(reading: &Reading<'_>, terms: &Terms<'_>, indicator: &str) -> Option<Vec<usize>> {
    let all = terms.get(indicator)?;
    let results: Vec<usize> = all.iter().copied().filter(|&i| reading.meaning(i).role == Role::Result).collect();
    Some(if results.is_empty() { all.clone() } else { results })
}

/// Ways to choose the whole and its parts; none where there are too many.
fn ways(wholes: &[usize], parts: &[Vec<usize>]) -> Option<Vec<Vec<usize>>> {
    let mut ways: Vec<Vec<usize>> = wholes.iter().map(|&whole| vec![whole]).collect();
    for part in parts {
        ways = ways.iter().flat_map(|way| part.iter().map(move |&i| [way.as_slice(), &[i]].concat())).collect();
    }
    (ways.len() <= MOST_WAYS).then_some(ways)
}

/// The sum of the parts; the whole stands first.
fn sum(reading: &Reading<'_>, way: &[usize]) -> Decimal {
    way[1..].iter().map(|&i| reading.value(i)).sum()
}

/// Where two numbers are long, one slip between them tells.
fn is_near(reading: &Reading<'_>, way: &[usize]) -> bool {
    let (stated, sum) = (reading.value(way[0]), sum(reading, way));
    let slipped = |i: &usize| one_slip(reading.value(*i), reading.value(*i) + stated - sum);
    one_slip(stated, sum) || way[1..].iter().any(slipped)
}

fn finding(reading: &Reading<'_>, identity: &Identity, way: &[usize], sure: bool) -> Finding {
    let (stated, sum) = (reading.value(way[0]), sum(reading, way));
    let explained = way.iter().any(|&i| says(reading.sentence_text(i), &reading.wording.explained));
    let terms: Vec<String> = way[1..].iter().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(sum));
    Note {
        kind: "sum_mismatch",
        severity: if explained || !sure { milder(Severity::Error) } else { Severity::Error },
        stated: show(stated),
        computed: show(sum),
        message: format!("{equation} ({}), the report states {}", identity.parts.join(" + "), show(stated)),
        message_vi: format!("{equation}, báo cáo ghi {}", show(stated)),
        suggestion: one_slip(stated, sum).then(|| show(sum)),
        figures: way,
    }
    .finding(reading)
}
