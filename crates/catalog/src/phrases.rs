//! Phrases that say something about any figure: its level, its year, the part it plays.

use std::collections::BTreeMap;

use serde::Deserialize;
use strum::{Display, EnumIter, IntoStaticStr};

/// What a phrase of `phrases.toml` says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Deserialize, Display, EnumIter, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Sense {
    /// Level: departments and the province's own offices.
    Province,
    /// Level: districts.
    District,
    /// Level: communes and wards.
    Commune,
    /// Level: the whole province.
    Whole,
    /// The year before (`năm trước`, `cùng kỳ`).
    LastYear,
    /// A comparison begins (`so với`).
    Versus,
    /// The start of a movement (`từ 30 lên 96`).
    From,
    /// The same year as the last one named (`cùng năm`).
    SameYear,
    /// Parts of a whole follow (`trong đó`, `gồm`).
    Parts,
    /// A list in the order of one named before (`lần lượt`).
    Respectively,
    /// A target (`phấn đấu`, `chỉ tiêu`).
    Target,
    /// A running total (`lũy kế`).
    Cumulative,
    /// What is left over (`còn lại`).
    Rest,
    /// Headings of chapters on tasks to come.
    Tasks,
    /// Headings of proposals.
    Proposals,
    /// Begins a title on what was achieved or lacking.
    Achieved,
    /// The district and commune level together, or all levels (`các cấp`).
    Mixed,
    /// Named laws and plans whose year is not the figure's.
    Titled,
}

/// The file `phrases.toml`: phrases by what they say.
#[derive(Debug, Deserialize)]
#[serde(transparent)]
pub(crate) struct Phrases {
    pub(crate) senses: BTreeMap<Sense, Vec<String>>,
}
