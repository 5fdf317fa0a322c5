//! A footnote that lists what a number counts: `17 xã²`, and below `² Na Hang 04 xã, Lâm Bình 05 xã, …` with 18.

use rust_decimal::Decimal;
use solieu_document::BlockKind;
use solieu_extract::{Measure, Mention};

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "footnote_list", run };

/// Parts of a list at least.
const FEWEST: usize = 3;
/// Characters between a number's noun and its mark, and between a note's start and its mark.
const NEAR: u32 = 24;
const AT_START: u32 = 5;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let marks: Vec<&Mention> = reading.report.extraction.mentions.iter().filter(|mention| mention.class == "footnote_mark").collect();
    let notes = (0..reading.passages().len()).filter(|&at| !marks.is_empty() && reading.passages()[at].kind == BlockKind::Footnote);
    found.extend(notes.filter_map(|note| check(reading, note, home(reading, note, &marks)?)));
}

/// The figure right before the mark of a note.
fn home(reading: &Reading<'_>, note: usize, marks: &[&Mention]) -> Option<usize> {
    let start = reading.passages()[note].span.start;
    let own = marks.iter().find(|mark| mark.span.start.abs_diff(start) <= AT_START)?;
    let mut others = marks.iter().filter(|mark| mark.quote.trim() == own.quote.trim() && mark.span.start < own.span.start);
    let mark = others.next_back()?;
    let before = |i: &usize| {
        let span = reading.figure(*i).span;
        span.end <= mark.span.start && mark.span.start - span.end <= NEAR
    };
    (0..reading.figures().len()).rev().find(before)
}

fn check(reading: &Reading<'_>, note: usize, total: usize) -> Option<Finding> {
    let all = reading.in_passage(note);
    let parts: Vec<usize> = all.iter().copied().filter(|&i| reading.figure(i).unit == reading.figure(total).unit).collect();
    let plain = |&i: &usize| reading.figure(i).measure == Measure::Count && reading.is_exact(i);
    let listed = parts.len() >= FEWEST && parts.len() == all.len() && parts.iter().all(plain) && plain(&total);
    let sum: Decimal = parts.iter().map(|&i| reading.value(i)).sum();
    let stated = reading.value(total);
    let near = (sum - stated).abs() <= Decimal::TWO || one_slip(sum, stated);
    if !listed || sum == stated || !near || says(reading.folded(note), &reading.wording.incomplete) {
        return None;
    }
    let terms: Vec<String> = parts.iter().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(sum));
    let mut figures = vec![total];
    figures.extend(parts);
    let finding = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        message: format!("the footnote lists {equation}, the text states {}", show(stated)),
        message_vi: format!("chú thích liệt kê {equation}, trong bài ghi {}", show(stated)),
        stated: show(stated),
        computed: show(sum),
        suggestion: None,
        figures: &figures,
    };
    Some(finding.finding(reading))
}
