//! Dates that lie after the report: a document cited with a date to come, figures as of a day after the
//! report's own.

use solieu_extract::Mention;

use super::Rule;
use super::cited_date::{name, printed};
use crate::model::{Finding, Severity};
use crate::reading::Reading;
use crate::wording::{ends_with, says};

pub(crate) const RULE: Rule = Rule { id: "dates_after", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    let Some(date) = reading.report.extraction.metadata.date.as_deref() else { return };
    let extraction = &reading.report.extraction;
    for citation in &extraction.citations {
        if let Some(cited) = citation.date.as_deref().filter(|cited| *cited > date) {
            let title = name(citation);
            let vi = format!("{title} ghi ngày {}, sau ngày báo cáo {}", printed(cited), printed(date));
            let en = format!("{title} is dated {}, after the report of {}", printed(cited), printed(date));
            found.push(finding(Severity::Error, (cited, date), (en, vi), citation.span));
        }
    }
    for mention in extraction.mentions.iter().filter(|mention| mention.class == "date") {
        if let Some(day) = day(&mention.quote).filter(|day| day.as_str() > date && is_cut_off(reading, mention)) {
            let vi = format!("số liệu tính đến {}, sau ngày báo cáo {}", printed(&day), printed(date));
            let en = format!("figures as of {}, after the report of {}", printed(&day), printed(date));
            found.push(finding(Severity::Warning, (&day, date), (en, vi), mention.span));
        }
    }
}

/// The ISO date that a quote holds: `30/11/2016`, `ngày 30 tháng 11 năm 2016`.
fn day(quote: &str) -> Option<String> {
    let mut numbers = quote.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok());
    let (day, month, year) = (numbers.next()?, numbers.next()?, numbers.next()?);
    solieu_vietnamese::iso_date(day, month, year)
}

/// `tính đến ngày …`, and nothing that estimates or looks ahead.
fn is_cut_off(reading: &Reading<'_>, mention: &Mention) -> bool {
    let around = |passage: &&solieu_extract::Passage| passage.span.start <= mention.span.start && mention.span.end <= passage.span.end;
    let Some(passage) = reading.passages().iter().position(|passage| around(&passage)) else { return false };
    let (text, quote) = (reading.folded(passage), solieu_vietnamese::fold(&mention.quote));
    let Some(at) = text.find(&quote) else { return false };
    let sentence = reading.sentence_at(passage, at);
    let before = reading.text(passage, sentence.start..at);
    let ahead = reading.is_ahead(reading.passages()[passage].section as usize);
    // `Số liệu từ 16/12/2016 đến 15/12/2017`
    let window = ends_with(before, &["den".to_owned()]) && says(before, &reading.wording.data_window);
    (window || ends_with(before, &reading.wording.cut_off)) && !ahead && !says(reading.text(passage, sentence), &reading.wording.estimated)
}

fn finding(
    severity: Severity,
    (stated, date): (&str, &str),
    (message, message_vi): (String, String),
    span: solieu_document::Span,
) -> Finding {
    Finding {
        kind: "conflict".to_owned(),
        severity,
        stated: printed(stated),
        computed: printed(date),
        message,
        message_vi,
        figures: Vec::new(),
        spans: vec![span],
        suggestion: None,
    }
}
