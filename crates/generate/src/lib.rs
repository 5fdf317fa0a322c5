//! Makes reports and lakes of any size for tests and benchmarks. A development crate: no part of
//! the binary, and no room of the house depends on it.
//!
//! Everything follows from a seed: the same [`Plan`] gives the same bytes. Reports agree with
//! themselves and with one another (last year's figures are last year's report's), their figures
//! are known ([`Truth`]), and [`damage`] makes them look scanned.

mod identity;
mod lake;
mod noise;
mod numbers;
mod phrases;
mod random;
mod report;
mod sections;
mod write;
mod writer;

pub use identity::{Identity, Slot, identities};
pub use lake::{LakePlan, figure_batches, report_batch};
pub use noise::{Damaged, damage};
pub use report::{Plan, Report, report};
pub use write::{GenerateError, Written, write_reports};
pub use writer::Truth;
