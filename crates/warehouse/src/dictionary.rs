//! What there is in a release: tables, views and macros, and what each column means.

use std::collections::BTreeMap;

use duckdb::{Connection, Row};
use jiff::Timestamp;
use solieu_tables::Contracts;

use crate::build::{Inputs, ReleaseInfo, load_tables, make, state};
use crate::error::in_part;
use crate::files::{Meaning, glossary};
use crate::{WarehouseError, connection};

/// A table, a view or a macro of a release.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Described {
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: ObjectKind,
    /// What one row is, or what it answers, in Vietnamese.
    pub vi: String,
    /// The same in English.
    pub en: String,
    /// A query that shows it; tables of the lake have none.
    pub example: Option<String>,
    /// Names of a macro's parameters.
    pub parameters: Vec<String>,
    /// Columns in order; a macro has none that are known without calling it.
    pub columns: Vec<DescribedColumn>,
}

/// What can be asked in a release.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ObjectKind {
    /// Rows that are stored.
    Table,
    /// Rows that follow from tables when they are asked for.
    View,
    /// The same with parameters.
    Macro,
}

impl ObjectKind {
    /// `table`, `view`, `macro`
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::View => "view",
            Self::Macro => "macro",
        }
    }
}

/// A column of a table or view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DescribedColumn {
    /// Its name.
    pub name: String,
    /// Its type in SQL.
    pub sql_type: String,
    /// Whether a value may be missing.
    pub nullable: bool,
    /// Unit of its values, where all have the same.
    pub unit: Option<String>,
    /// Meaning in Vietnamese.
    pub vi: String,
    /// Meaning in English.
    pub en: String,
}

/// What is in every release, as this binary makes it: read off one without rows.
///
/// # Errors
/// An SQL file of `warehouse/` is wrong.
pub fn dictionary() -> Result<Vec<Described>, WarehouseError> {
    let connection = connection::in_memory()?;
    let inputs = Inputs::default();
    load_tables(&connection, &inputs)?;
    state(&connection, &no_release(), &inputs)?;
    make(&connection, None)?;
    read(&connection)
}

/// What is in an open release.
pub(crate) fn read(connection: &Connection) -> Result<Vec<Described>, WarehouseError> {
    let mut columns = columns(connection)?;
    let mut objects = all(connection, OBJECTS, object)?;
    for object in &mut objects {
        object.columns = columns.remove(&object.name).unwrap_or_default();
    }
    objects.sort_by(|a, b| (a.kind, &a.name).cmp(&(b.kind, &b.name)));
    Ok(objects)
}

/// Own objects only: nothing internal, nothing temporary, nothing attached.
const OBJECTS: &str = "
    SELECT table_name, 'table', comment, '' FROM duckdb_tables() WHERE database_name = current_database()
    UNION ALL
    SELECT view_name, 'view', comment, '' FROM duckdb_views() WHERE database_name = current_database() AND NOT internal
    UNION ALL
    SELECT function_name, 'macro', comment, array_to_string(parameters, ',') FROM duckdb_functions()
    WHERE database_name = current_database() AND NOT internal";

const COLUMNS: &str = "
    SELECT table_name, column_name, data_type, is_nullable, comment FROM duckdb_columns()
    WHERE database_name = current_database() AND NOT internal ORDER BY table_name, column_index";

/// Shares are shown in percent, whatever they are shares of.
const WIDE_UNITS: &str = "
    SELECT replace(indicator, '.', '_'), if(measure IN ('ratio', 'percent'), 'percent', unit) FROM indicators";

fn object(row: &Row<'_>) -> duckdb::Result<Described> {
    let comment: Option<String> = row.get(2)?;
    let comment = comment.unwrap_or_default();
    let mut parts = comment.splitn(3, " | ").map(str::to_owned);
    let parameters: String = row.get(3)?;
    Ok(Described {
        name: row.get(0)?,
        kind: kind(&row.get::<_, String>(1)?),
        vi: parts.next().unwrap_or_default(),
        en: parts.next().unwrap_or_default(),
        example: parts.next(),
        parameters: parameters.split(',').filter(|name| !name.is_empty()).map(str::to_owned).collect(),
        columns: Vec::new(),
    })
}

fn kind(name: &str) -> ObjectKind {
    match name {
        "table" => ObjectKind::Table,
        "view" => ObjectKind::View,
        _ => ObjectKind::Macro,
    }
}

fn columns(connection: &Connection) -> Result<BTreeMap<String, Vec<DescribedColumn>>, WarehouseError> {
    let units = Units::read(connection)?;
    let mut by_object: BTreeMap<String, Vec<DescribedColumn>> = BTreeMap::new();
    for (object, mut column) in all(connection, COLUMNS, column)? {
        column.unit = units.of(&object, &column.name);
        by_object.entry(object).or_default().push(column);
    }
    Ok(by_object)
}

fn column(row: &Row<'_>) -> duckdb::Result<(String, DescribedColumn)> {
    let comment: Option<String> = row.get(4)?;
    let comment = comment.unwrap_or_default();
    let (vi, en) = comment.split_once(" | ").unwrap_or((&comment, &comment));
    let (vi, en) = (vi.to_owned(), en.to_owned());
    Ok((row.get(0)?, DescribedColumn { name: row.get(1)?, sql_type: row.get(2)?, nullable: row.get(3)?, unit: None, vi, en }))
}

/// Where units of columns are known from.
struct Units {
    glossary: BTreeMap<String, Meaning>,
    wide: BTreeMap<String, String>,
}

impl Units {
    fn read(connection: &Connection) -> Result<Self, WarehouseError> {
        let wide = all(connection, WIDE_UNITS, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(Self { glossary: glossary()?, wide: wide.into_iter().collect() })
    }

    /// As the table's contract says; in views as `warehouse/columns.toml` says, else as any contract does.
    fn of(&self, object: &str, column: &str) -> Option<String> {
        let contracts = Contracts::builtin();
        if let Ok(contract) = contracts.get(object) {
            return contract.column(column)?.unit.clone();
        }
        let wide = (object == "panel_wide").then(|| self.wide.get(column)).flatten();
        let known = wide.cloned().or_else(|| self.glossary.get(column)?.unit.clone());
        known.or_else(|| contracts.iter().find_map(|contract| contract.column(column)?.unit.clone()))
    }
}

fn all<T>(connection: &Connection, sql: &str, row: fn(&Row<'_>) -> duckdb::Result<T>) -> Result<Vec<T>, WarehouseError> {
    let mut statement = connection.prepare(sql).map_err(in_part("dictionary"))?;
    let rows = statement.query_map([], row).map_err(in_part("dictionary"))?;
    rows.collect::<duckdb::Result<_>>().map_err(in_part("dictionary"))
}

fn no_release() -> ReleaseInfo {
    ReleaseInfo {
        number: 0,
        run_id: String::new(),
        built_at: Timestamp::UNIX_EPOCH,
        binary_version: String::new(),
        extractor_version: String::new(),
        catalogue_version: String::new(),
        lake_versions: BTreeMap::new(),
    }
}
