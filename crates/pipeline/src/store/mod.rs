//! Files of a warehouse that runs write beside the lake, so that a kill at any moment leaves them whole.

mod durable;
mod extractions;
mod packed;
mod raw;

pub(crate) use durable::{LEFTOVER_MARK, remove_leftovers, write_durably, write_whole};
pub(crate) use extractions::ExtractionStore;
pub use raw::{ContentId, RawStore};
