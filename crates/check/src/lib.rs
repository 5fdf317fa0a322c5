//! Finds what contradicts itself in a report and between reports. Changes no figure.

mod model;

pub use model::{Finding, Severity};
