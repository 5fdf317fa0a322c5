//! A number that cannot be above another: remedied above found, resolved above received, present
//! above assigned.
//!
//! `schemas/checks/orders.toml` says which words, and which indicators, stand in that order. The two
//! figures follow each other in one sentence; where dossiers may be carried over it is a warning.

use std::sync::LazyLock;

use serde::Deserialize;
use solieu_extract::Measure;

use super::Rule;
use super::part_list::akin;
use crate::model::{Finding, Severity};
use crate::note::{Note, milder};
use crate::printed::show;
use crate::reading::Reading;
use crate::wording::{ends_with, says};

pub(crate) const RULE: Rule = Rule { id: "exceeds", run };

/// What is counted first, and what can be no more of it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Order {
    /// Folded words of the larger number.
    #[serde(default)]
    larger: Vec<String>,
    /// Folded words of the smaller number.
    #[serde(default)]
    smaller: Vec<String>,
    /// Indicator of the larger number.
    larger_indicator: Option<String>,
    /// Indicator of the smaller number.
    smaller_indicator: Option<String>,
    /// Something may explain that the smaller number is above the larger one.
    #[serde(default)]
    may_exceed: bool,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct OrderFile {
    order: Vec<Order>,
}

static ORDERS: LazyLock<Vec<Order>> = LazyLock::new(|| {
    let file: OrderFile = toml::from_str(include_str!("../../../../schemas/checks/orders.toml")).expect("a fixture reads the orders");
    file.order
});

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for smaller in 0..reading.figures().len() {
        let counted = reading.is_exact(smaller) && matches!(reading.figure(smaller).measure, Measure::Count | Measure::Money);
        if counted && reading.is_prose(reading.figure(smaller).passage as usize) {
            found.extend(check(reading, smaller));
        }
    }
}

fn check(reading: &Reading<'_>, smaller: usize) -> Option<Finding> {
    let larger = reading.earlier_in_sentence(smaller).find(|&i| !reading.is_percent(i))?;
    let (a, b) = (reading.figure(larger), reading.figure(smaller));
    // `được giao 3.215 biên chế, có mặt 3.251 người`
    let posts = a.unit == "post" && b.unit == "person";
    // `3.218 lượt người tham dự, trong đó có 2.418 lượt là cán bộ xã`
    let one_noun = akin(reading, &a.unit, &b.unit) && noun(reading, larger) == noun(reading, smaller);
    let same = a.measure == b.measure && (a.unit == b.unit || posts || one_noun);
    if b.value <= a.value || !same || !reading.is_exact(larger) {
        return None;
    }
    let comparable = (posts || noun(reading, larger) == noun(reading, smaller)) && reading.year(larger) == reading.year(smaller);
    // `cấp xã 91.377 hồ sơ; tổng số 142.001 hồ sơ`
    let is_total = ends_with(reading.before(smaller), &reading.wording.closing_total);
    if !comparable || is_total || are_parts(reading, larger, smaller) || says(reading.between(larger, smaller), &reading.wording.past) {
        return None;
    }
    let order = ORDERS.iter().find(|order| order.holds(reading, larger, smaller));
    let part = order.is_none() && is_part(reading, larger, smaller);
    if order.is_none() && !part {
        return None;
    }
    let explained = order.is_some_and(|order| order.may_exceed) || says(reading.sentence_text(smaller), &reading.wording.explained);
    let (most, stated) = (show(a.value), show(b.value));
    let note = Note {
        kind: "conflict",
        severity: if explained { milder(Severity::Error) } else { Severity::Error },
        message: format!("{stated} cannot be more than the {most} before it"),
        message_vi: format!("{stated} không thể lớn hơn {most} nêu trước đó"),
        stated,
        computed: format!("0–{most}"),
        figures: &[larger, smaller],
        suggestion: None,
    };
    Some(note.finding(reading))
}

/// `18.305 hồ sơ, gồm tiếp nhận 6.912 hồ sơ, trả kết quả 11.393 hồ sơ`: both are parts of the number before them.
fn are_parts(reading: &Reading<'_>, first: usize, second: usize) -> bool {
    let sum = reading.value(first) + reading.value(second);
    reading.earlier_in_sentence(first).any(|i| reading.value(i) == sum)
}

/// `587.400 hồ sơ, trong đó nộp qua mạng 211.860 hồ sơ`
fn is_part(reading: &Reading<'_>, whole: usize, part: usize) -> bool {
    let gap = reading.between(whole, part);
    let clause = gap.rsplit([',', '(']).next().unwrap_or("").trim_start();
    gap.len() < NEAR
        && reading.wording.open_list.iter().any(|opener| clause.starts_with(opener.as_str()))
        && !says(gap, &reading.wording.overlapping)
}

/// Characters between a whole and the part that `trong đó` opens.
const NEAR: usize = 50;

/// First word of what is counted: `hạn` of `87 hạn chế`, wherever the figure ends.
fn noun(reading: &Reading<'_>, index: usize) -> String {
    let text = solieu_vietnamese::fold(&reading.figure(index).quote) + reading.after(index);
    text.split(|c: char| !c.is_ascii_alphabetic()).find(|word| !word.is_empty()).unwrap_or("").to_owned()
}

impl Order {
    fn holds(&self, reading: &Reading<'_>, larger: usize, smaller: usize) -> bool {
        let is = |index: usize, id: &Option<String>| id.is_some() && reading.meaning(index).indicator.as_deref() == id.as_deref();
        let by_indicator = is(larger, &self.larger_indicator) && is(smaller, &self.smaller_indicator);
        let (first, second) = (reading.label(larger), reading.label(smaller));
        // `14 văn bản có sai sót và đã xử lý 17 văn bản`: the verb between them is of the second.
        let first = first.split(" va da ").next().unwrap_or("");
        let second = second.rsplit(" va da ").next().unwrap_or("");
        let by_words =
            says(first, &self.larger) && !says(first, &self.smaller) && says(second, &self.smaller) && !says(second, &self.larger);
        by_indicator || by_words
    }
}
