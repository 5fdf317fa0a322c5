//! `solieu schedule`: runs pipelines by themselves.

use std::io::Write;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::http::StatusCode;
use axum::routing::get;
use clap::{Args, ValueEnum};
use jiff::Timestamp;
use solieu_pipeline::{ChildRuns, Job, JobState, Layout, Pipeline, Scheduler, Senders};

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::{output, release, stop};

/// Stay up and run each pipeline on its own schedule
#[derive(Debug, Args)]
#[command(after_help = "\
Examples:
  solieu schedule                                  every pipeline in pipelines/ that has a [schedule]
  solieu schedule pipelines/nightly.toml --listen 9464
  solieu schedule --print systemd                  units instead of a process that stays up")]
pub(crate) struct ScheduleArgs {
    /// Pipeline files, or names of files in pipelines/
    #[arg(value_name = "PIPELINE")]
    pipelines: Vec<PathBuf>,
    /// Port on loopback for /healthz and /metrics; 0 for none
    #[arg(long, value_name = "PORT", default_value_t = 0)]
    listen: u16,
    /// Print units for systemd, or lines for cron, and end
    #[arg(long, value_enum)]
    print: Option<Units>,
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// Who else may start runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Units {
    /// A service and a timer for each pipeline
    Systemd,
    /// Lines for a crontab
    Cron,
}

/// What the server tells, as of the last look.
type Told = Arc<Mutex<(Timestamp, Vec<JobState>)>>;

/// Runs until it is asked to end.
pub(crate) fn run(args: &ScheduleArgs) -> Result<Done, CliError> {
    let jobs = jobs(args)?;
    let program = std::env::current_exe().map_err(CliError::failed)?;
    if let Some(units) = args.print {
        let mut out = output::stdout();
        let text = match units {
            Units::Systemd => solieu_pipeline::systemd(&jobs, &program),
            Units::Cron => solieu_pipeline::crontab(&jobs, &program),
        };
        out.write_all(text.as_bytes())?;
        out.flush()?;
        return Ok(Done::Fully);
    }
    let asked = stop::when_asked();
    let runs = ChildRuns { program, arguments: vec!["--log".to_owned(), "json".to_owned()] };
    for job in &jobs {
        tracing::info!(pipeline = job.pipeline.name, "{}: next due {}", job.pipeline.name, job.timetable().next(Timestamp::now()));
    }
    let mut scheduler = Scheduler::new(jobs, &runs, &Senders, Timestamp::now())?;
    let told: Told = Arc::new(Mutex::new((Timestamp::now(), scheduler.state(Timestamp::now()))));
    if args.listen != 0 {
        serve(args.listen, &told)?;
    }
    while !asked.load(Ordering::Relaxed) {
        let wake = scheduler.step(Timestamp::now())?;
        let now = Timestamp::now();
        if let Ok(mut told) = told.lock() {
            *told = (now, scheduler.state(now));
        }
        let left = Duration::try_from(wake - now).unwrap_or_default();
        std::thread::sleep(left.clamp(Duration::from_millis(50), Duration::from_millis(500)));
    }
    scheduler.stop();
    Ok(Done::Fully)
}

fn jobs(args: &ScheduleArgs) -> Result<Vec<Job>, CliError> {
    let named: Vec<_> = args.pipelines.iter().map(|name| release::pipeline_file(name)).collect();
    let all = named.is_empty();
    let mut jobs = Vec::new();
    for file in if all { release::pipeline_files() } else { named } {
        let pipeline = Pipeline::from_file(&file)?;
        // Of all pipelines those without a schedule are run by hand.
        if all && pipeline.schedule.is_none() {
            continue;
        }
        let warehouse = args.warehouse.warehouse.clone().or_else(|| pipeline.warehouse.clone());
        let absolute = |path: PathBuf| std::path::absolute(&path).unwrap_or(path);
        let layout = Layout::new(absolute(warehouse.unwrap_or_else(release::default_warehouse)));
        jobs.push(Job::of(pipeline, absolute(file), layout)?);
    }
    if jobs.is_empty() {
        return Err(CliError::usage("no pipeline in ./pipelines has a [schedule]")
            .hint("add `[schedule]` with `cron = \"30 2 * * *\"` to one, or name one"));
    }
    Ok(jobs)
}

/// Nothing for some seconds means that the loop does not go round any more.
const SILENCE: f64 = 30.0;

fn serve(port: u16, told: &Told) -> Result<(), CliError> {
    let (health, numbers) = (Arc::clone(told), Arc::clone(told));
    let router = Router::new()
        .route("/healthz", get(move || async move { healthz(&health) }))
        .route("/metrics", get(move || async move { metrics(&numbers) }));
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().map_err(CliError::failed)?;
    let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
    let listener = runtime.block_on(tokio::net::TcpListener::bind(address));
    let listener = listener.map_err(|error| CliError::usage(format!("--listen {port}: {error}")).hint("take another port"))?;
    tracing::info!("http://{address}/healthz and /metrics");
    std::thread::spawn(move || {
        // Ends with the program.
        let _ = runtime.block_on(axum::serve(listener, router).into_future());
    });
    Ok(())
}

fn healthz(told: &Told) -> (StatusCode, String) {
    let Ok(told) = told.lock() else { return (StatusCode::SERVICE_UNAVAILABLE, "the scheduler has stopped\n".to_owned()) };
    let silent = (Timestamp::now() - told.0).total(jiff::Unit::Second).unwrap_or(f64::MAX);
    let status = if silent < SILENCE { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE };
    (status, serde_json::to_string_pretty(&told.1).unwrap_or_default() + "\n")
}

fn metrics(told: &Told) -> String {
    let jobs = told.lock().map(|told| told.1.clone()).unwrap_or_default();
    solieu_pipeline::metrics(&jobs, Timestamp::now())
}
