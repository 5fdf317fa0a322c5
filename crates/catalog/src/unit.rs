//! Units of figures.

use serde::Deserialize;

/// A unit that figures are counted in.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Unit {
    /// `dossier`
    pub id: String,
    /// `hồ sơ`
    pub name_vi: String,
    /// `dossier`
    pub name_en: String,
    /// The words that stand for it in a report.
    pub words_vi: Vec<String>,
    /// Units that writers use in its place: persons counted as cases.
    #[serde(default)]
    pub like: Vec<String>,
}

/// The file `units.toml`.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct UnitFile {
    pub(crate) unit: Vec<Unit>,
}
