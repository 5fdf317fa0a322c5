//! What a pipeline states about reports, for every path or by a pattern over the path.

use regex::Regex;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What is known of a report where its text does not say.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StatedFacts {
    /// Name of the province as reports write it, with or without `tỉnh`.
    pub province: Option<String>,
    /// Year reported on.
    pub year: Option<i32>,
    /// `year`, `half`, `quarter`, `nine_months`.
    pub period: Option<String>,
    /// ISO date of the report.
    pub date: Option<String>,
}

impl StatedFacts {
    /// These facts, and where one is missing the other's.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        Self {
            province: self.province.clone().or_else(|| other.province.clone()),
            year: self.year.or(other.year),
            period: self.period.clone().or_else(|| other.period.clone()),
            date: self.date.clone().or_else(|| other.date.clone()),
        }
    }
}

/// A pattern over the path of a source and what follows from it.
///
/// Named groups `province`, `year`, `period`, `date` of the pattern give facts; so do the keys beside it.
/// `(?<province>[^/]+)/(?<year>\d{4})/` reads `soc-trang/2016/bao-cao.txt`.
#[derive(Debug, Clone)]
pub struct FactsByPath {
    /// Matched against the path below the source, with `/` between folders.
    pub pattern: Regex,
    /// Facts for every path that matches.
    pub facts: StatedFacts,
}

impl FactsByPath {
    /// What the pattern says of a path; `None` where it does not match.
    #[must_use]
    pub fn facts_of(&self, path: &str) -> Option<StatedFacts> {
        let found = self.pattern.captures(path)?;
        let group = |name: &str| found.name(name).map(|text| text.as_str().to_owned());
        let told = StatedFacts {
            // A path writes `soc-trang` or `soc_trang` where a name has a space.
            province: group("province").map(|name| name.replace(['-', '_'], " ")),
            year: group("year").and_then(|year| year.parse().ok()),
            period: group("period"),
            date: group("date"),
        };
        Some(told.or(&self.facts))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn named_groups_win_over_stated_keys() {
        let rule = FactsByPath {
            pattern: Regex::new(r"(?<province>[a-z-]+)/(?<year>\d{4})").unwrap(),
            facts: StatedFacts { year: Some(1999), period: Some("half".into()), ..StatedFacts::default() },
        };
        let facts = rule.facts_of("soc-trang/2016/bao-cao.txt").unwrap();
        assert_eq!(facts.province.as_deref(), Some("soc trang"));
        assert_eq!(facts.year, Some(2016));
        assert_eq!(facts.period.as_deref(), Some("half"));
        assert_eq!(rule.facts_of("bao-cao.txt"), None);
    }
}
