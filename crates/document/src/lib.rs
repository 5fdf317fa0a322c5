//! Reads bytes into a [`Document`]: source text, blocks and sections, each mapped to the source.
//!
//! Knows what a heading, a paragraph, a footnote and a table cell are.
//! Does not know what a figure is, and opens no file.

mod assemble;
mod clean;
mod furniture;
mod heading;
mod lines;
mod media;
mod model;
mod read;
mod table;

pub use media::MediaType;
pub use model::{Block, BlockKind, CellPlace, Document, Mark, Section, SourceIndex, SourceMap, Span};
pub use read::{ReadError, read};
