//! This year's "last year" against last year's report: `tiếp nhận 901.158 hồ sơ (năm 2016: 853.793)`.

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::Role;

use super::row::{PanelRow, Prior};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, show};
use crate::reading::Reading;
use crate::slip::one_slip;

pub(crate) fn check(reading: &Reading<'_>, prior: &Prior<'_>, found: &mut Vec<Finding>) {
    for index in 0..reading.figures().len() {
        found.extend(compare(reading, prior, index));
    }
}

fn compare(reading: &Reading<'_>, prior: &Prior<'_>, index: usize) -> Option<Finding> {
    let (figure, meaning) = (reading.figure(index), reading.meaning(index));
    let plain = matches!(meaning.role, Role::Result | Role::Comparison) && meaning.subject.is_none() && meaning.territory.is_none();
    if meaning.year != prior.year || !plain || !reading.is_exact(index) {
        return None;
    }
    let rows = prior.rows(meaning.indicator.as_deref()?, meaning.level);
    let stated: Vec<Decimal> = rows.iter().filter_map(|row| stated_before(row, figure.measure)).collect();
    let digits = decimals_of(reading, index);
    if stated.iter().any(|&before| agreement(figure.value, before, digits) == Agreement::Agrees) {
        return None;
    }
    // Of several values, only one that a slip leads to is told to be the one meant.
    let slipped = stated.iter().copied().find(|&before| one_slip(figure.value, before));
    let before = slipped.or_else(|| stated.first().copied().filter(|_| stated.len() == 1))?;
    let (now, then) = (show(figure.value), show(before));
    let note = Note {
        kind: "last_year_mismatch",
        // Last year's report may have ended its year in November.
        severity: if slipped.is_some() { Severity::Warning } else { Severity::Note },
        message: format!("last year's report states {then} for {}, this one {now}", prior.year),
        message_vi: format!("báo cáo năm trước ghi {then} cho năm {}, báo cáo này ghi {now}", prior.year),
        suggestion: one_slip(figure.value, before).then(|| then.clone()),
        stated: now,
        computed: then,
        figures: &[index],
    };
    Some(note.finding(reading))
}

fn stated_before(row: &PanelRow, measure: Measure) -> Option<Decimal> {
    match measure {
        Measure::Percent => row.percent,
        Measure::Count | Measure::Money | Measure::Rank | Measure::Score => row.value,
        Measure::Ratio => row.value.filter(|_| row.denominator.is_some()),
        Measure::Change | Measure::Average | Measure::Duration => None,
    }
}

/// Counts are exact; percents and scores as printed.
fn decimals_of(reading: &Reading<'_>, index: usize) -> u32 {
    let figure = reading.figure(index);
    match figure.measure {
        Measure::Percent | Measure::Score => decimals(&figure.quote),
        _ => 6,
    }
}
