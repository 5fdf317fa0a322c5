//! A value far from what the same province reports of it in its other years: 8.412 where the others lie
//! around 84.000.

use solieu_catalog::Catalog;

use super::history::{counted, log};
use super::robust::{Point, middles};
use super::row::{PanelFinding, PanelRow, on_row};
use crate::model::Severity;
use crate::printed::{show, show_rounded};

/// Distances from the median, in median distances.
const FAR: f64 = 8.0;
/// A value within this factor of the median is never far.
const LEAST_FACTOR: f64 = 5.0;
/// Fewer years than this are no history.
const LEAST_YEARS: usize = 5;

pub(crate) fn check(rows: &[PanelRow], catalog: &Catalog) -> Vec<PanelFinding> {
    let values = values(rows, catalog);
    let points: Vec<Point> = values.iter().map(|(_, point)| *point).collect();
    let Ok(middles) = middles(&points) else { return Vec::new() };
    let far = |(_, point): &&(usize, Point)| {
        let middle = middles[point.series as usize];
        let distance = (point.value - middle.centre).abs();
        middle.size >= LEAST_YEARS && distance > LEAST_FACTOR.ln() && distance > FAR * middle.spread
    };
    values.iter().filter(far).map(|(row, point)| finding(rows, *row, middles[point.series as usize].centre.exp())).collect()
}

/// Every value with the logarithm of it; a series is an indicator of a province.
fn values(rows: &[PanelRow], catalog: &Catalog) -> Vec<(usize, Point)> {
    let order = counted(rows, catalog);
    let mut series = 0;
    let mut values = Vec::new();
    for (at, &row) in order.iter().enumerate() {
        let key = |row: usize| (&rows[row].indicator, &rows[row].province_key);
        if at > 0 && key(order[at - 1]) != key(row) {
            series += 1;
        }
        values.extend(log(rows[row].value).map(|value| (row, Point { series, value })));
    }
    values
}

fn finding(rows: &[PanelRow], row: usize, usual: f64) -> PanelFinding {
    let (stated, year) = (rows[row].value.map_or_else(String::new, show), rows[row].year);
    let usual = rust_decimal::Decimal::from_f64_retain(usual).map_or_else(String::new, |usual| show_rounded(usual.round(), 0));
    let texts = (
        format!("{} is {stated} in {year}, in the province's other years around {usual}", rows[row].indicator),
        format!("{} năm {year} là {stated}, các năm khác của tỉnh vào khoảng {usual}", rows[row].indicator),
    );
    on_row(row, Vec::new(), ("own_history", Severity::Note), (stated, usual), texts)
}
