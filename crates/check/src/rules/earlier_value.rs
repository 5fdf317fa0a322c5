//! The value of an earlier year that a sentence names as such, and the value of now that it belongs to.

use solieu_extract::Measure;

use crate::reading::Reading;
use crate::wording::{ends_with, last_place};

/// `so với năm 2019 (25.750 lượt)`, `(năm 2022: 42,18%)`, `cùng kỳ năm trước là 310 hồ sơ`, `so với vị trí 15/63`.
pub(crate) fn is_earlier_value(reading: &Reading<'_>, index: usize) -> bool {
    is_compared_with(reading, index) || is_named_earlier(reading, index)
}

/// Right behind `so với`, or in the bracket behind what `so với` names: `so với kỳ 1 (148.200 hồ sơ)`.
pub(crate) fn is_compared_with(reading: &Reading<'_>, index: usize) -> bool {
    let before = reading.before(index);
    let Some((_, gap)) = last_place(before, &reading.wording.compared_with).map(|(_, end)| before.split_at(end)) else { return false };
    let figure = reading.figure(index);
    let nearer =
        reading.earlier_in_sentence(index).next().is_some_and(|i| reading.figure(i).end as usize + gap.len() > figure.start as usize);
    !nearer && is_base(reading, gap)
}

/// True for words that lead to the base of a comparison: `tháng 7 (`, `mức `, nothing.
pub(crate) fn is_base(reading: &Reading<'_>, gap: &str) -> bool {
    let words = |gap: &str| {
        let mut words = gap.split([' ', '(', ':']).filter(|word| !word.is_empty());
        words.all(|word| {
            word.bytes().all(|b| b.is_ascii_digit() || b == b'/') || reading.wording.base_words.iter().any(|known| known == word)
        })
    };
    let bracket = gap.trim_end().ends_with('(') && !gap.contains([',', ';']);
    gap.len() <= LONGEST_BASE && (bracket || words(gap))
}

/// Characters between a comparison and its base.
const LONGEST_BASE: usize = 48;

fn is_named_earlier(reading: &Reading<'_>, index: usize) -> bool {
    let before = reading.before(index).trim_end_matches([' ', '(', ':', ',']);
    let before = ["la", "dat", "co"].iter().find_map(|link| before.strip_suffix(link)?.strip_suffix(' ')).unwrap_or(before);
    let year = before.trim_end_matches([' ', '(', ':']);
    let earlier = year.get(year.len().saturating_sub(4)..).and_then(|digits| digits.parse::<i32>().ok());
    let own = reading.report.identity.report_year;
    match earlier {
        Some(digits) => (1990..own).contains(&digits) && ends_with(&year[..year.len() - 4], &["nam".to_owned()]),
        None => ends_with(year, &reading.wording.earlier_value),
    }
}

/// The value of now: the nearest of its measure and unit before the named one in its clause, else the first,
/// and largest, of the sentence; where the sentence has none, the only one of the section.
pub(crate) fn now_of(reading: &Reading<'_>, old: usize, change: usize) -> Option<usize> {
    let figure = reading.figure(old);
    let alike = |&i: &usize| {
        let other = reading.figure(i);
        let same = other.measure == figure.measure || other.measure == Measure::Average && figure.measure == Measure::Count;
        i != change && same && other.unit == figure.unit && reading.is_exact(i) && !is_earlier_value(reading, i)
    };
    let earlier: Vec<usize> = reading.earlier_in_sentence(old).filter(alike).collect();
    let in_clause = |&i: &usize| !reading.between(i, old).contains(';');
    let near = earlier.iter().copied().find(|i| in_clause(i)).or_else(|| now_behind(reading, old, change, alike));
    let Some(&first) = earlier.last() else { return near.or_else(|| now_in_section(reading, old)) };
    let largest = earlier.iter().all(|&i| reading.value(i) <= reading.value(first));
    near.or_else(|| largest.then_some(first))
}

/// `So với 58.340 hồ sơ của năm 2020, số nộp qua mạng (81.720 hồ sơ) tăng 40%`: the one value between the base and the change.
fn now_behind(reading: &Reading<'_>, old: usize, change: usize, alike: impl Fn(&usize) -> bool) -> Option<usize> {
    let behind = |i: &usize| reading.figure(*i).start < reading.figure(change).start;
    let mut between = reading.later_in_sentence(old).take_while(behind).filter(alike);
    between.next().filter(|_| between.next().is_none())
}

/// The one value that the section states of the same indicator for the whole province and its own year.
fn now_in_section(reading: &Reading<'_>, old: usize) -> Option<usize> {
    let indicator = reading.meaning(old).indicator.as_ref()?;
    let own = reading.report.identity.report_year;
    let alike = |&i: &usize| {
        let (figure, meaning) = (reading.figure(i), reading.meaning(i));
        let same = meaning.indicator.as_ref() == Some(indicator) && figure.measure == reading.figure(old).measure;
        same && meaning.year == own && meaning.level == reading.meaning(old).level && reading.section(i) == reading.section(old)
    };
    let all: Vec<usize> = (0..old).filter(alike).collect();
    let (&first, others) = all.split_first()?;
    let whole = !reading.is_of_a_part(first) && others.iter().all(|&i| reading.value(i) == reading.value(first));
    whole.then_some(first)
}
