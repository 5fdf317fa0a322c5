//! Who is told when something needs a look.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::{Ended, Job};
use crate::config::Pipeline;

/// When somebody is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Occasion {
    /// A run failed, or took too long, and is not tried again before it is due again.
    Failure,
    /// An audit blocked the release.
    Blocked,
    /// Files are set aside, others than before.
    Rejects,
    /// A run ended well after one that did not.
    Recovery,
}

/// What is told.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notice {
    /// Why.
    pub occasion: Occasion,
    /// Name of the pipeline.
    pub pipeline: String,
    /// Its warehouse.
    pub warehouse: String,
    /// When the run was due.
    pub due: Timestamp,
    /// When it ended.
    pub at: Timestamp,
    /// What happened and what to do next, in a sentence.
    pub message: String,
    /// Files that are set aside.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub files: Vec<String>,
}

impl Notice {
    pub(super) fn of(job: &Job, occasion: Occasion, ended: &Ended, due: Timestamp, at: Timestamp) -> Self {
        let files = if let Ended::Rejects { files } = ended { files.clone() } else { Vec::new() };
        let message = match (occasion, ended) {
            (Occasion::Recovery, _) => "the run ended well again".to_owned(),
            (_, Ended::Done) => "the run ended well".to_owned(),
            (_, Ended::Rejects { files }) => format!("{} files are set aside; `solieu status` tells why each", files.len()),
            (_, Ended::Blocked { message }) => {
                format!("{message}; the release is as before; correct the sources, or the audit in {}", job.file.display())
            }
            (_, Ended::Failed { message }) => {
                format!("the run failed: {message}; the release is as before; `solieu history` tells the steps")
            }
            (_, Ended::TimedOut { minutes }) => format!("the run was ended after {minutes} minutes; the release is as before"),
        };
        Self { occasion, pipeline: job.pipeline.name.clone(), warehouse: job.layout.root().display().to_string(), due, at, message, files }
    }
}

/// Takes messages to where a pipeline wants them.
pub trait Messages {
    /// Sends a notice by each way that the pipeline names for its occasion. One that fails is logged.
    fn send(&self, pipeline: &Pipeline, notice: &Notice);
}

/// Sends by the commands and webhooks that a pipeline names.
#[derive(Debug, Clone, Copy, Default)]
pub struct Senders;

/// How long a command or a webhook may take.
const PATIENCE: Duration = Duration::from_secs(20);

impl Messages for Senders {
    fn send(&self, pipeline: &Pipeline, notice: &Notice) {
        for way in pipeline.notify.iter().filter(|way| way.on.is_empty() || way.on.contains(&notice.occasion)) {
            let json = serde_json::to_vec(notice).unwrap_or_default();
            let by_command = way.command.as_deref().map_or(Ok(()), |command| run(command, &json));
            let by_webhook = way.webhook.as_deref().map_or(Ok(()), |url| post(url, json.clone()));
            for failure in [by_command, by_webhook].into_iter().filter_map(Result::err) {
                tracing::warn!(pipeline = pipeline.name, "a notice could not be sent: {failure}");
            }
        }
    }
}

/// The notice is on the command's standard input.
fn run(command: &[String], json: &[u8]) -> Result<(), String> {
    let Some((program, arguments)) = command.split_first() else { return Err("the command is empty".to_owned()) };
    let started = Command::new(program).args(arguments).stdin(Stdio::piped()).stdout(Stdio::null()).spawn();
    let mut child = started.map_err(|error| format!("{program}: {error}"))?;
    if let Some(mut input) = child.stdin.take() {
        // A command that does not read is not wrong.
        let _ = input.write_all(json);
    }
    let until = Instant::now() + PATIENCE;
    while Instant::now() < until {
        match child.try_wait() {
            Ok(Some(status)) if status.success() => return Ok(()),
            Ok(Some(status)) => return Err(format!("{program}: {status}")),
            Ok(None) => std::thread::sleep(Duration::from_millis(20)),
            Err(error) => return Err(format!("{program}: {error}")),
        }
    }
    let _ = child.kill();
    Err(format!("{program}: not done after {} seconds", PATIENCE.as_secs()))
}

fn post(url: &str, json: Vec<u8>) -> Result<(), String> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(|error| error.to_string())?;
    runtime.block_on(async {
        let client = reqwest::Client::builder().timeout(PATIENCE).build().map_err(|error| error.to_string())?;
        let sent = client.post(url).header("Content-Type", "application/json").body(json).send().await;
        sent.and_then(reqwest::Response::error_for_status).map(|_| ()).map_err(|error| error.to_string())
    })
}
