//! `solieu-generate FOLDER [REPORTS] [BYTES] [SEED]`: generated reports for tests and benchmarks.

use std::process::ExitCode;

use solieu_generate::{Plan, write_reports};

const USAGE: &str = "usage: solieu-generate FOLDER [REPORTS=1000] [BYTES=60000] [SEED=1]";

#[allow(clippy::print_stderr)]
fn main() -> ExitCode {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match run(&args) {
        Ok(summary) => {
            eprintln!("{summary}");
            ExitCode::SUCCESS
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::FAILURE
        }
    }
}

fn run(args: &[String]) -> Result<String, String> {
    let folder = args.first().filter(|folder| !folder.starts_with('-')).ok_or(USAGE)?;
    let number = |at: usize, default: u64| {
        args.get(at).map_or(Ok(default), |text| text.parse().map_err(|_| format!("`{text}` is no number; {USAGE}")))
    };
    let plan = Plan { reports: number(1, 1000)? as usize, bytes: number(2, 60_000)? as usize, seed: number(3, 1)? };
    let written = write_reports(folder.as_ref(), &plan).map_err(|error| error.to_string())?;
    Ok(format!("{} reports, {} bytes, {} figures in {folder}", written.reports, written.bytes, written.figures))
}
