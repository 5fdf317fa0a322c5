//! Takes metadata, figures, other numbers, citations and statements out of a document.
//!
//! Pure: opens no file, reads no clock, knows no indicator.

mod model;

pub use model::{
    Citation, Extraction, Figure, Measure, Mention, Passage, Qualifier, ReportMetadata, Statement,
};
