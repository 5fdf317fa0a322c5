//! Names that follow from content alone.

use std::collections::HashMap;

use solieu_document::Span;
use solieu_interpret::InterpretedReport;
use solieu_vietnamese::fold;

/// Kind of the reports that Solieu reads: reports on administrative reform.
pub const REPORT_KIND: &str = "cai-cach-hanh-chinh";

/// Hex digits of a short id: 80 bits, so that two of ten million figures share one with odds of 1 in 10¹⁰.
const SHORT_DIGITS: usize = 20;
/// The issuer of provincial reports, folded; offices sign it in many forms.
const PEOPLES_COMMITTEE: &str = "uy ban nhan dan";

/// The logical id of a report, which all its versions share: `ubnd/94@2004-01-01/2016/year/cai-cach-hanh-chinh`.
///
/// A period shorter than a year has its last month, as there are four quarters in a year.
#[must_use]
pub fn report_id(report: &InterpretedReport) -> String {
    let identity = &report.identity;
    let issuer = issuer_slug(report.extraction.metadata.issuer.as_deref());
    format!("{issuer}/{}/{}/{}/{REPORT_KIND}", identity.province_key, identity.report_year, period(report))
}

fn period(report: &InterpretedReport) -> String {
    let name = &report.identity.period;
    if name == "year" {
        return name.clone();
    }
    let until = report.extraction.metadata.data_to.as_deref().unwrap_or(&report.identity.as_of);
    format!("{name}-to-{}", until.get(..7).unwrap_or(until))
}

/// `ubnd` for the People's Committee, also where the report names no issuer.
fn issuer_slug(issuer: Option<&str>) -> String {
    let folded = fold(issuer.unwrap_or(PEOPLES_COMMITTEE));
    if folded.contains(PEOPLES_COMMITTEE) || folded.contains("ubnd") {
        return "ubnd".to_owned();
    }
    let words = folded.split(|character: char| !character.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join("-")
}

/// The id of a figure.
pub(crate) fn figure_id(content_id: &str, ordinal: usize, span: Span) -> String {
    short_id(&["figure", content_id, &ordinal.to_string(), &span.start.to_string(), &span.end.to_string()])
}

/// A short hash of parts, which cannot run into one another.
pub(crate) fn short_id(parts: &[&str]) -> String {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&part.len().to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut digits = hasher.finalize().to_hex().to_string();
    digits.truncate(SHORT_DIGITS);
    digits
}

/// Numbers equal names: the first is 0, the next 1.
#[derive(Debug, Default)]
pub(crate) struct Ordinals {
    seen: HashMap<String, u32>,
}

impl Ordinals {
    pub(crate) fn of(&mut self, name: &str) -> u32 {
        match self.seen.get_mut(name) {
            Some(last) => {
                *last += 1;
                *last
            }
            None => {
                self.seen.insert(name.to_owned(), 0);
                0
            }
        }
    }
}
