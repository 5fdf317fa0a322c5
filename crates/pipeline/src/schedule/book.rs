//! What a job remembers over a restart of the scheduler.

use std::collections::BTreeMap;
use std::path::PathBuf;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

use super::Ended;
use super::notify::Occasion;
use crate::error::{IoContext, RunError};
use crate::layout::Layout;
use crate::store::write_durably;

/// What a job remembers. Written whenever a run ends, not when it begins: a run that was cut off is due again.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Book {
    #[serde(skip)]
    path: PathBuf,
    /// Since when the job is known; nothing before is missed.
    since: Option<Timestamp>,
    /// The last due time that was dealt with.
    pub(super) done_due: Option<Timestamp>,
    pub(super) failing: bool,
    pub(super) last_success: Option<Timestamp>,
    pub(super) last_seconds: Option<f64>,
    /// What was last told of rejects.
    rejects: Vec<String>,
    pub(super) ended: BTreeMap<String, u64>,
}

impl Book {
    pub(super) fn open(layout: &Layout, pipeline: &str, now: Timestamp) -> Result<Self, RunError> {
        let path = layout.schedule().join(format!("{}.json", file_name(pipeline)));
        let mut book = match std::fs::read(&path) {
            // A damaged book costs one run that nothing asked for, at most.
            Ok(json) => serde_json::from_slice(&json).unwrap_or_default(),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Self::default(),
            Err(error) => return Err(error).at("read", &path),
        };
        book.path = path;
        if book.since.is_none() {
            book.since = Some(now);
            book.save()?;
        }
        Ok(book)
    }

    /// As [`Book::from`], of a book that is only looked at; `None` where no scheduler knows the job.
    pub(super) fn look(layout: &Layout, pipeline: &str) -> Option<Timestamp> {
        let json = std::fs::read(layout.schedule().join(format!("{}.json", file_name(pipeline)))).ok()?;
        serde_json::from_slice(&json).ok().map(|book: Self| book.from())
    }

    pub(super) fn save(&self) -> Result<(), RunError> {
        let json = serde_json::to_vec_pretty(self).map_err(std::io::Error::from).at("write", &self.path)?;
        write_durably(&self.path, &json)
    }

    /// Times after this one are still to be dealt with.
    pub(super) fn from(&self) -> Timestamp {
        self.done_due.or(self.since).unwrap_or(Timestamp::MAX)
    }

    pub(super) fn count(&mut self, ended: &Ended, now: Timestamp, seconds: f64) {
        *self.ended.entry(ended.name().to_owned()).or_default() += 1;
        self.last_seconds = Some(seconds);
        if ended.is_good() {
            self.last_success = Some(now);
        }
    }

    /// What somebody should be told of, now that no more is tried. Rejects are told when they are others than before.
    pub(super) fn occasions(&mut self, ended: &Ended) -> Vec<Occasion> {
        let mut occasions = Vec::new();
        if self.failing && ended.is_good() {
            occasions.push(Occasion::Recovery);
        }
        match ended {
            Ended::Failed { .. } | Ended::TimedOut { .. } => occasions.push(Occasion::Failure),
            Ended::Blocked { .. } => occasions.push(Occasion::Blocked),
            Ended::Rejects { files } if *files != self.rejects => occasions.push(Occasion::Rejects),
            Ended::Rejects { .. } | Ended::Done => {}
        }
        self.failing = !ended.is_good();
        match ended {
            Ended::Rejects { files } => self.rejects.clone_from(files),
            Ended::Done => self.rejects.clear(),
            _ => {}
        }
        occasions
    }
}

/// A pipeline over a folder is named by its path.
fn file_name(pipeline: &str) -> String {
    pipeline.chars().map(|letter| if letter.is_alphanumeric() || "-_.".contains(letter) { letter } else { '_' }).collect()
}
