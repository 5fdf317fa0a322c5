//! What is told on standard error while a command works.

use std::io::IsTerminal;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use solieu_pipeline::{Events, Step};
use tracing::field::{Field, Visit};
use tracing::level_filters::LevelFilter;
use tracing::{Event, Span, Subscriber, info, info_span, warn};
use tracing_indicatif::IndicatifLayer;
use tracing_indicatif::span_ext::IndicatifSpanExt;
use tracing_indicatif::style::ProgressStyle;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{FmtContext, FormatEvent, FormatFields};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::registry::LookupSpan;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, fmt};

use crate::args::LogFormat;

/// Sets up the log: a bar and plain lines on a terminal, plain lines when piped, JSON lines for jobs.
/// `SOLIEU_LOG` filters as `RUST_LOG` does elsewhere.
pub(crate) fn init(format: LogFormat) {
    let filter = EnvFilter::builder().with_env_var("SOLIEU_LOG").try_from_env().unwrap_or_else(|_| EnvFilter::new("solieu=info"));
    let registry = tracing_subscriber::registry();
    // A log that is set up already (tests in one process) stays.
    let _ = match format {
        LogFormat::Json => registry.with(fmt::layer().json().with_writer(std::io::stderr).with_filter(filter)).try_init(),
        LogFormat::Text if std::io::stderr().is_terminal() => {
            let bar = IndicatifLayer::new();
            let lines = fmt::layer().event_format(MessageAlone).with_writer(bar.get_stderr_writer());
            registry.with(lines.with_filter(filter)).with(bar.with_filter(LevelFilter::INFO)).try_init()
        }
        LogFormat::Text => {
            let lines = fmt::layer().event_format(MessageAlone).with_writer(std::io::stderr);
            registry.with(lines.with_filter(filter)).try_init()
        }
    };
}

/// For people: what is said, without spans, fields and times.
struct MessageAlone;

impl<S: Subscriber + for<'a> LookupSpan<'a>, N: for<'a> FormatFields<'a> + 'static> FormatEvent<S, N> for MessageAlone {
    fn format_event(&self, _: &FmtContext<'_, S, N>, mut writer: Writer<'_>, event: &Event<'_>) -> std::fmt::Result {
        let mut message = Message(String::new());
        event.record(&mut message);
        writeln!(writer, "{}", message.0)
    }
}

struct Message(String);

impl Visit for Message {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        if field.name() == "message" {
            self.0 = format!("{value:?}");
        }
    }
}

/// Tells a run's events to the log, and moves the bar.
#[derive(Default)]
pub(crate) struct Progress {
    bar: Mutex<Option<Bar>>,
}

/// A step that is shown as a bar.
struct Bar {
    span: Span,
    began: Instant,
    bytes: u64,
}

impl Bar {
    /// One report more; the speed is that of the whole step.
    fn advance(&mut self, bytes: u64) {
        self.bytes += bytes;
        let seconds = self.began.elapsed().as_secs_f64();
        if seconds > 0.0 {
            self.span.pb_set_message(&megabytes_a_second(self.bytes, seconds));
        }
        self.span.pb_inc(1);
    }
}

#[allow(clippy::cast_precision_loss)] // shown with one decimal
fn megabytes_a_second(bytes: u64, seconds: f64) -> String {
    format!("{:.1} MB/s", bytes as f64 / 1e6 / seconds)
}

impl Progress {
    fn with_bar(&self, act: impl FnOnce(&mut Option<Bar>)) {
        if let Ok(mut bar) = self.bar.lock() {
            act(&mut bar);
        }
    }
}

impl Events for Progress {
    fn began(&self, step: Step, work: Option<u64>) {
        tracing::debug!(step = step.name(), work, "began");
        let Some(work) = work.filter(|work| *work > 0) else { return };
        let span = info_span!("progress", step = step.name());
        span.pb_set_style(&style(step));
        span.pb_set_length(work);
        span.pb_start();
        self.with_bar(|bar| *bar = Some(Bar { span, began: Instant::now(), bytes: 0 }));
    }

    fn report_done(&self, bytes: u64) {
        self.with_bar(|bar| {
            if let Some(bar) = bar {
                bar.advance(bytes);
            }
        });
    }

    fn rejected(&self, path: &Path, message: &str) {
        warn!(path = %path.display(), "rejected {message}");
    }

    fn ended(&self, step: Step, took: Duration) {
        self.with_bar(|bar| *bar = None);
        let milliseconds = u64::try_from(took.as_millis()).unwrap_or(u64::MAX);
        info!(step = step.name(), milliseconds, "{}: {milliseconds} ms", step.name());
    }
}

fn style(step: Step) -> ProgressStyle {
    let template = format!("{:>8} {{bar:40}} {{pos}}/{{len}} reports, {{msg}}, {{eta}} left", step.name());
    ProgressStyle::with_template(&template).unwrap_or_else(|_| ProgressStyle::default_bar())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn speed_is_told_in_megabytes() {
        assert_eq!(megabytes_a_second(12_340_000, 2.0), "6.2 MB/s");
    }
}
