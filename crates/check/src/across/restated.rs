//! This year's "last year" against last year's report: `tiếp nhận 24.310 hồ sơ (năm 2016: 22.905)`.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::row::{PanelFinding, on_row};
use crate::model::Severity;
use crate::printed::{Agreement, agreement, decimals, show};
use crate::slip::one_slip;

/// What a report says of the year before its own, and what that year's report says.
#[derive(Debug, Clone, PartialEq)]
pub struct Restatement {
    /// The year that is spoken of.
    pub year: i32,
    /// How it is measured.
    pub measure: Measure,
    /// What the later report says: value or numerator, and the words that hold it.
    pub value: Decimal,
    /// As printed.
    pub quote: String,
    /// All that the report of that year says under the same key.
    pub before: Vec<Decimal>,
}

/// Restatements that differ from what was stated; the row of a finding is the index of its restatement.
#[must_use]
pub fn check_restated(restatements: &[Restatement]) -> Vec<PanelFinding> {
    restatements.iter().enumerate().filter_map(|(row, restatement)| compare(row, restatement)).collect()
}

fn compare(row: usize, restatement: &Restatement) -> Option<PanelFinding> {
    let (value, digits) = (restatement.value, digits(restatement));
    if restatement.before.iter().any(|&before| agreement(value, before, digits) == Agreement::Agrees) {
        return None;
    }
    // Of several values, only one that a slip leads to is told to be the one meant.
    let slipped = restatement.before.iter().copied().find(|&before| one_slip(value, before));
    let before = slipped.or_else(|| restatement.before.first().copied().filter(|_| restatement.before.len() == 1))?;
    let (now, then, year) = (show(value), show(before), restatement.year);
    // Last year's report may have ended its year in November.
    let severity = if slipped.is_some() { Severity::Warning } else { Severity::Note };
    let texts = (
        format!("last year's report states {then} for {year}, this one {now}"),
        format!("báo cáo năm trước ghi {then} cho năm {year}, báo cáo này ghi {now}"),
    );
    Some(on_row(row, Vec::new(), ("last_year_mismatch", severity), (now, then), texts))
}

/// Counts are exact; percents and scores as printed.
fn digits(restatement: &Restatement) -> u32 {
    match restatement.measure {
        Measure::Percent | Measure::Score => decimals(&restatement.quote),
        _ => 6,
    }
}
