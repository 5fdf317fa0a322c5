//! Which view reads which table, read off the SQL files.

use std::collections::{BTreeMap, BTreeSet};

use solieu_warehouse::{Described, SqlFile, sql_files};

use super::markdown::{codes, table};
use crate::error::CliError;

type Reads<'a> = BTreeMap<&'a str, BTreeSet<&'a str>>;

/// What each table, view and macro reads, where that comes from in the end, and who reads it.
pub(super) fn page(objects: &[Described]) -> Result<String, CliError> {
    let files = sql_files().map_err(CliError::failed)?;
    let known: BTreeSet<&str> = objects.iter().map(|object| object.name.as_str()).collect();
    let reads: Reads<'_> = files.iter().map(|file| (file.name.as_str(), read_by(file, &known))).collect();
    let lines = known.iter().map(|name| {
        let direct = reads.get(name).map(codes).unwrap_or_default();
        let readers = reads.iter().filter(|(_, read)| read.contains(name)).map(|(reader, _)| *reader);
        let sources = if reads.contains_key(name) { codes(sources(name, &reads)) } else { String::new() };
        [format!("`{name}`"), direct, sources, codes(readers)]
    });
    Ok("# Nguồn gốc | Lineage\n\nRead off the SQL under `warehouse/`. What reads nothing is a table of the lake or the ledger.\n\n"
        .to_owned()
        + &table(["name", "reads", "tables it comes from", "read by"], lines))
}

/// The tables that nothing of ours is behind.
fn sources<'a>(name: &'a str, reads: &Reads<'a>) -> BTreeSet<&'a str> {
    let (mut found, mut seen, mut open) = (BTreeSet::new(), BTreeSet::new(), vec![name]);
    while let Some(name) = open.pop() {
        if !seen.insert(name) {
            continue;
        }
        match reads.get(name) {
            Some(below) => open.extend(below),
            None => {
                found.insert(name);
            }
        }
    }
    found
}

/// A known name behind `FROM` or `JOIN`, or a macro's with its bracket, unless it is a part of the query of that name.
fn read_by<'a>(file: &'a SqlFile, known: &BTreeSet<&'a str>) -> BTreeSet<&'a str> {
    let code: String = file.sql.lines().map(|line| line.split("--").next().unwrap_or_default()).collect::<Vec<_>>().join("\n");
    let own = |name: &&&str| **name != file.name && !code.contains(&format!("{name} AS ("));
    known.iter().filter(own).filter(|name| is_read(&code, name)).copied().collect()
}

fn is_read(code: &str, name: &str) -> bool {
    let part_of_name = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(name).any(|(at, _)| {
        let (before, behind) = (&code[..at], &code[at + name.len()..]);
        let whole = !before.ends_with(part_of_name) && !behind.starts_with(part_of_name);
        let word = before.trim_end().rsplit(|c: char| !part_of_name(c)).next().unwrap_or_default();
        whole && (behind.starts_with('(') || ["FROM", "JOIN"].contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::is_read;

    #[test]
    fn a_name_is_read_where_rows_are_taken_from_it() {
        let check = |code: &str, expect: bool| assert_eq!(is_read(code, "panel"), expect, "{code}");
        check("SELECT * FROM panel", true);
        check("LEFT JOIN\n    panel AS p USING (year)", true);
        check("SELECT panel FROM figures", false);
        check("SELECT * FROM panel_today", false);
        check("SELECT panel(1)", true);
    }
}
