//! Runs every query of `docs/questions.md` over the figures of `tests/years` and compares its answer with
//! the table that stands below it.
#![allow(clippy::unwrap_used)]

mod common;

use std::fs;

use common::answers::cells;
use solieu_warehouse::query;

const PAGE: &str = "../../docs/questions.md";

/// A query of the page, and the lines of the table below it.
struct Asked {
    sql: String,
    table: Vec<String>,
}

#[test]
fn every_query_of_the_page_gives_the_table_below_it() {
    let folder = tempfile::tempdir().unwrap();
    let release = common::years::release(folder.path());
    for Asked { sql, table } in asked(&fs::read_to_string(PAGE).unwrap()) {
        let answer = query(&release, &sql).unwrap_or_else(|failure| panic!("{sql}\n{failure}"));
        let names = answer.schema.fields().iter().map(|field| field.name().clone()).collect();
        let rows = std::iter::once(names).chain(cells(&answer, "")).map(|row| line(&row));
        assert_eq!(rows.collect::<Vec<_>>(), table, "{sql}");
    }
}

#[test]
fn the_page_has_ten_questions_with_a_query_each() {
    let page = fs::read_to_string(PAGE).unwrap();
    let parts: Vec<&str> = page.split("\n## ").skip(1).collect();
    assert_eq!(parts.len(), 10);
    for (at, part) in parts.iter().enumerate() {
        assert!(part.starts_with(&format!("{}. ", at + 1)), "{part}");
        assert!(asked(part).iter().all(|one| one.table.len() > 1) && !asked(part).is_empty(), "{part}");
    }
}

#[test]
fn the_queries_of_the_page_for_analysts_run() {
    let folder = tempfile::tempdir().unwrap();
    let release = common::years::release(folder.path());
    let queries = asked(&fs::read_to_string("../../README.vi.md").unwrap());
    assert!(queries.len() > 3);
    for Asked { sql, .. } in queries {
        query(&release, &sql).unwrap_or_else(|failure| panic!("{sql}\n{failure}"));
    }
}

fn asked(page: &str) -> Vec<Asked> {
    page.split("```sql\n")
        .skip(1)
        .map(|rest| {
            let (sql, below) = rest.split_once("```\n").unwrap();
            let table = below.lines().skip_while(|line| line.is_empty()).take_while(|line| line.starts_with('|'));
            Asked { sql: sql.to_owned(), table: table.filter(|line| !line.starts_with("|---")).map(str::to_owned).collect() }
        })
        .collect()
}

/// A row as the page writes it.
fn line(cells: &[String]) -> String {
    cells.iter().map(|cell| if cell.is_empty() { "| ".to_owned() } else { format!("| {cell} ") }).collect::<String>() + "|"
}
