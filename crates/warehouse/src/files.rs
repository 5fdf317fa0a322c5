//! The SQL files under `warehouse/`: what each answers, its example, what its columns mean.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};
use serde::Deserialize;
use solieu_tables::Contracts;

use crate::WarehouseError;
use crate::connection::STORAGE;
use crate::expected::EXPECTED;

// Folder by folder: the data folder of a warehouse may lie beside them.
static FOLDERS: [(FileKind, &str, Dir<'_>); 4] = [
    (FileKind::Table, "tables", include_dir!("$CARGO_MANIFEST_DIR/../../warehouse/tables")),
    (FileKind::View, "views", include_dir!("$CARGO_MANIFEST_DIR/../../warehouse/views")),
    (FileKind::Macro, "macros", include_dir!("$CARGO_MANIFEST_DIR/../../warehouse/macros")),
    (FileKind::Generated, "generated", include_dir!("$CARGO_MANIFEST_DIR/../../warehouse/generated")),
];

/// The order of making. A new file is named here, so that the binary is built anew with it.
const MANIFEST: &str = include_str!("../../../warehouse/warehouse.toml");

/// What columns mean wherever they stand.
const COLUMNS: &str = include_str!("../../../warehouse/columns.toml");

/// File and flaw.
type Flaw = (String, String);

static FILES: LazyLock<Result<Vec<SqlFile>, Flaw>> = LazyLock::new(read_all);

/// What an SQL file makes. The name of its folder tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// `tables/`: a table, computed when the release is made.
    Table,
    /// `views/`: a view.
    View,
    /// `macros/`: a macro.
    Macro,
    /// `generated/`: a query that writes the statements to run, from what is in the release.
    Generated,
}

/// One SQL file under `warehouse/`.
#[derive(Debug, Clone)]
pub struct SqlFile {
    /// Name of what it makes, also of the file.
    pub name: String,
    /// What it makes.
    pub kind: FileKind,
    /// What it answers, in English.
    pub en: String,
    /// What it answers, in Vietnamese.
    pub vi: String,
    /// A query that shows it.
    pub example: String,
    /// Meanings of columns that its head gives, Vietnamese and English, by column.
    pub columns: BTreeMap<String, Meaning>,
    /// How a table of `tables/` follows the rows of reports: its head line `-- refill: …`.
    pub(crate) refill: Refill,
    /// The whole file.
    pub sql: String,
}

/// How a table is brought up to date where a release is made from the last one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Refill {
    /// It follows from the dimensions alone: as it was.
    Never,
    /// Made anew.
    Whole,
    /// Only the rows whose column is in a variable that lists what changed.
    Where {
        /// The column of the table.
        column: String,
        /// The variable, a list of texts; the file's own query looks at it too.
        variable: String,
    },
}

/// The variable that lists whose rows a table is made of, where its head says `-- refill: … in changed_provinces`.
pub(crate) const CHANGED_PROVINCES: &str = "changed_provinces";

impl SqlFile {
    /// The query behind `CREATE TABLE … AS`.
    pub(crate) fn query(&self) -> Result<&str, WarehouseError> {
        let start = format!("CREATE TABLE {} AS", self.name);
        let flaw = || WarehouseError::Flawed { file: self.name.clone(), flaw: format!("it does not start with `{start}`") };
        self.sql.split_once(&start).map(|(_, query)| query).ok_or_else(flaw)
    }
}

/// What a column means.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Meaning {
    /// In Vietnamese.
    pub vi: String,
    /// In English.
    pub en: String,
    /// Unit of its values, where all have the same.
    #[serde(default)]
    pub unit: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Manifest {
    order: Vec<String>,
    exported: Vec<String>,
}

/// The SQL files in the order of making, as `warehouse/warehouse.toml` lists them.
///
/// # Errors
/// Names the file whose head lacks a line, or that is listed and not there.
pub fn sql_files() -> Result<&'static [SqlFile], WarehouseError> {
    match &*FILES {
        Ok(files) => Ok(files),
        Err((file, flaw)) => Err(WarehouseError::Flawed { file: file.clone(), flaw: flaw.clone() }),
    }
}

/// Views that an export holds beside all tables, as `warehouse/warehouse.toml` lists them.
///
/// # Errors
/// Names a view that is not made.
pub fn exported_views() -> Result<Vec<String>, WarehouseError> {
    let manifest: Manifest = parse("warehouse.toml", MANIFEST).map_err(flawed)?;
    let made: Vec<&str> = sql_files()?.iter().map(|file| file.name.as_str()).collect();
    match manifest.exported.iter().find(|view| !made.contains(&view.as_str())) {
        Some(view) => Err(flawed(("warehouse.toml".to_owned(), format!("`exported` names {view}, which `order` does not make")))),
        None => Ok(manifest.exported),
    }
}

fn flawed((file, flaw): Flaw) -> WarehouseError {
    WarehouseError::Flawed { file, flaw }
}

/// What columns mean wherever they stand, by name: `warehouse/columns.toml`.
pub(crate) fn glossary() -> Result<BTreeMap<String, Meaning>, WarehouseError> {
    parse("columns.toml", COLUMNS).map_err(flawed)
}

/// The form of a release: a hash over all that a release is made by beside its rows. Releases of one
/// form differ in their rows only.
///
/// ```
/// assert_eq!(solieu_warehouse::form(), solieu_warehouse::form());
/// ```
#[must_use]
pub fn form() -> String {
    let mut hash = blake3::Hasher::new();
    for part in [MANIFEST, COLUMNS, EXPECTED, STORAGE] {
        hash.update(part.as_bytes());
    }
    for file in sql_files().unwrap_or_default() {
        hash.update(file.sql.as_bytes());
    }
    for contract in Contracts::builtin().iter() {
        hash.update(format!("{contract:?}").as_bytes());
    }
    hash.finalize().to_hex().as_str().chars().take(16).collect()
}

fn read_all() -> Result<Vec<SqlFile>, Flaw> {
    let manifest: Manifest = parse("warehouse.toml", MANIFEST)?;
    manifest.order.iter().map(|entry| read(entry)).collect()
}

fn read(entry: &str) -> Result<SqlFile, Flaw> {
    let file = format!("{entry}.sql");
    let (kind, sql) = find(&file).ok_or_else(|| (file.clone(), "warehouse.toml lists it, but it is not there".to_owned()))?;
    let head = |label: &str| {
        let flaw = || (file.clone(), format!("its head has no line `-- {label}: …`"));
        head_line(sql, label).ok_or_else(flaw)
    };
    Ok(SqlFile {
        name: entry.rsplit('/').next().unwrap_or(entry).to_owned(),
        kind,
        en: head("en")?,
        vi: head("vi")?,
        example: head("example")?,
        columns: columns_of(sql),
        refill: refill_of(sql),
        sql: sql.to_owned(),
    })
}

/// Kind and text of `FOLDER/NAME.sql`.
fn find(file: &str) -> Option<(FileKind, &'static str)> {
    let (folder, name) = file.split_once('/')?;
    let (kind, _, dir) = FOLDERS.iter().find(|(_, known, _)| *known == folder)?;
    Some((*kind, dir.get_file(name)?.contents_utf8()?))
}

fn parse<T: serde::de::DeserializeOwned>(file: &str, text: &str) -> Result<T, Flaw> {
    toml::from_str(text).map_err(|cause| (file.to_owned(), cause.to_string()))
}

fn head_line(sql: &str, label: &str) -> Option<String> {
    let start = format!("-- {label}: ");
    sql.lines().find_map(|line| line.strip_prefix(&start)).map(str::to_owned)
}

/// A line `-- refill: whole` or `-- refill: COLUMN in VARIABLE`.
fn refill_of(sql: &str) -> Refill {
    let Some(line) = head_line(sql, "refill") else { return Refill::Never };
    match line.split_once(" in ") {
        Some((column, variable)) => Refill::Where { column: column.to_owned(), variable: variable.to_owned() },
        None => Refill::Whole,
    }
}

/// Lines `-- column NAME: Vietnamese | English`.
fn columns_of(sql: &str) -> BTreeMap<String, Meaning> {
    let entries = sql.lines().filter_map(|line| line.strip_prefix("-- column ")?.split_once(": "));
    entries
        .filter_map(|(name, meaning)| {
            let (vi, en) = meaning.split_once(" | ")?;
            Some((name.to_owned(), Meaning { vi: vi.to_owned(), en: en.to_owned(), unit: None }))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn every_sql_file_is_listed() {
        let listed: Vec<&str> = sql_files().unwrap().iter().map(|file| file.name.as_str()).collect();
        for file in FOLDERS.iter().flat_map(|(_, _, dir)| dir.files()) {
            let name = file.path().file_stem().unwrap().to_string_lossy();
            assert!(listed.contains(&name.as_ref()), "{name} is not listed in warehouse.toml");
        }
    }

    /// DuckDB without ICU cannot run these, and would try to download it.
    #[test]
    fn no_file_needs_icu() {
        let banned = ["timestamptz", "with time zone", "current_date", "current_timestamp", "now()", "today()", "collate"];
        for file in sql_files().unwrap() {
            let sql = file.sql.to_lowercase();
            for word in banned {
                assert!(!sql.contains(word), "{}: {word}", file.name);
            }
        }
    }
}
