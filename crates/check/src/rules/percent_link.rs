//! When a percent is said of the figure before it, and what is told where it is not that figure's.

use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{decimals, percent, show, show_rounded};
use crate::reading::Reading;
use crate::wording::ends_with;

/// True for a percent that is a share: exact, in running text, no change and no target.
pub(crate) fn is_share(reading: &Reading<'_>, index: usize) -> bool {
    let figure = reading.figure(index);
    reading.is_percent(index)
        && reading.is_exact(index)
        && reading.is_prose(figure.passage as usize)
        // Targets are round.
        && (!reading.looks_ahead(index) || decimals(&figure.quote) > 1)
        && !ends_with(reading.before(index), &reading.wording.percent_other)
}

/// That a part of a whole makes another percent than the stated one.
pub(crate) fn share_mismatch(
    reading: &Reading<'_>,
    (part, whole, stated): (usize, usize, usize),
    severity: Severity,
    suggestion: Option<String>,
    figures: &[usize],
) -> Option<Finding> {
    let (a, b) = (reading.value(part).abs(), reading.value(whole));
    let right = show_rounded(percent(a, b)?, decimals(&reading.figure(stated).quote));
    let printed = show(reading.value(stated));
    let note = Note {
        kind: "percent_mismatch",
        severity,
        message: format!("{} of {} is {right} %, the report states {printed} %", show(a), show(b)),
        message_vi: format!("{} trên {} bằng {right} %, báo cáo ghi {printed} %", show(a), show(b)),
        stated: printed,
        computed: right,
        figures,
        suggestion,
    };
    Some(note.finding(reading))
}

/// True where only words that link stand before the percent in its clause, so that it has no
/// other subject than the figure before: `45/57 phần việc, tức 78,95%`.
pub(crate) fn is_linked(reading: &Reading<'_>, base: usize, stated: usize) -> bool {
    let gap = reading.between(base, stated);
    // `198/214 người, tức 95,22% số dự thi`: right behind its ratio it is of that.
    let adjacent = !gap.trim_end().ends_with([';', ',']) && only_links(reading, gap);
    if !adjacent && (counts_another(reading, gap, stated) || counts_number_of_another(reading, base, stated)) {
        return false;
    }
    let (before, clause) = match gap.rfind([',', ';', ':', '(', '-']) {
        Some(at) => (&gap[..at], &gap[at + 1..]),
        None => return ends_in_link(reading, gap) && !has_own_subject(gap),
    };
    !has_own_subject(before) && only_links(reading, clause)
}

/// `40/40 cơ quan có mạng nội bộ; 91% máy tính đã nối`: behind a mark, of the noun that follows.
fn counts_another(reading: &Reading<'_>, gap: &str, stated: usize) -> bool {
    let marked = gap.trim_end().ends_with([';', ',']);
    let next = reading.after(stated).strip_prefix(' ').and_then(|rest| words(rest).next().filter(|word| rest.starts_with(word)));
    marked && next.is_some_and(|word| !reading.wording.of_whole.iter().any(|own| own == word) && word.parse::<u32>().is_err())
}

/// `106/164 xã chưa có một cửa; máy tính cũ, 27,5% số máy đã dùng trên 07 năm`: of a number of something else.
fn counts_number_of_another(reading: &Reading<'_>, base: usize, stated: usize) -> bool {
    // `, số còn lại …` begins another thought.
    let near = reading.after(stated).get(..NEAR.min(reading.after(stated).len())).unwrap_or("");
    let mut behind = words(near.strip_prefix(' ').filter(|rest| rest.starts_with("so ")).unwrap_or(""));
    let counted = behind.next().filter(|word| *word == "so").and_then(|_| behind.next());
    let said = format!("{} {}", solieu_vietnamese::fold(&reading.figure(base).quote), reading.before(base));
    counted.is_some_and(|noun| words(&said).all(|word| word != noun))
}

/// Characters behind a percent that may name its whole.
const NEAR: usize = 24;

fn only_links(reading: &Reading<'_>, clause: &str) -> bool {
    words(clause).all(|word| is_link(reading, word))
}

fn ends_in_link(reading: &Reading<'_>, gap: &str) -> bool {
    words(gap).last().is_none_or(|word| is_link(reading, word))
}

fn is_link(reading: &Reading<'_>, word: &str) -> bool {
    reading.wording.percent_link.iter().any(|link| link == word)
}

/// `tỷ lệ giải ngân đạt`: a share of something else than the figure before.
fn has_own_subject(gap: &str) -> bool {
    ["ty le ", "ti le "]
        .iter()
        .filter_map(|cue| gap.find(cue).map(|at| &gap[at + cue.len()..]))
        .any(|rest| words(rest).next().is_some_and(|word| !matches!(word, "dat" | "la" | "bang" | "chiem" | "khoang" | "tuong")))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty())
}
