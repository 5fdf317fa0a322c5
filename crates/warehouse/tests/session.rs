//! A release held open: rows batch by batch, what there is in it, queries that are stopped.
#![allow(clippy::result_large_err, clippy::unwrap_used)]

mod common;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use solieu_warehouse::{ObjectKind, Session, dictionary, exported_views};

#[test]
fn everything_in_a_release_says_what_it_is() {
    let objects = dictionary().unwrap();
    for object in &objects {
        assert!(!object.vi.is_empty() && !object.en.is_empty(), "{}", object.name);
        assert_eq!(object.columns.is_empty(), object.kind == ObjectKind::Macro, "{}", object.name);
        for column in &object.columns {
            assert!(!column.vi.is_empty() && !column.en.is_empty(), "{}.{}", object.name, column.name);
        }
    }
    let unit = |object: &str, column: &str| {
        let object = objects.iter().find(|known| known.name == object).unwrap();
        object.columns.iter().find(|known| known.name == column).unwrap().unit.clone()
    };
    assert_eq!(unit("panel", "percent").as_deref(), Some("percent"));
    assert_eq!(unit("figures", "report_year").as_deref(), Some("year"));
    assert_eq!(unit("panel", "value"), None, "it follows from the row");
    let ranking = objects.iter().find(|object| object.name == "ranking").unwrap();
    assert_eq!(ranking.parameters, ["wanted_indicator", "wanted_year"]);
    for view in exported_views().unwrap() {
        assert!(objects.iter().any(|object| object.name == view && object.kind == ObjectKind::View), "{view}");
    }
}

#[test]
fn a_release_with_indicators_knows_the_units_of_its_wide_columns() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(&common::release(folder.path())).unwrap();
    let objects = session.dictionary().unwrap();
    let wide = objects.iter().find(|object| object.name == "panel_wide").unwrap();
    let on_time = wide.columns.iter().find(|column| column.name == "dossiers_on_time").unwrap();
    assert_eq!(on_time.unit.as_deref(), Some("percent"));
}

#[test]
fn rows_come_batch_by_batch() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(&common::release(folder.path())).unwrap();
    let mut stream = session.stream("SELECT range AS n FROM range(10000)").unwrap();
    assert_eq!(stream.schema().field(0).name(), "n");
    let mut rows = 0;
    while let Some(batch) = stream.next_batch().unwrap() {
        rows += batch.num_rows();
    }
    assert_eq!(rows, 10_000);
    let late = session.stream("SELECT if(range = 9999, error('late'), range) FROM range(10000)");
    let told = late.and_then(|mut stream| {
        while stream.next_batch()?.is_some() {}
        Ok(())
    });
    assert!(told.unwrap_err().to_string().contains("late"));
}

#[test]
fn a_query_is_stopped_and_the_next_one_runs() {
    let folder = tempfile::tempdir().unwrap();
    let session = Session::open(&common::release(folder.path())).unwrap();
    session.query("SET VARIABLE kept = 7").unwrap();
    let interrupter = session.interrupter();
    let over = Arc::new(AtomicBool::new(false));
    let told = over.clone();
    // The query may not have begun when it is stopped first: again until it is over.
    let stopper = std::thread::spawn(move || {
        while !told.load(Ordering::Relaxed) {
            interrupter.interrupt();
            std::thread::sleep(Duration::from_millis(1));
        }
    });
    let endless = session.query("SELECT sum(a.range % (b.range + 1)) FROM range(1000000000) AS a, range(1000) AS b");
    over.store(true, Ordering::Relaxed);
    stopper.join().unwrap();
    assert!(endless.unwrap_err().to_string().to_lowercase().contains("interrupt"));
    let kept = session.query("SELECT getvariable('kept')::INTEGER AS kept").unwrap();
    assert_eq!(kept.batches[0].num_rows(), 1);
}
