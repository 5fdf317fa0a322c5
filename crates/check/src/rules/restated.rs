//! One fact stated twice with two values: `72/81 nhiệm vụ` in section I, `74/81 nhiệm vụ` where the
//! report sums up.
//!
//! Sections that assess repeat what earlier ones reported, so a value there that no earlier place
//! has, close to one that an earlier place has, is a contradiction. Elsewhere two values of one
//! indicator are mostly of two parts of the province.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::Role;

use super::Rule;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, show};
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "restated", run };

/// Characters around a figure whose words tell what it is about.
const AROUND: usize = 70;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let first_assessment = (0..reading.figures().len()).find(|&i| reading.in_assessment(i));
    let Some(first) = first_assessment else { return };
    for later in first..reading.figures().len() {
        if reading.in_assessment(later) && is_fact(reading, later) {
            found.extend(check(reading, later));
        }
    }
}

fn is_fact(reading: &Reading<'_>, index: usize) -> bool {
    let meaning = reading.meaning(index);
    let measured = !matches!(reading.figure(index).measure, Measure::Change | Measure::Duration | Measure::Average);
    let plain = matches!(meaning.role, Role::Result | Role::Cumulative) && meaning.subject.is_none();
    measured && plain && reading.is_exact(index) && reading.is_prose(reading.figure(index).passage as usize) && !reading.looks_ahead(index)
}

fn check(reading: &Reading<'_>, later: usize) -> Option<Finding> {
    let alike: Vec<(usize, usize)> = (0..later)
        .filter(|&i| !reading.in_assessment(i) && is_fact(reading, i) && comparable(reading, i, later))
        .filter_map(|i| likeness(reading, i, later).map(|like| (like, i)))
        .collect();
    if alike.iter().any(|&(_, i)| same_value(reading, i, later)) {
        return None;
    }
    let &(like, earlier) = alike.iter().filter(|&&(_, i)| is_close(reading, i, later)).max()?;
    let narrowed = says(clause(reading, later), &reading.wording.narrowing);
    let named = reading.meaning(later).indicator.is_some() && reading.meaning(later).indicator == reading.meaning(earlier).indicator;
    let strong = named || has_large_whole(reading, later) || like >= 3;
    let severity = match () {
        () if strong && !narrowed => Severity::Error,
        () if strong && is_ratio(reading, later) => Severity::Error,
        () if strong => Severity::Warning,
        () => Severity::Note,
    };
    Some(contradiction(reading, earlier, later, severity))
}

fn is_ratio(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).denominator.is_some()
}

/// Two ratios of one large whole are of one thing more often than by chance.
fn has_large_whole(reading: &Reading<'_>, index: usize) -> bool {
    reading.figure(index).denominator.is_some_and(|whole| whole >= Decimal::TEN)
}

/// Same measure, unit, level and year; ratios of the same whole.
fn comparable(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (reading.figure(a), reading.figure(b));
    let (m, n) = (reading.meaning(a), reading.meaning(b));
    let whole = x.denominator == y.denominator || x.value == y.value;
    let level = m.level == n.level || is_ratio(reading, a);
    x.measure == y.measure && x.unit == y.unit && m.year == n.year && level && whole
}

/// How much two figures are about the same thing; `None` where nothing says so.
fn likeness(reading: &Reading<'_>, a: usize, b: usize) -> Option<usize> {
    let (x, y) = (&reading.meaning(a).indicator, &reading.meaning(b).indicator);
    let shared = pairs_of_words(around(reading, a)).intersection(&pairs_of_words(around(reading, b))).count();
    match (x, y) {
        (Some(x), Some(y)) if x == y => Some(shared + 2),
        (Some(_), Some(_)) if !is_ratio(reading, a) => None,
        _ if is_ratio(reading, a) && shared >= 2 => Some(shared),
        (None, None) if shared >= 3 => Some(shared),
        _ => None,
    }
}

fn same_value(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (reading.figure(a), reading.figure(b));
    let digits = decimals(&x.quote).min(decimals(&y.quote));
    let equal = x.value == y.value || agreement(x.value, y.value, digits) == Agreement::Agrees && x.measure == Measure::Percent;
    equal && x.denominator == y.denominator
}

/// Near enough to be the same fact with a slip, and not a part of the other.
fn is_close(reading: &Reading<'_>, a: usize, b: usize) -> bool {
    let (x, y) = (reading.value(a), reading.value(b));
    let (low, high) = (x.min(y), x.max(y));
    let named = reading.meaning(a).indicator.is_some();
    match reading.figure(a).measure {
        Measure::Ratio => low * Decimal::TWO >= high,
        // Two digits are one slip apart too easily to tell anything where the subject is guessed.
        _ if !named => digits_of(high) > 2 && one_slip(x, y),
        Measure::Percent => one_slip(x, y),
        _ => (high >= Decimal::TEN && one_slip(x, y)) || (high - low) * Decimal::TEN <= high,
    }
}

fn digits_of(value: Decimal) -> usize {
    value.normalize().mantissa().unsigned_abs().to_string().len()
}

fn around<'r>(reading: &'r Reading<'_>, index: usize) -> &'r str {
    let figure = reading.figure(index);
    let sentence = reading.sentence(index);
    let start = sentence.start.max((figure.start as usize).saturating_sub(AROUND));
    reading.text(figure.passage as usize, start..sentence.end.min(figure.end as usize + AROUND))
}

/// What stands around a figure between two semicolons.
fn clause<'r>(reading: &'r Reading<'_>, index: usize) -> &'r str {
    let (figure, around) = (reading.figure(index), around(reading, index));
    let start = reading.sentence(index).start.max((figure.start as usize).saturating_sub(AROUND));
    let at = (figure.start as usize - start).min(around.len());
    let from = around[..at].rfind(';').map_or(0, |semicolon| semicolon + 1);
    let to = around[at..].find(';').map_or(around.len(), |semicolon| at + semicolon);
    &around[from..to]
}

/// Pairs of neighbouring words, without numbers.
fn pairs_of_words(text: &str) -> BTreeSet<(&str, &str)> {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let plain = |word: &str| word.bytes().all(|b| b.is_ascii_alphabetic()) && !STOP.contains(&word);
    words.windows(2).filter(|pair| plain(pair[0]) && plain(pair[1])).map(|pair| (pair[0], pair[1])).collect()
}

/// Words that tell nothing of the subject.
const STOP: [&str; 12] = ["da", "dat", "ty", "le", "trong", "va", "cac", "duoc", "don", "vi", "tai", "nam"];

fn contradiction(reading: &Reading<'_>, earlier: usize, later: usize, severity: Severity) -> Finding {
    let (first, second) = (shown(reading, earlier), shown(reading, later));
    Note {
        kind: "conflict",
        severity,
        message: format!("an earlier section states {first}, this one {second}"),
        message_vi: format!("mục trước ghi {first}, mục này ghi {second}"),
        stated: second,
        computed: first,
        figures: &[earlier, later],
        suggestion: None,
    }
    .finding(reading)
}

fn shown(reading: &Reading<'_>, index: usize) -> String {
    let figure = reading.figure(index);
    figure.denominator.map_or_else(|| show(figure.value), |whole| format!("{}/{}", show(figure.value), show(whole)))
}
