//! `datapackage.json`: what the files are, for programs (Frictionless Data Package).

use serde_json::{Value, json};
use solieu_tables::Contracts;
use solieu_warehouse::DescribedColumn;

use super::{Bundle, RELEASE, Resource};
use crate::error::CliError;

/// Tables with their columns, and the release file.
pub(super) fn datapackage(resources: &[Resource], release: &[(String, String)], bundle: &Bundle) -> Result<String, CliError> {
    let fact = |name: &str| release.iter().find(|(known, _)| known == name).map(|(_, text)| text.as_str()).unwrap_or_default();
    let mut files: Vec<Value> = resources.iter().map(|resource| table(resource, bundle)).collect();
    let mut database = json!({ "name": "solieu", "path": RELEASE, "format": "duckdb", "title": "The release as a DuckDB database" });
    add_sum(&mut database, RELEASE, bundle);
    files.push(database);
    let package = json!({
        "profile": "data-package",
        "name": "solieu-release",
        "title": "Số liệu báo cáo cải cách hành chính của các địa phương | Figures of Vietnam's provincial reports on administrative reform",
        "description": "README.md says how to open it, LICENSE-DATA.md under which terms.",
        "version": fact("number"),
        "created": fact("built_at").replacen(' ', "T", 1) + "Z",
        "licenses": [
            { "name": "MIT", "path": "LICENSE-MIT", "title": "Dictionary, SQL and code; see LICENSE-DATA.md for the figures" },
            { "name": "Apache-2.0", "path": "LICENSE-APACHE", "title": "The same, at your choice" },
        ],
        "release": release.iter().map(|(name, text)| (name.clone(), Value::from(text.as_str()))).collect::<serde_json::Map<_, _>>(),
        "resources": files,
    });
    Ok(format!("{package:#}\n"))
}

fn table(resource: &Resource, bundle: &Bundle) -> Value {
    let object = &resource.object;
    let mut schema = json!({ "fields": object.columns.iter().map(field).collect::<Vec<_>>() });
    if let Ok(contract) = Contracts::builtin().get(&object.name) {
        schema["primaryKey"] = json!(contract.key);
    }
    let mut described = json!({
        "name": object.name,
        "path": resource.path,
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": object.en,
        "description": object.en,
        "description_vi": object.vi,
        "kind": object.kind.name(),
        "rows": resource.rows,
        "schema": schema,
    });
    add_sum(&mut described, &resource.path, bundle);
    described
}

fn add_sum(resource: &mut Value, path: &str, bundle: &Bundle) {
    if let Some((sum, bytes)) = bundle.sums.get(path) {
        resource["hash"] = json!(format!("sha256:{sum}"));
        resource["bytes"] = json!(bytes);
    }
}

fn field(column: &DescribedColumn) -> Value {
    let mut field = json!({
        "name": column.name,
        "type": frictionless(&column.sql_type),
        "sql_type": column.sql_type,
        "description": column.en,
        "description_vi": column.vi,
    });
    if let Some(unit) = &column.unit {
        field["unit"] = json!(unit);
    }
    field
}

/// The type of Frictionless Table Schema for one of SQL.
fn frictionless(sql_type: &str) -> &'static str {
    match sql_type {
        list if list.ends_with("[]") => "array",
        "VARCHAR" => "string",
        "BOOLEAN" => "boolean",
        "DATE" => "date",
        "DOUBLE" | "FLOAT" => "number",
        decimal if decimal.starts_with("DECIMAL") => "number",
        timestamp if timestamp.starts_with("TIMESTAMP") => "datetime",
        whole if whole.ends_with("INT") || whole.ends_with("INTEGER") => "integer",
        nested if nested.starts_with("STRUCT") || nested.starts_with("MAP") => "object",
        _ => "any",
    }
}

#[cfg(test)]
mod tests {
    use super::frictionless;

    #[test]
    fn types_of_sql_have_types_of_table_schema() {
        let check = |sql: &str, expect: &str| assert_eq!(frictionless(sql), expect, "{sql}");
        check("VARCHAR", "string");
        check("INTEGER[]", "array");
        check("DECIMAL(28,6)", "number");
        check("HUGEINT", "integer");
        check("INTEGER", "integer");
        check("TIMESTAMP", "datetime");
        check("STRUCT(a INTEGER)", "object");
    }
}
