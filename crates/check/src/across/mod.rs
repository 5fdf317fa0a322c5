//! Checks between reports: of one report against rows of earlier ones, and over the whole panel.
//!
//! Rows are handed in; each check is one file.

mod history;
mod jumps;
mod last_year;
mod own_history;
mod per_head;
mod rank_change;
mod robust;
mod row;
mod shared_rank;
mod stock;
mod tables;

use solieu_catalog::Catalog;
use solieu_interpret::InterpretedReport;

use crate::model::Finding;
use crate::reading::Reading;

use row::Prior;

pub use row::{PanelFinding, PanelRow};

/// What a report says against rows of earlier reports of its province.
///
/// `prior` holds rows of the panel; those of other provinces and years are passed over, so the rows of
/// the report's own province are enough.
#[must_use]
pub fn check_against(report: &InterpretedReport, prior: &[PanelRow], catalog: &Catalog) -> Vec<Finding> {
    let reading = Reading::new(report, catalog);
    let prior = Prior::of(report, prior);
    let mut found = Vec::new();
    for check in [last_year::check, rank_change::check, stock::check] {
        check(&reading, &prior, &mut found);
    }
    found.sort_by(|a, b| (&a.spans, &a.kind).cmp(&(&b.spans, &b.kind)));
    found
}

/// What stands out in the panel as a whole: shared ranks, jumps against other provinces and against a
/// province's own years, money per head.
#[must_use]
pub fn check_panel(rows: &[PanelRow], catalog: &Catalog) -> Vec<PanelFinding> {
    let mut found = shared_rank::check(rows, catalog);
    found.extend(jumps::check(rows, catalog));
    found.extend(own_history::check(rows, catalog));
    found.extend(per_head::check(rows));
    found.sort_by(|a, b| (a.row, &a.finding.kind).cmp(&(b.row, &b.finding.kind)));
    found
}
