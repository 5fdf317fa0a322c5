//! Makes and reads the release: one self-contained DuckDB database, swapped in by a rename.
//!
//! A release holds the tables of `schemas/tables/` as native tables, and on top of them the panel,
//! the views and the macros of `warehouse/`, one SQL file each, every column described.
//! A released file is never written again: a new one is made beside it and the link
//! `solieu.duckdb` is moved.
//!
//! This crate does not write the lake, does not know how a figure is read, and reads no clock.

mod across;
mod audit;
mod build;
mod connection;
mod describe;
mod dictionary;
mod error;
mod expected;
mod files;
mod load;
mod portion;
mod query;
mod releases;
mod session;
mod update;

pub use across::{AcrossChecks, AcrossFinding};
pub use build::{Built, Inputs, ReleaseInfo, build_release};
pub use dictionary::{Described, DescribedColumn, ObjectKind, dictionary};
pub use error::WarehouseError;
pub use files::{FileKind, Meaning, SqlFile, exported_views, form, sql_files};
pub use query::{Answer, query};
pub use releases::{LINK, Releases};
pub use session::{Interrupter, Session, Stream};
pub use update::{Base, Changes, update_release};
