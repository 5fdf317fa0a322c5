//! Lines of one form with a line that sums them up: `1. Huyện A: 12 đơn vị, 21.907 hồ sơ.` … `Cộng toàn tỉnh: 101 đơn vị,
//! 187.925 hồ sơ.`

use rust_decimal::Decimal;
use solieu_document::BlockKind;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;

pub(crate) const RULE: Rule = Rule { id: "lines_total", run };

/// Fewer lines than this are no list.
const FEWEST: usize = 3;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let mut lines: Vec<Vec<usize>> = Vec::new();
    for passage in 0..reading.passages().len() {
        let line = counts(reading, passage);
        // `4. Huyện Trần Văn Thời:`
        if line.is_empty() && reading.passages()[passage].kind == BlockKind::Heading {
            continue;
        }
        let goes_on = lines.last().is_none_or(|last| same_form(reading, last, &line));
        if line.is_empty() || !reading.is_prose(passage) || !goes_on {
            lines.clear();
        }
        if sums_up(reading, passage) {
            if lines.len() >= FEWEST {
                (0..line.len()).for_each(|column| found.extend(check(reading, &lines, &line, column)));
            }
            lines.clear();
        } else if !line.is_empty() {
            lines.push(line);
        }
    }
}

/// All figures of a passage, where each can be added up.
fn counts(reading: &Reading<'_>, passage: usize) -> Vec<usize> {
    let all = reading.in_passage(passage);
    let plain = |&&i: &&usize| reading.adds_up(i) && reading.is_exact(i) && reading.figure(i).denominator.is_none();
    if all.iter().filter(plain).count() == all.len() { all.to_vec() } else { Vec::new() }
}

fn same_form(reading: &Reading<'_>, one: &[usize], other: &[usize]) -> bool {
    let unit = |i: &usize| &reading.figure(*i).unit;
    one.len() == other.len() && one.iter().map(unit).eq(other.iter().map(unit))
}

/// `Cộng toàn tỉnh: …`
fn sums_up(reading: &Reading<'_>, passage: usize) -> bool {
    let text = &reading.passages()[passage].text;
    let start: String = text.trim_start_matches(|c: char| !c.is_alphabetic()).chars().take(LONGEST_WORD).collect();
    let start = start.to_lowercase();
    reading.wording.total_starts.iter().any(|word| start.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with([' ', ':'])))
}

/// Characters in which the opening word of a line stands.
const LONGEST_WORD: usize = 12;

fn check(reading: &Reading<'_>, lines: &[Vec<usize>], totals: &[usize], column: usize) -> Option<Finding> {
    let total = totals[column];
    let parts: Vec<Decimal> = lines.iter().map(|line| reading.value(line[column])).collect();
    let (stated, sum) = (reading.value(total), parts.iter().sum::<Decimal>());
    let missing = stated - sum;
    let near = one_slip(stated, sum) || parts.iter().any(|part| one_slip(*part, *part + missing));
    if missing.is_zero() || !near {
        return None;
    }
    let (printed, computed) = (show(stated), show(sum));
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        message: format!("the {} lines before make {computed}, the report states a total of {printed}", lines.len()),
        message_vi: format!("{} dòng trước cộng lại là {computed}, báo cáo ghi tổng số {printed}", lines.len()),
        suggestion: one_slip(stated, sum).then(|| computed.clone()),
        stated: printed,
        computed,
        figures: &[total],
    };
    Some(note.finding(reading))
}
