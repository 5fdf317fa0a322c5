//! Rows that count things, province by province and year by year.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use solieu_catalog::{Catalog, Combine};
use solieu_interpret::Level;

use super::row::PanelRow;

/// Indexes of the rows of flows and stocks of whole provinces, ordered by indicator, province and year.
///
/// Ranks and scores are left out: they do not change by factors.
pub(crate) fn counted(rows: &[PanelRow], catalog: &Catalog) -> Vec<usize> {
    let counts = |row: &PanelRow| {
        row.level == Level::All && catalog.indicator(&row.indicator).is_some_and(|indicator| indicator.combine == Combine::Sum)
    };
    let mut order: Vec<usize> = (0..rows.len()).filter(|&at| counts(&rows[at])).collect();
    let key = |at: usize| (&rows[at].indicator, &rows[at].province_key, rows[at].year);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    order
}

/// The logarithm of a value above zero.
pub(crate) fn log(value: Option<Decimal>) -> Option<f64> {
    value?.to_f64().filter(|value| *value > 0.0).map(f64::ln)
}
