//! Shares of answers that leave nothing out: `rất hài lòng 38,2%; hài lòng 52,6%; …` make 100 %.

use rust_decimal::Decimal;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{decimals, show};
use crate::reading::Reading;
use crate::wording::find_words;

pub(crate) const RULE: Rule = Rule { id: "answers", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for first in (0..reading.figures().len()).filter(|&i| reading.is_percent(i) && reading.is_prose(reading.figure(i).passage as usize)) {
        let begins = reading.earlier_in_sentence(first).next().is_none_or(|before| !reading.is_percent(before));
        found.extend(begins.then(|| check(reading, first)).flatten());
    }
}

fn check(reading: &Reading<'_>, first: usize) -> Option<Finding> {
    let behind = reading.later_in_sentence(first).take_while(|&i| reading.is_percent(i));
    let shares: Vec<usize> = std::iter::once(first).chain(behind).filter(|&i| reading.is_exact(i)).collect();
    let labels: Vec<String> = shares.iter().map(|&i| reading.label(i)).collect();
    if !reading.wording.scales.iter().any(|scale| is_whole(scale, &labels)) {
        return None;
    }
    let sum: Decimal = shares.iter().map(|&i| reading.value(i)).sum();
    let digits = shares.iter().map(|&i| decimals(&reading.figure(i).quote)).min()?;
    // Each share may have been rounded by half a unit of its last digit, or cut off by a whole one.
    let room = Decimal::new(1, digits) * Decimal::from(shares.len());
    if (sum - Decimal::ONE_HUNDRED).abs() <= room / Decimal::TWO {
        return None;
    }
    let computed = show(sum);
    let note = Note {
        kind: "sum_mismatch",
        severity: if (sum - Decimal::ONE_HUNDRED).abs() <= room { Severity::Note } else { Severity::Error },
        message: format!("answers that exclude each other make {computed} %, not 100 %"),
        message_vi: format!("các mức trả lời loại trừ nhau cộng lại là {computed} %, không phải 100 %"),
        stated: computed,
        computed: "100".to_owned(),
        figures: &shares,
        suggestion: None,
    };
    Some(note.finding(reading))
}

/// Every label says one step of the scale, each step once, the lowest among them.
fn is_whole(scale: &[String], labels: &[String]) -> bool {
    let mut steps: Vec<usize> = labels.iter().filter_map(|label| step(scale, label)).collect();
    let all = steps.len() == labels.len() && steps.len() + 1 >= scale.len() && steps.len() > 2;
    steps.sort_unstable();
    steps.dedup();
    all && steps.len() == labels.len() && steps.contains(&0) && steps.contains(&(scale.len() - 1))
}

/// The longest step that a label says: `rất hài lòng` before `hài lòng`.
fn step(scale: &[String], label: &str) -> Option<usize> {
    let said = (0..scale.len()).filter(|&at| scale[at].split('|').any(|words| find_words(label, words).is_some()));
    said.max_by_key(|&at| scale[at].len())
}
