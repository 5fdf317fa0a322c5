//! Makes a release from the last one: only the rows of what changed are taken out and in.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use duckdb::Connection;
use solieu_tables::{Contract, Contracts};

use crate::WarehouseError;
use crate::audit::{Scope, audit};
use crate::build::{Built, Inputs, PANEL, ReleaseInfo, fill, make_beside, state, timed, written};
use crate::error::{in_part, on_disk};
use crate::files::{FileKind, Refill, SqlFile, form, sql_files};
use crate::load::{self, name, text};
use crate::releases::beside;

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

/// Makes the release file `out` from the release `base`. `None` where a client wrote into `base`
/// meanwhile: then the release has to be made whole.
///
/// `changed` are the content ids of reports that came, changed or went. Of each table of reports
/// `inputs` names at least the files that hold rows of these; of a table without reports all files,
/// where it changed. Its rows in memory replace those of `base`. Dimensions may not have changed.
///
/// # Errors
/// As [`crate::build_release`].
pub fn update_release(
    base: &Base,
    inputs: &Inputs<'_>,
    changed: &BTreeSet<String>,
    info: &ReleaseInfo,
    out: &Path,
) -> Result<Option<Built>, WarehouseError> {
    let built = make_beside(out, |part| {
        timed("copy", || fs::copy(&base.path, part).map_err(on_disk("copy", &base.path)))?;
        if !base.is_as_made() {
            return Err(WarehouseError::BaseWritten { path: base.path.clone() });
        }
        fill(part, |connection| update(connection, inputs, changed, info))
    });
    match built {
        Err(WarehouseError::BaseWritten { .. }) => Ok(None),
        built => built.map(Some),
    }
}

fn update(connection: &Connection, inputs: &Inputs<'_>, changed: &BTreeSet<String>, info: &ReleaseInfo) -> Result<(), WarehouseError> {
    name_changed(connection, changed)?;
    mark_provinces(connection)?;
    for contract in Contracts::builtin().iter() {
        timed(&contract.name, || replace_rows(connection, contract, inputs))?;
    }
    mark_provinces(connection)?;
    set_scope(connection)?;
    state(connection, info, inputs)?;
    for file in sql_files()?.iter().filter(|file| file.kind == FileKind::Table) {
        timed(&file.name, || refill(connection, file))?;
        if let Some(across) = inputs.across.as_ref().filter(|_| file.name == PANEL) {
            timed("across", || across.apply(connection))?;
            mark_told(connection)?;
            set_scope(connection)?;
        }
    }
    timed("audit", || audit(connection, Scope::Changed))?;
    connection.execute_batch("DROP TABLE changed_contents; DROP TABLE changed_lands").map_err(in_part("changes"))
}

fn name_changed(connection: &Connection, changed: &BTreeSet<String>) -> Result<(), WarehouseError> {
    let rows: Vec<String> = changed.iter().map(|content| text(content)).collect();
    let sql = format!(
        "CREATE TEMP TABLE changed_contents AS SELECT unnest([{}]::VARCHAR[]) AS content_id;
         CREATE TEMP TABLE changed_lands (province_key VARCHAR)",
        rows.join(", ")
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
    let of_reports = !contract.partition_by.is_empty();
    let (files, rows) = (inputs.files.get(&contract.name), inputs.rows.get(&contract.name));
    if of_reports || files.is_some() || rows.is_some() {
        let which = if of_reports { "WHERE content_id IN (FROM changed_contents)" } else { "" };
        let sql = format!("DELETE FROM {} {which}", name(&contract.name));
        connection.execute_batch(&sql).map_err(in_part(&contract.name))?;
    }
    if let Some(files) = files {
        let which = if of_reports { Some("content_id IN (FROM changed_contents)") } else { None };
        load::load_files(connection, contract, files, which)?;
    }
    rows.map_or(Ok(()), |rows| load::load_rows(connection, contract, rows))
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
