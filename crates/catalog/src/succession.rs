//! Which province became which.

use jiff::civil::Date;
use serde::Deserialize;
use strum::{Display, EnumString, IntoStaticStr};

/// How a province went over into another.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Display, EnumString, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum SuccessionKind {
    /// The whole of it became the successor, or a part of the successor.
    Merge,
    /// A part of its land moved; it lives on.
    Partial,
    /// It changed its name or type.
    Rename,
    /// It became several.
    Split,
}

/// One predecessor of one successor.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Succession {
    /// Code of the predecessor on the day before.
    pub predecessor_code: String,
    /// Its name on the day before.
    pub predecessor_name_vi: String,
    /// Code of the successor on the day.
    pub successor_code: String,
    /// Its name on the day.
    pub successor_name_vi: String,
    /// Day of effect.
    pub effective_date: Date,
    /// How.
    pub kind: SuccessionKind,
}
