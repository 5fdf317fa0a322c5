//! `solieu doctor`: what is where, and what is missing.

use std::io::Write;
use std::path::PathBuf;

use clap::Args;
use solieu_catalog::Catalog;
use solieu_pipeline::{Pipeline, RunError, Sources, WarehouseLock};

use crate::args::WarehouseArgs;
use crate::error::{CliError, Done};
use crate::{output, release};

/// Say where library, schemas, pipelines and warehouse are, and what is missing
#[derive(Debug, Args)]
#[command(after_help = "\
Example:
  solieu doctor")]
pub(crate) struct DoctorArgs {
    #[command(flatten)]
    warehouse: WarehouseArgs,
}

/// What was looked at, and what there is to say.
struct Line {
    good: bool,
    what: &'static str,
    said: String,
}

impl Line {
    fn good(what: &'static str, said: impl Into<String>) -> Self {
        Self { good: true, what, said: said.into() }
    }

    fn bad(what: &'static str, said: impl Into<String>) -> Self {
        Self { good: false, what, said: said.into() }
    }
}

/// Looks at everything, prints it, and fails where something has to be done.
pub(crate) fn run(args: &DoctorArgs) -> Result<Done, CliError> {
    let mut lines = vec![binary(), duckdb(), schemas(), tesseract()];
    lines.extend(pipelines());
    lines.extend(warehouse(args));
    let mut out = output::stdout();
    for line in &lines {
        writeln!(out, "{:<8}{:<11} {}", if line.good { "ok" } else { "missing" }, line.what, line.said)?;
    }
    out.flush()?;
    match lines.iter().filter(|line| !line.good).count() {
        0 => Ok(Done::Fully),
        count => Err(CliError::usage(format!("{count} things need a look"))),
    }
}

fn binary() -> Line {
    let path = std::env::current_exe().map(|path| path.display().to_string()).unwrap_or_default();
    Line::good("solieu", format!("{} at {path}", env!("CARGO_PKG_VERSION")))
}

fn duckdb() -> Line {
    let how = if cfg!(feature = "bundled") { "compiled in".to_owned() } else { loaded_library() };
    Line::good("duckdb", how)
}

/// Where the loader found the library; told by the system, where it tells.
fn loaded_library() -> String {
    let maps = std::fs::read_to_string("/proc/self/maps").unwrap_or_default();
    let path = maps.lines().find_map(|line| line.split_whitespace().last().filter(|path| path.contains("libduckdb")));
    path.map_or_else(|| "a shared library".to_owned(), |path| format!("at {path}"))
}

fn schemas() -> Line {
    let catalog = Catalog::builtin();
    let (indicators, units) = (catalog.indicators().len(), catalog.units().len());
    let provinces = catalog.provinces().all().len();
    Line::good(
        "schemas",
        format!(
            "built in: {indicators} indicators, {units} units, {provinces} provinces through time, version {}",
            short(catalog.version())
        ),
    )
}

/// Scans are read by an external program; text needs none.
fn tesseract() -> Line {
    let folders = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&folders).map(|folder| folder.join("tesseract")).find(|path| path.is_file());
    match found {
        Some(path) => Line::good("tesseract", path.display().to_string()),
        None => Line::good("tesseract", "not installed; only scans would need it, and no reader of scans is in this version"),
    }
}

fn pipelines() -> Vec<Line> {
    let files = release::pipeline_files();
    if files.is_empty() {
        return vec![Line::good("pipelines", "none in ./pipelines; run one by its path, or a folder with `solieu run --source DIR`")];
    }
    files.into_iter().map(pipeline).collect()
}

fn pipeline(path: PathBuf) -> Line {
    let listed =
        Pipeline::from_file(&path).and_then(|pipeline| Sources::of(&pipeline)).map_err(RunError::from).and_then(|sources| sources.list());
    match listed {
        Ok(listing) if listing.unreadable.is_empty() => {
            Line::good("pipeline", format!("{}: {} files to read", path.display(), listing.files.len()))
        }
        Ok(listing) => Line::bad("pipeline", format!("{}: {} places cannot be read", path.display(), listing.unreadable.len())),
        Err(error) => Line::bad("pipeline", error.to_string()),
    }
}

fn warehouse(args: &DoctorArgs) -> Vec<Line> {
    let layout = release::layout(&args.warehouse);
    let place = layout.root().display();
    let mut lines = vec![if !layout.root().exists() {
        Line::good("warehouse", format!("{place} is not there yet; `solieu run` makes it"))
    } else if WarehouseLock::is_held(&layout) {
        Line::good("warehouse", format!("{place}, a run is at work in it"))
    } else {
        Line::good("warehouse", place.to_string())
    }];
    let link = layout.current_release();
    if let Ok(path) = link.canonicalize() {
        lines.push(match release::query(&path, "SELECT version()").and_then(|rows| rows.column_texts(0)) {
            Ok(version) => Line::good("release", format!("{}, read by DuckDB {}", path.display(), version.concat())),
            Err(error) => Line::bad("release", format!("{}: {error}", path.display())),
        });
    } else if link.is_symlink() {
        lines.push(Line::bad("release", format!("{} leads nowhere; `solieu run --full` makes a new release", link.display())));
    }
    lines
}

fn short(version: &str) -> &str {
    version.get(..12).unwrap_or(version)
}
