//! What a pipeline or a command line states about a report.

/// Facts stated from outside; they come before what the text says.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Stated {
    /// Name, written form or key (`94@2004-01-01`) of the province.
    pub province: Option<String>,
    /// Year reported on.
    pub year: Option<i32>,
    /// `year`, `half`, `quarter`, `nine_months`.
    pub period: Option<String>,
    /// ISO date of the report.
    pub date: Option<String>,
}
