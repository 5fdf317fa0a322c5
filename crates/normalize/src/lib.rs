//! Rows by the contracts of the tables, from interpreted reports and from the catalogue.
//!
//! Gives every figure its id, its sentence and the locator by which the figure of a re-issued report
//! is known again. Parses no text, opens no file, reads no clock: what a row says is in the report,
//! the catalogue or the [`ReportContext`].

mod columns;
mod conform;
mod context;
mod day;
mod dimensions;
mod exact;
mod identity;
mod place;
mod rows;
mod sort_key;

pub use conform::{RejectedFigure, ReportRows, conform_report, tables};
pub use context::ReportContext;
pub use dimensions::dimensions;
pub use identity::{REPORT_KIND, report_id};
pub use sort_key::sort_key;
