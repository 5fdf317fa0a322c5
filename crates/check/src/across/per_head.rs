//! Money per head: the cost of a downsized post lies far from what others pay, as where triệu was
//! written for tỷ.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::row::{PanelFinding, PanelRow, on_row};
use super::tables::{PanelTables, PerHead};
use crate::model::Severity;
use crate::printed::show_rounded;

/// How many times the median is out of line: less than the slip of a scale word, more than any policy.
const FACTOR: i64 = 30;
/// Fewer rows than this tell no median.
const LEAST_ROWS: usize = 8;

pub(crate) fn check(rows: &[PanelRow]) -> Vec<PanelFinding> {
    let pairs = &PanelTables::builtin().per_heads;
    pairs.iter().flat_map(|pair| odd(&per_head(rows, pair))).collect()
}

struct Each {
    money: usize,
    heads: usize,
    each: Decimal,
}

fn per_head(rows: &[PanelRow], pair: &PerHead) -> Vec<Each> {
    let key = |row: &PanelRow| (row.province_key.clone(), row.year, row.level);
    let of = |id: &str| (0..rows.len()).filter(move |&at| rows[at].indicator == id).collect::<Vec<_>>();
    let heads: BTreeMap<_, usize> = of(&pair.heads).into_iter().map(|at| (key(&rows[at]), at)).collect();
    let matching = |money: usize| {
        let heads = *heads.get(&key(&rows[money]))?;
        let each = rows[money].value?.checked_div(rows[heads].value?)?;
        Some(Each { money, heads, each })
    };
    of(&pair.money).into_iter().filter_map(matching).collect()
}

fn odd(all: &[Each]) -> Vec<PanelFinding> {
    let mut sorted: Vec<Decimal> = all.iter().map(|one| one.each).collect();
    sorted.sort_unstable();
    let Some(&median) = sorted.get(sorted.len() / 2).filter(|_| sorted.len() >= LEAST_ROWS) else { return Vec::new() };
    let factor = Decimal::from(FACTOR);
    let out = |one: &&Each| one.each > median * factor || one.each * factor < median;
    all.iter().filter(out).map(|one| finding(one, median)).collect()
}

fn finding(one: &Each, median: Decimal) -> PanelFinding {
    let (each, usual) = (show_rounded(one.each, 0), show_rounded(median, 0));
    let texts = (
        format!("{each} đồng a head, where the median is {usual}; triệu and tỷ may be mixed up"),
        format!("bình quân {each} đồng một người, trung vị là {usual}; có thể nhầm triệu với tỷ"),
    );
    on_row(one.money, vec![one.heads], ("money_per_head", Severity::Warning), (each, usual), texts)
}
