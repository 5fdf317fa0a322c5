//! A stated change of rank against the ranks of two years' reports.

use rust_decimal::Decimal;
use solieu_interpret::Level;

use super::row::{Keyed, PanelFinding, PanelRow, on_row};
use crate::model::Severity;
use crate::printed::show;

pub(crate) fn check(rows: &[PanelRow]) -> Vec<PanelFinding> {
    let ranks = Keyed::of(rows, |row| row.level == Level::All);
    (0..rows.len()).filter_map(|change| compare(rows, &ranks, change)).collect()
}

fn compare(rows: &[PanelRow], ranks: &Keyed<'_>, change: usize) -> Option<PanelFinding> {
    let row = rows.get(change).filter(|row| row.level == Level::All && row.existed_in(row.year - 1))?;
    let rank = row.indicator.strip_suffix("_change")?;
    let [now, before] = [ranks.get(row, rank, row.year)?, ranks.get(row, rank, row.year - 1)?];
    let (stated, is, was): (Decimal, Decimal, Decimal) = (row.value?, rows[now].value?, rows[before].value?);
    let follows = was - is;
    if stated == follows {
        return None;
    }
    let [shown, computed, was, is] = [stated, follows, was, is].map(show);
    let texts = (
        format!("rank {was} before and {is} now make a change of {computed}, the report states {shown}"),
        format!("từ thứ {was} đến thứ {is} là {computed} bậc, báo cáo ghi {shown}"),
    );
    Some(on_row(change, vec![now, before], ("rank_change_mismatch", Severity::Warning), (shown, computed), texts))
}
