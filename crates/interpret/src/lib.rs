//! Says what each figure measures: indicator, level, subject, role, year and period, with confidence.
//!
//! Works on an extraction and the catalogue alone: looks at no source bytes, so that a
//! changed catalogue re-interprets stored extractions.

mod model;

pub use model::{Evidence, InterpretedReport, Level, Meaning, ReportIdentity, Role};
