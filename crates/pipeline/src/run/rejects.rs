//! Files set aside as rows of the table `rejects`.

use std::sync::Arc;

use arrow::array::{ArrayRef, Int32Array, Int64Array, RecordBatch, StringArray, new_null_array};
use arrow::datatypes::Field;
use solieu_document::MediaType;
use solieu_tables::Contracts;

use crate::error::RunError;
use crate::state::{KnownReport, KnownSource, State};
use crate::store::ContentId;
use crate::summary::Rejection;

/// The table of what is set aside.
pub(super) const REJECTS: &str = "rejects";

/// Every file, and every part of a report, that is set aside now; by the contract.
pub(super) fn rejects_table(state: &State) -> Result<RecordBatch, RunError> {
    let contract = Contracts::builtin().get(REJECTS).map_err(RunError::rows)?;
    let schema = contract.arrow_schema();
    let files = state.sources.values().filter_map(Reject::of_file);
    let rejects: Vec<Reject<'_>> = files.chain(state.reports.iter().flat_map(Reject::of_parts)).collect();
    let columns = schema.fields().iter().map(|field| column(field, &rejects)).collect();
    RecordBatch::try_new(schema, columns).map_err(RunError::rows)
}

struct Reject<'a> {
    rejection: &'a Rejection,
    content: Option<&'a ContentId>,
    bytes: u64,
    report: Option<&'a KnownReport>,
    run_id: &'a str,
}

impl<'a> Reject<'a> {
    fn of_file(source: &'a KnownSource) -> Option<Self> {
        let rejection = source.rejected.as_ref()?;
        Some(Self { rejection, content: source.content.as_ref(), bytes: source.bytes, report: None, run_id: &source.rejected_in })
    }

    fn of_parts((content, report): (&'a ContentId, &'a Arc<KnownReport>)) -> impl Iterator<Item = Self> {
        let parts = report.rejected_parts.iter();
        parts.map(move |rejection| Self {
            rejection,
            content: Some(content),
            bytes: report.bytes,
            report: Some(report),
            run_id: &report.run_id,
        })
    }

    fn id(&self) -> String {
        let mut hash = blake3::Hasher::new();
        let content = self.content.map_or("", ContentId::as_str);
        for part in [&self.rejection.uri, content, self.rejection.part.as_deref().unwrap_or_default(), &self.rejection.reason] {
            hash.update(part.as_bytes()).update(&[0]);
        }
        hash.finalize().to_hex().as_str().chars().take(16).collect()
    }
}

/// The column of that name; one that nothing is said for is null.
fn column(field: &Field, rejects: &[Reject<'_>]) -> ArrayRef {
    let text = |get: fn(&Reject<'_>) -> Option<String>| -> ArrayRef { Arc::new(rejects.iter().map(get).collect::<StringArray>()) };
    match field.name().as_str() {
        "reject_id" => text(|reject| Some(reject.id())),
        "content_id" => text(|reject| reject.content.map(ToString::to_string)),
        "source_uri" => text(|reject| Some(reject.rejection.uri.clone())),
        "media_type" => text(|reject| MediaType::of(reject.rejection.path.as_ref()).map(|media| media.name().to_owned())),
        "bytes" => Arc::new(rejects.iter().map(|reject| reject.content.and(i64::try_from(reject.bytes).ok())).collect::<Int64Array>()),
        "report_year" => Arc::new(rejects.iter().map(|reject| reject.report.map(|report| report.report_year)).collect::<Int32Array>()),
        "part" => text(|reject| reject.rejection.part.clone()),
        "step" => text(|reject| Some(reject.rejection.step.clone())),
        "reason" => text(|reject| Some(reject.rejection.reason.clone())),
        "message" => text(|reject| Some(reject.rejection.message.clone())),
        "advice" => text(|reject| Some(reject.rejection.advice.clone())),
        "run_id" => text(|reject| Some(reject.run_id.to_owned())),
        _ => new_null_array(field.data_type(), rejects.len()),
    }
}
