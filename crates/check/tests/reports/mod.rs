//! Interpreted reports made by hand: text whose figures stand in braces.
//!
//! `{32/38 phần việc|plan.tasks_completed @province y2015 role=target}` is a figure with its meaning.
//! Measure, value and unit follow from the quote; `count`, `rank`, … in the mark overrule the measure.

#![allow(dead_code, unreachable_pub, missing_docs, clippy::unwrap_used)]

use regex::Regex;
use rust_decimal::Decimal;
use solieu_document::{Block, BlockKind, Document, MediaType, Span};
use solieu_extract::{Citation, Extraction, Figure, Measure, Mention, Passage, Qualifier};
use solieu_interpret::{InterpretedReport, Level, Meaning, ReportIdentity, Role};

/// A figure to be placed, with its characters in the source.
pub(crate) struct Placed {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) quote: String,
    pub(crate) measure: Measure,
    pub(crate) value: Decimal,
    pub(crate) denominator: Option<Decimal>,
    pub(crate) unit: String,
    pub(crate) qualifier: Qualifier,
    pub(crate) meaning: Meaning,
}

/// A report out of text with figures in braces.
pub(crate) fn marked(text: &str, year: i32) -> InterpretedReport {
    let (source, placed) = unmark(text, year);
    report(&source, placed, year)
}

/// A report out of its source and its figures.
pub(crate) fn report(source: &str, placed: Vec<Placed>, year: i32) -> InterpretedReport {
    let document = solieu_document::read(source.as_bytes(), MediaType::Text).unwrap();
    let chars: Vec<char> = document.source.chars().collect();
    let places: Vec<Vec<u32>> = document.blocks.iter().map(|b| (0..b.map.len).map(|at| b.map.source_of(at)).collect()).collect();
    let mut extraction = Extraction { sections: document.sections.clone(), characters: chars.len() as u32, pages: 1, ..Default::default() };
    extraction.passages = document.blocks.iter().map(passage).collect();
    let mut meanings = Vec::new();
    for figure in placed {
        let Some((block, start, end)) = locate(&document, &places, figure.start, figure.end) else {
            panic!("no block holds {:?}", figure.quote);
        };
        extraction.figures.push(Figure {
            passage: block as u32,
            start,
            end,
            span: Span { start: figure.start as u32, end: figure.end as u32 },
            quote: figure.quote.into(),
            measure: figure.measure,
            value: figure.value,
            denominator: figure.denominator,
            unit: figure.unit.into(),
            unit_words: "".into(),
            qualifier: figure.qualifier,
            rule: "fixture".into(),
            confidence: 1.0,
        });
        meanings.push(figure.meaning);
    }
    extraction.citations = citations(&document, &places);
    extraction.mentions = dates(&document, &places);
    extraction.mentions.extend(marks(&document));
    extraction.metadata.date = dated(source);
    InterpretedReport { extraction, identity: identity(year), meanings }
}

fn identity(year: i32) -> ReportIdentity {
    ReportIdentity {
        province_key: "94@2004-01-01".to_owned(),
        province_code: "94".to_owned(),
        province_name: "Sóc Trăng".to_owned(),
        report_year: year,
        period: "year".to_owned(),
        as_of: format!("{year}-12-15"),
    }
}

fn locate(document: &Document, places: &[Vec<u32>], start: usize, end: usize) -> Option<(usize, u32, u32)> {
    places.iter().enumerate().find_map(|(index, places)| {
        let _ = &document.blocks[index];
        let inside = |place: &u32| (*place as usize) >= start && (*place as usize) < end;
        let first = places.iter().position(inside)?;
        let last = places.iter().rposition(inside)?;
        Some((index, first as u32, last as u32 + 1))
    })
}

fn passage(block: &Block) -> Passage {
    Passage {
        kind: block.kind,
        section: block.section,
        page: block.page,
        sentence_ends: sentence_ends(&block.text),
        text: block.text.clone(),
        span: block.map.span(0, block.map.len),
        lead_in: block.lead_in,
        cell: block.cell.clone(),
    }
}

fn sentence_ends(text: &str) -> Vec<u32> {
    let chars: Vec<char> = text.chars().collect();
    let mut ends = Vec::new();
    for at in 0..chars.len().saturating_sub(2) {
        if chars[at] == '.' && chars[at + 1] == ' ' && chars[at + 2].is_uppercase() {
            ends.push(at as u32 + 2);
        }
    }
    ends.push(chars.len() as u32);
    ends
}

fn citations(document: &Document, places: &[Vec<u32>]) -> Vec<Citation> {
    let pattern =
        Regex::new(r"(Nghị định|Quyết định|Kế hoạch|Nghị quyết|Thông tư|Luật) số (\d+/[^\s,;.()]+)(?: ngày (\d+)/(\d+)/(\d{4}))?").unwrap();
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        if block.kind == BlockKind::Furniture {
            continue;
        }
        for hit in pattern.captures_iter(&block.text) {
            let whole = hit.get(0).unwrap();
            let start = block.text[..whole.start()].chars().count();
            let end = start + whole.as_str().chars().count();
            let number = |at: usize| hit.get(at).map(|m| m.as_str().to_owned());
            let date = number(5).map(|y| format!("{y}-{:0>2}-{:0>2}", number(4).unwrap(), number(3).unwrap()));
            found.push(Citation {
                passage: index as u32,
                span: Span { start: places[index][start], end: places[index][end - 1] + 1 },
                quote: whole.as_str().into(),
                kind: number(1).unwrap().into(),
                number: number(2).unwrap().into(),
                issuer: None,
                date: date.map(Into::into),
                relation: "basis".into(),
            });
        }
    }
    found
}

/// The date of a line `Sóc Trăng, ngày 05 tháng 12 năm 2016`.
fn dated(source: &str) -> Option<String> {
    let pattern = Regex::new(r"(?m)^\S+ \S+, ngày (\d+) tháng (\d+) năm (\d{4})$").unwrap();
    pattern.captures(source).map(|hit| format!("{}-{:0>2}-{:0>2}", &hit[3], &hit[2], &hit[1]))
}

fn dates(document: &Document, places: &[Vec<u32>]) -> Vec<Mention> {
    let pattern = Regex::new(r"\d{1,2}/\d{1,2}/\d{4}").unwrap();
    let mut found = Vec::new();
    for (index, block) in document.blocks.iter().enumerate() {
        for hit in pattern.find_iter(&block.text) {
            let start = block.text[..hit.start()].chars().count();
            let end = start + hit.as_str().chars().count();
            found.push(Mention {
                span: Span { start: places[index][start], end: places[index][end - 1] + 1 },
                quote: hit.as_str().into(),
                class: "date".into(),
                reason: "".into(),
            });
        }
    }
    found
}

/// Marks of footnotes, at the text and at the note.
fn marks(document: &Document) -> impl Iterator<Item = Mention> + '_ {
    document.marks.iter().map(|mark| Mention {
        span: mark.span,
        quote: mark.text.as_str().into(),
        class: "footnote_mark".into(),
        reason: "".into(),
    })
}

fn unmark(text: &str, year: i32) -> (String, Vec<Placed>) {
    let mut source = String::new();
    let mut placed = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        source.push_str(&rest[..open]);
        let close = rest.find('}').expect("a brace is open");
        let inner = &rest[open + 1..close];
        let (quote, mark) = inner.split_once('|').unwrap_or((inner, ""));
        let start = source.chars().count();
        source.push_str(quote);
        placed.push(figure(quote, mark, year, start));
        rest = &rest[close + 1..];
    }
    source.push_str(rest);
    (source, placed)
}

fn figure(quote: &str, mark: &str, year: i32, start: usize) -> Placed {
    let folded = solieu_vietnamese::fold(quote);
    let mut measure = measure_of(&folded);
    let mut meaning = meaning(year);
    for word in mark.split_whitespace() {
        if let Ok(named) = word.parse::<Measure>() {
            measure = named;
        } else if let Some(level) = word.strip_prefix('@') {
            meaning.level = level.parse().unwrap();
        } else if let Some(role) = word.strip_prefix("role=") {
            meaning.role = role.parse().unwrap();
        } else if word.starts_with("unit=") {
            continue;
        } else if let Some(subject) = word.strip_prefix("subject=") {
            meaning.subject = Some(subject.to_owned());
        } else if let Some(year) = word.strip_prefix('y').and_then(|y| y.parse().ok()) {
            meaning.year = year;
        } else {
            meaning.indicator = Some(word.into());
        }
    }
    let (value, denominator) = numbers(&folded, measure);
    let mut unit = unit_of(&folded, measure);
    unit = mark.split_whitespace().find_map(|word| word.strip_prefix("unit=")).map_or(unit, str::to_owned);
    let end = start + quote.chars().count();
    Placed { start, end, quote: quote.to_owned(), measure, value, denominator, unit, qualifier: qualifier(&folded), meaning }
}

pub(crate) fn meaning(year: i32) -> Meaning {
    Meaning {
        indicator: None,
        level: Level::All,
        subject: None,
        role: Role::Result,
        part_of: None,
        year,
        period_from: None,
        period_to: None,
        territory: None,
        confidence: 1.0,
        evidence: Vec::new(),
        rule: None,
    }
}

fn qualifier(folded: &str) -> Qualifier {
    let first = folded.split_whitespace().next().unwrap_or("");
    match first {
        "tren" | "hon" => Qualifier::Over,
        "gan" | "duoi" => Qualifier::Under,
        "khoang" => Qualifier::About,
        _ => Qualifier::Exact,
    }
}

fn measure_of(folded: &str) -> Measure {
    let changes = ["tang", "giam", "gap"].iter().any(|w| folded.starts_with(w));
    match () {
        () if changes => Measure::Change,
        () if folded.contains('%') => Measure::Percent,
        () if folded.contains("thu ") || folded.contains("hang ") => Measure::Rank,
        () if folded.contains('/') => Measure::Ratio,
        () if folded.contains("dong") => Measure::Money,
        () if folded.contains("diem") => Measure::Score,
        () => Measure::Count,
    }
}

fn unit_of(folded: &str, measure: Measure) -> String {
    let table = [
        ("diem %", "percentage_point"),
        ("diem phan tram", "percentage_point"),
        ("%", "percent"),
        (" lan", "time"),
        ("bac", "rank"),
        ("dong", "VND"),
        ("ho so", "dossier"),
        ("tthc", "procedure"),
        ("thu tuc", "procedure"),
        ("van ban", "document"),
        ("ke hoach", "document"),
        ("nghi quyet", "document"),
        ("quyet dinh", "decision"),
        ("cong van", "document"),
        ("chi thi", "document"),
        ("nguoi", "person"),
        ("truong hop", "case"),
        ("nhiem vu", "task"),
        ("phan viec", "task"),
        ("lop", "class"),
        ("diem", "point"),
    ];
    match measure {
        Measure::Rank => "rank".to_owned(),
        _ => table.iter().find(|(word, _)| folded.contains(word)).map_or("unit", |(_, unit)| unit).to_owned(),
    }
}

fn numbers(folded: &str, measure: Measure) -> (Decimal, Option<Decimal>) {
    let scale = |text: &str| match () {
        () if text.contains("ty") => Decimal::from(1_000_000_000),
        () if text.contains("trieu") => Decimal::from(1_000_000),
        () => Decimal::ONE,
    };
    let number = Regex::new(r"\d[\d.]*(?: \d{3})*(?:,\d+)?").unwrap();
    let all: Vec<Decimal> = number.find_iter(folded).map(|m| decimal(m.as_str())).collect();
    let Some(&first) = all.first() else { return (Decimal::ZERO, None) };
    match measure {
        Measure::Ratio => (first, all.get(1).copied()),
        Measure::Money => (first * scale(folded), None),
        Measure::Change if folded.starts_with("giam") => (-first, None),
        _ => (first, None),
    }
}

fn decimal(text: &str) -> Decimal {
    text.trim_end_matches(['.', ',']).replace(['.', ' '], "").replace(',', ".").parse().unwrap()
}
