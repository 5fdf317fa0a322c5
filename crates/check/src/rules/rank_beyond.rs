//! A rank beyond those that its index ranked in that year: `thứ 64/63`, PAR INDEX 2024 rank 65.

use solieu_catalog::RankField;
use solieu_extract::Measure;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;

pub(crate) const RULE: Rule = Rule { id: "rank_beyond", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for rank in 0..reading.figures().len() {
        if reading.figure(rank).measure == Measure::Rank {
            found.extend(check(reading, rank));
        }
    }
}

fn check(reading: &Reading<'_>, rank: usize) -> Option<Finding> {
    let value = reading.value(rank);
    let ranked = printed_total(&reading.figure(rank).quote).or_else(|| ranked_by_index(reading, rank))?;
    if value <= ranked.into() {
        return None;
    }
    let note = Note {
        kind: "conflict",
        severity: Severity::Error,
        stated: show(value),
        computed: format!("1–{ranked}"),
        message: format!("rank {} of {ranked} ranked", show(value)),
        message_vi: format!("xếp thứ {} trong khi chỉ có {ranked} đơn vị được xếp hạng", show(value)),
        figures: &[rank],
        suggestion: None,
    };
    Some(note.finding(reading))
}

/// 63 of `thứ 27/63`.
fn printed_total(quote: &str) -> Option<u32> {
    quote.split('/').nth(1)?.chars().take_while(char::is_ascii_digit).collect::<String>().parse().ok()
}

fn ranked_by_index(reading: &Reading<'_>, rank: usize) -> Option<u32> {
    let meaning = reading.meaning(rank);
    let indicator = meaning.indicator.as_deref()?;
    let of = |field: &&RankField| field.indicator.as_deref() == Some(indicator);
    let whole = meaning.subject.is_none() && meaning.level == solieu_interpret::Level::All;
    let field = reading.catalog.rank_fields().iter().find(of).filter(|_| whole)?;
    Some(field.ranked_in(meaning.year)?.count)
}
