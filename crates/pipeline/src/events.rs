//! What a run tells while it goes. The library prints nothing; who runs it listens.

use std::path::Path;
use std::time::Duration;

/// A step of a run, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Listing the sources and comparing them with what is known.
    List,
    /// Making right what a run that died left behind.
    Heal,
    /// Reading, extracting, interpreting and checking.
    Read,
    /// Writing rows to the lake.
    Commit,
    /// Asking whether the rows may be released.
    Audit,
    /// Building the release and swapping the link.
    Release,
}

impl Step {
    /// Its name in the ledger.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::List => "list",
            Self::Heal => "heal",
            Self::Read => "read",
            Self::Commit => "commit",
            Self::Audit => "audit",
            Self::Release => "release",
        }
    }
}

/// Hears what a run does. Every method does nothing unless it is written.
#[allow(unused_variables)]
pub trait Events: Sync {
    /// A step begins; `work` is what it will handle, where that is known.
    fn began(&self, step: Step, work: Option<u64>) {}
    /// One more report is done, of `bytes` bytes. Called from many threads.
    fn report_done(&self, bytes: u64) {}
    /// A file is set aside.
    fn rejected(&self, path: &Path, message: &str) {}
    /// A step ended.
    fn ended(&self, step: Step, took: Duration) {}
}

/// Hears nothing.
#[derive(Debug, Clone, Copy, Default)]
pub struct Silence;

impl Events for Silence {}
