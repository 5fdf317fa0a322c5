//! A number of communes with the digits of another in a wrong order: `155/155 xã` and `19 sở, 11 huyện và 515 xã`.
//!
//! Any count of communes tells here, also one that may be of some of them: of three digits two numbers hardly come to be
//! such a pair. What stands next to the usual number is left to `units_of_level`.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Rule;
use super::units_of_level::{begins, is_of_now, speaks_of_merger, tells_all_communes};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::swapped;

pub(crate) const RULE: Rule = Rule { id: "swapped_communes", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let mut said: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for index in 0..reading.figures().len() {
        if let Some(communes) = communes(reading, index).filter(|number| *number >= Decimal::ONE_HUNDRED) {
            said.entry(communes).or_default().push(index);
        }
    }
    for (value, places) in &said {
        // The one that the report says more often is right; of two said once, the first.
        let ahead = |other: &Vec<usize>| (other.len(), places[0]) > (places.len(), other[0]);
        let like = said.iter().find(|(other, of)| swapped(**other, *value) && ahead(of));
        if let (Some((_, like)), &[odd]) = (like, places.as_slice()) {
            found.extend(check(reading, like, odd));
        }
    }
}

fn communes(reading: &Reading<'_>, index: usize) -> Option<Decimal> {
    let figure = reading.figure(index);
    let quote = solieu_vietnamese::fold(&figure.quote);
    let named = begins(quote.trim_start_matches(|c: char| !c.is_ascii_alphabetic()), "xa");
    let plain = named && reading.adds_up(index) && reading.is_exact(index) && !reading.looks_ahead(index) && is_of_now(reading, index);
    plain.then(|| figure.denominator.unwrap_or(figure.value))
}

fn check(reading: &Reading<'_>, like: &[usize], odd: usize) -> Option<Finding> {
    let merged = speaks_of_merger(reading.clause(odd)) || reading.states_difference(like[0], odd);
    let whole = like.len() > 1 || [like[0], odd].iter().any(|&i| tells_all_communes(reading, i));
    if merged || !whole || reading.same_sentence(like[0], odd) {
        return None;
    }
    let (stated, computed) = (show(communes(reading, odd)?), show(communes(reading, like[0])?));
    let note = Note {
        kind: "conflict",
        severity: Severity::Error,
        message: format!("the report speaks of {computed} communes elsewhere, here of {stated}"),
        message_vi: format!("ở chỗ khác báo cáo ghi {computed} xã, ở đây ghi {stated}"),
        stated,
        suggestion: Some(computed.clone()),
        computed,
        figures: &[like[0], odd],
    };
    Some(note.finding(reading))
}
