//! The value of an earlier year that a sentence names as such, and the value of now that it belongs to.

use crate::reading::Reading;
use crate::wording::ends_with;

/// `so với năm 2019 (25.750 lượt)`, `(năm 2022: 42,18%)`, `cùng kỳ năm trước là 310 hồ sơ`.
pub(crate) fn is_earlier_value(reading: &Reading<'_>, index: usize) -> bool {
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
        i != change && other.measure == figure.measure && other.unit == figure.unit && reading.is_exact(i) && !is_earlier_value(reading, i)
    };
    let earlier: Vec<usize> = reading.earlier_in_sentence(old).filter(alike).collect();
    let in_clause = |&i: &usize| !reading.between(i, old).contains(';');
    let Some(&first) = earlier.last() else { return now_in_section(reading, old) };
    let largest = earlier.iter().all(|&i| reading.value(i) <= reading.value(first));
    earlier.iter().copied().find(|i| in_clause(i)).or_else(|| largest.then_some(first))
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
