//! One report out of a plan.

use jiff::civil::Date;

use crate::identity::Identity;
use crate::sections;
use crate::writer::{Truth, Writer};

/// How many reports, how long, from which seed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Plan {
    /// Everything follows from it.
    pub seed: u64,
    /// How many reports.
    pub reports: usize,
    /// Bytes of a report, about.
    pub bytes: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 1, reports: 1000, bytes: 60_000 }
    }
}

/// A generated report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// `2019/gia-lai-2019-nam.txt`
    pub path: String,
    /// The report, UTF-8, NFC, LF.
    pub text: String,
    /// Every figure it states, in order.
    pub figures: Vec<Truth>,
    /// `64@2004-01-01`
    pub province_key: String,
    /// Year reported on.
    pub year: i32,
    /// `year`, `half`, `nine_months`, `quarter`.
    pub period: &'static str,
    /// Date of the report.
    pub date: Date,
}

/// Writes the report of an identity.
#[must_use]
pub fn report(identity: &Identity<'_>, plan: &Plan) -> Report {
    let year = i32::from(identity.year);
    let mut writer = Writer::new(plan.bytes);
    sections::write(&mut writer, identity, plan);
    Report {
        path: path(identity),
        text: writer.text,
        figures: writer.figures,
        province_key: identity.province.key(),
        year,
        period: identity.slot.period,
        date: identity.date,
    }
}

fn path(identity: &Identity<'_>) -> String {
    let folded = solieu_vietnamese::fold(&identity.province.name_vi);
    let name = folded.split([' ', '-']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("-");
    format!("{}/{name}-{}-{}.txt", identity.year, identity.year, identity.slot.slug)
}
