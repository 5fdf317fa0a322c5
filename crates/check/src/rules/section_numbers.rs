//! Numbers of sections that repeat or skip under one parent.

use std::collections::BTreeSet;

use solieu_document::{BlockKind, Section};

use super::Rule;
use crate::model::{Finding, Severity};
use crate::reading::Reading;

pub(crate) const RULE: Rule = Rule { id: "section_numbers", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    // The last number seen at each depth, and its section; a heading ends what was open below it.
    let mut open: Vec<(Number, usize)> = Vec::new();
    // Sections that repeat the number before them: where the next one skips a number, the repeated one is to blame.
    let mut repeated = BTreeSet::new();
    let sections = &reading.report.extraction.sections;
    for (index, section) in sections.iter().enumerate() {
        let Some(label) = section.path.last() else { continue };
        let Some(number) = number(label) else {
            open.truncate(section.path.len().saturating_sub(1));
            continue;
        };
        let depth = section.path.len() - 1;
        open.truncate(depth + 1);
        if let Some((last, at)) = open.get(depth).copied() {
            if number == last {
                repeated.insert(index);
            }
            let after_repeat = repeated.contains(&at) && number.series == last.series && number.place == last.place + 2;
            let last = if after_repeat { Number { place: last.place + 1, ..last } } else { last };
            found.extend(judge(reading, &sections[at], section, last, number, (at, index)));
            open[depth] = (number, index);
        } else {
            open.resize(depth + 1, (number, index));
        }
    }
}

/// How a section is numbered, and its place in that series.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Number {
    series: Series,
    place: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Series {
    Roman,
    Arabic,
    Letter,
}

fn number(label: &str) -> Option<Number> {
    let last = label.rsplit('.').find(|part| !part.is_empty())?;
    if let Ok(place) = last.parse() {
        return Some(Number { series: Series::Arabic, place });
    }
    if let Some(place) = ROMAN.iter().position(|roman| *roman == last) {
        return Some(Number { series: Series::Roman, place: place as u32 + 1 });
    }
    let letter = last.to_lowercase();
    let place = LETTERS.iter().position(|known| *known == letter)?;
    Some(Number { series: Series::Letter, place: place as u32 + 1 })
}

const ROMAN: [&str; 15] = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV"];
/// Letters by which Vietnamese documents number their points.
const LETTERS: [&str; 18] = ["a", "b", "c", "d", "đ", "e", "g", "h", "i", "k", "l", "m", "n", "o", "p", "q", "r", "s"];

fn judge(
    reading: &Reading<'_>,
    before: &Section,
    section: &Section,
    last: Number,
    number: Number,
    (at, index): (usize, usize),
) -> Option<Finding> {
    let expected = last.place + 1;
    if number.series != last.series || number.place == expected || number.place == 1 {
        return None;
    }
    let forward = number.place > expected;
    if forward && stands_in_text(reading, expected, last.series, at..index) {
        return None;
    }
    // A scan loses a heading more easily than it makes one up.
    let severity = if forward && number.place > expected + 1 { Severity::Warning } else { Severity::Error };
    Some(finding(before, section, &printed(last.series, expected), severity))
}

/// True where a passage between two headings begins with the missing number: a heading not seen as one.
fn stands_in_text(reading: &Reading<'_>, place: u32, series: Series, sections: std::ops::Range<usize>) -> bool {
    let label = solieu_vietnamese::fold(&printed(series, place));
    let inside = |passage: &&solieu_extract::Passage| sections.contains(&(passage.section as usize)) && passage.kind != BlockKind::Cell;
    reading.passages().iter().filter(inside).any(|passage| {
        let text: String = passage.text.chars().take(12).collect();
        let text = solieu_vietnamese::fold(&text);
        let first = text.split_whitespace().next().unwrap_or("");
        let bare = first.trim_end_matches(['.', ')', '/', ':', '-']);
        bare.len() < first.len() && (bare == label || bare.ends_with(&format!(".{label}")))
    })
}

fn printed(series: Series, place: u32) -> String {
    let at = place as usize - 1;
    match series {
        Series::Arabic => place.to_string(),
        Series::Roman => ROMAN.get(at).map_or_else(|| place.to_string(), |r| (*r).to_owned()),
        Series::Letter => LETTERS.get(at).map_or_else(|| place.to_string(), |l| (*l).to_owned()),
    }
}

fn finding(before: &Section, section: &Section, expected: &str, severity: Severity) -> Finding {
    let label = |section: &Section| section.path.last().cloned().unwrap_or_default();
    let title = |section: &Section| section.titles.last().cloned().unwrap_or_default();
    let (stated, last) = (label(section), label(before));
    Finding {
        kind: "numbering".to_owned(),
        severity,
        message: format!("section {stated} ({}) follows {last} ({}), where {expected} should stand", title(section), title(before)),
        message_vi: format!("mục {stated} ({}) đứng sau mục {last} ({}), đáng lẽ là {expected}", title(section), title(before)),
        stated,
        computed: expected.to_owned(),
        figures: Vec::new(),
        spans: section.span.into_iter().collect(),
        suggestion: Some(expected.to_owned()),
    }
}
