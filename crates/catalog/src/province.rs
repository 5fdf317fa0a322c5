//! Provinces through time: 64, then 63, then 34.

use std::collections::HashMap;

use jiff::civil::{Date, date};
use serde::Deserialize;
use solieu_vietnamese::fold;

use crate::succession::{Succession, SuccessionKind};

/// Codes of aliases mean the units before this day.
const MERGERS_OF_2025: Date = date(2025, 7, 1);

/// A province-level unit in one interval of validity.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Province {
    /// Two digits, as text. Not a key: seven changed hands on 2025-07-01.
    pub code: String,
    /// Name without `tỉnh` or `thành phố`: `Hồ Chí Minh`.
    pub name_vi: String,
    /// Name without diacritics.
    pub name_en: String,
    /// `tỉnh` or `thành phố trực thuộc trung ương`.
    #[serde(rename = "type")]
    pub kind: String,
    /// Region by the grouping of the interval.
    pub region: String,
    /// First day.
    pub valid_from: Date,
    /// One past the last day; `None` while open.
    pub valid_to: Option<Date>,
    /// Note with the legal source, may be empty.
    #[serde(default)]
    pub note: String,
}

impl Province {
    /// `94@2004-01-01`
    #[must_use]
    pub fn key(&self) -> String {
        format!("{}@{}", self.code, self.valid_from)
    }

    /// Whether the unit is a city under the central government in this interval.
    #[must_use]
    pub fn is_city(&self) -> bool {
        self.kind.starts_with("thành phố")
    }

    /// `TP. Hồ Chí Minh`, `Sóc Trăng`.
    #[must_use]
    pub fn display_name(&self) -> String {
        if self.is_city() { format!("TP. {}", self.name_vi) } else { self.name_vi.clone() }
    }

    /// Whether the interval holds the day.
    #[must_use]
    pub fn is_valid_on(&self, day: Date) -> bool {
        self.valid_from <= day && self.valid_to.is_none_or(|end| day < end)
    }
}

/// A written form and the code it stands for before 2025-07-01.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Alias {
    pub(crate) alias: String,
    pub(crate) code: String,
    #[allow(dead_code, reason = "said by the file, for its readers")]
    pub(crate) kind: String,
}

/// All intervals, successions and written forms.
#[derive(Debug, Clone, Default)]
pub struct Provinces {
    all: Vec<Province>,
    successions: Vec<Succession>,
    /// Folded alias without prefix → code before 2025-07-01.
    aliases: HashMap<String, String>,
}

impl Provinces {
    pub(crate) fn new(all: Vec<Province>, successions: Vec<Succession>, aliases: Vec<Alias>) -> Self {
        let aliases = aliases.into_iter().map(|a| (bare(&a.alias), a.code)).collect();
        Self { all, successions, aliases }
    }

    /// Every interval, by code and first day.
    #[must_use]
    pub fn all(&self) -> &[Province] {
        &self.all
    }

    /// Every succession.
    #[must_use]
    pub fn successions(&self) -> &[Succession] {
        &self.successions
    }

    /// The interval with this key.
    #[must_use]
    pub fn by_key(&self, key: &str) -> Option<&Province> {
        let (code, from) = key.split_once('@')?;
        let from: Date = from.parse().ok()?;
        self.all.iter().find(|p| p.code == code && p.valid_from == from)
    }

    /// The unit that has this code on a day.
    #[must_use]
    pub fn by_code(&self, code: &str, on: Date) -> Option<&Province> {
        self.all.iter().find(|p| p.code == code && p.is_valid_on(on))
    }

    /// The units valid on a day.
    pub fn valid_on(&self, day: Date) -> impl Iterator<Item = &Province> {
        self.all.iter().filter(move |p| p.is_valid_on(day))
    }

    /// The unit that a written name means on a day: `tỉnh Sóc Trăng`, `SOC TRANG`, `TP.HCM`, `Hoà Bình`.
    ///
    /// Names valid on the day come first; then other written forms and names of other times, followed
    /// by succession to the day; at last a name with one damaged letter, where only one fits.
    #[must_use]
    pub fn resolve(&self, name: &str, on: Date) -> Option<&Province> {
        let wanted = bare(name);
        if wanted.is_empty() {
            return None;
        }
        self.valid_on(on)
            .find(|p| fold(&p.name_vi) == wanted)
            .or_else(|| self.by_alias(&wanted, on))
            .or_else(|| self.by_other_time(&wanted, on))
            .or_else(|| self.by_damaged_name(&wanted, on))
    }

    /// The unit that holds this unit's land on a day, itself where it still stands; `None` for an
    /// unknown key, or a day before the unit. A part that moved away is not followed.
    #[must_use]
    pub fn successor_of(&self, key: &str, on: Date) -> Option<&Province> {
        let mut here = self.by_key(key)?;
        if on < here.valid_from {
            return None;
        }
        while let Some(end) = here.valid_to.filter(|end| *end <= on) {
            here = self.next_of(here, end)?;
        }
        Some(here)
    }

    /// The units whose whole land went into this one on its first day.
    #[must_use]
    pub fn predecessors_of(&self, key: &str) -> Vec<&Province> {
        let Some(unit) = self.by_key(key) else { return Vec::new() };
        let whole =
            |s: &&Succession| s.successor_code == unit.code && s.effective_date == unit.valid_from && s.kind != SuccessionKind::Partial;
        let before = unit.valid_from.yesterday().ok();
        let found = self.successions.iter().filter(whole);
        found.filter_map(|s| self.by_code(&s.predecessor_code, before?)).collect()
    }

    /// Names of the units valid on a day that are nearest to a text, best first, at most three.
    #[must_use]
    pub fn nearest_names(&self, name: &str, on: Date) -> Vec<String> {
        let wanted = bare(name);
        let likeness = |p: &Province| strsim::jaro_winkler(&fold(&p.name_vi), &wanted);
        let mut ranked: Vec<_> = self.valid_on(on).map(|p| (likeness(p), p)).collect();
        ranked.sort_by(|a, b| b.0.total_cmp(&a.0));
        ranked.into_iter().take(3).map(|(_, p)| p.name_vi.clone()).collect()
    }

    fn next_of(&self, unit: &Province, day: Date) -> Option<&Province> {
        let whole = |s: &&Succession| {
            s.predecessor_code == unit.code
                && s.predecessor_name_vi == unit.name_vi
                && s.effective_date == day
                && s.kind != SuccessionKind::Partial
        };
        let code = self.successions.iter().find(whole).map_or(unit.code.as_str(), |s| s.successor_code.as_str());
        self.by_code(code, day)
    }

    fn by_alias(&self, wanted: &str, on: Date) -> Option<&Province> {
        let code = self.aliases.get(wanted)?;
        let day = if on < MERGERS_OF_2025 { on } else { MERGERS_OF_2025.yesterday().ok()? };
        match self.by_code(code, day) {
            Some(unit) => self.successor_of(&unit.key(), on),
            None => self.all.iter().find(|p| p.code == *code).and_then(|p| self.successor_of(&p.key(), on)),
        }
    }

    fn by_other_time(&self, wanted: &str, on: Date) -> Option<&Province> {
        let named = self.all.iter().filter(|p| fold(&p.name_vi) == wanted);
        named.rev().find_map(|p| self.successor_of(&p.key(), on))
    }

    fn by_damaged_name(&self, wanted: &str, on: Date) -> Option<&Province> {
        let near = |p: &&Province| wanted.len() >= 6 && strsim::levenshtein(&fold(&p.name_vi), wanted) == 1;
        let mut found = self.valid_on(on).filter(near);
        let first = found.next()?;
        found.next().is_none().then_some(first)
    }
}

/// Folded, without `tỉnh`, `thành phố`, `TP.` and what stands around a name.
fn bare(name: &str) -> String {
    let folded = fold(name);
    let mut rest = folded.trim().trim_matches(|c: char| !c.is_alphanumeric());
    for prefix in ["uy ban nhan dan ", "ubnd ", "tinh ", "thanh pho ", "tp. ", "tp.", "tp "] {
        rest = rest.strip_prefix(prefix).unwrap_or(rest).trim_start();
    }
    let words: Vec<&str> = rest.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    words.join(" ")
}
