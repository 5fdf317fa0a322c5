//! Comments, in Vietnamese and English, on every table, view, macro and column of a release.

use std::collections::BTreeMap;

use duckdb::Connection;
use solieu_tables::{Contract, Contracts};

use crate::WarehouseError;
use crate::error::in_part;
use crate::files::{FileKind, Meaning, SqlFile, glossary, sql_files};
use crate::load::{name, text};

/// Tables whose meaning of a column goes first where several contracts have a column of that name.
const FIRST_ASKED: [&str; 4] = ["figures", "reports", "provinces", "indicators"];

/// Writes the comments of a release that is otherwise complete.
///
/// A column's meaning is what the head of its SQL file says, else `warehouse/columns.toml`, else the
/// contract of its own table, else a contract with a column of that name.
pub(crate) fn describe(connection: &Connection) -> Result<(), WarehouseError> {
    let contracts = Contracts::builtin();
    let mut comments: Vec<String> = contracts.iter().flat_map(of_contract).collect();
    let (glossary, undescribed) = (glossary()?, undescribed_columns(connection)?);
    for file in sql_files()? {
        comments.push(of_object(file));
        if file.kind != FileKind::Macro {
            comments.extend(of_columns(file, undescribed.get(&file.name), &glossary)?);
        }
    }
    connection.execute_batch(&comments.concat()).map_err(in_part("comments"))
}

fn of_contract(contract: &Contract) -> Vec<String> {
    let table = name(&contract.name);
    let row = both(&contract.row_vi, &contract.row_en);
    let mut comments = vec![format!("COMMENT ON TABLE {table} IS {row};\n")];
    for column in &contract.columns {
        let meaning = both(&column.vi, &column.en);
        comments.push(format!("COMMENT ON COLUMN {table}.{} IS {meaning};\n", name(&column.name)));
    }
    comments
}

fn of_object(file: &SqlFile) -> String {
    let returns_table = file.sql.contains(") AS TABLE");
    let kind = match file.kind {
        FileKind::Table => "TABLE",
        FileKind::View | FileKind::Generated => "VIEW",
        FileKind::Macro if returns_table => "MACRO TABLE",
        FileKind::Macro => "MACRO",
    };
    let says = text(&format!("{} | {} | {}", file.vi, file.en, file.example));
    format!("COMMENT ON {kind} {} IS {says};\n", name(&file.name))
}

fn of_columns(
    file: &SqlFile,
    undescribed: Option<&Vec<String>>,
    glossary: &BTreeMap<String, Meaning>,
) -> Result<Vec<String>, WarehouseError> {
    let mut comments = Vec::new();
    for column in undescribed.into_iter().flatten() {
        let meaning = file.columns.get(column).or_else(|| glossary.get(column)).cloned();
        let Some(meaning) = meaning.or_else(|| in_contracts(column)) else {
            return Err(WarehouseError::Undescribed { object: file.name.clone(), column: column.clone() });
        };
        let says = both(&meaning.vi, &meaning.en);
        comments.push(format!("COMMENT ON COLUMN {}.{} IS {says};\n", name(&file.name), name(column)));
    }
    Ok(comments)
}

/// Columns without a comment, by table or view in their order. Asked once: it looks into every view.
fn undescribed_columns(connection: &Connection) -> Result<BTreeMap<String, Vec<String>>, WarehouseError> {
    let sql =
        "SELECT table_name, column_name FROM duckdb_columns() WHERE NOT internal AND comment IS NULL ORDER BY table_name, column_index";
    let mut statement = connection.prepare(sql).map_err(in_part("comments"))?;
    let pairs = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(in_part("comments"))?;
    let mut columns: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for pair in pairs {
        let (table, column): (String, String) = pair.map_err(in_part("comments"))?;
        columns.entry(table).or_default().push(column);
    }
    Ok(columns)
}

fn in_contracts(column: &str) -> Option<Meaning> {
    let contracts = Contracts::builtin();
    let first = FIRST_ASKED.iter().filter_map(|table| contracts.get(table).ok());
    let found = first.chain(contracts.iter()).find_map(|contract| contract.column(column))?;
    Some(Meaning { vi: found.vi.clone(), en: found.en.clone(), unit: found.unit.clone() })
}

fn both(vi: &str, en: &str) -> String {
    text(&format!("{vi} | {en}"))
}
