//! Which indicators belong together from year to year: `schemas/checks/panel.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

/// A stock, what adds to it in a year and what is cut from it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Stock {
    pub(crate) indicator: String,
    pub(crate) added: Vec<String>,
    pub(crate) cut: Vec<String>,
}

/// Money and the heads that it is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PerHead {
    pub(crate) money: String,
    pub(crate) heads: String,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct PanelTables {
    #[serde(rename = "stock")]
    pub(crate) stocks: Vec<Stock>,
    #[serde(rename = "per_head")]
    pub(crate) per_heads: Vec<PerHead>,
}

static BUILTIN: LazyLock<PanelTables> =
    LazyLock::new(|| toml::from_str(include_str!("../../../../schemas/checks/panel.toml")).expect("a test reads the built-in tables"));

impl PanelTables {
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use solieu_catalog::Catalog;

    #[test]
    fn every_indicator_is_in_the_catalogue() {
        let tables = PanelTables::builtin();
        let stocks = tables.stocks.iter().flat_map(|stock| [&stock.indicator].into_iter().chain(&stock.added).chain(&stock.cut));
        let heads = tables.per_heads.iter().flat_map(|pair| [&pair.money, &pair.heads]);
        for id in stocks.chain(heads) {
            assert!(Catalog::builtin().indicator(id).is_some(), "{id}");
        }
    }
}
