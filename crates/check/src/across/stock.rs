//! A stock against last year's stock, what was added and what was cut: public units.

use rust_decimal::Decimal;
use solieu_extract::Measure;
use solieu_interpret::Level;

use super::row::Prior;
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;

/// Stock, flows in, flows out.
const STOCKS: [(&str, &[&str], &[&str]); 1] =
    [("organisation.public_units", &["organisation.units_created"], &["organisation.units_reduced", "organisation.units_dissolved"])];

pub(crate) fn check(reading: &Reading<'_>, prior: &Prior<'_>, found: &mut Vec<Finding>) {
    for (stock, added, cut) in STOCKS {
        found.extend(compare(reading, prior, stock, added, cut));
    }
}

fn compare(reading: &Reading<'_>, prior: &Prior<'_>, stock: &str, added: &[&str], cut: &[&str]) -> Option<Finding> {
    let before = prior.row(stock, Level::All)?.value?;
    let now = only(reading, stock)?;
    let sum = |ids: &[&str]| ids.iter().filter_map(|id| only(reading, id)).map(|i| reading.value(i)).sum::<Decimal>();
    let (plus, minus) = (sum(added), sum(cut));
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
        named && meaning.level == Level::All && meaning.subject.is_none() && reading.figure(i).measure == Measure::Count
    });
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
