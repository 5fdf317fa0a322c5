//! What must hold before rows are released.

use std::collections::BTreeSet;

use jiff::civil::Date;
use solieu_catalog::{Catalog, Province};

use crate::config::{Coverage, Pipeline};
use crate::error::RunError;
use crate::state::State;

/// Asks whether the warehouse as it stands now may be released.
///
/// # Errors
/// [`RunError::Audit`] with the audit that does not hold and by how much.
pub(super) fn audit(pipeline: &Pipeline, state: &State, catalog: &Catalog) -> Result<(), RunError> {
    rejected_share(pipeline, state)?;
    figures_lost(pipeline, state)?;
    province_years_lost(pipeline, state)?;
    pipeline.audits.coverage.iter().try_for_each(|wanted| covered(wanted, state, catalog))
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

fn province_years_lost(pipeline: &Pipeline, state: &State) -> Result<(), RunError> {
    let allowed = pipeline.audits.max_province_year_lost_share;
    let Some(release) = &state.release else { return Ok(()) };
    let now = state.figures_by_province_year();
    let lost = release.figures_by_province_year.iter().filter_map(|(place, before)| Some((place, before, now.get(place)?)));
    let lost = lost.filter(|(_, before, now)| share(before.saturating_sub(**now), **before) > allowed);
    let lost: Vec<String> = lost.map(|(place, before, now)| format!("{place}: {now} where the last release has {before}")).collect();
    if lost.is_empty() {
        return Ok(());
    }
    let reason = format!("figures of a province and report year, a loss of more than {allowed}: {}", first(&lost));
    Err(RunError::Audit { audit: "max_province_year_lost_share", reason })
}

fn covered(wanted: &Coverage, state: &State, catalog: &Catalog) -> Result<(), RunError> {
    let Ok(day) = Date::new(i16::try_from(wanted.year).unwrap_or(i16::MAX), 12, 31) else { return Ok(()) };
    let reported: BTreeSet<&str> = state
        .reports
        .values()
        .filter(|report| report.replaced.is_none() && report.report_year == wanted.year)
        .map(|report| report.province_key.as_str())
        .collect();
    // A report of that year may come under the key of the province before it changed its name or region.
    let has_reported = |province: &Province| {
        let key = province.key();
        let today = |key: &str| catalog.provinces().successor_of(key, day).map(Province::key);
        reported.contains(key.as_str()) || reported.iter().any(|other| today(other).as_deref() == Some(key.as_str()))
    };
    let all: Vec<&Province> = catalog.provinces().valid_on(day).collect();
    let missing: Vec<String> = all.iter().filter(|province| !has_reported(province)).map(|province| province.display_name()).collect();
    if share((all.len() - missing.len()) as u64, all.len() as u64) >= wanted.min_share {
        return Ok(());
    }
    let reason = format!(
        "{} of {} provinces have reported on {}, less than {}; missing: {}",
        all.len() - missing.len(),
        all.len(),
        wanted.year,
        wanted.min_share,
        first(&missing)
    );
    Err(RunError::Audit { audit: "coverage", reason })
}

/// The first few of a list, and how many more there are.
fn first(list: &[String]) -> String {
    const SHOWN: usize = 5;
    let shown = list.iter().take(SHOWN).cloned().collect::<Vec<_>>().join(", ");
    if list.len() > SHOWN { format!("{shown} and {} more", list.len() - SHOWN) } else { shown }
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

    fn report(province_key: &str, report_year: i32, figures: u64) -> KnownReport {
        KnownReport { province_key: province_key.into(), report_year, figures: [("a".into(), figures)].into(), ..KnownReport::default() }
    }

    fn state(reports: &[KnownReport]) -> State {
        let known = reports.iter().enumerate().map(|(place, report)| (place.to_string().into(), report.clone().into()));
        State { reports: known.collect(), ..State::default() }
    }

    fn check(pipeline: &Pipeline, state: &State, expect: &str) {
        let error = audit(pipeline, state, Catalog::builtin()).map_or_else(|error| error.to_string(), |()| String::new());
        assert!(if expect.is_empty() { error.is_empty() } else { error.contains(expect) }, "{error}");
    }

    #[test]
    fn a_warehouse_that_lost_most_of_its_figures_is_not_released() {
        let pipeline = Pipeline::over_folder("p".into(), "x".into());
        let with = |figures| State {
            release: Some(KnownRelease { figures: 100, ..KnownRelease::default() }),
            ..state(&[report("94@2004-01-01", 2016, figures)])
        };
        check(&pipeline, &with(50), "");
        check(&pipeline, &with(49), "max_figures_lost_share` blocks the release: 49 figures stand where the last release has 100");
    }

    #[test]
    fn a_province_year_that_lost_nearly_all_is_not_released_unless_its_report_went() {
        let pipeline = Pipeline::over_folder("p".into(), "x".into());
        let before = [("94@2004-01-01/2016".to_owned(), 100), ("92@2004-01-01/2016".to_owned(), 1000)];
        let release = Some(KnownRelease { figures_by_province_year: before.into(), ..KnownRelease::default() });
        let check = |figures, expect: &str| {
            let state = State { release: release.clone(), ..state(&[report("94@2004-01-01", 2016, figures)]) };
            check(&pipeline, &state, expect);
        };
        check(10, "");
        check(9, "94@2004-01-01/2016: 9 where the last release has 100");
    }

    #[test]
    fn a_year_that_is_not_covered_is_not_released() {
        let mut pipeline = Pipeline::over_folder("p".into(), "x".into());
        pipeline.audits.coverage = vec![Coverage { year: 2016, min_share: 2.0 / 63.0 }];
        check(&pipeline, &state(&[report("94@2004-01-01", 2016, 1)]), "1 of 63 provinces have reported on 2016");
        check(&pipeline, &state(&[report("94@2004-01-01", 2016, 1), report("01@2008-08-01", 2016, 1)]), "");
    }
}
