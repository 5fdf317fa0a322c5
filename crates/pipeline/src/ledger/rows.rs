//! The ledger as rows of the tables `runs` and `run_steps`.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray, TimestampMicrosecondArray};
use arrow::error::ArrowError;
use jiff::Timestamp;
use solieu_tables::Contracts;

use super::{RunEnd, RunRecord, StepRecord};

/// Rows of `runs` and `run_steps`, by their contracts.
pub(crate) fn ledger_tables(runs: &[RunRecord], contracts: &Contracts) -> Result<[(String, RecordBatch); 2], ArrowError> {
    let table = |name: &str, columns: Vec<ArrayRef>| -> Result<(String, RecordBatch), ArrowError> {
        let contract = contracts.get(name).map_err(|error| ArrowError::ExternalError(Box::new(error)))?;
        Ok((name.to_owned(), RecordBatch::try_new(contract.arrow_schema(), columns)?))
    };
    let steps: Vec<_> = runs.iter().flat_map(|run| run.steps.iter().map(move |step| (run.run_id.as_str(), step))).collect();
    Ok([table("runs", run_columns(runs))?, table("run_steps", step_columns(&steps))?])
}

fn run_columns(runs: &[RunRecord]) -> Vec<ArrayRef> {
    let text = |get: fn(&RunRecord) -> Option<String>| texts(runs.iter().map(get));
    let count = |get: fn(&RunEnd) -> i64| counts(runs.iter().map(|run| Some(run.end.as_ref().map_or(0, get))));
    vec![
        text(|run| Some(run.run_id.clone())),
        text(|run| Some(run.start.pipeline.clone())),
        times(runs.iter().map(|run| Some(run.start.started_at))),
        times(runs.iter().map(|run| run.end.as_ref().map(|end| end.ended_at))),
        text(|run| Some(run.status().name().to_owned())),
        Arc::new(runs.iter().map(|run| run.end.as_ref().map(|end| end.exit_status)).collect::<Int32Array>()),
        count(|end| end.sources_listed),
        count(|end| end.sources_selected),
        count(|end| end.reports_read),
        count(|end| end.reports_reinterpreted),
        count(|end| end.reports_unchanged),
        count(|end| end.reports_rejected),
        count(|end| end.reports_gone),
        count(|end| end.figures),
        count(|end| end.findings),
        text(|run| run.end.as_ref()?.release.clone()),
        text(|run| run.end.as_ref().map(|end| json(&end.lake_versions))),
        text(|run| Some(run.start.binary_version.clone())),
        text(|run| Some(run.start.extractor_version.clone())),
        text(|run| Some(run.start.catalogue_version.clone())),
        text(|run| Some(json(&run.start.options))),
        text(|run| run.end.as_ref()?.message.clone()),
    ]
}

fn step_columns(steps: &[(&str, &StepRecord)]) -> Vec<ArrayRef> {
    vec![
        texts(steps.iter().map(|(run, _)| Some((*run).to_owned()))),
        Arc::new(steps.iter().map(|(_, step)| Some(step.ordinal)).collect::<Int32Array>()),
        texts(steps.iter().map(|(_, step)| Some(step.step.clone()))),
        times(steps.iter().map(|(_, step)| Some(step.started_at))),
        times(steps.iter().map(|(_, step)| Some(step.ended_at))),
        texts(steps.iter().map(|(_, step)| Some(step.status.name().to_owned()))),
        counts(steps.iter().map(|(_, step)| step.rows)),
        counts(steps.iter().map(|(_, step)| step.bytes)),
        texts(steps.iter().map(|(_, step)| step.message.clone())),
    ]
}

fn texts(values: impl Iterator<Item = Option<String>>) -> ArrayRef {
    Arc::new(values.collect::<StringArray>())
}

fn counts(values: impl Iterator<Item = Option<i64>>) -> ArrayRef {
    Arc::new(values.collect::<Int64Array>())
}

fn times(values: impl Iterator<Item = Option<Timestamp>>) -> ArrayRef {
    Arc::new(values.map(|time| time.map(Timestamp::as_microsecond)).collect::<TimestampMicrosecondArray>())
}

fn json(value: &impl serde::Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}
