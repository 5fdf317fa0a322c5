//! A report as the rules see it: folded passages, and the figures that stand in each, in order.

use std::cell::OnceCell;
use std::ops::Range;

use rust_decimal::Decimal;
use solieu_catalog::Catalog;
use solieu_document::{BlockKind, Span};
use solieu_extract::{Extraction, Figure, Measure, Passage, Qualifier};
use solieu_interpret::{InterpretedReport, Meaning};

use crate::wording::{Wording, says};

/// A report with what the rules ask of it again and again.
pub(crate) struct Reading<'a> {
    pub(crate) report: &'a InterpretedReport,
    pub(crate) catalog: &'a Catalog,
    pub(crate) wording: &'static Wording,
    /// Folded when first asked for: most passages hold no figure.
    folded: Vec<OnceCell<String>>,
    in_passage: Vec<Vec<usize>>,
    /// For each figure, its place among those of its passage and the characters of its sentence.
    places: Vec<(usize, Range<usize>)>,
    assessments: Vec<bool>,
    aheads: Vec<bool>,
}

impl<'a> Reading<'a> {
    pub(crate) fn new(report: &'a InterpretedReport, catalog: &'a Catalog) -> Self {
        let extraction = &report.extraction;
        let wording = Wording::builtin();
        let mut in_passage = vec![Vec::new(); extraction.passages.len()];
        for (index, figure) in extraction.figures.iter().enumerate() {
            if let Some(list) = in_passage.get_mut(figure.passage as usize) {
                list.push(index);
            }
        }
        for list in &mut in_passage {
            list.sort_by_key(|&index: &usize| extraction.figures[index].start);
        }
        let places = places(extraction, &in_passage);
        Self {
            folded: vec![OnceCell::new(); extraction.passages.len()],
            assessments: titled(report, &wording.assessment, &[]),
            aheads: titled(report, &wording.ahead, &wording.assessment),
            report,
            catalog,
            wording,
            in_passage,
            places,
        }
    }

    pub(crate) fn passages(&self) -> &'a [Passage] {
        &self.report.extraction.passages
    }

    pub(crate) fn figures(&self) -> &'a [Figure] {
        &self.report.extraction.figures
    }

    pub(crate) fn figure(&self, index: usize) -> &'a Figure {
        &self.report.extraction.figures[index]
    }

    pub(crate) fn meaning(&self, index: usize) -> &'a Meaning {
        &self.report.meanings[index]
    }

    /// Figures of a passage, in order.
    pub(crate) fn in_passage(&self, passage: usize) -> &[usize] {
        self.in_passage.get(passage).map_or(&[], Vec::as_slice)
    }

    /// Running text, as opposed to cells and furniture.
    pub(crate) fn is_prose(&self, passage: usize) -> bool {
        matches!(self.passages()[passage].kind, BlockKind::Paragraph | BlockKind::Bullet | BlockKind::Footnote | BlockKind::Heading)
    }

    /// Folded text of a passage; byte `i` is character `i`.
    pub(crate) fn folded(&self, passage: usize) -> &str {
        self.folded[passage].get_or_init(|| solieu_vietnamese::fold(&self.passages()[passage].text))
    }

    /// Folded characters of a passage; empty where the range is out of order.
    pub(crate) fn text(&self, passage: usize, range: Range<usize>) -> &str {
        self.folded(passage).get(range).unwrap_or("")
    }

    /// Folded text between two figures of one passage.
    pub(crate) fn between(&self, first: usize, second: usize) -> &str {
        let (a, b) = (self.figure(first), self.figure(second));
        self.text(a.passage as usize, a.end as usize..b.start as usize)
    }

    /// Characters of the passage that make the sentence around a figure.
    pub(crate) fn sentence(&self, index: usize) -> Range<usize> {
        self.places[index].1.clone()
    }

    /// Characters of the passage that make the sentence around a place.
    pub(crate) fn sentence_at(&self, passage: usize, at: usize) -> Range<usize> {
        sentence_of(&self.passages()[passage], at)
    }

    /// Folded text of the sentence before a figure.
    pub(crate) fn before(&self, index: usize) -> &str {
        let figure = self.figure(index);
        self.text(figure.passage as usize, self.sentence(index).start..figure.start as usize)
    }

    /// The word before a figure, with its diacritics; empty at the start.
    pub(crate) fn word_before(&self, index: usize) -> String {
        let figure = self.figure(index);
        let text = &self.passages()[figure.passage as usize].text;
        let at = text.char_indices().nth(figure.start as usize).map_or(text.len(), |(at, _)| at);
        text[..at].split_whitespace().next_back().unwrap_or("").to_owned()
    }

    /// Folded text of the sentence behind a figure.
    pub(crate) fn after(&self, index: usize) -> &str {
        let figure = self.figure(index);
        self.text(figure.passage as usize, figure.end as usize..self.sentence(index).end)
    }

    /// Folded text of the whole sentence around a figure.
    pub(crate) fn sentence_text(&self, index: usize) -> &str {
        self.text(self.figure(index).passage as usize, self.sentence(index))
    }

    /// Section of a figure.
    pub(crate) fn section(&self, index: usize) -> usize {
        self.passages()[self.figure(index).passage as usize].section as usize
    }

    /// True in a section that repeats what earlier ones reported.
    pub(crate) fn in_assessment(&self, index: usize) -> bool {
        self.assessments.get(self.section(index)).copied().unwrap_or(false)
    }

    /// True in a section that looks ahead.
    pub(crate) fn looks_ahead(&self, index: usize) -> bool {
        self.is_ahead(self.section(index))
    }

    /// True for a section that looks ahead.
    pub(crate) fn is_ahead(&self, section: usize) -> bool {
        self.aheads.get(section).copied().unwrap_or(false)
    }

    /// Figures of one sentence that come before a figure, nearest first.
    pub(crate) fn earlier_in_sentence(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let figure = self.figure(index);
        let start = self.sentence(index).start;
        let list = self.in_passage(figure.passage as usize);
        let at = self.places[index].0;
        list[..at].iter().rev().copied().take_while(move |&i| self.figure(i).start as usize >= start)
    }

    /// Figures of one sentence that come behind a figure, nearest first.
    pub(crate) fn later_in_sentence(&self, index: usize) -> impl Iterator<Item = usize> + '_ {
        let figure = self.figure(index);
        let end = self.sentence(index).end;
        let list = self.in_passage(figure.passage as usize);
        let at = self.places[index].0 + 1;
        list[at..].iter().copied().take_while(move |&i| (self.figure(i).start as usize) < end)
    }

    /// True for a figure that parts and totals are made of.
    pub(crate) fn adds_up(&self, index: usize) -> bool {
        matches!(self.figure(index).measure, Measure::Count | Measure::Money | Measure::Ratio)
    }

    pub(crate) fn is_exact(&self, index: usize) -> bool {
        self.figure(index).qualifier == Qualifier::Exact
    }

    pub(crate) fn value(&self, index: usize) -> Decimal {
        self.figure(index).value
    }

    pub(crate) fn is_percent(&self, index: usize) -> bool {
        let figure = self.figure(index);
        figure.measure == Measure::Percent && figure.unit == "percent"
    }

    /// Source spans of figures: one where they stand together in one sentence, else one each.
    pub(crate) fn spans(&self, indexes: &[usize]) -> Vec<Span> {
        let mut spans: Vec<Span> = indexes.iter().map(|&i| self.figure(i).span).collect();
        spans.sort_unstable();
        let (Some(first), Some(last)) = (spans.first().copied(), spans.last().copied()) else { return spans };
        let together = indexes.windows(2).all(|pair| self.same_sentence(pair[0], pair[1]));
        if together && last.end - first.start <= LONGEST_SPAN {
            return vec![Span { start: first.start, end: last.end }];
        }
        spans
    }

    pub(crate) fn same_sentence(&self, a: usize, b: usize) -> bool {
        self.figure(a).passage == self.figure(b).passage && self.sentence(a) == self.sentence(b)
    }
}

/// Characters of a span that still points at a place.
const LONGEST_SPAN: u32 = 400;

fn places(extraction: &Extraction, in_passage: &[Vec<usize>]) -> Vec<(usize, Range<usize>)> {
    let mut places = vec![(0, 0..0); extraction.figures.len()];
    for (passage, list) in extraction.passages.iter().zip(in_passage) {
        for (at, &index) in list.iter().enumerate() {
            places[index] = (at, sentence_of(passage, extraction.figures[index].start as usize));
        }
    }
    places
}

/// Characters of the sentence around a place; the last end of a passage is its length.
fn sentence_of(passage: &Passage, at: usize) -> Range<usize> {
    let ends = &passage.sentence_ends;
    let next = ends.partition_point(|&end| (end as usize) <= at);
    let start = next.checked_sub(1).and_then(|i| ends.get(i)).map_or(0, |&end| end as usize);
    start..ends.get(next).or(ends.last()).map_or(0, |&end| end as usize)
}

/// For each section, whether a title on its path has one of the phrases, and none below it one of those that
/// end this: `III. ĐÁNH GIÁ VÀ NHIỆM VỤ` looks ahead, its `1. Kết quả nổi bật` does not.
///
/// A section that holds much of the report is its body, whatever its title: `I. KẾT QUẢ ĐẠT ĐƯỢC`.
fn titled(report: &InterpretedReport, phrases: &[String], ends: &[String]) -> Vec<bool> {
    // The path of the section before, with what its titles say so far: most titles repeat.
    let mut path: Vec<(&str, bool)> = Vec::new();
    let sections = &report.extraction.sections;
    let figures = figures_before(report);
    let mut titled = Vec::with_capacity(sections.len());
    for (at, section) in sections.iter().enumerate() {
        let same = section.titles.iter().zip(&path).take_while(|(title, (before, _))| title == before).count();
        path.truncate(same);
        for (depth, title) in section.titles.iter().enumerate().skip(same) {
            let above = path.last().is_some_and(|(_, said)| *said);
            let folded = solieu_vietnamese::fold(title);
            let above = above && !begins_with(&folded, ends);
            // `ĐÁNH GIÁ CHUNG VÀ PHƯƠNG HƯỚNG`: what was achieved comes first.
            // `PHỤ LỤC II` is the number of its heading, not the title.
            let label = section.path.get(depth).map(|label| solieu_vietnamese::fold(label)).unwrap_or_default();
            let says_so = || (says(&folded, phrases) || says(&label, phrases)) && !begins_with(&folded, ends);
            let below = || sections[at..].iter().take_while(|other| other.titles.get(depth) == Some(title)).count();
            let is_body = || (figures[at + below()] - figures[at]) * MOST_OF_BODY > figures[sections.len()];
            path.push((title, above || says_so() && !is_body()));
        }
        titled.push(path.last().is_some_and(|(_, said)| *said));
    }
    titled
}

/// `Những kết quả nổi bật` begins with `kết quả`.
fn begins_with(title: &str, phrases: &[String]) -> bool {
    let title = title.trim_start_matches("nhung ").trim_start_matches("mot so ");
    phrases.iter().any(|phrase| title.starts_with(phrase.as_str()))
}

/// A section with more than one of so many figures is the body of a report.
const MOST_OF_BODY: usize = 3;
/// Shorter reports tell nothing by the share of their figures.
const LEAST_OF_BODY: usize = 30;

/// For each section, and behind the last, how many figures stand before it; all zero for a short report.
fn figures_before(report: &InterpretedReport) -> Vec<usize> {
    let extraction = &report.extraction;
    let mut before = vec![0; extraction.sections.len() + 1];
    if extraction.figures.len() < LEAST_OF_BODY {
        return before;
    }
    for figure in &extraction.figures {
        let section = extraction.passages[figure.passage as usize].section as usize;
        before[section + 1] += 1;
    }
    for at in 1..before.len() {
        before[at] += before[at - 1];
    }
    before
}
