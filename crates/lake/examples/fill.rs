//! Fills a lake with figures of many reports and says how long it took and how much memory.
//!
//!     cargo run --release -p solieu-lake --example fill -- FOLDER REPORTS
#![allow(clippy::unwrap_used, clippy::print_stdout)]

use std::path::Path;
use std::sync::Arc;
use std::time::Instant;

use arrow::array::{ArrayRef, Decimal128Array, Float64Array, Int32Array, RecordBatch, StringArray, new_null_array};
use arrow::datatypes::DataType;
use solieu_lake::{Change, CommitNote, Lake, Stage};
use solieu_tables::Contracts;

const FIGURES: usize = 200;
const AT_ONCE: usize = 64;

#[tokio::main]
async fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    let (folder, reports) = (Path::new(&arguments[1]), arguments[2].parse::<usize>().unwrap());
    let lake = Lake::open(folder.join("lake").to_str().unwrap(), Contracts::builtin()).await.unwrap();
    let all: Vec<usize> = (0..reports).collect();
    commit(&lake, folder, "first", &all).await;
    commit(&lake, folder, "the same again", &all).await;
    commit(&lake, folder, "one anew", &[reports]).await;
}

async fn commit(lake: &Lake, folder: &Path, what: &str, reports: &[usize]) {
    let start = Instant::now();
    let mut stage = Stage::new(&folder.join("stage"), Contracts::builtin()).unwrap();
    for some in reports.chunks(AT_ONCE) {
        stage.add("figures", &figures(some)).unwrap();
    }
    let staged = start.elapsed();
    let note = CommitNote { run_id: what.to_owned(), at_millis: 0 };
    let done = lake.commit(Change::new(stage), &note).await.unwrap();
    println!("{what}: staged after {staged:.1?}, committed after {:.1?}, {} files, {}", start.elapsed(), done.files_added, peak());
}

fn figures(reports: &[usize]) -> RecordBatch {
    let contract = Contracts::builtin().get("figures").unwrap();
    let rows: Vec<(usize, usize)> = reports.iter().flat_map(|&report| (0..FIGURES).map(move |at| (report, at))).collect();
    let text = |of: &dyn Fn(&(usize, usize)) -> String| Arc::new(rows.iter().map(|row| Some(of(row))).collect::<StringArray>()) as ArrayRef;
    let number = |of: &dyn Fn(&(usize, usize)) -> usize| {
        Arc::new(rows.iter().map(|row| i32::try_from(of(row)).ok()).collect::<Int32Array>()) as ArrayRef
    };
    let columns = contract.columns.iter().map(|column| match (column.name.as_str(), column.kind.arrow()) {
        ("figure_id", _) => text(&|row| format!("{:016x}{:04x}", row.0.wrapping_mul(0x9e37_79b9_7f4a_7c15), row.1)),
        ("content_id", _) => text(&|row| format!("{:064x}", row.0.wrapping_mul(0x9e37_79b9_7f4a_7c15))),
        ("province_key" | "territory", _) => text(&|row| format!("{:02}@2004-01-01", row.0 % 63)),
        ("report_id", _) => text(&|row| format!("ubnd/{:02}@2004-01-01/{}/year/cchc", row.0 % 63, 2011 + row.0 % 15)),
        ("report_year", _) => number(&|row| 2011 + row.0 % 15),
        ("ordinal", _) => number(&|row| row.1),
        ("sentence" | "sentence_folded", _) => text(&|row| {
            format!("Trong năm, toàn tỉnh đã tiếp nhận {} hồ sơ, giải quyết đúng hạn {} hồ sơ, ", row.0 * 31, row.1 / 2).repeat(2)
        }),
        (_, DataType::Int32) => number(&|row| row.1 * 37 + row.0),
        (_, DataType::Float64) => Arc::new(Float64Array::from_iter_values(rows.iter().map(|row| 1.0 / (1 + row.1) as f64))),
        ("value", DataType::Decimal128(..)) => Arc::new(
            rows.iter()
                .map(|row| Some((row.0 * row.1) as i128 * 1_000_000))
                .collect::<Decimal128Array>()
                .with_precision_and_scale(28, 6)
                .unwrap(),
        ),
        (_, kind) if column.nullable => new_null_array(&kind, rows.len()),
        _ => text(&|row| format!("{} {}", column.name, row.1)),
    });
    RecordBatch::try_new(contract.arrow_schema(), columns.collect()).unwrap()
}

/// Peak memory of the process, where the system tells.
fn peak() -> String {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    status.lines().find(|line| line.starts_with("VmHWM")).unwrap_or("memory unknown").replace('\t', " ")
}
