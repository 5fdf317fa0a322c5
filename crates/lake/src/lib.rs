//! Delta tables of Parquet files, with history, on disk or object storage.
//!
//! The lake keeps the rows of every table whose contract says so. A data file is named by its
//! content and holds one whole partition in the contract's row order, so the same rows are the same
//! files, whichever way they came in. It knows no SQL and does not decide what is worked on.
//!
//! Rows of reports go in through a [`Stage`] on local disk, which keeps memory flat: a commit merges
//! it report by report into the partitions it touches, and leaves the others alone.

mod change;
mod commit;
mod data_file;
mod error;
mod lake;
mod merge;
mod read;
mod replacement;
mod report_key;
mod schema;
mod stage;
mod vacuum;

pub use change::{Change, CommitNote, Committed};
pub use error::LakeError;
pub use lake::Lake;
pub use read::{DataFile, Selection};
pub use stage::Stage;
pub use vacuum::Unreferenced;
