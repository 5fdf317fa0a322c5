//! Tells each step of a run to the ledger, the log and whoever listens.

use std::time::Duration;

use jiff::Timestamp;

use crate::error::RunError;
use crate::events::{Events, Step};
use crate::ledger::{Clock, Ledger, RunEnd, StepRecord, StepStatus};

/// The steps of one run.
pub(super) struct Steps<'a> {
    ledger: Ledger,
    events: &'a dyn Events,
    clock: Clock<'a>,
}

impl<'a> Steps<'a> {
    pub(super) fn new(ledger: Ledger, events: &'a dyn Events, clock: Clock<'a>) -> Self {
        Self { ledger, events, clock }
    }

    /// Does a step of so much work, and writes down how it went.
    pub(super) fn time<T>(&mut self, step: Step, work: Option<u64>, act: impl FnOnce() -> Result<T, RunError>) -> Result<T, RunError> {
        let started_at = (self.clock)();
        self.events.began(step, work);
        let result = tracing::info_span!("step", step = step.name()).in_scope(act);
        let ended_at = (self.clock)();
        self.events.ended(step, took(started_at, ended_at));
        self.ledger.step(StepRecord {
            ordinal: 0,
            step: step.name().to_owned(),
            started_at,
            ended_at,
            status: if result.is_ok() { StepStatus::Done } else { StepStatus::Failed },
            rows: work.and_then(|work| i64::try_from(work).ok()),
            bytes: None,
            message: result.as_ref().err().map(ToString::to_string),
        })?;
        result
    }

    /// Closes the run's entry.
    pub(super) fn end(&mut self, end: RunEnd) -> Result<(), RunError> {
        self.ledger.end(end)
    }
}

fn took(from: Timestamp, to: Timestamp) -> Duration {
    to.duration_since(from).try_into().unwrap_or_default()
}
