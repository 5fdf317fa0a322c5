//! What a run would do, what runs did, and what may go.
#![allow(clippy::unwrap_used)]

mod support;

use jiff::Timestamp;
use solieu_pipeline::{Cause, Happened, Moment, Part, RemovableKind, Retention, as_of, diff, vacuum, vacuum_candidates};
use support::{Bench, ask, sample_with};

const GIA_LAI: &str = "gia-lai-2024.txt";

/// Two runs, the second over a changed report.
fn two_runs() -> Bench {
    let bench = Bench::with(&[GIA_LAI, "nghe-an-2023.txt"]);
    bench.run();
    bench.write(GIA_LAI, sample_with(GIA_LAI, "51/54 nhiệm vụ", "52/54 nhiệm vụ"));
    bench
}

fn run(number: u32) -> Moment {
    number.to_string().parse().unwrap()
}

#[test]
fn a_plan_tells_what_a_run_does_and_writes_nothing() {
    let bench = two_runs();
    bench.remove("nghe-an-2023.txt");
    bench.write("empty.txt", "");
    let (files, entries) = (bench.all_files(), solieu_pipeline::history(&bench.layout()).unwrap().len());
    let plan = bench.preview();
    assert_eq!(bench.all_files(), files, "nothing is written");
    let told: Vec<_> = plan.reports.iter().map(|report| (report.path.ends_with(GIA_LAI), report.cause)).collect();
    assert_eq!(told, [(true, "changed file")]);
    assert_eq!((plan.gone.len(), plan.rejected.len(), plan.removed.len()), (1, 1, 0));
    let changed: Vec<_> = plan.changes.iter().map(|change| (change.happened, change.cause)).collect();
    assert_eq!(changed, [(Happened::Changed, Cause::Source)]);
    let summary = bench.run();
    assert_eq!((summary.read, summary.gone, summary.rejected.len() as u64), (1, 1, 1));
    assert_eq!(summary.figures(), plan.figures_after);
    let done = diff(&bench.layout(), &run(1), &run(2)).unwrap();
    assert_eq!(done.changes.len(), plan.changes.len(), "the plan told what the run did");
    assert_eq!(solieu_pipeline::history(&bench.layout()).unwrap().len(), entries + 1);
}

#[test]
fn a_diff_tells_the_figure_that_changed() {
    let bench = two_runs();
    bench.run();
    let changes = diff(&bench.layout(), &run(1), &run(2)).unwrap().changes;
    let quotes: Vec<_> =
        changes.iter().map(|change| [&change.before, &change.after].map(|side| side.as_ref().unwrap().quote.clone().unwrap())).collect();
    assert_eq!(quotes, [["51/54 nhiệm vụ", "52/54 nhiệm vụ"]]);
    assert_eq!(diff(&bench.layout(), &run(2), &run(2)).unwrap().changes, []);
    bench.run();
    assert_eq!(diff(&bench.layout(), &run(2), &run(3)).unwrap().changes, [], "a second run changes nothing");
    assert!(diff(&bench.layout(), &run(1), &run(9)).unwrap_err().to_string().contains("r000009: no run"));
}

#[test]
fn figures_that_came_and_went_are_told_with_their_report() {
    let bench = Bench::with(&[GIA_LAI]);
    bench.run();
    bench.write("nghe-an-2023.txt", support::sample("nghe-an-2023.txt"));
    let summary = bench.run();
    let changes = diff(&bench.layout(), &run(1), &run(2)).unwrap().changes;
    assert!(changes.iter().all(|change| change.happened == Happened::Added && change.cause == Cause::Source));
    let of_nghe_an = bench.count("SELECT count(*) FROM figures WHERE report_year = 2023");
    assert_eq!((changes.len() as u64, summary.read), (of_nghe_an, 1));
    let back = diff(&bench.layout(), &run(2), &run(1)).unwrap().changes;
    assert!(back.iter().all(|change| change.happened == Happened::Gone) && back.len() == changes.len());
}

#[test]
fn the_warehouse_is_asked_as_it_was() {
    let mut bench = two_runs();
    bench.pipeline.retention.releases = 1;
    bench.run();
    let quotes = "SELECT quote FROM figures JOIN reports USING (content_id) WHERE superseded_by IS NULL AND quote LIKE '5_/54 nhiệm vụ'";
    assert_eq!(bench.ask(quotes), ["52/54 nhiệm vụ"]);
    let scratch = tempfile::tempdir().unwrap();
    let folder = scratch.path().join("as-of");
    for number in [1, 2] {
        let past = as_of(&bench.layout(), &run(number), Timestamp::now(), &folder).unwrap();
        assert_eq!(ask(past.path(), quotes), [format!("5{number}/54 nhiệm vụ")]);
        let runs = ask(past.path(), "SELECT count(*) FROM runs");
        assert_eq!(runs, [number.to_string()]);
    }
    assert!(!folder.exists(), "what was made for the question is gone after it");
}

#[test]
fn vacuum_removes_what_no_kept_version_needs() {
    let bench = two_runs();
    bench.run();
    let kept = Retention { releases: 1, days: 1 };
    let now = Timestamp::now();
    let candidates = vacuum_candidates(&bench.layout(), &kept, now).unwrap();
    assert!(candidates.iter().all(|removable| removable.kind == RemovableKind::Release), "a day is not over: {candidates:?}");
    let later = now + jiff::SignedDuration::from_hours(48);
    let files = bench.all_files();
    let listed = vacuum_candidates(&bench.layout(), &kept, later).unwrap();
    assert_eq!(bench.all_files(), files, "listing removes nothing");
    let kinds: std::collections::BTreeSet<_> = listed.iter().map(|removable| removable.kind).collect();
    assert!(kinds.contains(&RemovableKind::Lake) && kinds.contains(&RemovableKind::Release), "{kinds:?}");
    assert_eq!(vacuum(&bench.layout(), &kept, later).unwrap(), listed);
    assert!(diff(&bench.layout(), &run(1), &run(2)).is_err(), "the first version is gone");
    let scratch = tempfile::tempdir().unwrap();
    let past = as_of(&bench.layout(), &run(1), Timestamp::now(), &scratch.path().join("x")).unwrap_err();
    assert!(past.to_string().contains("vacuum"), "{past}");
    let contents = bench.contents();
    let after = bench.run();
    assert!(!after.released && after.healed.is_empty(), "what stands is whole");
    support::assert_same(&bench.contents(), &contents);
}

#[test]
fn vacuum_keeps_the_bytes_of_every_report_and_of_what_is_set_aside() {
    let bench = two_runs();
    bench.write("bad.txt", "no report at all, without a province");
    bench.run();
    let later = Timestamp::now() + jiff::SignedDuration::from_hours(24 * 400);
    vacuum(&bench.layout(), &Retention::default(), later).unwrap();
    let files: Vec<_> = bench.all_files().into_iter().filter(|path| path.contains("/raw/")).collect();
    assert_eq!(files.len(), 4, "two reports, the earlier version of one, and the rejected file: {files:?}");
    let stray = bench.layout().raw().join("00").join(format!("{}.zst", "0".repeat(64)));
    std::fs::create_dir_all(stray.parent().unwrap()).unwrap();
    std::fs::write(&stray, "x").unwrap();
    vacuum(&bench.layout(), &Retention::default(), later).unwrap();
    assert!(!stray.exists());
}

#[test]
fn a_part_is_redone_and_the_rest_left_alone() {
    let mut bench = two_runs();
    bench.write("nghe-an-2023.txt", sample_with("nghe-an-2023.txt", "hồ sơ", "hồ sơ "));
    bench.part = Part { year: Some(2024), ..Part::default() };
    assert_eq!((bench.preview().reports.len(), bench.run().read), (1, 1));
    let current = "SELECT count(*) FROM reports WHERE supersedes IS NOT NULL GROUP BY report_year ORDER BY report_year";
    assert_eq!(bench.ask(current), ["1"], "only the report of 2024 was read anew");
    let again = bench.run();
    assert_eq!((again.read + again.reinterpreted, again.unchanged, again.gone), (1, 1, 0), "redone, though nothing changed");
    bench.part = Part::default();
    let rest = bench.run();
    assert_eq!((rest.read, rest.gone), (1, 0), "a whole run finds what waited");
}

#[test]
fn a_new_report_of_another_province_waits_for_a_whole_run() {
    let mut bench = Bench::with(&[GIA_LAI]);
    bench.run();
    let key = bench.ask("SELECT province_key FROM reports").remove(0);
    bench.write("nghe-an-2023.txt", support::sample("nghe-an-2023.txt"));
    bench.part = Part { provinces: Some([key].into()), ..Part::default() };
    assert_eq!((bench.run().reports, bench.count("SELECT count(*) FROM reports")), (1, 1));
    bench.part = Part::default();
    bench.run();
    assert_eq!(bench.count("SELECT count(*) FROM reports"), 2);
}
