//! Swapped digits in whole reports: every percent beside its ratio, every total that the numbers behind it make, and
//! every count that another passage states too, has two neighbouring digits changed for each other, one at a time, and
//! must be told.
//!
//! The reports of `whole/` are by several hands, so this measures whether a check finds its figures in sentences as
//! they are written, where `mutation.rs` measures it in sentences made for the check.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod whole;

use rust_decimal::Decimal;
use solieu_catalog::Catalog;
use solieu_check::{Severity, check_report};
use solieu_document::{MediaType, Span};
use solieu_extract::{Extraction, Figure, Lexicon, Measure};
use solieu_interpret::{Stated, interpret};
use whole::reports;

/// Figures behind a total that may be its parts.
const MOST_PARTS: usize = 10;

/// A figure to be changed, and the characters that a finding must touch.
struct Place {
    figure: usize,
    touched: Span,
}

#[test]
fn swapped_digits_are_told() {
    let (percents, totals) = (told_of(percents_of_ratios), told_of(totals_of_parts));
    let again = told_of(facts_said_again);
    println!("percents: {} of {} told; totals: {} of {} told", percents.0, percents.1, totals.0, totals.1);
    println!("said again: {} of {} told", again.0, again.1);
    assert!(percents.1 > 150 && totals.1 > 150 && again.1 > 150, "the reports hold such places");
    assert!(percents.0 * 100 >= percents.1 * 95, "{} of {} percents told", percents.0, percents.1);
    assert!(totals.0 * 100 >= totals.1 * 90, "{} of {} totals told", totals.0, totals.1);
    assert!(again.0 * 100 >= again.1 * 88, "{} of {} facts told", again.0, again.1);
}

/// How many changes at such places are told, and how many there are.
fn told_of(places: fn(&Extraction) -> Vec<Place>) -> (usize, usize) {
    let (mut told, mut all) = (0, 0);
    for path in reports() {
        let source: Vec<char> = std::fs::read_to_string(&path).unwrap().chars().collect();
        let text: String = source.iter().collect();
        let known = findings(&text);
        for place in places(&extraction(&text)) {
            let clean = !known.iter().any(|span| touch(span, &place.touched));
            if let Some(changed) = swapped(&source, &extraction(&text).figures[place.figure]).filter(|_| clean) {
                all += 1;
                told += usize::from(findings(&changed).iter().any(|span| touch(span, &place.touched)));
            }
        }
    }
    (told, all)
}

fn percents_of_ratios(extraction: &Extraction) -> Vec<Place> {
    let figures = &extraction.figures;
    let is_of = |percent: &Figure, ratio: &Figure| {
        let share = ratio.denominator.filter(|whole| !whole.is_zero()).map(|whole| ratio.value * Decimal::ONE_HUNDRED / whole);
        ratio.passage == percent.passage && share.is_some_and(|share| (share - percent.value).abs() < Decimal::new(6, 3))
    };
    let place = |(at, figure): (usize, &Figure)| {
        let stated = figure.measure == Measure::Percent && figure.value.scale() == 2;
        let paired = figures[at.saturating_sub(2)..at].iter().any(|ratio| is_of(figure, ratio));
        (stated && paired).then_some(Place { figure: at, touched: figure.span })
    };
    figures.iter().enumerate().filter_map(place).collect()
}

fn totals_of_parts(extraction: &Extraction) -> Vec<Place> {
    let figures = &extraction.figures;
    let counts = |at: &usize| figures[*at].measure == Measure::Count;
    let is_made = |at: &usize| {
        let total = &figures[*at];
        let behind = (at + 1..figures.len()).take_while(|other| figures[*other].passage == total.passage).take(MOST_PARTS);
        let mut sum = Decimal::ZERO;
        let whole = behind.filter(counts).position(|part| {
            sum += figures[part].value;
            sum == total.value
        });
        let prose = extraction.passages[total.passage as usize].cell.is_none();
        prose && total.value >= Decimal::from(20) && whole.is_some_and(|parts| parts > 0)
    };
    (0..figures.len()).filter(counts).filter(is_made).map(|at| Place { figure: at, touched: figures[at].span }).collect()
}

/// Counts of three digits and more that another passage states as well.
fn facts_said_again(extraction: &Extraction) -> Vec<Place> {
    let figures = &extraction.figures;
    let same = |a: &Figure, b: &Figure| a.value == b.value && a.unit == b.unit && a.passage != b.passage;
    let again = |figure: &Figure| {
        let long = figure.measure == Measure::Count && figure.value >= Decimal::ONE_HUNDRED;
        long && figures.iter().any(|other| same(other, figure))
    };
    let places = figures.iter().enumerate().filter(|(_, figure)| again(figure));
    places.map(|(at, figure)| Place { figure: at, touched: figure.span }).collect()
}

/// The report with the last two neighbouring digits of a figure that differ changed for each other.
fn swapped(source: &[char], figure: &Figure) -> Option<String> {
    let span = figure.span.start as usize..figure.span.end as usize;
    let digits: Vec<usize> = span.filter(|at| source[*at].is_ascii_digit()).collect();
    let pair = digits.windows(2).rev().find(|pair| {
        let leads_with_zero = pair[0] == digits[0] && source[pair[1]] == '0';
        source[pair[0]] != source[pair[1]] && !leads_with_zero
    })?;
    let mut changed = source.to_vec();
    changed.swap(pair[0], pair[1]);
    Some(changed.into_iter().collect())
}

fn findings(text: &str) -> Vec<Span> {
    let report = interpret(extraction(text), Catalog::builtin(), &Stated::default()).unwrap();
    let found = check_report(&report, Catalog::builtin());
    found.into_iter().filter(|finding| finding.severity > Severity::Note).flat_map(|finding| finding.spans).collect()
}

fn extraction(text: &str) -> Extraction {
    let document = solieu_document::read(text.as_bytes(), MediaType::Text).unwrap();
    solieu_extract::extract(&document, Lexicon::builtin())
}

fn touch(a: &Span, b: &Span) -> bool {
    a.start < b.end && b.start < a.end
}
