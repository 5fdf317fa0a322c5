//! What each figure of a report measures.

use std::borrow::Cow;

use compact_str::CompactString;
use serde::{Deserialize, Serialize};
use solieu_extract::Extraction;
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

/// A report with a meaning for each of its figures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct InterpretedReport {
    /// What was taken out of the report.
    pub extraction: Extraction,
    /// Who reports, about when.
    pub identity: ReportIdentity,
    /// Parallel to `extraction.figures`.
    pub meanings: Vec<Meaning>,
}

/// Who reports, about when: resolved against the catalogue.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportIdentity {
    /// `94@2004-01-01`
    pub province_key: String,
    /// `94`
    pub province_code: String,
    /// `Sóc Trăng`
    pub province_name: String,
    /// Year reported on.
    pub report_year: i32,
    /// `year`, `half`, `quarter`, `nine_months`.
    pub period: String,
    /// ISO date of the report, or the last day of its period where it states none.
    pub as_of: String,
}

/// Whose figure it is.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Display, EnumString, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[allow(missing_docs)]
pub enum Level {
    All,
    Province,
    District,
    Commune,
}

/// What part the figure plays in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString, EnumIter, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[allow(missing_docs)]
pub enum Role {
    Result,
    Target,
    Comparison,
    Cumulative,
    Part,
}

/// One named piece of evidence and its weight.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// `cue:tiếp nhận`, `section:procedures`, `unit`, `ratio_partner`, …
    pub name: Cow<'static, str>,
    /// Positive speaks for, negative against.
    pub weight: f32,
}

/// What one figure measures.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Meaning {
    /// Id of the catalogue, or `None` where nothing fits.
    pub indicator: Option<CompactString>,
    /// Whose figure it is.
    pub level: Level,
    /// The named office, ward, district or former province; `None` for the whole level.
    pub subject: Option<String>,
    /// What part it plays.
    pub role: Role,
    /// For a part: index of the figure it is part of.
    pub part_of: Option<u32>,
    /// Year the figure is about.
    pub year: i32,
    /// ISO date, where the text narrows the period.
    pub period_from: Option<CompactString>,
    /// ISO date, where the text narrows the period.
    pub period_to: Option<CompactString>,
    /// Key of the province whose land it speaks of, where not the reporting one (`94@2004-01-01`).
    pub territory: Option<String>,
    /// 0 to 1, figure and indicator together.
    pub confidence: f32,
    /// Why.
    pub evidence: Vec<Evidence>,
    /// Id of the catalogue rule that decided the indicator.
    pub rule: Option<CompactString>,
}
