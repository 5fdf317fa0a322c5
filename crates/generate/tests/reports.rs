//! Generated reports: distinct, the same each time, with figures where they are said to be.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeSet;

use solieu_catalog::Catalog;
use solieu_generate::{LakePlan, Plan, Report, figure_batches, identities, report, report_batch, write_reports};
use solieu_tables::Contracts;

fn some(count: usize, plan: &Plan) -> Vec<Report> {
    identities(Catalog::builtin().provinces()).step_by(97).take(count).map(|identity| report(&identity, plan)).collect()
}

#[test]
fn there_are_enough_distinct_reports() {
    let all: Vec<_> = identities(Catalog::builtin().provinces()).collect();
    let keys: BTreeSet<_> = all.iter().map(|i| (i.province.key(), i.year, i.slot.period, i.date)).collect();
    assert_eq!(keys.len(), all.len());
    assert!(all.len() >= 10_000, "{}", all.len());
}

#[test]
fn figures_stand_where_they_are_said_to() {
    for report in some(20, &Plan::default()) {
        let chars: Vec<char> = report.text.chars().collect();
        assert!((55_000..70_000).contains(&report.text.len()), "{}", report.text.len());
        assert!(report.figures.len() > 80, "{}", report.figures.len());
        for figure in &report.figures {
            let quote: String = chars[figure.start as usize..figure.end as usize].iter().collect();
            assert!(quote.starts_with(|c: char| c.is_ascii_digit()) || quote.starts_with("thứ "), "{quote:?}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let plan = Plan { seed: 4, reports: 12, bytes: 8_000 };
    assert_eq!(some(12, &plan), some(12, &plan));
    assert_ne!(some(12, &plan), some(12, &Plan { seed: 5, ..plan }));
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(write_reports(folder.path(), &plan).unwrap().reports, 12);
    assert!(write_reports(folder.path(), &Plan { reports: 1 << 20, ..plan }).is_err());
}

#[test]
fn lakes_keep_the_contracts() {
    let plan = LakePlan { seed: 1, reports: 130, figures: 30 };
    Contracts::builtin().get("reports").unwrap().check(&report_batch(&plan).unwrap()).unwrap();
    let batches = figure_batches(&plan).unwrap();
    assert_eq!(batches.iter().map(|b| b.num_rows()).sum::<usize>(), 130 * 30);
    for batch in &batches {
        Contracts::builtin().get("figures").unwrap().check(batch).unwrap();
    }
}
