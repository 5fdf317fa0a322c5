//! Makes a release from the last one: only the rows of what changed are taken out and in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duckdb::Connection;
use solieu_tables::{Contract, Contracts};

use crate::audit::{Scope, audit};
use crate::build::{Built, Inputs, PANEL, ReleaseInfo, fill, insert, make_beside, run, state, timed, written};
use crate::error::{in_part, on_disk};
use crate::files::{FileKind, Refill, SqlFile, form, sql_files};
use crate::load::{self, name, text};
use crate::releases::beside;
use crate::{WarehouseError, describe};

/// A release as it was made: what the next one may be made from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Base {
    /// Where it lies.
    pub path: PathBuf,
    /// Its size when it was made.
    pub bytes: u64,
    /// When it was made, nanoseconds since 1970, by the clock of the disk.
    pub modified_ns: i64,
    /// The form it was made in.
    pub form: String,
}

impl Base {
    /// True where a release of this binary can be made from it: it has today's form, and nobody wrote into it.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.form == form() && self.is_as_made()
    }

    /// A client may have opened it for writing, and stock clients do; then it is not ours any more.
    fn is_as_made(&self) -> bool {
        let untouched = written(&self.path).is_ok_and(|written| written == (self.bytes, self.modified_ns));
        untouched && !beside(&self.path, ".wal").exists()
    }
}

/// What differs from the release that the next one is made from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Changes {
    /// Content ids of reports that came, changed or went.
    pub contents: BTreeSet<String>,
    /// Content ids of reports of which only the line in `reports` changed, and in it nothing but the run and
    /// the versions that made it.
    pub lines: BTreeSet<String>,
    /// Rows of tables without reports changed: the catalogue, the provinces. Where it is more than indicators,
    /// all that is computed is computed anew.
    pub dimensions: bool,
}

/// Makes the release file `out` from the release `base`. `None` where a client wrote into `base`
/// meanwhile: then the release has to be made whole.
///
/// Of each table of reports `inputs` names at least the files that hold rows of what changed; of a table
/// without reports all files, where it changed. Its rows in memory replace those of `base`.
///
/// # Errors
/// As [`crate::build_release`].
pub fn update_release(
    base: &Base,
    inputs: &Inputs<'_>,
    changes: &Changes,
    info: &ReleaseInfo,
    out: &Path,
) -> Result<Option<Built>, WarehouseError> {
    let built = make_beside(out, |part| {
        timed("copy", || fs::copy(&base.path, part).map_err(on_disk("copy", &base.path)))?;
        if !base.is_as_made() {
            return Err(WarehouseError::BaseWritten { path: base.path.clone() });
        }
        fill(part, |connection| update(connection, inputs, changes, info))
    });
    match built {
        Err(WarehouseError::BaseWritten { .. }) => Ok(None),
        built => built.map(Some),
    }
}

fn update(connection: &Connection, inputs: &Inputs<'_>, changes: &Changes, info: &ReleaseInfo) -> Result<(), WarehouseError> {
    name_changed(connection, changes)?;
    mark_provinces(connection)?;
    for contract in Contracts::builtin().iter() {
        timed(&contract.name, || replace_rows(connection, contract, inputs))?;
    }
    mark_provinces(connection)?;
    mark_indicators(connection)?;
    state(connection, info, inputs)?;
    compute(connection, inputs, changes)?;
    let scope = if changes.dimensions { Scope::All } else { Scope::Changed };
    timed("audit", || audit(connection, scope))?;
    let done = "DROP TABLE changed_contents; DROP TABLE changed_lines; DROP TABLE changed_lands; DROP TABLE indicators_before";
    connection.execute_batch(done).map_err(in_part("changes"))
}

/// Brings the computed tables up to date, and where dimensions changed the views that follow from them.
fn compute(connection: &Connection, inputs: &Inputs<'_>, changes: &Changes) -> Result<(), WarehouseError> {
    let all = changes.dimensions && !only_indicators(inputs);
    let scope = || if all { Ok(()) } else { set_scope(connection) };
    scope()?;
    for file in sql_files()?.iter().filter(|file| file.kind == FileKind::Table) {
        timed(&file.name, || if all { remake(connection, file) } else { refill(connection, file) })?;
        if let Some(across) = inputs.across.as_ref().filter(|_| file.name == PANEL) {
            timed("across", || across.apply(connection))?;
            mark_told(connection)?;
            scope()?;
        }
    }
    if !changes.dimensions {
        return Ok(());
    }
    sql_files()?.iter().filter(|file| file.kind == FileKind::Generated).try_for_each(|file| run(connection, file))?;
    describe::describe(connection)
}

fn name_changed(connection: &Connection, changes: &Changes) -> Result<(), WarehouseError> {
    let list = |contents: &mut dyn Iterator<Item = &String>| contents.map(|content| text(content)).collect::<Vec<_>>().join(", ");
    let sql = format!(
        "CREATE TEMP TABLE changed_contents AS SELECT unnest([{}]::VARCHAR[]) AS content_id;
         CREATE TEMP TABLE changed_lines AS SELECT unnest([{}]::VARCHAR[]) AS content_id;
         CREATE TEMP TABLE changed_lands (province_key VARCHAR);
         CREATE TEMP TABLE indicators_before AS FROM {INDICATORS}",
        list(&mut changes.contents.iter()),
        list(&mut changes.contents.iter().chain(&changes.lines)),
    );
    connection.execute_batch(&sql).map_err(in_part("changes"))
}

/// Writes down whose figures the changed reports hold, or have findings on. Asked before the change and after it.
fn mark_provinces(connection: &Connection) -> Result<(), WarehouseError> {
    let sql = "
        INSERT INTO changed_lands
        SELECT DISTINCT territory FROM figures WHERE content_id IN (FROM changed_contents)
        UNION
        SELECT DISTINCT f.territory
        FROM (SELECT unnest(figures) AS figure_id FROM findings WHERE content_id IN (FROM changed_contents)) AS x
        JOIN figures AS f USING (figure_id)";
    connection.execute_batch(sql).map_err(in_part("changes"))
}

/// Adds whose figures are of an indicator that is described otherwise now. Nothing is computed from its place in the catalogue.
fn mark_indicators(connection: &Connection) -> Result<(), WarehouseError> {
    let sql = format!(
        "WITH before AS (SELECT * EXCLUDE (ordinal) FROM indicators_before), now AS (SELECT * EXCLUDE (ordinal) FROM {INDICATORS})
         INSERT INTO changed_lands
         SELECT DISTINCT territory
         FROM figures
         WHERE indicator IN (SELECT indicator FROM (FROM before EXCEPT FROM now) UNION SELECT indicator FROM (FROM now EXCEPT FROM before))"
    );
    connection.execute_batch(&sql).map_err(in_part("changes"))
}

/// True where the indicators are the only dimension that is taken in anew.
fn only_indicators(inputs: &Inputs<'_>) -> bool {
    let mut others = Contracts::builtin().iter().filter(|contract| contract.partition_by.is_empty() && contract.name != INDICATORS);
    !others.any(|contract| contract.name != REJECTS && inputs.files.contains_key(&contract.name))
}

/// Findings between reports fall on rows of other provinces too, and may leave them.
fn mark_told(connection: &Connection) -> Result<(), WarehouseError> {
    connection.execute_batch("INSERT INTO changed_lands SELECT DISTINCT province_key FROM told_across").map_err(in_part("changes"))
}

/// What the files of `warehouse/tables/` name in their head: the provinces, and the provinces of today, that changed.
fn set_scope(connection: &Connection) -> Result<(), WarehouseError> {
    let sql = "
        SET VARIABLE changed_provinces = (SELECT coalesce(list(DISTINCT province_key), []) FROM changed_lands);
        SET VARIABLE changed_todays =
            (SELECT coalesce(list(DISTINCT l.today_key), []) FROM province_lands AS l WHERE l.province_key IN (FROM changed_lands))";
    connection.execute_batch(sql).map_err(in_part("changes"))
}

fn replace_rows(connection: &Connection, contract: &Contract, inputs: &Inputs<'_>) -> Result<(), WarehouseError> {
    let changed = match contract.name.as_str() {
        _ if contract.partition_by.is_empty() => None,
        REPORTS => Some("content_id IN (FROM changed_lines)"),
        _ => Some("content_id IN (FROM changed_contents)"),
    };
    let (files, rows) = (inputs.files.get(&contract.name), inputs.rows.get(&contract.name));
    if changed.is_some() || files.is_some() || rows.is_some() {
        let which = changed.map(|changed| format!("WHERE {changed}")).unwrap_or_default();
        let sql = format!("DELETE FROM {} {which}", name(&contract.name));
        connection.execute_batch(&sql).map_err(in_part(&contract.name))?;
    }
    if let Some(files) = files {
        load::load_files(connection, contract, files, changed)?;
    }
    rows.map_or(Ok(()), |rows| load::load_rows(connection, contract, rows))
}

/// The table of the catalogue's indicators, and that of what was set aside, from which nothing is computed.
const INDICATORS: &str = "indicators";
const REJECTS: &str = "rejects";
/// The table of the reports themselves, a line each.
const REPORTS: &str = "reports";

/// Computes all rows of a table anew.
fn remake(connection: &Connection, file: &SqlFile) -> Result<(), WarehouseError> {
    connection.execute_batch(&format!("DELETE FROM {}", name(&file.name))).map_err(in_part(&file.name))?;
    insert(connection, file)
}

fn refill(connection: &Connection, file: &SqlFile) -> Result<(), WarehouseError> {
    let which = match &file.refill {
        Refill::Never => return Ok(()),
        Refill::Whole => String::new(),
        Refill::Where { column, variable } => format!("WHERE list_contains(getvariable('{variable}')::VARCHAR[], {})", name(column)),
    };
    let table = name(&file.name);
    let sql = format!("DELETE FROM {table} {which}; INSERT INTO {table} {}", file.query()?);
    connection.execute_batch(&sql).map_err(in_part(&file.name))
}
