//! The numbers that a monitor asks for, in Prometheus' text form.

use std::fmt::Write;

use jiff::Timestamp;

use super::JobState;
use crate::layout::Layout;
use crate::status::status;

/// Metrics of the jobs and of their warehouses.
#[must_use]
pub fn metrics(jobs: &[JobState], now: Timestamp) -> String {
    let mut text = String::new();
    let mut family = |name: &str, kind: &str, help: &str, samples: Vec<(String, f64)>| {
        let _ = writeln!(text, "# HELP solieu_{name} {help}\n# TYPE solieu_{name} {kind}");
        for (labels, value) in samples {
            let _ = writeln!(text, "solieu_{name}{{{labels}}} {value}");
        }
    };
    let each = |value: &dyn Fn(&JobState) -> Option<f64>| {
        jobs.iter().filter_map(|job| Some((label("pipeline", &job.pipeline), value(job)?))).collect::<Vec<_>>()
    };
    family("running", "gauge", "Whether a run goes on.", each(&|job| Some(f64::from(u8::from(job.running)))));
    family("failing", "gauge", "Whether the last run did not end well.", each(&|job| Some(f64::from(u8::from(job.failing)))));
    family("next_due_timestamp_seconds", "gauge", "When the next run is due.", each(&|job| Some(seconds(job.next_due))));
    family("last_success_timestamp_seconds", "gauge", "When a run last ended well.", each(&|job| job.last_success.map(seconds)));
    family("last_run_seconds", "gauge", "How long the last run took.", each(&|job| job.last_seconds));
    family("runs_total", "counter", "Runs by how they ended.", ended(jobs));
    let (mut counts, mut disk, mut age) = (Vec::new(), Vec::new(), Vec::new());
    let mut roots: Vec<_> = jobs.iter().map(|job| job.warehouse.clone()).collect();
    roots.dedup();
    for root in roots {
        let Ok(found) = status(&Layout::new(&root)) else { continue };
        let warehouse = label("warehouse", &root.display().to_string());
        let kinds = [
            ("reports", found.reports),
            ("figures", found.figures),
            ("findings", found.findings),
            ("rejected", found.rejected.len() as u64),
        ];
        counts.extend(kinds.map(|(kind, count)| (format!("{warehouse},{}", label("kind", kind)), whole(count))));
        disk.extend(found.disk_bytes.iter().map(|(part, bytes)| (format!("{warehouse},{}", label("part", part)), whole(*bytes))));
        let made = found.released.and_then(|run| run.end).map(|end| end.ended_at);
        age.extend(made.map(|made| (warehouse, seconds(now) - seconds(made))));
    }
    family("rows", "gauge", "What the warehouse holds.", counts);
    family("disk_bytes", "gauge", "What its parts take on disk.", disk);
    family("release_age_seconds", "gauge", "How old the release is.", age);
    text
}

fn ended(jobs: &[JobState]) -> Vec<(String, f64)> {
    let of = |job: &JobState| {
        let pipeline = label("pipeline", &job.pipeline);
        job.ended.iter().map(|(how, count)| (format!("{pipeline},{}", label("status", how)), whole(*count))).collect::<Vec<_>>()
    };
    jobs.iter().flat_map(of).collect()
}

fn label(name: &str, value: &str) -> String {
    let value = value.replace('\\', "\\\\").replace('"', "\\\"").replace('\n', "\\n");
    format!("{name}=\"{value}\"")
}

#[allow(clippy::cast_precision_loss)] // counts stay far below 2^52
fn whole(count: u64) -> f64 {
    count as f64
}

fn seconds(time: Timestamp) -> f64 {
    time.as_duration().as_secs_f64()
}
