//! Jumps from one year to the next, against what the same indicator did in the other provinces.
//!
//! Robust: the change is a ratio, its centre the median, its spread the median distance from it.

use polars::prelude::{DataFrame, IntoLazy, NamedFrom, PolarsResult, Series, col};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use solieu_catalog::Catalog;
use solieu_interpret::Level;

use super::row::{PanelFinding, PanelRow, on_row};
use crate::model::Severity;
use crate::printed::show;

/// Distances from the median, in median distances.
const FAR: f64 = 8.0;
/// A change by less than this factor is never a jump.
const LEAST_FACTOR: f64 = 3.0;
/// Fewer changes than this tell no median.
const LEAST_CHANGES: usize = 12;

pub(crate) fn check(rows: &[PanelRow], catalog: &Catalog) -> Vec<PanelFinding> {
    let changes = changes(rows, catalog);
    let Ok(centres) = medians(&changes, |change| change.log) else { return Vec::new() };
    let centre = |change: &Change| centres.get(change.series).copied().unwrap_or_default();
    let Ok(spreads) = medians(&changes, |change| (change.log - centre(change)).abs()) else { return Vec::new() };
    let far = |change: &&Change| {
        let distance = (change.log - centre(change)).abs();
        let spread = spreads.get(change.series).copied().unwrap_or_default();
        change.enough && distance > LEAST_FACTOR.ln() && distance > FAR * spread
    };
    changes.iter().filter(far).map(|change| finding(rows, change)).collect()
}

struct Change {
    before: usize,
    now: usize,
    log: f64,
    /// Which indicator and level, numbered.
    series: usize,
    enough: bool,
}

/// Every change from a year to the next of one province, indicator and level, by series.
fn changes(rows: &[PanelRow], catalog: &Catalog) -> Vec<Change> {
    let mut order: Vec<usize> = (0..rows.len()).filter(|&i| counts(&rows[i], catalog)).collect();
    let key = |i: usize| (&rows[i].indicator, rows[i].level, &rows[i].province_key, rows[i].year);
    order.sort_by(|&a, &b| key(a).cmp(&key(b)));
    let mut changes: Vec<Change> = Vec::new();
    let mut series = 0;
    for pair in order.windows(2) {
        let (a, b) = (&rows[pair[0]], &rows[pair[1]]);
        if (&a.indicator, a.level) != (&b.indicator, b.level) {
            series += 1;
            continue;
        }
        let next = a.province_key == b.province_key && a.year + 1 == b.year;
        if let Some(log) = log_ratio(a.value, b.value).filter(|_| next) {
            changes.push(Change { before: pair[0], now: pair[1], log, series, enough: false });
        }
    }
    let sizes = sizes(&changes);
    for change in &mut changes {
        change.enough = sizes.get(change.series).is_some_and(|size| *size >= LEAST_CHANGES);
    }
    changes
}

fn sizes(changes: &[Change]) -> Vec<usize> {
    let mut sizes = vec![0; changes.last().map_or(0, |last| last.series + 1)];
    for change in changes {
        sizes[change.series] += 1;
    }
    sizes
}

/// Flows and stocks of the whole province; ranks and scores do not jump by factors.
fn counts(row: &PanelRow, catalog: &Catalog) -> bool {
    let adds = catalog.indicator(&row.indicator).is_some_and(|indicator| indicator.combine == solieu_catalog::Combine::Sum);
    adds && row.level == Level::All
}

fn log_ratio(before: Option<Decimal>, now: Option<Decimal>) -> Option<f64> {
    let (before, now) = (before?.to_f64()?, now?.to_f64()?);
    (before > 0.0 && now > 0.0).then(|| (now / before).ln())
}

/// Median of a number of each change, by series.
fn medians(changes: &[Change], number: impl Fn(&Change) -> f64) -> PolarsResult<Vec<f64>> {
    let series: Vec<u32> = changes.iter().map(|change| change.series as u32).collect();
    let values: Vec<f64> = changes.iter().map(number).collect();
    let frame =
        DataFrame::new(changes.len(), vec![Series::new("series".into(), series).into(), Series::new("value".into(), values).into()])?;
    let grouped = frame.lazy().group_by([col("series")]).agg([col("value").median()]).collect()?;
    let (keys, middles) = (grouped.column("series")?.u32()?, grouped.column("value")?.f64()?);
    let mut medians = vec![0.0; changes.last().map_or(0, |last| last.series + 1)];
    for (key, middle) in keys.iter().zip(middles.iter()) {
        if let (Some(key), Some(middle)) = (key, middle) {
            medians[key as usize] = middle;
        }
    }
    Ok(medians)
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
