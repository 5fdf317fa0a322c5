//! What must hold before rows are released.

use crate::config::Pipeline;
use crate::error::RunError;
use crate::state::State;

/// Asks whether the warehouse as it stands now may be released.
///
/// # Errors
/// [`RunError::Audit`] with the audit that does not hold and by how much.
pub(super) fn audit(pipeline: &Pipeline, state: &State) -> Result<(), RunError> {
    rejected_share(pipeline, state)?;
    figures_lost(pipeline, state)
}

fn rejected_share(pipeline: &Pipeline, state: &State) -> Result<(), RunError> {
    let sources = || state.sources.values().filter(|source| source.pipeline == pipeline.name);
    let (all, rejected) = (sources().count(), sources().filter(|source| source.rejected.is_some()).count());
    let allowed = pipeline.audits.max_rejected_share;
    if share(rejected as u64, all as u64) <= allowed {
        return Ok(());
    }
    let first = sources().find_map(|source| source.rejected.as_ref()).map(|rejection| rejection.message.clone()).unwrap_or_default();
    let reason = format!("{rejected} of {all} files are rejected, more than {allowed} of all; the first: {first}");
    Err(RunError::Audit { audit: "max_rejected_share", reason })
}

fn figures_lost(pipeline: &Pipeline, state: &State) -> Result<(), RunError> {
    let before = state.release.as_ref().map_or(0, |release| release.figures);
    let now = state.figures();
    let allowed = pipeline.audits.max_figures_lost_share;
    if share(before.saturating_sub(now), before) <= allowed {
        return Ok(());
    }
    let reason = format!("{now} figures stand where the last release has {before}, a loss of more than {allowed} of all");
    Err(RunError::Audit { audit: "max_figures_lost_share", reason })
}

#[allow(clippy::cast_precision_loss)] // a share needs no exactness beyond 2^52 files
fn share(part: u64, whole: u64) -> f64 {
    if whole == 0 { 0.0 } else { part as f64 / whole as f64 }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;
    use crate::state::{KnownRelease, KnownReport};

    #[test]
    fn a_warehouse_that_lost_most_of_its_figures_is_not_released() {
        let pipeline = Pipeline::over_folder("p".into(), "x".into());
        let mut state = State { release: Some(KnownRelease { figures: 100, ..KnownRelease::default() }), ..State::default() };
        let report = |figures| KnownReport { figures: [("a".to_owned(), figures)].into(), ..KnownReport::default() };
        state.reports.insert("id".to_owned().into(), report(50));
        audit(&pipeline, &state).unwrap();
        state.reports.insert("id".to_owned().into(), report(49));
        let error = audit(&pipeline, &state).unwrap_err().to_string();
        assert!(error.contains("max_figures_lost_share") && error.contains("49 figures stand where the last release has 100"), "{error}");
    }
}
