//! Only what changed is worked on, and nothing is lost by a change.
#![allow(clippy::unwrap_used)]

mod support;

use solieu_pipeline::{OnMissing, RunError, RunStatus};
use support::{Bench, assert_same, sample, sample_with};

#[test]
fn an_unchanged_input_makes_no_file_and_no_release() {
    let bench = Bench::with(&["gia-lai-2024.txt", "nghe-an-2023.txt"]);
    let first = bench.run();
    assert_eq!((first.read, first.unchanged, first.released), (2, 0, true));
    let (files, contents) = (bench.data_files(), bench.contents());
    let second = bench.run();
    assert_eq!((second.read, second.unchanged, second.released, &second.healed), (0, 2, false, &vec![]));
    assert_eq!((second.figures_by_area, second.release), (first.figures_by_area, first.release));
    assert_eq!(bench.data_files(), files);
    assert_same(&bench.contents(), &contents);
    let runs = solieu_pipeline::history(&bench.layout()).unwrap();
    assert_eq!(runs.iter().map(|run| run.status()).collect::<Vec<_>>(), [RunStatus::Done, RunStatus::Unchanged]);
    assert_eq!(bench.ask("SELECT run_id, status, figures > 0 FROM runs"), ["r000001|done|true"]);
}

#[test]
fn equal_inputs_make_equal_files() {
    let names = ["gia-lai-2024.txt", "nghe-an-2023.txt", "hai-phong-2025.txt"];
    let (mut one, mut other) = (Bench::with(&names), Bench::with(&names));
    // Sources are told by their URI, so both look at one folder; the other takes it in in two runs.
    one.pipeline.sources[0].path = support::samples();
    one.pipeline.sources[0].include = names.map(str::to_owned).to_vec();
    other.pipeline.sources = one.pipeline.sources.clone();
    one.run();
    other.run();
    let names = |bench: &Bench| bench.data_files().iter().map(|path| path.rsplit('/').next().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(names(&one), names(&other));
    other.full = true;
    assert_eq!(other.run().read, 3);
    assert_same(&one.contents(), &other.contents());
}

#[test]
fn a_changed_report_supersedes_its_earlier_version() {
    let bench = Bench::with(&["gia-lai-2024.txt", "nghe-an-2023.txt"]);
    let first = bench.run();
    bench.write("gia-lai-2024.txt", sample_with("gia-lai-2024.txt", "51/54 nhiệm vụ", "52/54 nhiệm vụ"));
    let second = bench.run();
    assert_eq!((second.read, second.unchanged, second.reports), (1, 1, 2));
    assert_eq!(second.figures(), first.figures());
    let quotes = "SELECT quote FROM figures WHERE quote LIKE '5_/54 nhiệm vụ'";
    assert_eq!(bench.ask(quotes), ["52/54 nhiệm vụ"]);
    let versions =
        "SELECT count(*), count(superseded_by), count(supersedes), count(DISTINCT report_id) FROM reports WHERE report_year = 2024";
    assert_eq!(bench.ask(versions), ["2|1|1|1"]);
    bench.write("gia-lai-2024.txt", sample("gia-lai-2024.txt"));
    bench.run();
    assert_eq!(bench.ask(quotes), ["51/54 nhiệm vụ"], "back to the first version");
    assert_eq!(bench.ask(versions), ["2|1|1|1"]);
}

#[test]
fn a_vanished_source_keeps_its_figures_and_may_come_back() {
    let bench = Bench::with(&["gia-lai-2024.txt", "nghe-an-2023.txt"]);
    let first = bench.run();
    let contents = bench.contents();
    bench.remove("nghe-an-2023.txt");
    let second = bench.run();
    assert_eq!((second.gone, second.figures(), second.released), (1, first.figures(), true));
    assert_eq!(bench.ask("SELECT report_year FROM reports WHERE source_gone"), ["2023"]);
    assert!(!bench.run().released, "it is gone once");
    bench.write("nghe-an-2023.txt", sample("nghe-an-2023.txt"));
    assert_eq!(bench.run().gone, 0);
    assert_same(&bench.contents(), &contents);
}

#[test]
fn a_source_that_moved_is_the_same_report() {
    let bench = Bench::with(&["gia-lai-2024.txt"]);
    let first = bench.run();
    bench.write("2024/gia-lai.txt", sample("gia-lai-2024.txt"));
    assert_eq!(bench.run().duplicates, 1);
    bench.remove("gia-lai-2024.txt");
    let moved = bench.run();
    assert_eq!((moved.gone, moved.read, moved.reports, moved.figures()), (0, 0, 1, first.figures()));
    assert_eq!(bench.ask("SELECT source_uri LIKE '%/2024/gia-lai.txt', source_gone FROM reports"), ["true|false"]);
}

#[test]
fn missing_sources_are_removed_only_as_far_as_the_pipeline_allows() {
    let mut bench = Bench::with(&["gia-lai-2024.txt", "nghe-an-2023.txt", "hai-phong-2025.txt"]);
    bench.pipeline.on_missing = OnMissing::Remove;
    bench.run();
    bench.remove("nghe-an-2023.txt");
    let error = bench.try_run().unwrap_err();
    assert!(matches!(error, RunError::TooManyMissing { missing: 1, known: 3, .. }), "{error}");
    assert_eq!(bench.count("SELECT count(*) FROM reports"), 3, "the release is as before");
    bench.pipeline.max_missing_share = 0.5;
    let summary = bench.run();
    assert_eq!((summary.removed, summary.reports), (1, 2));
    let left = "SELECT count(*) FROM figures WHERE report_year = 2023";
    assert_eq!((bench.count(left), bench.count("SELECT count(*) FROM reports")), (0, 2));
}

#[test]
fn a_blocked_audit_leaves_the_last_release_and_is_asked_again() {
    let mut bench = Bench::with(&["gia-lai-2024.txt", "nghe-an-2023.txt"]);
    let first = bench.run();
    (bench.pipeline.on_missing, bench.pipeline.max_missing_share) = (OnMissing::Remove, 1.0);
    bench.pipeline.audits.max_figures_lost_share = 0.1;
    bench.remove("gia-lai-2024.txt");
    for _ in 0..2 {
        assert!(matches!(bench.try_run().unwrap_err(), RunError::Audit { audit: "max_figures_lost_share", .. }));
        assert_eq!(bench.count("SELECT count(*) FROM figures"), first.figures());
    }
    bench.pipeline.audits.max_figures_lost_share = 0.9;
    assert!(bench.run().released);
    assert!(bench.count("SELECT count(*) FROM figures") < first.figures());
}

#[test]
fn two_pipelines_share_a_warehouse() {
    let mut bench = Bench::with(&["gia-lai-2024.txt"]);
    bench.run();
    bench.pipeline.name = "other".into();
    bench.pipeline.sources[0].path = support::samples();
    bench.pipeline.sources[0].include = vec!["nghe-an-2023.txt".into(), "gia-lai-2024.txt".into()];
    let summary = bench.run();
    assert_eq!((summary.read, summary.duplicates, summary.gone, summary.reports), (1, 1, 0, 2));
}

#[test]
fn old_releases_go_by_retention() {
    let mut bench = Bench::with(&["gia-lai-2024.txt"]);
    bench.pipeline.retention.releases = 2;
    for wanted in ["50/54 nhiệm vụ", "49/54 nhiệm vụ", "48/54 nhiệm vụ"] {
        bench.run();
        bench.write("gia-lai-2024.txt", sample_with("gia-lai-2024.txt", "51/54 nhiệm vụ", wanted));
    }
    bench.run();
    let left = std::fs::read_dir(bench.layout().releases()).unwrap().count();
    assert_eq!(left, 2);
}

/// What the release computes beside the rows of the lake.
const COMPUTED: [&str; 4] = ["FROM panel", "FROM panel_today", "FROM panel_wide", "FROM year_over_year"];

#[test]
fn a_release_made_from_the_last_one_is_as_one_made_whole() {
    let bench = Bench::with(&[
        "binh-dinh-2024.txt",
        "dak-lak-2014.txt",
        "gia-lai-2024.txt",
        "gia-lai-2025.txt",
        "hai-phong-2025.txt",
        "nghe-an-2023.txt",
        "thua-thien-hue-2021.txt",
    ]);
    assert!(!bench.run().release_updated);
    let check = |what: &str| {
        assert!(bench.run().release_updated, "{what}");
        let updated: Vec<_> = COMPUTED.iter().map(|sql| bench.ask(&format!("{sql} ORDER BY ALL"))).collect();
        let contents = bench.contents();
        bench.lose_release();
        let whole = bench.run();
        assert!(whole.released && !whole.release_updated, "{what}");
        assert_same(&bench.contents(), &contents);
        for (sql, updated) in COMPUTED.iter().zip(updated) {
            assert_eq!(bench.ask(&format!("{sql} ORDER BY ALL")), updated, "{what}: {sql}");
        }
    };
    bench.write("gia-lai-2024.txt", sample_with("gia-lai-2024.txt", "51/54 nhiệm vụ", "52/54 nhiệm vụ"));
    check("a changed report");
    bench.remove("binh-dinh-2024.txt");
    check("a source that vanished");
    bench.write("binh-dinh-2024.txt", sample("binh-dinh-2024.txt"));
    check("one that came back");
    bench.write("gia-lai-2025.txt", "nothing to read");
    check("one that is rejected now");
}
