//! How many an index ranked.

use serde::Deserialize;

/// An index that ranks provinces.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RankField {
    /// `par_index`, `papi`, …
    pub index: String,
    /// Id of the indicator that holds its ranks, where there is one.
    #[serde(default)]
    pub indicator: Option<String>,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// First index year.
    pub from_year: i32,
    /// Steps, ascending by year.
    pub ranked: Vec<Ranked>,
}

/// So many were ranked from an index year on, until the next step.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Ranked {
    /// First index year of the step.
    pub from: i32,
    /// How many were ranked.
    pub count: u32,
    /// Why the count differs, where it needs saying.
    #[serde(default)]
    pub note: Option<String>,
}

impl RankField {
    /// How many were ranked in an index year; `None` before the first.
    #[must_use]
    pub fn ranked_in(&self, index_year: i32) -> Option<&Ranked> {
        self.ranked.iter().rev().find(|step| step.from <= index_year)
    }
}

/// The file `rank_fields.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct RankFieldFile {
    pub(crate) rank_field: Vec<RankField>,
}
