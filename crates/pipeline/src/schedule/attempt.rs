//! A run as the scheduler sees it: started, looked at, ended.

use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;

use super::Job;
use crate::ledger::{RunStatus, history};
use crate::state::State;

/// How a run ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ended {
    /// Well.
    Done,
    /// Well, and these files are set aside.
    Rejects {
        /// Their paths.
        files: Vec<String>,
    },
    /// An audit blocked the release.
    Blocked {
        /// Which, and why.
        message: String,
    },
    /// It failed; the release is as before.
    Failed {
        /// Why.
        message: String,
    },
    /// It took longer than it may, and was ended.
    TimedOut {
        /// The limit.
        minutes: u32,
    },
}

impl Ended {
    /// Its name in metrics.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Rejects { .. } => "rejects",
            Self::Blocked { .. } => "blocked",
            Self::Failed { .. } => "failed",
            Self::TimedOut { .. } => "timed_out",
        }
    }

    /// A run that left a release of what the sources hold.
    #[must_use]
    pub fn is_good(&self) -> bool {
        matches!(self, Self::Done | Self::Rejects { .. })
    }

    /// A blocked audit asks for a person, not for another try.
    pub(super) fn is_worth_another_try(&self) -> bool {
        matches!(self, Self::Failed { .. } | Self::TimedOut { .. })
    }
}

/// Starts runs.
pub trait Attempts {
    /// Starts a run of the job.
    ///
    /// # Errors
    /// It cannot be started.
    fn start(&self, job: &Job, due: Timestamp) -> std::io::Result<Box<dyn Attempt>>;
}

/// A run that was started.
pub trait Attempt {
    /// How it ended; `None` while it goes on. Does not wait.
    fn poll(&mut self) -> Option<Ended>;
    /// Makes it end, politely at first. It has ended when this returns.
    fn end(&mut self);
}

/// A run that never began.
pub(super) struct Never;

impl Attempt for Never {
    fn poll(&mut self) -> Option<Ended> {
        None
    }

    fn end(&mut self) {}
}

/// Runs in processes of their own, so that one that hangs can be ended.
#[derive(Debug, Clone)]
pub struct ChildRuns {
    /// The binary.
    pub program: PathBuf,
    /// Arguments behind `run FILE --warehouse DIR`.
    pub arguments: Vec<String>,
}

impl Attempts for ChildRuns {
    fn start(&self, job: &Job, _due: Timestamp) -> std::io::Result<Box<dyn Attempt>> {
        let mut command = Command::new(&self.program);
        command.arg("run").arg(&job.file).arg("--warehouse").arg(job.layout.root()).args(&self.arguments);
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).spawn()?;
        Ok(Box::new(ChildRun { child, job: job.clone() }))
    }
}

struct ChildRun {
    child: Child,
    job: Job,
}

/// How long a run may take to end politely.
const GRACE: Duration = Duration::from_secs(5);

impl Attempt for ChildRun {
    fn poll(&mut self) -> Option<Ended> {
        match self.child.try_wait() {
            Ok(None) => None,
            Ok(Some(status)) => Some(self.ended(status.code())),
            Err(error) => Some(Ended::Failed { message: error.to_string() }),
        }
    }

    fn end(&mut self) {
        ask_to_end(&self.child);
        let until = Instant::now() + GRACE;
        while Instant::now() < until {
            if !matches!(self.child.try_wait(), Ok(None)) {
                return;
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        // It may have ended just now: then there is nothing to kill.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Without `unsafe` a signal is sent by the program that every Unix has for it.
fn ask_to_end(child: &Child) {
    let _ = Command::new("kill").args(["-TERM", &child.id().to_string()]).stderr(Stdio::null()).status();
}

impl ChildRun {
    /// The exit status tells how; the ledger tells why.
    fn ended(&self, code: Option<i32>) -> Ended {
        match code {
            Some(0) => Ended::Done,
            Some(2) => Ended::Rejects { files: self.rejected() },
            Some(code) => self.failed(&format!("exit status {code}")),
            None => self.failed("it was killed"),
        }
    }

    fn failed(&self, how: &str) -> Ended {
        let last =
            history(&self.job.layout).ok().and_then(|runs| runs.into_iter().rfind(|run| run.start.pipeline == self.job.pipeline.name));
        let end = last.and_then(|run| run.end);
        let message = end.as_ref().and_then(|end| end.message.clone()).unwrap_or_else(|| how.to_owned());
        if end.is_some_and(|end| end.status == RunStatus::Blocked) { Ended::Blocked { message } } else { Ended::Failed { message } }
    }

    fn rejected(&self) -> Vec<String> {
        let state = State::load(&self.job.layout).unwrap_or_default();
        state.rejections_of(&self.job.pipeline.name).into_iter().map(|rejection| rejection.path).collect()
    }
}
