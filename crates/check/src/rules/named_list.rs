//! Offices or places counted and then named: `06 sở: Sở Công Thương, Sở Tư pháp, …` with five names.
//!
//! Only lists in which every name begins with the word for its kind, or has no small word at all, can be
//! counted: `Khoa học và Công nghệ` is one name.

use rust_decimal::Decimal;
use solieu_extract::Measure;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "named_list", run };

/// More names than this are not listed, and fewer tell nothing.
const NAMES: std::ops::RangeInclusive<usize> = 3..=25;
/// Longest name, in words.
const LONGEST: usize = 10;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for count in 0..reading.figures().len() {
        let figure = reading.figure(count);
        let counted = figure.measure == Measure::Count && reading.is_exact(count) && reading.is_prose(figure.passage as usize);
        found.extend(counted.then(|| check(reading, count)).flatten());
    }
}

fn check(reading: &Reading<'_>, count: usize) -> Option<Finding> {
    let list = list_behind(reading, count)?;
    let names = names(reading, &list)?;
    let stated = reading.value(count);
    // Far more than are named: the list is a choice of them.
    let near = (stated - Decimal::from(names)).abs() <= Decimal::TWO;
    if !NAMES.contains(&names) || stated == Decimal::from(names) || !near || reading.later_in_sentence(count).next().is_some() {
        return None;
    }
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        stated: show(stated),
        computed: names.to_string(),
        message: format!("{names} are named, the report states {}", show(stated)),
        message_vi: format!("nêu tên {names}, báo cáo ghi {}", show(stated)),
        figures: &[count],
        suggestion: None,
    };
    Some(note.finding(reading))
}

/// The text behind `06 sở:`, `03 huyện gồm`, `(`, up to the end of the list, with its capitals.
fn list_behind(reading: &Reading<'_>, count: usize) -> Option<String> {
    let figure = reading.figure(count);
    let (passage, sentence) = (figure.passage as usize, reading.sentence(count));
    let after: String = characters(&reading.passages()[passage].text, figure.end as usize, sentence.end);
    // `06 (sáu) sở`: the number again in words.
    let spelled = after.trim_start().strip_prefix('(').and_then(|rest| rest.split_once(')'));
    let spelled = spelled.filter(|(inner, _)| inner.starts_with(char::is_lowercase) && !inner.contains(','));
    let after = spelled.map_or(after.as_str(), |(_, rest)| rest);
    let noun_end = after.find([':', '(']).or_else(|| after.find(" gồm ").map(|at| at + " gồm".len()))?;
    let (noun, list) = after.split_at(noun_end);
    let opened_by_bracket = list.starts_with('(');
    let list = list.trim_start_matches([':', '(', ' ']).trim_start_matches("gồm ");
    let end = if opened_by_bracket { list.find(')')? } else { list.find([';', '.', '(']).unwrap_or(list.len()) };
    let bare = !noun.contains([',', ';']) && noun.split_whitespace().count() <= 4;
    bare.then(|| list[..end].to_owned())
}

fn characters(text: &str, start: usize, end: usize) -> String {
    text.chars().skip(start).take(end.saturating_sub(start)).collect()
}

/// How many names a list has; `None` where it cannot be counted.
fn names(reading: &Reading<'_>, list: &str) -> Option<usize> {
    if says(&solieu_vietnamese::fold(list), &reading.wording.open_end) || list.contains('…') || list.contains("...") {
        return None;
    }
    let pieces: Vec<&str> = list.split([',', ';']).map(str::trim).filter(|piece| !piece.is_empty()).collect();
    let kinds = pieces.iter().all(|piece| kind(reading, piece).is_some());
    let counted: usize = pieces.iter().map(|piece| names_joined(reading, piece, kinds)).sum();
    let whole = pieces.iter().all(|piece| piece.split_whitespace().count() <= LONGEST && begins_with_capital(piece, kinds));
    (pieces.len() > 1 && whole).then_some(counted)
}

/// `Sở Xây dựng và Sở Y tế` are two, `Sở Khoa học và Công nghệ` is one; `Bến Lức và Cần Đước` are two.
fn names_joined(reading: &Reading<'_>, piece: &str, kinds: bool) -> usize {
    let joined = piece.split(" và ").skip(1).filter(|rest| !kinds || kind(reading, rest).is_some());
    1 + joined.count()
}

/// The word for the kind of office or place that a name begins with.
fn kind(reading: &Reading<'_>, name: &str) -> Option<String> {
    let folded = solieu_vietnamese::fold(name);
    reading.wording.bodies.iter().find(|word| folded.strip_prefix(word.as_str()).is_some_and(|rest| rest.starts_with(' '))).cloned()
}

/// `Sở Y tế`, `Bến Lức`; without the word for its kind a name has capitals only.
fn begins_with_capital(piece: &str, kinds: bool) -> bool {
    let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
    let words: Vec<&str> = piece.trim_start_matches("và ").split_whitespace().filter(|word| *word != "và").collect();
    if kinds {
        words.get(1).is_some_and(|word| capital(word))
    } else {
        !words.is_empty() && words.len() <= 6 && words.iter().all(|word| capital(word))
    }
}
