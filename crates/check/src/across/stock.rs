//! A stock against last year's stock, what was added and what was cut: public units.

use rust_decimal::Decimal;
use solieu_interpret::Level;

use super::row::Prior;
use super::tables::{PanelTables, Stock};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;

pub(crate) fn check(reading: &Reading<'_>, prior: &Prior<'_>, found: &mut Vec<Finding>) {
    found.extend(PanelTables::builtin().stocks.iter().filter_map(|stock| compare(reading, prior, stock)));
}

fn compare(reading: &Reading<'_>, prior: &Prior<'_>, stock: &Stock) -> Option<Finding> {
    let before = prior.row(&stock.indicator, Level::All)?.value?;
    let now = only(reading, &stock.indicator)?;
    let sum = |ids: &[String]| ids.iter().filter_map(|id| only(reading, id)).map(|i| reading.value(i).abs()).sum::<Decimal>();
    let (plus, minus) = (sum(&stock.added), sum(&stock.cut));
    let follows = before + plus - minus;
    let stated = reading.value(now);
    if stated == follows || (plus + minus).is_zero() {
        return None;
    }
    let equation = format!("{} + {} - {} = {}", show(before), show(plus), show(minus), show(follows));
    let note = Note {
        kind: "stock_mismatch",
        severity: Severity::Note,
        stated: show(stated),
        computed: show(follows),
        message: format!("last year's stock gives {equation}, the report states {}", show(stated)),
        message_vi: format!("theo số năm trước {equation}, báo cáo ghi {}", show(stated)),
        figures: &[now],
        suggestion: None,
    };
    Some(note.finding(reading))
}

/// The one count of an indicator for the whole province in the report's year.
fn only(reading: &Reading<'_>, indicator: &str) -> Option<usize> {
    let year = reading.report.identity.report_year;
    let mut all = (0..reading.figures().len()).filter(|&i| {
        let meaning = reading.meaning(i);
        let named = meaning.indicator.as_deref() == Some(indicator) && meaning.year == year;
        named && meaning.level == Level::All && !reading.is_of_a_part(i) && reading.is_amount(i)
    });
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
