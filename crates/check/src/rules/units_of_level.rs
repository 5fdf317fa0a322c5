//! One number of communes, of districts through a report: `558 xã, phường, thị trấn` and `557/559 xã`.
//!
//! Only a number next to the one that the report uses most tells: a smaller base is of those that a
//! sentence speaks of. Where units were merged in the year both numbers stand, and nothing is said.

use std::collections::BTreeMap;

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
const MERGED: [&str; 6] = ["sap nhap", "sap xep", "hop nhat", "chia tach", "giam", "thanh lap"];

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let mut bases: BTreeMap<Decimal, Vec<usize>> = BTreeMap::new();
    for index in 0..reading.figures().len() {
        if let Some(base) = communes(reading, index) {
            bases.entry(base).or_default().push(index);
        }
    }
    let Some((&usual, most)) = bases.iter().max_by_key(|(base, of)| (of.len(), of.iter().any(|&i| is_count(reading, i)), **base)) else {
        return;
    };
    for (&base, of) in bases.iter().filter(|&(&base, of)| base != usual && of.len() == 1 && is_near(base, usual)) {
        let merged: Vec<String> = MERGED.iter().map(|word| (*word).to_owned()).collect();
        let explained = of.iter().chain(most).any(|&i| says(reading.sentence_text(i), &merged));
        if !explained && usual >= FEWEST.into() {
            found.push(finding(reading, most, of[0], (usual, base)));
        }
    }
}

/// The number of all communes that a figure is of, as far as its words say so.
fn communes(reading: &Reading<'_>, index: usize) -> Option<Decimal> {
    let figure = reading.figure(index);
    let quote = solieu_vietnamese::fold(&figure.quote);
    let counted = quote.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let noun = if counted.is_empty() { reading.after(index).trim_start() } else { counted };
    let of_communes = noun == "xa" || ["xa,", "xa ", "xa;", "xa."].iter().any(|start| noun.starts_with(start));
    let meaning = reading.meaning(index);
    let whole = reading.is_exact(index) && meaning.level == Level::Commune && meaning.year == reading.report.identity.report_year;
    if !of_communes || !whole || reading.looks_ahead(index) {
        return None;
    }
    let all = reading.text(figure.passage as usize, figure.end as usize..figure.end as usize + 24.min(reading.after(index).len()));
    match figure.measure {
        Measure::Ratio => figure.denominator,
        // `558 xã, phường, thị trấn` is all there are, `12 xã` some of them.
        Measure::Count if (quote.clone() + all).contains("phuong") => Some(figure.value),
        _ => None,
    }
}

fn is_count(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).measure == Measure::Count
}

fn is_near(base: Decimal, usual: Decimal) -> bool {
    (base - usual).abs() <= Decimal::TWO || one_slip(base, usual) && (base - usual).abs() * Decimal::TEN <= usual
}

fn finding(reading: &Reading<'_>, most: &[usize], odd: usize, (usual, base): (Decimal, Decimal)) -> Finding {
    let (usual, base) = (show(usual), show(base));
    Note {
        kind: "conflict",
        severity: if most.len() > 1 { Severity::Error } else { Severity::Warning },
        message: format!("the report speaks of {usual} communes elsewhere, here of {base}"),
        message_vi: format!("ở chỗ khác báo cáo ghi {usual} xã, ở đây ghi {base}"),
        stated: base,
        computed: usual.clone(),
        figures: &[most[0], odd],
        suggestion: Some(usual),
    }
    .finding(reading)
}
