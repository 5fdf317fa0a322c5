//! A stock against last year's stock, what was added and what was cut: public units.

use rust_decimal::Decimal;
use solieu_interpret::Level;

use super::row::{Keyed, PanelFinding, PanelRow, on_row};
use super::tables::{PanelTables, Stock};
use crate::model::Severity;
use crate::printed::show;

pub(crate) fn check(rows: &[PanelRow]) -> Vec<PanelFinding> {
    let whole = Keyed::of(rows, |row| row.level == Level::All);
    let stocks = &PanelTables::builtin().stocks;
    stocks.iter().flat_map(|stock| (0..rows.len()).filter_map(|now| compare(rows, &whole, stock, now)).collect::<Vec<_>>()).collect()
}

fn compare(rows: &[PanelRow], whole: &Keyed<'_>, stock: &Stock, now: usize) -> Option<PanelFinding> {
    let row = rows.get(now).filter(|row| row.level == Level::All && row.indicator == stock.indicator)?;
    if !row.existed_in(row.year - 1) {
        return None;
    }
    let before = whole.get(row, &stock.indicator, row.year - 1)?;
    let moved = |ids: &[String]| ids.iter().filter_map(|id| whole.get(row, id, row.year)).collect::<Vec<usize>>();
    let sum = |places: &[usize]| places.iter().filter_map(|at| rows[*at].value).map(|value| value.abs()).sum::<Decimal>();
    let (added, cut) = (moved(&stock.added), moved(&stock.cut));
    let (stated, was, plus, minus) = (row.value?, rows[before].value?, sum(&added), sum(&cut));
    let follows = was + plus - minus;
    if stated == follows || (plus + minus).is_zero() {
        return None;
    }
    let equation = format!("{} + {} - {} = {}", show(was), show(plus), show(minus), show(follows));
    let texts = (
        format!("last year's stock gives {equation}, the report states {}", show(stated)),
        format!("theo số năm trước {equation}, báo cáo ghi {}", show(stated)),
    );
    let others = [before].into_iter().chain(added).chain(cut).collect();
    Some(on_row(now, others, ("stock_mismatch", Severity::Note), (show(stated), show(follows)), texts))
}
