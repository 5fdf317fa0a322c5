//! Takes metadata, figures, other numbers, citations and statements out of a document.
//!
//! Pure: opens no file, reads no clock, knows no indicator. The words it goes by are data,
//! in `schemas/lexicon`.

mod citations;
mod extract;
mod kept_letters;
mod lexicon;
mod metadata;
mod model;
mod passage;
mod phrases;
mod prepared;
mod rules;
mod scan;
mod statements;

pub use extract::{VERSION, extract};
pub use kept_letters::KeptLetters;
pub use lexicon::{Lexicon, LexiconError};
pub use model::{Citation, Extraction, Figure, Measure, Mention, Passage, Qualifier, ReportMetadata, Statement};
