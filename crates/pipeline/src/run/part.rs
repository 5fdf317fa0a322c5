//! Which reports a run is about: all, or a part of them.

use std::collections::BTreeSet;

use crate::sources::SourceFile;
use crate::state::KnownReport;

/// The part of the reports that a run redoes; the others it leaves as they are. The default is no part: all.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Part {
    /// Keys of a province, of all times that it had the name.
    pub provinces: Option<BTreeSet<String>>,
    /// Report year.
    pub year: Option<i32>,
    /// Files that changed at this time or later, nanoseconds since 1970.
    pub since_ns: Option<i64>,
}

impl Part {
    /// True where a run is about all reports.
    #[must_use]
    pub fn is_all(&self) -> bool {
        *self == Self::default()
    }

    /// True where a report is of the part. What is not known of it yet does not speak against it.
    pub(super) fn takes(&self, file: &SourceFile, report: Option<&KnownReport>) -> bool {
        let recent = self.since_ns.is_none_or(|since| file.modified_ns >= since);
        recent && report.is_none_or(|report| self.is_about(report))
    }

    /// True where a report is of a province and year of the part.
    pub(super) fn is_about(&self, report: &KnownReport) -> bool {
        let of_province = self.provinces.as_ref().is_none_or(|keys| keys.contains(&report.province_key));
        of_province && self.year.is_none_or(|year| report.report_year == year)
    }
}
