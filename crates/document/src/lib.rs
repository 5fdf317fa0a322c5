//! Reads bytes into a [`Document`]: source text, blocks and sections, each mapped to the source.
//!
//! Knows what a heading, a paragraph, a footnote and a table cell are.
//! Does not know what a figure is.

mod model;

pub use model::{Block, BlockKind, CellPlace, Document, Section, SourceMap, Span};
