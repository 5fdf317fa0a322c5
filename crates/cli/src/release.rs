//! Finds the warehouse and its release.

use std::path::{Path, PathBuf};

use solieu_pipeline::{Layout, Pipeline};

use crate::args::WarehouseArgs;
use crate::error::CliError;
use crate::output::Rows;

const DEFAULT_WAREHOUSE: &str = "warehouse/data";
const PIPELINES: &str = "pipelines";

/// The warehouse that is meant: `--warehouse`, else the one all pipelines here name, else `warehouse/data`.
pub(crate) fn layout(args: &WarehouseArgs) -> Layout {
    let folder = args.warehouse.clone().or_else(warehouse_of_pipelines);
    Layout::new(folder.unwrap_or_else(default_warehouse))
}

/// Where data lie when nothing says so.
pub(crate) fn default_warehouse() -> PathBuf {
    PathBuf::from(DEFAULT_WAREHOUSE)
}

/// The current release, with its link resolved: what is read stays the same while a run makes a new one.
pub(crate) fn current(args: &WarehouseArgs) -> Result<PathBuf, CliError> {
    let link = layout(args).current_release();
    link.canonicalize().map_err(|_| CliError::no_release(&link))
}

/// What a query on a release gives.
pub(crate) fn query(release: &Path, sql: &str) -> Result<Rows, CliError> {
    let answer = solieu_warehouse::query(release, sql).map_err(CliError::of_query)?;
    Ok(Rows { schema: answer.schema, batches: answer.batches })
}

/// Pipeline files in `pipelines/` of the current folder, in order of their names.
pub(crate) fn pipeline_files() -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(PIPELINES) else { return Vec::new() };
    let paths = entries.flatten().map(|entry| entry.path());
    let mut files: Vec<_> = paths.filter(|path| path.extension().is_some_and(|end| end == "toml")).collect();
    files.sort();
    files
}

/// `samples` is `pipelines/samples.toml`.
pub(crate) fn pipeline_file(name: &Path) -> PathBuf {
    let below = Path::new(PIPELINES).join(name).with_extension("toml");
    if !name.is_file() && below.is_file() { below } else { name.to_owned() }
}

/// A broken pipeline file is told by `run`; here it only has no say.
fn warehouse_of_pipelines() -> Option<PathBuf> {
    let pipelines = pipeline_files().into_iter().filter_map(|path| Pipeline::from_file(&path).ok());
    let mut named: Vec<_> = pipelines.filter_map(|pipeline| pipeline.warehouse).collect();
    named.dedup();
    if named.len() == 1 { named.pop() } else { None }
}
