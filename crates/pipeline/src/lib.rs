//! Runs pipelines: what is new or changed is read, interpreted, checked, committed and released;
//! the rest is left alone.
//!
//! Prints nothing and reads no clock: who runs it listens by [`Events`] and passes the time in.
//! Does not know how a figure is read, nor how a table lies on disk.

mod config;
mod error;
mod events;
mod layout;
mod ledger;
mod lock;
mod past;
mod rejection;
mod run;
mod runtime;
mod schedule;
mod sources;
mod state;
mod status;
mod store;
mod summary;

pub use config::{
    Audits, ConfigError, Coverage, FactsByPath, Notify, OnMissing, Pipeline, Retention, Schedule, SourceSpec, StatedFacts, Storage,
    pipeline_schema,
};
pub use error::RunError;
pub use events::{Events, Silence, Step};
pub use layout::Layout;
pub use ledger::{Clock, RunEnd, RunRecord, RunStart, RunStatus, StepRecord, StepStatus, history};
pub use lock::WarehouseLock;
pub use past::{
    AsOf, Cause, FigureChange, FigureSide, Happened, Moment, Removable, RemovableKind, RunDiff, as_of, diff, vacuum, vacuum_candidates,
};
pub use run::{Part, PlannedReport, RunOptions, RunPlan, preview, run};
pub use schedule::{
    Attempt, Attempts, ChildRuns, Ended, Job, JobState, Messages, Notice, Occasion, Scheduler, Senders, Timetable, crontab, metrics,
    systemd,
};
pub use sources::{Listing, SourceFile, Sources};
pub use status::{WarehouseStatus, status};
pub use store::{ContentId, RawStore};
pub use summary::{Rejection, RunSummary, summary_schema};
