//! A small lake over provinces and years: the figures of `tests/years/figures.csv` (invented), each in the
//! yearly report of its province, with the project's own indicators and provinces.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use solieu_tables::Contract;
use solieu_warehouse::{Inputs, build_release};

use super::{Row, info, lake_of, rows_of};

/// Release 1 in `folder`, made from the figures over years.
pub(crate) fn release(folder: &Path) -> PathBuf {
    let out = folder.join("releases/1.duckdb");
    build_release(&lake(&folder.join("lake")), &info(1), &out).unwrap().path
}

fn lake(folder: &Path) -> Inputs<'static> {
    let figures = csv("tests/years/figures.csv");
    lake_of(folder, |contract| {
        let rows = match contract.name.as_str() {
            "figures" => figures.iter().enumerate().map(figure).collect(),
            "reports" => reports(&figures),
            "indicators" => indicators(),
            "rank_fields" | "units" => return rows_of(contract),
            _ => return Vec::new(),
        };
        rows.into_iter().map(|row| complete(contract, row)).collect()
    })
}

fn complete(contract: &Contract, row: Value) -> Row {
    super::complete(contract, row.as_object().unwrap().clone())
}

type Line = BTreeMap<String, String>;

/// Lines of a table without quoted cells.
fn csv(file: &str) -> Vec<Line> {
    let text = fs::read_to_string(file).unwrap();
    let mut lines = text.lines().map(|line| line.split(','));
    let names: Vec<String> = lines.next().unwrap().map(str::to_owned).collect();
    lines.map(|cells| names.iter().cloned().zip(cells.map(str::to_owned)).collect()).collect()
}

fn content_id(line: &Line) -> String {
    format!("{}/{}", line["province_key"], line["report_year"])
}

fn number(text: &str) -> i32 {
    text.parse().unwrap()
}

fn figure((at, line): (usize, &Line)) -> Value {
    let quote = &line["value"];
    json!({
        "figure_id": format!("f{at:03}"), "content_id": content_id(line), "report_id": content_id(line),
        "province_key": line["province_key"], "territory": line["territory"],
        "report_year": number(&line["report_year"]), "year": number(&line["year"]), "ordinal": at,
        "area": "", "indicator": line["indicator"], "level": line["level"], "role": "result", "measure": line["measure"],
        "value": quote, "denominator": Some(&line["denominator"]).filter(|cell| !cell.is_empty()),
        "unit": if line["measure"] == "percent" { "percent".to_owned() } else { unit_of(&line["indicator"]) },
        "qualifier": "exact", "quote": quote, "sentence": quote, "sentence_folded": quote,
        "start_char": at * 10, "end_char": at * 10 + 5, "confidence": 0.9, "status": "auto",
    })
}

fn unit_of(indicator: &str) -> String {
    let found = indicators().into_iter().find(|row| row["indicator"] == indicator).unwrap();
    found["unit"].as_str().unwrap().to_owned()
}

fn reports(figures: &[Line]) -> Vec<Value> {
    let written: BTreeSet<(String, String)> =
        figures.iter().map(|line| (line["province_key"].clone(), line["report_year"].clone())).collect();
    let report = |(province, year): &(String, String)| {
        json!({
            "content_id": format!("{province}/{year}"), "report_id": format!("{province}/{year}"), "province_key": province,
            "report_year": number(year), "kind": "cai-cach-hanh-chinh", "period": "year", "as_of": format!("{year}-12-15"),
            "report_date": format!("{year}-12-15"), "mentions_by_class": "{}",
        })
    };
    written.iter().map(report).collect()
}

/// The indicators of `schemas/indicators`, without their rules.
fn indicators() -> Vec<Value> {
    let mut files: Vec<PathBuf> = fs::read_dir("../../schemas/indicators").unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let parsed = files.iter().map(|file| fs::read_to_string(file).unwrap().parse::<toml::Table>().unwrap());
    let listed = parsed.flat_map(|area| {
        let name = area["area"].clone();
        area["indicator"].as_array().unwrap().iter().map(|one| (name.clone(), one.clone())).collect::<Vec<_>>()
    });
    listed.enumerate().map(|(at, (area, one))| indicator(at, &area, &one)).collect()
}

fn indicator(at: usize, area: &toml::Value, one: &toml::Value) -> Value {
    let breaks = one.get("breaks").and_then(toml::Value::as_array).cloned().unwrap_or_default();
    let break_years: Vec<&toml::Value> = breaks.iter().map(|of| &of["year"]).collect();
    json!({
        "indicator": one["id"], "ordinal": at, "area": area, "name_vi": one["name_vi"], "name_en": one["name_en"],
        "unit": one["unit"], "measure": one["measure"], "combine": one["combine"], "accumulation": one["accumulation"],
        "high_is_good": one.get("high_is_good"), "levels": one.get("levels").cloned().unwrap_or_else(|| vec!["all"].into()), "break_years": break_years,
        "first_year": one.get("from_year"), "last_year": one.get("to_year"),
    })
}
