//! Says what each figure measures: indicator, level, subject, role, year and period, with confidence.
//!
//! Works on an extraction and the catalogue alone: looks at no source bytes, so that a
//! changed catalogue re-interprets stored extractions.

mod beside;
mod carry;
mod clause;
mod confidence;
mod context;
mod cursor;
mod error;
mod fit;
mod footnote;
mod gold;
mod heard;
mod identity;
mod interpret;
mod level;
mod meaning;
mod model;
mod passage;
mod period;
mod reading;
mod role;
mod shared_key;
mod stated;
mod subject;
mod weigh;
mod year;
mod year_marks;

pub use error::{GoldError, IdentityError};
pub use gold::{GoldFigure, Outcome, Verdict, compare};
pub use interpret::{interpret, interpret_passage};
pub use model::{Evidence, InterpretedReport, Level, Meaning, ReportIdentity, Role};
pub use shared_key::{Difference, SharedKey, shared_keys};
pub use stated::Stated;
