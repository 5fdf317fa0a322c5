//! A changed catalogue: stored extractions are interpreted anew, and what says the same is left alone.
#![allow(clippy::unwrap_used)]

mod support;

use std::path::{Path, PathBuf};

use solieu_catalog::Catalog;
use solieu_pipeline::RunSummary;
use support::{Bench, assert_same, samples};

const NAMES: [&str; 4] = ["gia-lai-2024.txt", "nghe-an-2023.txt", "hai-phong-2025.txt", "binh-dinh-2024.txt"];
const ON_TIME: &str = "id = \"dossiers.on_time\"";

/// Sources are told by their URI, so all benches look at one folder.
fn bench() -> Bench {
    let mut bench = Bench::with(&[]);
    bench.pipeline.sources[0].path = samples();
    bench.pipeline.sources[0].include = NAMES.map(str::to_owned).to_vec();
    bench
}

/// The built-in catalogue with something replaced behind the id of one indicator.
fn catalog_with(id: &str, from: &str, to: &str) -> &'static Catalog {
    let folder = tempfile::tempdir().unwrap();
    let mut replaced = false;
    copy(&Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas"), folder.path(), &mut |text| {
        let Some(at) = text.find(id) else { return text };
        replaced = true;
        let (before, behind) = text.split_at(at);
        assert!(behind.contains(from), "`{from}` does not stand behind `{id}`");
        format!("{before}{}", behind.replacen(from, to, 1))
    });
    assert!(replaced, "no file has `{id}`");
    Box::leak(Box::new(Catalog::from_dir(folder.path()).unwrap()))
}

fn copy(from: &Path, to: &Path, change: &mut dyn FnMut(String) -> String) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let path = entry.unwrap().path();
        let target: PathBuf = to.join(path.file_name().unwrap());
        if path.is_dir() {
            copy(&path, &target, change);
        } else {
            std::fs::write(target, change(std::fs::read_to_string(&path).unwrap())).unwrap();
        }
    }
}

/// Tables of the lake that a run brought to another version.
fn written(before: &RunSummary, after: &RunSummary) -> Vec<String> {
    let differs = |(table, version): &(&String, &u64)| before.lake_versions.get(*table) != Some(version);
    after.lake_versions.iter().filter(differs).map(|(table, _)| table.clone()).collect()
}

/// Runs over a warehouse with the built-in catalogue, then with another, and compares with a warehouse that knew the other only.
fn run_with(catalog: &'static Catalog) -> (Bench, Vec<String>) {
    let (mut bench, mut fresh) = (bench(), bench());
    let first = bench.run();
    (bench.catalog, fresh.catalog) = (catalog, catalog);
    let second = bench.run();
    assert_eq!((second.read, second.reinterpreted, second.released, second.release_updated), (0, 4, true, true));
    assert!(!bench.run().released, "nothing is left to do");
    fresh.run();
    assert_same(&bench.contents(), &fresh.contents());
    for computed in ["panel", "panel_today", "unnamed", "panel_wide", "coverage"] {
        let rows = |bench: &Bench| bench.ask(&format!("FROM {computed} ORDER BY ALL"));
        assert_eq!(rows(&bench), rows(&fresh), "{computed}");
    }
    (bench, written(&first, &second))
}

#[test]
fn a_rule_that_says_nothing_new_writes_the_lines_of_the_reports_only() {
    let (_, written) = run_with(catalog_with(ON_TIME, "\"{tronghan}\",", "\"{tronghan}\", \"một câu không báo cáo nào nêu\","));
    assert_eq!(written, ["reports"]);
}

#[test]
fn a_name_is_in_every_computed_table() {
    let (bench, written) = run_with(catalog_with(ON_TIME, "\"Dossiers resolved on or before time\"", "\"Dossiers in time\""));
    assert_eq!(written, ["indicators", "reports"]);
    assert_eq!(bench.ask("SELECT name_en FROM indicators WHERE indicator = 'dossiers.on_time'"), ["Dossiers in time"]);
}

#[test]
fn an_indicator_that_no_figure_has_is_in_the_views_that_list_indicators() {
    let new = "\n[[indicator]]\nid = \"dossiers.by_drone\"\nname_vi = \"Hồ sơ bay\"\nname_en = \"Dossiers by drone\"\nunit = \"dossier\"\n\
               measure = \"count\"\ncombine = \"sum\"\naccumulation = \"flow\"\n\n[[indicator.rule]]\ncues = [\"máy bay không người lái\"]\n\
               units = [\"dossier\"]\nmeasures = [\"count\"]\n\n[[indicator]]\n";
    let (bench, written) = run_with(catalog_with(ON_TIME, "\n[[indicator]]\n", new));
    assert_eq!(written, ["indicators", "reports"]);
    let listed = "SELECT count(*) FROM indicators WHERE indicator = 'dossiers.by_drone'";
    assert_eq!((bench.count(listed), bench.count("SELECT count(*) FROM coverage WHERE indicator = 'dossiers.by_drone'") > 0), (1, true));
}

#[test]
fn how_an_indicator_combines_is_in_what_is_computed_from_it() {
    let merged = "SELECT DISTINCT method FROM panel_today WHERE indicator = 'dossiers.on_time' AND parts > 1 ORDER BY ALL";
    let before = bench();
    before.run();
    let (bench, _) = run_with(catalog_with(ON_TIME, "combine = \"rebuild\"", "combine = \"none\""));
    assert_ne!(bench.ask(merged), before.ask(merged));
}

#[test]
fn a_rule_that_no_longer_holds_takes_its_figures_along() {
    let on_time = "SELECT count(*) FROM panel WHERE indicator = 'dossiers.on_time'";
    let mut built_in = bench();
    built_in.run();
    assert!(built_in.count(on_time) > 0);
    let nothing = "units = [\"class\"]";
    built_in.catalog = catalog_with(ON_TIME, "units = [\"dossier\", \"percent\", \"case\"]", nothing);
    let summary = built_in.run();
    assert_eq!((summary.reinterpreted, summary.release_updated), (4, false), "most reports say something else");
    let mut fresh = bench();
    fresh.catalog = built_in.catalog;
    fresh.run();
    assert_same(&built_in.contents(), &fresh.contents());
}

#[test]
fn what_follows_from_the_text_alone_is_never_written_again() {
    let mut bench = bench();
    let first = bench.run();
    bench.catalog = catalog_with(ON_TIME, "weight = 1.2", "weight = 0.1");
    let written = written(&first, &bench.run());
    assert!(!written.iter().any(|table| table == "mentions" || table == "citations"), "{written:?}");
    let mut fresh = self::bench();
    fresh.catalog = bench.catalog;
    fresh.run();
    assert_same(&bench.contents(), &fresh.contents());
}

/// A run by another catalogue died after its commits; the next is by the first again, whose state says nothing is new.
#[test]
fn rows_of_a_catalogue_that_was_given_up_go() {
    let mut bench = bench();
    bench.run();
    let (state, wanted) = (std::fs::read(bench.layout().state()).unwrap(), bench.contents());
    bench.catalog = catalog_with(ON_TIME, "weight = 1.2", "weight = 0.1");
    bench.run();
    assert_ne!(bench.contents(), wanted);
    std::fs::write(bench.layout().state(), &state).unwrap();
    bench.catalog = Catalog::builtin();
    bench.run();
    assert_same(&bench.contents(), &wanted);
}
