//! The catalogue as tables. One table a file.

mod indicators;
mod provinces;
mod rank_fields;
mod successions;
mod units;

use std::collections::BTreeMap;

use arrow::array::RecordBatch;
use solieu_catalog::Catalog;
use solieu_tables::ContractError;

/// The dimension tables of a catalogue, by name: `indicators`, `units`, `provinces`,
/// `province_successions`, `rank_fields`.
///
/// # Errors
/// A column does not fit its contract.
pub fn dimensions(catalog: &Catalog) -> Result<BTreeMap<String, RecordBatch>, ContractError> {
    let tables = [
        indicators::indicators(catalog),
        units::units(catalog),
        provinces::provinces(catalog),
        successions::successions(catalog),
        rank_fields::rank_fields(catalog),
    ];
    tables.into_iter().map(|columns| Ok((columns.table.to_owned(), columns.finish()?))).collect()
}
