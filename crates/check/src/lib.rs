//! Finds what contradicts itself in a report and between reports.
//!
//! Works on interpreted reports and on rows that are handed in: opens no file, reads no clock,
//! changes no figure. Each check is one file under `rules/`, listed in one place.

mod across;
mod check;
mod consistency;
mod fact;
mod model;
mod note;
mod printed;
mod reading;
mod rules;
mod slip;
mod wording;

pub use across::{PanelFinding, PanelRow, Restatement, check_panel, check_restated, panel_groups};
pub use check::{check_by_rule, check_report, rule_ids};
pub use consistency::self_consistent;
pub use model::{Finding, Severity};
