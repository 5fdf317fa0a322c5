//! Findings over figures that a reader wrote down, instead of extracted ones: shows what the checks
//! do when extraction is perfect.
//!
//! usage: findings_of_gold REPORT.txt GOLD.jsonl YEAR > NAME.findings.jsonl
#![allow(clippy::unwrap_used, clippy::print_stdout)]

#[path = "../tests/reports/mod.rs"]
mod reports;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use solieu_catalog::Catalog;

fn main() {
    let args: Vec<String> = std::env::args().collect();
    let source = std::fs::read_to_string(&args[1]).unwrap();
    let gold: Vec<Value> =
        std::fs::read_to_string(&args[2]).unwrap().lines().filter(|l| !l.is_empty()).map(|l| serde_json::from_str(l).unwrap()).collect();
    let mut cursors = std::collections::BTreeMap::new();
    let placed = gold.iter().map(|record| placed(record, &source, &mut cursors)).collect();
    let report = reports::report(&source, placed, args[3].parse().unwrap());
    for finding in solieu_check::check_report(&report, Catalog::builtin()) {
        let spans: Vec<[u32; 2]> = finding.spans.iter().map(|s| [s.start, s.end]).collect();
        println!(
            "{}",
            json!({"kind": finding.kind, "severity": finding.severity.to_string(), "stated": finding.stated,
            "computed": finding.computed, "message": finding.message, "message_vi": finding.message_vi, "spans": spans,
            "suggestion": finding.suggestion})
        );
    }
}

type Cursors = std::collections::BTreeMap<String, usize>;

fn placed(record: &Value, source: &str, cursors: &mut Cursors) -> reports::Placed {
    let text = |key: &str| record[key].as_str().unwrap_or("").to_owned();
    let (context, quote) = (text("context"), text("quote"));
    let at = source.find(&context).unwrap();
    let key = format!("{context}\n{quote}");
    let inner = cursors.get(&key).copied().unwrap_or(0);
    let within = context[inner..].find(&quote).map_or_else(|| context.find(&quote).unwrap(), |found| inner + found);
    cursors.insert(key, within + quote.len());
    let start = source[..at + within].chars().count();
    let decimal = |key: &str| record[key].to_string().parse::<Decimal>().ok();
    let year = record["year"].as_i64().unwrap() as i32;
    let mut meaning = reports::meaning(year);
    meaning.indicator = record["indicator"].as_str().map(Into::into);
    meaning.level = text("level").parse().unwrap();
    reports::Placed {
        start,
        end: start + quote.chars().count(),
        measure: text("measure").parse().unwrap(),
        value: decimal("value").unwrap(),
        denominator: decimal("denominator"),
        unit: text("unit"),
        qualifier: text("qualifier").parse().unwrap(),
        quote,
        meaning,
    }
}
