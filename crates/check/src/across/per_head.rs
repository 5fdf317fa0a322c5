//! Money per head: the cost of a downsized post lies far from what others pay, as where triệu was
//! written for tỷ.

use rust_decimal::Decimal;

use super::row::{PanelFinding, PanelRow, on_row};
use crate::model::Severity;
use crate::printed::show_rounded;

/// Money and the heads it is for.
const PAIRS: [(&str, &str); 2] = [
    ("civil_service.downsizing_cost", "civil_service.downsized"),
    ("civil_service.training_support_cost", "civil_service.training_support_cases"),
];

/// How many times the median is out of line: less than the slip of a scale word, more than any policy.
const FACTOR: i64 = 30;
/// Fewer rows than this tell no median.
const LEAST_ROWS: usize = 8;

pub(crate) fn check(rows: &[PanelRow]) -> Vec<PanelFinding> {
    PAIRS.iter().flat_map(|(money, heads)| odd(&per_head(rows, money, heads))).collect()
}

struct PerHead {
    money: usize,
    heads: usize,
    each: Decimal,
}

fn per_head(rows: &[PanelRow], money: &str, heads: &str) -> Vec<PerHead> {
    let matching = |at: usize| {
        let row = &rows[at];
        let same = |other: &&PanelRow| {
            other.indicator == heads && other.year == row.year && other.province_key == row.province_key && other.level == row.level
        };
        let other = rows.iter().position(|other| same(&other))?;
        let each = row.value?.checked_div(rows[other].value?)?;
        Some(PerHead { money: at, heads: other, each })
    };
    (0..rows.len()).filter(|&at| rows[at].indicator == money).filter_map(matching).collect()
}

fn odd(all: &[PerHead]) -> Vec<PanelFinding> {
    let mut sorted: Vec<Decimal> = all.iter().map(|one| one.each).collect();
    sorted.sort_unstable();
    let Some(&median) = sorted.get(sorted.len() / 2).filter(|_| sorted.len() >= LEAST_ROWS) else { return Vec::new() };
    let factor = Decimal::from(FACTOR);
    let out = |one: &&PerHead| one.each > median * factor || one.each * factor < median;
    all.iter().filter(out).map(|one| finding(one, median)).collect()
}

fn finding(one: &PerHead, median: Decimal) -> PanelFinding {
    let (each, usual) = (show_rounded(one.each, 0), show_rounded(median, 0));
    let texts = (
        format!("{each} đồng a head, where the median is {usual}; triệu and tỷ may be mixed up"),
        format!("bình quân {each} đồng một người, trung vị là {usual}; có thể nhầm triệu với tỷ"),
    );
    on_row(one.money, vec![one.heads], ("money_per_head", Severity::Warning), (each, usual), texts)
}
