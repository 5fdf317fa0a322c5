//! What must hold of the rows of a release before anybody sees it.

use duckdb::Connection;
use solieu_tables::{Contract, Contracts};

use crate::WarehouseError;
use crate::error::in_part;
use crate::load::name;

/// Which rows an audit looks at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All.
    All,
    /// Those of the reports in the temporary table `changed_contents`; the others were audited before.
    Changed,
}

/// Rows that a failed audit names.
const SHOWN: usize = 5;

/// Asks whether keys are unique, every row belongs to a report, and the panel has one row a key.
///
/// # Errors
/// [`WarehouseError::Audit`] with the first rows that do not hold.
pub(crate) fn audit(connection: &Connection, scope: Scope) -> Result<(), WarehouseError> {
    for contract in Contracts::builtin().iter() {
        refuse(connection, "keys_unique", &contract.name, &repeated_keys(contract, scope))?;
        if has_reports(contract) && contract.name != "reports" {
            refuse(connection, "rows_have_reports", &contract.name, &orphans(contract, scope))?;
        }
    }
    let which = match scope {
        Scope::All => "",
        Scope::Changed => "WHERE list_contains(getvariable('changed_provinces')::VARCHAR[], province_key)",
    };
    refuse(connection, "panel_keys_unique", "panel", &repeated("panel", &["province_key", "year", "indicator", "level"], which))
}

fn has_reports(contract: &Contract) -> bool {
    !contract.partition_by.is_empty()
}

fn repeated_keys(contract: &Contract, scope: Scope) -> String {
    let key: Vec<&str> = contract.key.iter().map(String::as_str).collect();
    repeated(&contract.name, &key, looked_at(contract, scope))
}

fn repeated(table: &str, key: &[&str], which: &str) -> String {
    let key: Vec<String> = key.iter().map(|column| name(column)).collect();
    let key = key.join(", ");
    format!("SELECT concat_ws(' ', {key}) FROM {} {which} GROUP BY {key} HAVING count(*) > 1 ORDER BY ALL LIMIT {SHOWN}", name(table))
}

fn orphans(contract: &Contract, scope: Scope) -> String {
    let (table, which) = (name(&contract.name), looked_at(contract, scope));
    format!("SELECT DISTINCT content_id FROM (FROM {table} {which}) ANTI JOIN reports USING (content_id) ORDER BY ALL LIMIT {SHOWN}")
}

fn looked_at(contract: &Contract, scope: Scope) -> &'static str {
    if scope == Scope::Changed && has_reports(contract) { "WHERE content_id IN (FROM changed_contents)" } else { "" }
}

fn refuse(connection: &Connection, audit: &'static str, table: &str, sql: &str) -> Result<(), WarehouseError> {
    let failed = || in_part(table);
    let mut statement = connection.prepare(sql).map_err(failed())?;
    let rows = statement.query_map([], |row| row.get(0)).map_err(failed())?;
    let rows: Vec<String> = rows.collect::<duckdb::Result<_>>().map_err(failed())?;
    if rows.is_empty() { Ok(()) } else { Err(WarehouseError::Audit { audit, table: table.to_owned(), rows }) }
}
