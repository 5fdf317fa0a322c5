//! Runs pipelines by their own schedules: one process stays up and starts a run when it is due.
//!
//! [`Scheduler::step`] decides everything from the time that is passed in, so that a week can be tried
//! out in a moment. What a run is, and who is told, is handed in.

mod attempt;
mod book;
mod due;
mod metrics;
mod notify;
mod units;

use std::path::PathBuf;

use jiff::{SignedDuration, Timestamp};

pub use attempt::{Attempt, Attempts, ChildRuns, Ended};
use book::Book;
pub use due::Timetable;
pub use metrics::metrics;
pub use notify::{Messages, Notice, Occasion, Senders};
pub use units::{crontab, systemd};

use crate::config::{Pipeline, Schedule};
use crate::error::RunError;
use crate::layout::Layout;

/// A pipeline that runs by itself.
#[derive(Debug, Clone)]
pub struct Job {
    /// The pipeline.
    pub pipeline: Pipeline,
    /// Its file, which the run is told.
    pub file: PathBuf,
    /// Its warehouse.
    pub layout: Layout,
    /// When it is due, and what happens where a run fails.
    pub schedule: Schedule,
    timetable: Timetable,
}

impl Job {
    /// A job of a pipeline whose file has a `[schedule]`.
    ///
    /// # Errors
    /// It has none, or its cron line or time zone cannot be read.
    pub fn of(pipeline: Pipeline, file: PathBuf, layout: Layout) -> Result<Self, RunError> {
        let Some(schedule) = pipeline.schedule.clone() else {
            return Err(crate::config::ConfigError::BadSource {
                place: file.display().to_string(),
                reason: "it has no [schedule]: add `cron = \"30 2 * * *\"` below it".to_owned(),
            }
            .into());
        };
        let timetable = Timetable::of(&schedule, &file.display().to_string())?;
        Ok(Self { pipeline, file, layout, schedule, timetable })
    }

    /// The time it was due and has not been dealt with, where it is late. Asks what the job remembers.
    #[must_use]
    pub fn late_since(&self, now: Timestamp) -> Option<Timestamp> {
        self.timetable.due(Book::look(&self.layout, &self.pipeline.name)?, now)
    }

    /// When it is due.
    #[must_use]
    pub fn timetable(&self) -> &Timetable {
        &self.timetable
    }
}

/// The jobs and where each of them stands.
pub struct Scheduler<'a> {
    jobs: Vec<Standing>,
    attempts: &'a dyn Attempts,
    messages: &'a dyn Messages,
}

/// Where a job stands.
struct Standing {
    job: Job,
    book: Book,
    running: Option<Running>,
    again: Option<Again>,
}

struct Running {
    due: Timestamp,
    number: u32,
    started: Timestamp,
    attempt: Box<dyn Attempt>,
}

/// A failed run that is tried again.
#[derive(Debug, Clone, Copy)]
struct Again {
    due: Timestamp,
    number: u32,
    at: Timestamp,
}

/// How often a run that goes on is looked at.
const LOOK: SignedDuration = SignedDuration::from_millis(200);

impl<'a> Scheduler<'a> {
    /// The jobs as they stood when the last scheduler ended. What came due meanwhile is run once.
    ///
    /// # Errors
    /// When a job's book cannot be read.
    pub fn new(jobs: Vec<Job>, attempts: &'a dyn Attempts, messages: &'a dyn Messages, now: Timestamp) -> Result<Self, RunError> {
        let standing = |job: Job| Ok(Standing { book: Book::open(&job.layout, &job.pipeline.name, now)?, job, running: None, again: None });
        Ok(Self { jobs: jobs.into_iter().map(standing).collect::<Result<_, RunError>>()?, attempts, messages })
    }

    /// Does what is to be done now, and tells when it has to be asked again at the latest.
    ///
    /// # Errors
    /// When a book cannot be written.
    pub fn step(&mut self, now: Timestamp) -> Result<Timestamp, RunError> {
        let mut busy: Vec<PathBuf> =
            self.jobs.iter().filter(|standing| standing.running.is_some()).map(|standing| standing.job.layout.root().to_owned()).collect();
        for standing in &mut self.jobs {
            standing.look(now, self.messages)?;
            if standing.running.is_none() {
                standing.begin(now, self.attempts, self.messages, &mut busy)?;
            }
        }
        let wake = self.jobs.iter().map(|standing| standing.wake(now)).min();
        Ok(wake.unwrap_or(now + SignedDuration::from_secs(60)))
    }

    /// Ends the runs that go on, politely. They count as not done, and are due again when the scheduler comes back.
    pub fn stop(&mut self) {
        for standing in &mut self.jobs {
            if let Some(mut running) = standing.running.take() {
                running.attempt.end();
            }
        }
    }

    /// Where each job stands, for `/healthz` and `/metrics`.
    #[must_use]
    pub fn state(&self, now: Timestamp) -> Vec<JobState> {
        self.jobs.iter().map(|standing| standing.state(now)).collect()
    }
}

/// Where a job stands, in words and numbers.
#[derive(Debug, Clone, PartialEq, serde::Serialize)]
pub struct JobState {
    /// Name of the pipeline.
    pub pipeline: String,
    /// Its warehouse.
    pub warehouse: PathBuf,
    /// True while a run goes on.
    pub running: bool,
    /// True since a run failed, until one ends well.
    pub failing: bool,
    /// When it is due next.
    pub next_due: Timestamp,
    /// The last run that ended well.
    pub last_success: Option<Timestamp>,
    /// Seconds that the last run took.
    pub last_seconds: Option<f64>,
    /// Runs so far by how they ended: `done`, `rejects`, `blocked`, `failed`, `timed_out`.
    pub ended: std::collections::BTreeMap<String, u64>,
}

impl Standing {
    /// Looks at the run that goes on: has it ended, or must it end?
    fn look(&mut self, now: Timestamp, messages: &dyn Messages) -> Result<(), RunError> {
        let Some(mut running) = self.running.take() else { return Ok(()) };
        let limit = SignedDuration::from_mins(i64::from(self.job.schedule.max_minutes));
        let ended = match running.attempt.poll() {
            None if now >= running.started + limit => {
                running.attempt.end();
                Some(Ended::TimedOut { minutes: self.job.schedule.max_minutes })
            }
            ended => ended,
        };
        match ended {
            Some(ended) => self.close(&running, ended, now, messages),
            None => {
                self.running = Some(running);
                Ok(())
            }
        }
    }

    fn close(&mut self, running: &Running, ended: Ended, now: Timestamp, messages: &dyn Messages) -> Result<(), RunError> {
        self.book.count(&ended, now, (now - running.started).total(jiff::Unit::Second).unwrap_or(0.0));
        let next = self.job.timetable.next(now);
        let backoff = SignedDuration::from_secs(i64::from(self.job.schedule.backoff_seconds) << running.number.min(16));
        let again = Again { due: running.due, number: running.number + 1, at: now + backoff };
        if ended.is_worth_another_try() && running.number < self.job.schedule.retries && again.at < next {
            self.again = Some(again);
            return self.book.save();
        }
        self.book.done_due = Some(running.due);
        for occasion in self.book.occasions(&ended) {
            messages.send(&self.job.pipeline, &Notice::of(&self.job, occasion, &ended, running.due, now));
        }
        self.book.save()
    }

    /// Starts what is due, or due again. A warehouse has one run at a time.
    fn begin(&mut self, now: Timestamp, attempts: &dyn Attempts, messages: &dyn Messages, busy: &mut Vec<PathBuf>) -> Result<(), RunError> {
        let root = self.job.layout.root().to_owned();
        if busy.contains(&root) {
            return Ok(());
        }
        let (due, number) = match self.again {
            Some(again) if again.at <= now => (again.due, again.number),
            Some(_) => return Ok(()),
            None => match self.job.timetable.due(self.book.from(), now) {
                Some(due) => (due, 0),
                None => return Ok(()),
            },
        };
        self.again = None;
        match attempts.start(&self.job, due) {
            Ok(attempt) => {
                busy.push(root);
                self.running = Some(Running { due, number, started: now, attempt });
                Ok(())
            }
            Err(error) => {
                let running = Running { due, number, started: now, attempt: Box::new(attempt::Never) };
                self.close(&running, Ended::Failed { message: format!("the run could not be started: {error}") }, now, messages)
            }
        }
    }

    fn wake(&self, now: Timestamp) -> Timestamp {
        match (&self.running, self.again) {
            (Some(_), _) => now + LOOK,
            (None, Some(again)) => again.at.max(now + LOOK),
            (None, None) => self.job.timetable.wake(self.book.from(), now).max(now + LOOK),
        }
    }

    fn state(&self, now: Timestamp) -> JobState {
        JobState {
            pipeline: self.job.pipeline.name.clone(),
            warehouse: self.job.layout.root().to_owned(),
            running: self.running.is_some(),
            failing: self.book.failing,
            next_due: self.job.timetable.next(now),
            last_success: self.book.last_success,
            last_seconds: self.book.last_seconds,
            ended: self.book.ended.clone(),
        }
    }
}
