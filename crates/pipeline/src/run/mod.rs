//! A run: list, heal, work, settle, commit, audit, release.

mod across;
mod audit;
mod commit;
mod heal;
mod identify;
mod open;
mod options;
mod outcome;
mod part;
mod plan;
mod preview;
mod rejects;
mod release;
mod settle;
mod standing;
mod steps;
mod tally;
mod work;
mod work_key;

use std::path::PathBuf;

use solieu_lake::{CommitNote, Stage};
use solieu_tables::Contracts;
use solieu_warehouse::Changes;

pub use options::RunOptions;
pub use part::Part;
pub use preview::{PlannedReport, RunPlan, preview};

use crate::config::Pipeline;
use crate::error::RunError;
use crate::events::{Events, Step};
use crate::ledger::{Ledger, history};
use crate::lock::WarehouseLock;
use crate::sources::Sources;
use crate::state::{LakeVersions, State};
use crate::store::remove_leftovers;
use crate::summary::RunSummary;
use commit::{Commit, Gathered};
use heal::Damage;
use identify::Found;
use open::Opened;
use plan::Plan;
use rejects::REJECTS;
use release::Release;
use settle::{Learnt, Settled};
use steps::Steps;
use work::Workshop;

/// Runs a pipeline: afterwards the release holds what its sources hold.
///
/// Killed at any moment it leaves the release and every table as before or as after; the next run
/// puts right what lies between.
///
/// # Errors
/// Broken configuration, a warehouse in use, an audit that blocks, a disk that refuses. The release
/// is then as before. Files that cannot be read are in the summary, not an error.
pub fn run(pipeline: &Pipeline, options: &RunOptions<'_>, events: &dyn Events) -> Result<RunSummary, RunError> {
    let _lock = WarehouseLock::acquire(&options.layout)?;
    remove_leftovers(options.layout.root());
    let ledger = Ledger::open(&options.layout, outcome::start(pipeline, options))?;
    let mut run = Run {
        pipeline,
        options,
        events,
        summary: RunSummary {
            run_id: ledger.run_id().to_owned(),
            pipeline: pipeline.name.clone(),
            warehouse: options.layout.root().to_owned(),
            ..RunSummary::default()
        },
        steps: Steps::new(ledger, events, options.clock),
    };
    let span = tracing::info_span!("run", run_id = run.summary.run_id, pipeline = pipeline.name);
    let result = span.in_scope(|| run.go());
    run.steps.end(outcome::end(&result, &run.summary, options))?;
    result.map(|()| run.summary)
}

/// True where a run changed rows of the catalogue or of the provinces, not only the rules by which figures are told apart.
fn dimensions_differ(before: &LakeVersions, after: &LakeVersions) -> bool {
    let is_dimension =
        |table: &str| Contracts::builtin().get(table).is_ok_and(|contract| contract.partition_by.is_empty()) && table != REJECTS;
    after.iter().any(|(table, version)| is_dimension(table) && before.get(table) != Some(version))
}

struct Run<'a> {
    pipeline: &'a Pipeline,
    options: &'a RunOptions<'a>,
    events: &'a dyn Events,
    summary: RunSummary,
    steps: Steps<'a>,
}

impl Run<'_> {
    fn go(&mut self) -> Result<(), RunError> {
        let listed_ns = i64::try_from((self.options.clock)().as_nanosecond()).unwrap_or(i64::MAX);
        let sources = Sources::of(self.pipeline)?;
        let mut listing = self.steps.time(Step::List, None, || sources.list())?;
        self.summary.tell_sources(&listing);
        let opened = Opened::at(&self.options.layout, &self.summary.run_id)?;
        let mut damage = self.steps.time(Step::Heal, None, || opened.wait(heal::find(&opened.lake, &opened.before)))?;
        if damage.versions_differ {
            damage.doubt_other_catalogues(&history(&self.options.layout)?, &opened.before);
        }
        self.summary.healed = damage.notes();
        let anew =
            |away: &PathBuf| format!("the tables of an earlier version of Solieu, made anew; the old ones lie in {}", away.display());
        self.summary.healed.extend(opened.moved.as_ref().map(anew));

        let found = identify::identify(&sources, std::mem::take(&mut listing.files), self.pipeline, self.options, &opened.before)?;
        let plan = plan::plan(&found, &opened.before, &self.pipeline.name, &damage.suspect, self.options);
        let standing = (!self.options.full && !damage.versions_differ).then_some(&opened.before);
        let gathered = self.work(&sources, &found, &plan, &opened.before, standing)?;
        self.summary.tell_work(&plan, &gathered);
        self.options.go_on()?;
        let run_id = self.summary.run_id.clone();
        let learnt = Learnt {
            pipeline: self.pipeline,
            listing: &listing,
            found: &found,
            plan: &plan,
            worked: &gathered.worked,
            run_id: &run_id,
            whole: self.options.part.is_all(),
        };
        let (mut after, mut settled) = settle::settle(&opened.before, &learnt)?;
        if damage.versions_differ {
            settled.restated.extend(after.reports.keys().cloned());
        }
        after.dimensions = self.options.catalog.version().to_owned();
        let racy = found.iter().any(|source| identify::is_racy(&source.file, opened.before.listed_ns));
        // What is known of every file is not carried through commit and release.
        drop((found, plan, listing));
        self.summary.tell_state(&after, &settled);
        let mut changes = (!damage.versions_differ).then(|| settled.changes(&gathered.worked));
        self.commit(&opened, &mut after, &settled, &damage, gathered)?;
        if let Some(changes) = &mut changes {
            changes.dimensions = dimensions_differ(&opened.before.lake, &after.lake);
        }
        if after != opened.before || racy {
            after.listed_ns = listed_ns;
            after.save(&self.options.layout)?;
        }
        self.release(&opened, &mut after, changes.as_ref())
    }

    /// First what lies in the sources; then what is absent from them, unless that turned out to be replaced.
    fn work(
        &mut self,
        sources: &Sources,
        found: &[Found],
        plan: &Plan,
        before: &State,
        standing: Option<&State>,
    ) -> Result<Gathered, RunError> {
        let stage = Stage::new(&self.options.layout.scratch(), Contracts::builtin()).map_err(RunError::lake)?;
        let nothing = Gathered::nothing(stage);
        let work = plan.work.iter().filter_map(|place| found.get(*place));
        let (present, absent): (Vec<&Found>, Vec<&Found>) = work.partition(|source| source.present);
        if present.is_empty() && absent.is_empty() {
            return Ok(nothing);
        }
        let workshop = Workshop::new(self.pipeline, sources, self.options, self.events, &self.summary.run_id, standing);
        self.steps.time(Step::Read, Some((present.len() + absent.len()) as u64), || {
            let gathered = work::work_through(&workshop, &present, |pieces| commit::gather(pieces, nothing))?;
            let replaced = |source: &&Found| plan::is_replaced(source, found, before, &gathered.worked);
            let absent: Vec<&Found> = absent.into_iter().filter(|source| !replaced(source)).collect();
            work::work_through(&workshop, &absent, |pieces| commit::gather(pieces, gathered))
        })
    }

    /// Commits what changes, if anything does; the state then tells the new versions of the tables.
    fn commit(
        &mut self,
        opened: &Opened,
        after: &mut State,
        settled: &Settled,
        damage: &Damage,
        gathered: Gathered,
    ) -> Result<(), RunError> {
        let before = &opened.before;
        let same_rejects = before.rejections() == after.rejections();
        let same = settled.is_nothing() && !damage.versions_differ && same_rejects && before.dimensions == after.dimensions;
        if same {
            return Ok(());
        }
        let commit = Commit {
            lake: &opened.lake,
            before,
            after,
            settled,
            damage,
            dimensions: solieu_normalize::dimensions(self.options.catalog).map_err(RunError::rows)?,
            note: CommitNote { run_id: self.summary.run_id.clone(), at_millis: (self.options.clock)().as_millisecond() },
        };
        let committed = self.steps.time(Step::Commit, None, || opened.wait(commit.make(gathered)))?;
        after.lake = committed.versions;
        Ok(())
    }

    fn release(&mut self, opened: &Opened, after: &mut State, changes: Option<&Changes>) -> Result<(), RunError> {
        self.summary.lake_versions = after.lake.clone();
        if release::is_due(after, self.options) {
            self.options.go_on()?;
            self.steps.time(Step::Audit, None, || audit::audit(self.pipeline, after, self.options.catalog))?;
            let end = outcome::end(&Ok(()), &self.summary, self.options);
            let (lake, before, options, run_id) = (&opened.lake, &opened.before, self.options, &self.summary.run_id);
            let release = Release { lake, before, after, changes, options, run_id, end };
            let made = self.steps.time(Step::Release, None, || opened.wait(release.make()))?;
            self.summary.released = true;
            self.summary.release_updated = made.updated;
            after.release = Some(made.known);
            after.save(&self.options.layout)?;
            release::retire(self.options, &self.pipeline.retention)?;
        }
        self.summary.release = after.release.as_ref().map(|release| self.options.layout.root().join(&release.path));
        Ok(())
    }
}
