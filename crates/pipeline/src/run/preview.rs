//! What a run would do, found out without writing anything.

use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::RecordBatch;
use serde::Serialize;
use solieu_lake::{Lake, Selection};
use solieu_tables::Contracts;

use super::RunOptions;
use super::identify::{self, Found};
use super::plan::{self, Plan};
use super::settle::{self, Learnt, Settled, Worked};
use super::standing::restate;
use super::tally::tally;
use super::work::{self, Workshop};
use crate::config::Pipeline;
use crate::error::RunError;
use crate::events::Events;
use crate::past::{FIGURE_COLUMNS, FigureChange, Held, REPORT_COLUMNS, compare};
use crate::sources::Sources;
use crate::state::{KnownReport, State};
use crate::store::ContentId;
use crate::summary::Rejection;

/// What a run would do.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct RunPlan {
    /// Name of the pipeline.
    pub pipeline: String,
    /// Reports that would be worked on, by path.
    pub reports: Vec<PlannedReport>,
    /// Files that would be set aside, also those that are already.
    pub rejected: Vec<Rejection>,
    /// Reports whose source is not there any more and whose figures would stay, marked so.
    pub gone: Vec<PathBuf>,
    /// Reports that would be removed, by `on_missing = "remove"`.
    pub removed: Vec<PathBuf>,
    /// Reports that would stay as they are.
    pub unchanged: u64,
    /// Figures in the warehouse now.
    pub figures_before: u64,
    /// Figures in the warehouse afterwards.
    pub figures_after: u64,
    /// How the figures of reports that are in the warehouse would change. Those of new reports are counted above.
    pub changes: Vec<FigureChange>,
}

/// A report that would be worked on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PlannedReport {
    /// Where it lies.
    pub path: PathBuf,
    /// Its logical id.
    pub report_id: String,
    /// Why: `new file`, `changed file`, `other rules`, `asked for`.
    pub cause: &'static str,
    /// Figures of the version in the warehouse; `None` where there is none.
    pub figures_before: Option<u64>,
    /// Figures it would have.
    pub figures_after: u64,
}

/// Tells what [`super::run`] would do. Nothing is written, and no lock is taken.
///
/// # Errors
/// Broken configuration, a warehouse that cannot be read, more missing sources than the pipeline allows.
pub fn preview(pipeline: &Pipeline, options: &RunOptions<'_>, events: &dyn Events) -> Result<RunPlan, RunError> {
    let options = &RunOptions { dry: true, ..options.clone() };
    let sources = Sources::of(pipeline)?;
    let mut listing = sources.list()?;
    let before = State::load(&options.layout)?;
    let found = identify::identify(&sources, std::mem::take(&mut listing.files), pipeline, options, &before)?;
    let plan = plan::plan(&found, &before, &pipeline.name, &BTreeSet::new(), options);
    let workshop = Workshop::new(pipeline, &sources, options, events, "", None);
    let rows = work_through(&workshop, &found, &plan, &before)?;
    let learnt =
        Learnt { pipeline, listing: &listing, found: &found, plan: &plan, worked: &rows.worked, run_id: "", whole: options.part.is_all() };
    let (after, settled) = settle::settle(&before, &learnt)?;
    let path_of = |content: &ContentId, state: &State| state.reports.get(content).map(|report| report.path.clone());
    let newly_gone =
        after.reports.iter().filter(|(content, report)| report.gone && before.reports.get(*content).is_some_and(|old| !old.gone));
    Ok(RunPlan {
        pipeline: pipeline.name.clone(),
        reports: planned(&found, &plan, &before, &rows.worked, options),
        rejected: after.rejections_of(&pipeline.name),
        gone: newly_gone.map(|(_, report)| report.path.clone()).collect(),
        removed: settled.removed.iter().filter_map(|content| path_of(content, &before)).collect(),
        unchanged: plan.unchanged,
        figures_before: before.figures(),
        figures_after: after.figures(),
        changes: changes(options, &before, &after, &settled, &rows)?,
    })
}

/// What came of the work, with the rows that a comparison needs.
#[derive(Default)]
struct Rows {
    worked: Worked,
    reports: Vec<RecordBatch>,
    figures: Vec<RecordBatch>,
}

fn work_through(workshop: &Workshop<'_>, found: &[Found], plan: &Plan, before: &State) -> Result<Rows, RunError> {
    let known: BTreeSet<&str> = before.reports.values().map(|report| report.report_id.as_str()).collect();
    let sources = plan.work.iter().filter_map(|place| found.get(*place));
    let (present, absent): (Vec<&Found>, Vec<&Found>) = sources.partition(|source| source.present);
    let rows = gather(workshop, &present, &known, Rows::default())?;
    let absent: Vec<&Found> = absent.into_iter().filter(|source| !plan::is_replaced(source, found, before, &rows.worked)).collect();
    gather(workshop, &absent, &known, rows)
}

fn gather(workshop: &Workshop<'_>, sources: &[&Found], known: &BTreeSet<&str>, mut rows: Rows) -> Result<Rows, RunError> {
    work::work_through(workshop, sources, |pieces| {
        for piece in pieces {
            for report in piece? {
                match report.result {
                    Ok((known_report, report_rows)) => rows.take(report.content, known_report, report_rows, known)?,
                    Err(rejection) => {
                        rows.worked.insert(report.content, Err(rejection));
                    }
                }
            }
        }
        Ok(rows)
    })
}

impl Rows {
    fn take(
        &mut self,
        content: ContentId,
        report: KnownReport,
        rows: solieu_normalize::ReportRows,
        known: &BTreeSet<&str>,
    ) -> Result<(), RunError> {
        let compared = known.contains(report.report_id.as_str());
        let mut reports = BTreeMap::from([(content, report)]);
        for (table, rows) in solieu_normalize::tables(vec![rows]).map_err(RunError::rows)? {
            tally(&table, &rows, &mut reports).map_err(RunError::rows)?;
            match table.as_str() {
                "reports" if compared => self.reports.push(rows),
                "figures" if compared => self.figures.push(only(&rows, &FIGURE_COLUMNS)?),
                _ => {}
            }
        }
        self.worked.extend(reports.into_iter().map(|(content, report)| (content, Ok(report.into()))));
        Ok(())
    }
}

fn only(rows: &RecordBatch, columns: &[&str]) -> Result<RecordBatch, RunError> {
    let places = columns.iter().map(|name| rows.schema().index_of(name)).collect::<Result<Vec<_>, _>>();
    places.and_then(|places| rows.project(&places)).map_err(RunError::rows)
}

fn planned(found: &[Found], plan: &Plan, before: &State, worked: &Worked, options: &RunOptions<'_>) -> Vec<PlannedReport> {
    let figures = |report: &KnownReport| report.figures.values().sum::<u64>();
    let mut planned = Vec::new();
    for source in plan.work.iter().filter_map(|place| found.get(*place)) {
        let Some(Ok(report)) = source.content.as_ref().ok().and_then(|content| worked.get(content)) else { continue };
        let same = |old: &&KnownReport| old.report_id == report.report_id && old.superseded_by.is_none();
        planned.push(PlannedReport {
            path: source.file.path.clone(),
            report_id: report.report_id.clone(),
            cause: cause(source, before, options),
            figures_before: before.reports.values().map(Arc::as_ref).find(same).map(figures),
            figures_after: figures(report),
        });
    }
    planned
}

fn cause(source: &Found, before: &State, options: &RunOptions<'_>) -> &'static str {
    let content = source.content.as_ref().ok();
    let known = content.and_then(|content| before.reports.get(content));
    match (known, before.sources.get(&source.file.uri)) {
        (Some(known), _) if known.work != source.work => "other rules",
        (Some(_), _) if options.full || !options.part.is_all() => "asked for",
        (None, Some(_)) => "changed file",
        (None, None) => "new file",
        (Some(_), _) => "to be made whole",
    }
}

/// Compares the figures that the lake holds of the reports concerned with those they would have.
fn changes(options: &RunOptions<'_>, before: &State, after: &State, settled: &Settled, rows: &Rows) -> Result<Vec<FigureChange>, RunError> {
    let concerned: BTreeSet<&ContentId> = settled.restated.iter().chain(&settled.replaced).chain(&settled.removed).collect();
    let ids: BTreeSet<&str> =
        concerned.iter().filter_map(|content| before.reports.get(*content)).map(|report| report.report_id.as_str()).collect();
    let old = before.reports.iter().filter(|(_, report)| ids.contains(report.report_id.as_str()) && report.superseded_by.is_none());
    let years: BTreeSet<i32> = old.map(|(_, report)| report.report_year).collect();
    if years.is_empty() {
        return Ok(Vec::new());
    }
    let mut held = held_in_lake(options, before, years.into_iter().collect())?;
    held.keep_reports(&ids);
    let mut lines = Vec::new();
    for lines_of_one in &rows.reports {
        let restated = restate(std::slice::from_ref(lines_of_one), &after.reports, &after.reports.keys().cloned().collect());
        lines.extend(restated.map_err(RunError::rows)?.map(|lines| only(&lines, &REPORT_COLUMNS)).transpose()?);
    }
    let mut wanted = Held::of(&lines, &rows.figures).map_err(RunError::rows)?;
    // A report that stays and is not worked on stays with its figures.
    let untouched: BTreeSet<&str> = after
        .reports
        .iter()
        .filter(|(content, report)| report.superseded_by.is_none() && !rows.worked.contains_key(*content))
        .map(|(_, report)| report.report_id.as_str())
        .collect();
    held.drop_reports(&untouched);
    wanted.keep_reports(&ids);
    Ok(compare(&held, &wanted))
}

fn held_in_lake(options: &RunOptions<'_>, before: &State, years: Vec<i32>) -> Result<Held, RunError> {
    let folder = options.layout.lake();
    crate::runtime::wait(&folder, async {
        let lake = Lake::open_existing(&folder.display().to_string(), Contracts::builtin()).await.map_err(RunError::lake)?;
        let read = async |table: &str, columns: &[&str]| {
            let columns = columns.iter().map(ToString::to_string).collect();
            lake.read(table, before.lake.get(table).copied(), &Selection { years: years.clone(), columns }).await.map_err(RunError::lake)
        };
        let (reports, figures) = (read("reports", &REPORT_COLUMNS).await?, read("figures", &FIGURE_COLUMNS).await?);
        Held::of(&reports, &figures).map_err(RunError::rows)
    })
}
