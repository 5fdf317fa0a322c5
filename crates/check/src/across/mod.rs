//! Checks between reports, over rows of the panel that are handed in; each check is one file.

mod groups;
mod history;
mod jumps;
mod own_history;
mod per_head;
mod rank_change;
mod restated;
mod robust;
mod row;
mod shared_rank;
mod stock;
mod tables;

use solieu_catalog::Catalog;

pub use groups::panel_groups;
pub use restated::{Restatement, check_restated};
pub use row::{PanelFinding, PanelRow};

/// What stands out in rows of the panel: ranks, stocks and money per head that do not go together, jumps
/// against other provinces and against a province's own years.
///
/// Rows of a group of [`panel_groups`] come together; other rows change nothing.
#[must_use]
pub fn check_panel(rows: &[PanelRow], catalog: &Catalog) -> Vec<PanelFinding> {
    let mut found = shared_rank::check(rows, catalog);
    found.extend(rank_change::check(rows));
    found.extend(stock::check(rows));
    found.extend(jumps::check(rows, catalog));
    found.extend(own_history::check(rows, catalog));
    found.extend(per_head::check(rows));
    found.sort_by(|a, b| (a.row, &a.finding.kind).cmp(&(b.row, &b.finding.kind)));
    found
}
