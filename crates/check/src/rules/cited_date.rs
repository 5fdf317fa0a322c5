//! Dates of documents: a decree numbered in 2015 is not dated 2006, and one document has one date.

use std::collections::BTreeMap;

use solieu_extract::Citation;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::reading::Reading;

pub(crate) const RULE: Rule = Rule { id: "cited_date", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let mut dates: BTreeMap<String, &Citation> = BTreeMap::new();
    for citation in &reading.report.extraction.citations {
        let Some(date) = citation.date.as_deref().filter(|date| date.len() == 10) else { continue };
        if let Some(year) = year_of_number(&citation.number).filter(|year| !date.starts_with(year.as_str())) {
            found.push(outside_its_year(citation, date, &year));
            continue;
        }
        // By the year of its date, and by its day and month: of either there is one document.
        for key in [key(citation, &date[..4]), key(citation, &date[4..])] {
            let first = *dates.entry(key).or_insert(citation);
            found.extend(two_dates(first, citation));
        }
    }
}

/// The year inside a number: 2015 in `16/2015/NĐ-CP`.
fn year_of_number(number: &str) -> Option<String> {
    let year = number.split('/').nth(1)?.trim();
    let plausible = year.len() == 4 && year.parse::<u16>().is_ok_and(|year| (1945..2100).contains(&year));
    plausible.then(|| year.to_owned())
}

/// A document's number, with a part of its date: offices count anew each year.
fn key(citation: &Citation, date: &str) -> String {
    let number = solieu_vietnamese::fold(&citation.number).replace(' ', "");
    // `77/KH-UBND` tells its kind, also where the sentence calls it a document.
    let told = number.contains('/') && number.contains('-');
    let kind = if told { String::new() } else { solieu_vietnamese::fold(&citation.kind) };
    // Letters tell the issuer too, but for councils and committees, of which every district has its own.
    let local = ["ubnd", "hdnd"].iter().any(|letters| number.contains(letters));
    let issuer = citation.issuer.as_deref().filter(|_| local || !told).map(solieu_vietnamese::fold).unwrap_or_default();
    format!("{kind} {number} {date} {issuer}")
}

fn outside_its_year(citation: &Citation, date: &str, year: &str) -> Finding {
    let (name, date) = (name(citation), printed(date));
    Finding {
        kind: "conflict".to_owned(),
        severity: Severity::Error,
        stated: date.clone(),
        computed: year.to_owned(),
        message: format!("{name} bears the year {year} in its number, the report dates it {date}"),
        message_vi: format!("{name} mang số của năm {year}, báo cáo ghi ngày {date}"),
        figures: Vec::new(),
        spans: vec![citation.span],
        suggestion: None,
    }
}

fn two_dates(first: &Citation, again: &Citation) -> Option<Finding> {
    let (before, now) = (first.date.as_deref()?, again.date.as_deref()?);
    if before == now {
        return None;
    }
    let (name, before, now) = (name(again), printed(before), printed(now));
    Some(Finding {
        kind: "conflict".to_owned(),
        severity: Severity::Error,
        message: format!("{name} is dated {before} in one place and {now} in another"),
        message_vi: format!("{name} được ghi ngày {before} ở một chỗ và ngày {now} ở chỗ khác"),
        stated: now,
        computed: before,
        figures: Vec::new(),
        spans: vec![first.span, again.span],
        suggestion: None,
    })
}

pub(crate) fn name(citation: &Citation) -> String {
    format!("{} {}", citation.kind, citation.number)
}

/// `2015-02-14` as `14/02/2015`.
pub(crate) fn printed(iso: &str) -> String {
    iso.split('-').rev().collect::<Vec<_>>().join("/")
}
