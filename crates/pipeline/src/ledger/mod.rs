//! The ledger: one file a run, appended to while it goes, written also by runs that fail.

mod record;
mod rows;

use std::fs::File;
use std::io::Write;
use std::path::{Path, PathBuf};

use jiff::Timestamp;

pub use record::{RunEnd, RunRecord, RunStart, RunStatus, StepRecord, StepStatus};
pub(crate) use rows::ledger_tables;

use crate::error::{IoContext, RunError};
use crate::layout::Layout;
use record::Line;

/// The ledger entry of the run that is going on.
#[derive(Debug)]
pub(crate) struct Ledger {
    file: File,
    path: PathBuf,
    run_id: String,
    steps: i32,
}

impl Ledger {
    /// Opens the entry of a new run. Ids count up from `r000001`, so that equal runs of fresh
    /// warehouses have equal ids. Call with the warehouse's lock held.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn open(layout: &Layout, start: RunStart) -> Result<Self, RunError> {
        let folder = layout.ledger();
        std::fs::create_dir_all(&folder).at("make the ledger folder", &folder)?;
        let run_id = next_id(&folder);
        let path = folder.join(format!("{run_id}.jsonl"));
        let file = File::options().create_new(true).append(true).open(&path).at("open the ledger", &path)?;
        let mut ledger = Self { file, path, run_id, steps: 0 };
        ledger.append(&Line::Start(start))?;
        Ok(ledger)
    }

    /// Id of the run: `r000012`.
    #[must_use]
    pub(crate) fn run_id(&self) -> &str {
        &self.run_id
    }

    /// Writes down a step that has ended.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn step(&mut self, mut step: StepRecord) -> Result<(), RunError> {
        step.ordinal = self.steps;
        self.steps += 1;
        self.append(&Line::Step(step))
    }

    /// Writes down how the run ended.
    ///
    /// # Errors
    /// When the disk refuses.
    pub(crate) fn end(&mut self, end: RunEnd) -> Result<(), RunError> {
        self.append(&Line::End(Box::new(end)))?;
        self.file.sync_all().at("write the ledger", &self.path)
    }

    fn append(&mut self, line: &Line) -> Result<(), RunError> {
        let mut text = serde_json::to_vec(line).map_err(std::io::Error::from).at("write the ledger", &self.path)?;
        text.push(b'\n');
        self.file.write_all(&text).at("write the ledger", &self.path)
    }
}

/// The runs of a warehouse, oldest first. A line that a killed run wrote in part is passed over.
///
/// # Errors
/// When the disk refuses. A warehouse without a ledger has no runs.
pub fn history(layout: &Layout) -> Result<Vec<RunRecord>, RunError> {
    let folder = layout.ledger();
    let ids = run_ids(&folder);
    ids.into_iter().map(|id| read_entry(&folder, id)).filter_map(Result::transpose).collect()
}

fn read_entry(folder: &Path, run_id: String) -> Result<Option<RunRecord>, RunError> {
    let path = folder.join(format!("{run_id}.jsonl"));
    let text = std::fs::read_to_string(&path).at("read the ledger", &path)?;
    let lines = text.lines().filter_map(|line| serde_json::from_str(line).ok());
    Ok(RunRecord::from_lines(run_id, lines))
}

fn next_id(folder: &Path) -> String {
    let last = run_ids(folder).into_iter().filter_map(|id| id.get(1..)?.parse::<u64>().ok()).max();
    format!("r{:06}", last.unwrap_or(0) + 1)
}

fn run_ids(folder: &Path) -> Vec<String> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let names = entries.flatten().filter_map(|entry| entry.file_name().into_string().ok());
    let mut ids: Vec<String> = names.filter_map(|name| name.strip_suffix(".jsonl").map(str::to_owned)).collect();
    ids.sort();
    ids
}

/// What tells the time to a run: libraries read no clock of their own.
pub type Clock<'a> = &'a (dyn Fn() -> Timestamp + Sync);

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn start(second: i64) -> RunStart {
        RunStart { pipeline: "p".into(), started_at: Timestamp::from_second(second).unwrap(), ..RunStart::default() }
    }

    #[test]
    fn a_run_that_died_is_in_the_ledger() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        drop(Ledger::open(&layout, start(1)).unwrap());
        let mut second = Ledger::open(&layout, start(2)).unwrap();
        second.end(RunEnd { status: RunStatus::Unchanged, ..RunEnd::default() }).unwrap();
        std::fs::OpenOptions::new().append(true).open(layout.ledger().join("r000001.jsonl")).unwrap().write_all(b"{\"line\":\"st").unwrap();
        let runs = history(&layout).unwrap();
        let told: Vec<_> = runs.iter().map(|run| (run.run_id.as_str(), run.status())).collect();
        assert_eq!(told, [("r000001", RunStatus::Running), ("r000002", RunStatus::Unchanged)]);
    }
}
