//! One table of reports a file.

mod citations;
mod figures;
mod findings;
mod mentions;
mod reports;
mod statements;

pub(crate) use citations::citations;
pub(crate) use figures::figures;
pub(crate) use findings::findings;
pub(crate) use mentions::mentions;
pub(crate) use reports::reports;
pub(crate) use statements::statements;

/// The table of the reports themselves, a line each.
pub(crate) const REPORTS: &str = "reports";

/// The tables that every report has rows in.
pub(crate) const TABLES: [&str; 6] = [REPORTS, "figures", "mentions", "citations", "statements", "findings"];
