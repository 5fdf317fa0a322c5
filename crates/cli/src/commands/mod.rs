//! One file a command: its arguments and what it does.

pub(crate) mod catalog;
pub(crate) mod check;
pub(crate) mod diff;
pub(crate) mod docs;
pub(crate) mod doctor;
pub(crate) mod explain;
pub(crate) mod export;
pub(crate) mod extract;
pub(crate) mod history;
pub(crate) mod rejects;
pub(crate) mod run;
pub(crate) mod schedule;
pub(crate) mod sql;
pub(crate) mod status;
pub(crate) mod vacuum;
