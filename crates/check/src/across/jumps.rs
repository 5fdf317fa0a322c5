//! Jumps from one year to the next, against what the same indicator did in the other provinces.
//!
//! Robust: the change is a ratio, its centre the median, its spread the median distance from it. A year in
//! which all provinces change alike, as where a definition changed, is no jump.

use std::collections::BTreeMap;

use solieu_catalog::Catalog;

use super::history::{counted, log};
use super::robust::{Middle, Point, middles};
use super::row::{PanelFinding, PanelRow, on_row};
use crate::model::Severity;
use crate::printed::show;

/// Distances from the median, in median distances.
const FAR: f64 = 8.0;
/// A change by less than this factor is never a jump.
const LEAST_FACTOR: f64 = 3.0;
/// Fewer changes than this tell no median.
const LEAST_CHANGES: usize = 12;
/// Fewer provinces than this tell nothing of their year.
const LEAST_PROVINCES: usize = 6;

pub(crate) fn check(rows: &[PanelRow], catalog: &Catalog) -> Vec<PanelFinding> {
    let changes = changes(rows, catalog);
    let points =
        |of: fn(&Change) -> u32| -> Vec<Point> { changes.iter().map(|change| Point { series: of(change), value: change.log }).collect() };
    let Ok(all) = middles(&points(|change| change.series)) else { return Vec::new() };
    let Ok(years) = middles(&points(|change| change.of_year)) else { return Vec::new() };
    let far = |change: &&Change| {
        let (all, year) = (all[change.series as usize], years[change.of_year as usize]);
        all.size >= LEAST_CHANGES && is_far(change.log, all) && (year.size < LEAST_PROVINCES || is_far(change.log, year))
    };
    changes.iter().filter(far).map(|change| finding(rows, change)).collect()
}

fn is_far(log: f64, middle: Middle) -> bool {
    let distance = (log - middle.centre).abs();
    distance > LEAST_FACTOR.ln() && distance > FAR * middle.spread
}

struct Change {
    before: usize,
    now: usize,
    /// Logarithm of new over old.
    log: f64,
    /// Which indicator.
    series: u32,
    /// Which indicator and year.
    of_year: u32,
}

/// Every change from a year to the next of one province and indicator.
fn changes(rows: &[PanelRow], catalog: &Catalog) -> Vec<Change> {
    let order = counted(rows, catalog);
    let mut changes: Vec<Change> = Vec::new();
    let mut series = 0;
    let mut years: BTreeMap<(u32, i32), u32> = BTreeMap::new();
    for pair in order.windows(2) {
        let (a, b) = (&rows[pair[0]], &rows[pair[1]]);
        if a.indicator != b.indicator {
            series += 1;
            continue;
        }
        let next = a.province_key == b.province_key && a.year + 1 == b.year;
        if let (true, Some(before), Some(now)) = (next, log(a.value), log(b.value)) {
            let fresh = u32::try_from(years.len()).unwrap_or_default();
            let of_year = *years.entry((series, b.year)).or_insert(fresh);
            changes.push(Change { before: pair[0], now: pair[1], log: now - before, series, of_year });
        }
    }
    changes
}

fn finding(rows: &[PanelRow], change: &Change) -> PanelFinding {
    let shown = |at: usize| rows[at].value.map_or_else(String::new, show);
    let (before, now, year) = (shown(change.before), shown(change.now), rows[change.now].year);
    let texts = (
        format!(
            "{} goes from {before} in {} to {now} in {year}, far from what other provinces report",
            rows[change.now].indicator,
            year - 1
        ),
        format!("{} từ {before} năm {} thành {now} năm {year}, khác xa các tỉnh khác", rows[change.now].indicator, year - 1),
    );
    on_row(change.now, vec![change.before], ("jump", Severity::Note), (now, before), texts)
}
