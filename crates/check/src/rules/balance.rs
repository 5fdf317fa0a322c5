//! The identities of the field: dossiers resolved are those on time and those late, received are
//! resolved and pending; documents are resolutions and decisions.
//!
//! `schemas/checks/identities.toml` holds them. The figures must stand in one passage, of one level
//! and year; only a difference that a slip explains is a finding, as a report may leave a term out.

use std::collections::BTreeMap;
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

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for passage in (0..reading.passages().len()).filter(|&p| reading.is_prose(p) && reading.in_passage(p).len() > 1) {
        for terms in by_level_and_year(reading, passage).values() {
            found.extend(IDENTITIES.iter().filter_map(|identity| check(reading, passage, identity, terms)));
        }
    }
}

/// Figures of the passage by level and year, then by indicator.
type Terms<'a> = BTreeMap<&'a str, Vec<usize>>;

fn by_level_and_year<'a>(reading: &Reading<'a>, passage: usize) -> BTreeMap<(Level, i32), Terms<'a>> {
    let mut groups: BTreeMap<(Level, i32), Terms<'a>> = BTreeMap::new();
    for &index in reading.in_passage(passage) {
        let meaning = reading.meaning(index);
        let Some(indicator) = meaning.indicator.as_deref() else { continue };
        let plain = matches!(meaning.role, Role::Result | Role::Part) && meaning.subject.is_none();
        if plain && reading.adds_up(index) && reading.is_exact(index) {
            groups.entry((meaning.level, meaning.year)).or_default().entry(indicator).or_default().push(index);
        }
    }
    groups
}

fn check(reading: &Reading<'_>, passage: usize, identity: &Identity, terms: &Terms<'_>) -> Option<Finding> {
    let whole = only(terms, &identity.whole)?;
    let parts: Vec<usize> = identity.parts.iter().map(|part| only(terms, part)).collect::<Option<_>>()?;
    let stated = reading.value(whole);
    let sum: Decimal = parts.iter().map(|&i| reading.value(i)).sum();
    let slipped = |i: &usize| one_slip(reading.value(*i), reading.value(*i) + stated - sum);
    if sum == stated || !(one_slip(stated, sum) || parts.iter().any(slipped)) {
        return None;
    }
    let explained = says(reading.folded(passage), &reading.wording.explained);
    let terms: Vec<String> = parts.iter().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(sum));
    let mut figures = vec![whole];
    figures.extend(&parts);
    let note = Note {
        kind: "sum_mismatch",
        severity: if explained { milder(Severity::Error) } else { Severity::Error },
        stated: show(stated),
        computed: show(sum),
        message: format!("{equation} ({}), the report states {}", identity.parts.join(" + "), show(stated)),
        message_vi: format!("{equation}, báo cáo ghi {}", show(stated)),
        suggestion: one_slip(stated, sum).then(|| show(sum)),
        figures: &figures,
    };
    Some(note.finding(reading))
}

/// The one figure of an indicator; none where there are several.
fn only(terms: &Terms<'_>, indicator: &str) -> Option<usize> {
    match terms.get(indicator)?.as_slice() {
        &[index] => Some(index),
        _ => None,
    }
}
