//! The contract of each table: its columns, their types and meanings, and the check at the door.
//!
//! One TOML file under `schemas/tables/` declares a table; the Arrow schema, the dictionary entry
//! and [`Contract::check`] follow from it. This crate does not know where rows come from or go to.

mod contract;
mod contracts;
mod door;
mod error;

pub use contract::{Column, ColumnType, Contract, KeptIn};
pub use contracts::Contracts;
pub use error::ContractError;
