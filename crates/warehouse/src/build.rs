//! Makes a release from one version of each table.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Instant, UNIX_EPOCH};

use arrow::array::RecordBatch;
use duckdb::{Connection, params};
use jiff::Timestamp;
use solieu_tables::Contracts;

use crate::across::AcrossChecks;
use crate::audit::{Scope, audit};
use crate::error::{in_part, on_disk};
use crate::files::{CHANGED_PROVINCES, FileKind, Refill, SqlFile, sql_files};
use crate::portion::portions;
use crate::releases::{beside, remove_if_there, sync_folder};
use crate::{WarehouseError, connection, describe, expected, load};

/// The rows of a release, by table. A table without an entry is empty.
#[derive(Debug, Clone, Default)]
pub struct Inputs<'a> {
    /// Parquet files at one version of the lake, in folders `report_year=…` where the contract partitions.
    /// Taken in in the given order; order them alike for equal releases.
    pub files: BTreeMap<String, Vec<PathBuf>>,
    /// Rows in memory, by the table's contract: the ledger's.
    pub rows: BTreeMap<String, Vec<RecordBatch>>,
    /// What makes the findings between reports, over the panel.
    pub across: Option<AcrossChecks<'a>>,
    /// Which reports are expected, as in `schemas/expected_reports.toml`; `None` stands for that file itself.
    pub expected_reports: Option<String>,
}

/// What the one-row table `release` says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReleaseInfo {
    /// Number of the release.
    pub number: u64,
    /// Run that made it.
    pub run_id: String,
    /// When it was made.
    pub built_at: Timestamp,
    /// Version of the binary.
    pub binary_version: String,
    /// Version of the extractor.
    pub extractor_version: String,
    /// Version of the catalogue.
    pub catalogue_version: String,
    /// Version of each Delta table that it was made from.
    pub lake_versions: BTreeMap<String, i64>,
}

/// A release that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Built {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size.
    pub bytes: u64,
    /// When it was last written, nanoseconds since 1970: with the size it tells whether a client wrote into it.
    pub modified_ns: i64,
    /// Rows of every table in it.
    pub rows: BTreeMap<String, u64>,
}

/// Makes the release file `out`: loads the tables, makes panel, views and macros, describes every
/// column, writes it through to the disk and renames it into its place. Until the rename there is
/// only `out` with `.part` behind it, and it is removed where something fails.
///
/// # Errors
/// `out` is there already (a released file is never replaced), an audit does not hold, a table is unknown, its files do not
/// hold the contract's columns, the disk fails, or an SQL file of `warehouse/` is wrong.
pub fn build_release(inputs: &Inputs<'_>, info: &ReleaseInfo, out: &Path) -> Result<Built, WarehouseError> {
    make_beside(out, |part| {
        fill(part, |connection| {
            load_tables(connection, inputs)?;
            // What a transaction has not yet committed is read row by row, and held in memory.
            timed("tables", || connection.execute_batch("COMMIT; BEGIN").map_err(in_part("tables")))?;
            state(connection, info, inputs)?;
            make(connection, inputs.across.as_ref())?;
            timed("audit", || audit(connection, Scope::All))
        })
    })
}

/// Lets `write` write `out` with `.part` behind it, and puts that into its place.
pub(crate) fn make_beside(
    out: &Path,
    write: impl FnOnce(&Path) -> Result<BTreeMap<String, u64>, WarehouseError>,
) -> Result<Built, WarehouseError> {
    let part = beside(out, ".part");
    let folder = part.parent().unwrap_or(Path::new("."));
    fs::create_dir_all(folder).map_err(on_disk("create", folder))?;
    remove_part(&part)?;
    let built = write(&part).and_then(|rows| finish(&part, out, rows));
    if built.is_err() {
        remove_part(&part)?;
    }
    built
}

/// Opens the database `part`, works on it in one transaction, and closes it. Gives the rows of each table.
pub(crate) fn fill(
    part: &Path,
    work: impl FnOnce(&Connection) -> Result<(), WarehouseError>,
) -> Result<BTreeMap<String, u64>, WarehouseError> {
    let connection = connection::create(part)?;
    // One transaction: a log file written through after each of hundreds of statements would take most of the time.
    connection.execute_batch("BEGIN").map_err(in_part("begin"))?;
    work(&connection)?;
    let rows = count_rows(&connection)?;
    timed("commit", || connection.execute_batch("COMMIT; CHECKPOINT").map_err(in_part("commit")))?;
    connection.close().map_err(|(_, source)| WarehouseError::Statement { part: "close".to_owned(), source })?;
    Ok(rows)
}

fn remove_part(part: &Path) -> Result<(), WarehouseError> {
    remove_if_there(part)?;
    remove_if_there(&beside(part, ".wal"))
}

/// The table over which reports are held against each other.
pub(crate) const PANEL: &str = "panel";

/// Makes what stands on the loaded tables, with the findings between reports as soon as there is a panel.
pub(crate) fn make(connection: &Connection, across: Option<&AcrossChecks<'_>>) -> Result<(), WarehouseError> {
    for file in sql_files()? {
        timed(&file.name, || match &file.refill {
            Refill::Where { variable, .. } if variable == CHANGED_PROVINCES => {
                make_empty(connection, file).and_then(|()| insert(connection, file))
            }
            _ => run(connection, file),
        })?;
        if let Some(across) = across.filter(|_| file.name == PANEL) {
            timed("across", || across.apply(connection))?;
        }
    }
    timed("comments", || describe::describe(connection))
}

/// Does a part of the work, and says to those who debug how long it took.
pub(crate) fn timed<T>(part: &str, work: impl FnOnce() -> Result<T, WarehouseError>) -> Result<T, WarehouseError> {
    let started = Instant::now();
    let done = work();
    tracing::debug!(part, milliseconds = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX), "made a part of the release");
    done
}

/// Figures that a table is computed from at once.
const FIGURES_AT_ONCE: u64 = 120_000;

/// The table without its rows: those of years that are none.
fn make_empty(connection: &Connection, file: &SqlFile) -> Result<(), WarehouseError> {
    connection.execute_batch(&format!("{} {}; {NO_YEARS}", years(1, 0), file.sql)).map_err(in_part(&file.name))
}

/// Puts all rows into a table that has none; where they follow from figures, span of years by span of years.
/// Figures lie by the year of their report, so that a span is found without looking at the others.
pub(crate) fn insert(connection: &Connection, file: &SqlFile) -> Result<(), WarehouseError> {
    let insert = format!("INSERT INTO {} {}", load::name(&file.name), file.query()?);
    let by_year = matches!(&file.refill, Refill::Where { variable, .. } if variable == CHANGED_PROVINCES);
    if !by_year {
        return connection.execute_batch(&insert).map_err(in_part(&file.name));
    }
    let figures = figures_by_year(connection)?;
    let counts: Vec<u64> = figures.iter().map(|(_, count)| *count).collect();
    for span in portions(&counts, FIGURES_AT_ONCE) {
        let (first, last) = (figures[span.start].0, figures[span.end - 1].0);
        connection.execute_batch(&format!("{} {insert}", years(first, last))).map_err(in_part(&file.name))?;
    }
    connection.execute_batch(NO_YEARS).map_err(in_part(&file.name))
}

fn years(first: i32, last: i32) -> String {
    format!("SET VARIABLE first_year = {first}; SET VARIABLE last_year = {last};")
}

const NO_YEARS: &str = "RESET VARIABLE first_year; RESET VARIABLE last_year";

fn figures_by_year(connection: &Connection) -> Result<Vec<(i32, u64)>, WarehouseError> {
    let sql = "SELECT year, count(*) FROM figures WHERE territory IS NOT NULL GROUP BY year ORDER BY year";
    let mut statement = connection.prepare(sql).map_err(in_part("figures"))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(in_part("figures"))?;
    rows.collect::<duckdb::Result<_>>().map_err(in_part("figures"))
}

pub(crate) fn load_tables(connection: &Connection, inputs: &Inputs<'_>) -> Result<(), WarehouseError> {
    let contracts = Contracts::builtin();
    for table in inputs.files.keys().chain(inputs.rows.keys()) {
        contracts.get(table)?;
    }
    for contract in contracts.iter() {
        load::create_table(connection, contract)?;
        if let Some(files) = inputs.files.get(&contract.name) {
            timed(&contract.name, || load::load_files(connection, contract, files, None))?;
        }
        if let Some(rows) = inputs.rows.get(&contract.name) {
            load::load_rows(connection, contract, rows)?;
        }
    }
    Ok(())
}

/// Hands the release's own facts to `warehouse/tables/release.sql`, and what is expected to `expected_rules.sql`.
pub(crate) fn state(connection: &Connection, info: &ReleaseInfo, inputs: &Inputs<'_>) -> Result<(), WarehouseError> {
    let expected = expected::as_json(inputs.expected_reports.as_deref().unwrap_or(expected::EXPECTED))?;
    let lake_versions = serde_json::json!(info.lake_versions).to_string();
    let facts = [
        ("number", info.number.to_string()),
        ("built_at", info.built_at.as_microsecond().to_string()),
        ("run_id", load::text(&info.run_id)),
        ("binary_version", load::text(&info.binary_version)),
        ("extractor_version", load::text(&info.extractor_version)),
        ("catalogue_version", load::text(&info.catalogue_version)),
        ("lake_versions", load::text(&lake_versions)),
    ];
    let mut set: Vec<String> = facts.iter().map(|(fact, value)| format!("SET VARIABLE release_{fact} = {value};")).collect();
    set.push(format!("SET VARIABLE expected_reports = {};", load::text(&expected)));
    connection.execute_batch(&set.concat()).map_err(in_part("release"))
}

pub(crate) fn run(connection: &Connection, file: &SqlFile) -> Result<(), WarehouseError> {
    let failed = in_part(&file.name);
    if file.kind != FileKind::Generated {
        return connection.execute_batch(&file.sql).map_err(failed);
    }
    let written: duckdb::Result<String> = connection.query_row(&file.sql, params![], |row| row.get(0));
    written.and_then(|statements| connection.execute_batch(&statements)).map_err(failed)
}

fn count_rows(connection: &Connection) -> Result<BTreeMap<String, u64>, WarehouseError> {
    let mut rows = BTreeMap::new();
    let made = sql_files()?.iter().filter(|file| file.kind == FileKind::Table).map(|file| file.name.as_str());
    for table in Contracts::builtin().names().chain(made) {
        let sql = format!("SELECT count(*) FROM {}", load::name(table));
        let count = connection.query_row(&sql, params![], |row| row.get(0)).map_err(in_part(table))?;
        rows.insert(table.to_owned(), count);
    }
    Ok(rows)
}

fn finish(part: &Path, out: &Path, rows: BTreeMap<String, u64>) -> Result<Built, WarehouseError> {
    let file = fs::File::open(part).map_err(on_disk("open", part))?;
    file.sync_all().map_err(on_disk("sync", part))?;
    let (bytes, modified_ns) = written(part)?;
    refuse_replacing(out)?;
    fs::rename(part, out).map_err(on_disk("rename", part))?;
    sync_folder(out.parent().unwrap_or(Path::new(".")))?;
    Ok(Built { path: out.to_owned(), bytes, modified_ns, rows })
}

/// Size of a file and when it was last written, nanoseconds since 1970.
pub(crate) fn written(file: &Path) -> Result<(u64, i64), WarehouseError> {
    let metadata = fs::metadata(file).map_err(on_disk("measure", file))?;
    let since = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok()).unwrap_or_default();
    Ok((metadata.len(), i64::try_from(since.as_nanos()).unwrap_or(i64::MAX)))
}

fn refuse_replacing(out: &Path) -> Result<(), WarehouseError> {
    if !out.exists() && !beside(out, ".wal").exists() {
        return Ok(());
    }
    let cause = std::io::Error::new(std::io::ErrorKind::AlreadyExists, "a release of this number is there; take the next number");
    Err(on_disk("make", out)(cause))
}
