//! Indicators and the rules that recognise them.

use serde::Deserialize;
use strum::{Display, EnumIter, EnumString, IntoEnumIterator, IntoStaticStr};

/// One of the seven areas of the reports.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Display, EnumIter, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[allow(missing_docs)]
pub enum Area {
    Direction,
    Institutions,
    Procedures,
    Organisation,
    CivilService,
    Finance,
    Digital,
}

/// How values combine over provinces.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Combine {
    /// Values add up.
    Sum,
    /// From the sums of numerators and denominators; null where one is missing.
    Rebuild,
    /// Every province has the same national list: the successor's own value, or null.
    Union,
    /// Nothing combines: ranks, scores, averages, plans.
    None,
}

/// What time a value belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Accumulation {
    /// What happened within the period.
    Flow,
    /// What there is at a time.
    Stock,
    /// What has happened since a start before the period.
    Cumulative,
    /// Ranks, scores, shares.
    None,
}

/// The measure in which an indicator usually stands; names as in figures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Display, EnumIter, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[allow(missing_docs)]
pub enum UsualMeasure {
    Count,
    Ratio,
    Percent,
    Money,
    Rank,
    Score,
    Change,
    Average,
    Duration,
}

/// On which side of the figure a cue stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Side {
    /// Either.
    #[default]
    Any,
    /// Before the figure.
    Before,
    /// After the figure, or inside its quote.
    After,
}

/// How far a cue carries.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Within {
    /// The figure's own clause only.
    Clause,
    /// The figure's sentence.
    Sentence,
    /// The sentence, earlier sentences of the paragraph, the lead-in line and the headings.
    #[default]
    Section,
}

/// A year in which a definition changed.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Break {
    /// First year of the new definition.
    pub year: i32,
    /// What changed, in Vietnamese.
    pub why_vi: String,
    /// What changed, in English.
    pub why_en: String,
}

/// How an indicator shows in a text.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Phrases that name the indicator; any of them. `{group}` stands for the words of a group of
    /// `vocabulary.toml`, ` … ` for a gap of some words within the sentence.
    pub cues: Vec<String>,
    /// Phrases of which one must stand in the sentence, before it in the paragraph, in the lead-in
    /// line or in a heading; empty asks for none.
    #[serde(default)]
    pub with: Vec<String>,
    /// A second such list, all the same.
    #[serde(default)]
    pub and_with: Vec<String>,
    /// Phrases that must not stand in the figure's own clause.
    #[serde(default)]
    pub not: Vec<String>,
    /// Phrases that must not stand in the sentence.
    #[serde(default)]
    pub without: Vec<String>,
    /// Units the figure may have; empty: the indicator's and those like it.
    #[serde(default)]
    pub units: Vec<String>,
    /// Measures the figure may have; empty: what fits the indicator.
    #[serde(default)]
    pub measures: Vec<UsualMeasure>,
    /// On which side of the figure the cue stands.
    #[serde(default)]
    pub side: Side,
    /// How far the cue carries.
    #[serde(default)]
    pub within: Within,
    /// What a text speaks of from a cue of this rule on, up to a cue of another topic (`papi`). The cues
    /// reach no figure behind another topic.
    #[serde(default)]
    pub topic: Option<String>,
    /// The rule speaks only of figures behind a cue of this topic.
    #[serde(default)]
    pub on_topic: Option<String>,
    /// Strength, 1 by default; a cue that is common in other meanings has less.
    #[serde(default = "one")]
    pub weight: f32,
}

fn one() -> f32 {
    1.0
}

/// What reports measure.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Indicator {
    /// `dossiers.on_time`
    pub id: String,
    /// Area, of the file it stands in.
    #[serde(skip, default = "first_area")]
    pub area: Area,
    /// Name in Vietnamese.
    pub name_vi: String,
    /// Name in English.
    pub name_en: String,
    /// Id of its unit.
    pub unit: String,
    /// Measure in which it usually stands.
    pub measure: UsualMeasure,
    /// What the numerator (or the value) counts, in Vietnamese.
    #[serde(default)]
    pub numerator_vi: Option<String>,
    /// What the numerator (or the value) counts, in English.
    #[serde(default)]
    pub numerator_en: Option<String>,
    /// What the denominator counts, in Vietnamese.
    #[serde(default)]
    pub denominator_vi: Option<String>,
    /// What the denominator counts, in English.
    #[serde(default)]
    pub denominator_en: Option<String>,
    /// How values combine over provinces.
    pub combine: Combine,
    /// What time a value belongs to.
    pub accumulation: Accumulation,
    /// Whether a high value is good; absent where neither can be said.
    #[serde(default)]
    pub high_is_good: Option<bool>,
    /// Levels for which it exists.
    #[serde(default = "all_levels")]
    pub levels: Vec<String>,
    /// Level of a figure that says none; `all` unless told.
    #[serde(default)]
    pub level: Option<String>,
    /// Years between the report's year and the figure's, where the text says no year: 1 for an
    /// index that is published a year later.
    #[serde(default)]
    pub years_late: i32,
    /// First year in which it exists.
    #[serde(default)]
    pub from_year: Option<i32>,
    /// Last year in which it exists.
    #[serde(default)]
    pub to_year: Option<i32>,
    /// Where its definition changed.
    #[serde(default)]
    pub breaks: Vec<Break>,
    /// Further units in which its figures stand.
    #[serde(default)]
    pub also_units: Vec<String>,
    /// Whether a share of it may be named by it: `32.000 hồ sơ (12 %)` of dossiers received online is not.
    #[serde(default)]
    pub shares: bool,
    /// Decrees, soft spots, what a reader must know.
    #[serde(default)]
    pub note: Option<String>,
    /// The rules that recognise it.
    #[serde(default, rename = "rule")]
    pub rules: Vec<Rule>,
}

impl Indicator {
    /// Whether a percent beside a figure of this indicator is a figure of it too.
    #[must_use]
    pub fn takes_shares(&self) -> bool {
        self.shares || matches!(self.measure, UsualMeasure::Ratio | UsualMeasure::Percent)
    }

    /// Bits of the measures that a rule takes, by place in [`UsualMeasure`].
    pub(crate) fn measures_of(&self, rule: &Rule) -> u16 {
        let takes = |measure: &UsualMeasure| if rule.measures.is_empty() { self.takes(*measure) } else { rule.measures.contains(measure) };
        UsualMeasure::iter().filter(takes).fold(0, |bits, measure| bits | 1 << measure as u16)
    }

    /// Whether figures of a measure can be its own.
    fn takes(&self, measure: UsualMeasure) -> bool {
        use UsualMeasure::{Average, Change, Count, Duration, Money, Percent, Rank, Ratio, Score};
        match measure {
            Duration => false,
            Percent => self.takes_shares(),
            Count | Ratio => matches!(self.measure, Count | Ratio),
            Change => true,
            Money | Rank | Score | Average => self.measure == measure,
        }
    }
}

fn first_area() -> Area {
    Area::Direction
}

fn all_levels() -> Vec<String> {
    ["all", "province", "district", "commune"].map(str::to_owned).to_vec()
}

/// A file of `indicators/`: one area.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct IndicatorFile {
    pub(crate) area: Area,
    /// Phrases of headings under which the area is told.
    #[serde(default)]
    pub(crate) headings: Vec<String>,
    #[serde(default)]
    pub(crate) indicator: Vec<toml::Spanned<Indicator>>,
}
