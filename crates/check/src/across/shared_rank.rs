//! Two provinces on one rank of one index in one year.

use std::collections::BTreeMap;

use solieu_catalog::Catalog;
use solieu_interpret::Level;

use super::row::{PanelFinding, PanelRow, on_row};
use crate::model::Severity;
use crate::printed::show;

pub(crate) fn check(rows: &[PanelRow], catalog: &Catalog) -> Vec<PanelFinding> {
    let ranked: Vec<&str> = catalog.rank_fields().iter().filter_map(|field| field.indicator.as_deref()).collect();
    let mut holders: BTreeMap<(&str, i32, String), Vec<usize>> = BTreeMap::new();
    for (at, row) in rows.iter().enumerate() {
        let rank = row.value.filter(|_| row.level == Level::All && ranked.contains(&row.indicator.as_str()));
        if let Some(rank) = rank {
            holders.entry((&row.indicator, row.year, show(rank))).or_default().push(at);
        }
    }
    holders.into_iter().filter_map(|(key, at)| shared(rows, key, &at)).collect()
}

fn shared(rows: &[PanelRow], (indicator, year, rank): (&str, i32, String), at: &[usize]) -> Option<PanelFinding> {
    let (&first, rest) = at.split_first()?;
    let others: Vec<usize> = rest.iter().copied().filter(|&i| rows[i].province_key != rows[first].province_key).collect();
    if others.is_empty() {
        return None;
    }
    let names: Vec<&str> = others.iter().map(|&i| rows[i].province_key.as_str()).collect();
    let names = names.join(", ");
    let texts = (
        format!("rank {rank} of {indicator} {year} is also stated by {names}"),
        format!("hạng {rank} của {indicator} năm {year} cũng do {names} ghi"),
    );
    Some(on_row(first, others, ("shared_rank", Severity::Warning), (rank, "1".to_owned()), texts))
}
