//! A column of changes beside two columns of values: `40 | 27 | tăng 15 bậc`.
//!
//! Learnt from the rows: where the others are the difference of the two, up or down, the odd one is wrong.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Rule;
use super::table::{Table, tables};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "table_changes", run };

/// Rows that have to agree before one that does not is wrong.
const LEAST: usize = 2;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for table in tables(reading) {
        let changes = table.headers.iter().filter(|(_, header)| says(header, &reading.wording.change_header)).map(|(column, _)| *column);
        found.extend(changes.filter_map(|column| odd(reading, &table, column)));
    }
}

/// The one row whose change is not that of the two columns before it.
fn odd(reading: &Reading<'_>, table: &Table, column: u32) -> Option<Finding> {
    let before = table.columns.keys().rev().filter(|other| **other < column).copied().take(2).collect::<Vec<u32>>();
    let &[new, old] = before.as_slice() else { return None };
    let rows: BTreeMap<u32, (Decimal, Decimal)> = table
        .columns
        .get(&column)?
        .iter()
        .filter_map(|(&row, &change)| {
            let exact = table.value(reading, new, row)? - table.value(reading, old, row)?;
            Some((row, (reading.value(change).abs(), exact.abs())))
        })
        .collect();
    let mut wrong = rows.iter().filter(|(_, (stated, exact))| stated != exact);
    let (Some((row, (stated, exact))), None) = (wrong.next(), wrong.next()) else { return None };
    if rows.len() <= LEAST {
        return None;
    }
    let cell = |column: u32| table.columns.get(&column)?.get(row).copied();
    let figures = [cell(old)?, cell(new)?, cell(column)?];
    let (stated, computed) = (show(*stated), show(*exact));
    let ranks = reading.figure(figures[2]).unit == "rank";
    let note = Note {
        kind: if ranks { "conflict" } else { "sum_mismatch" },
        severity: Severity::Error,
        message: format!("the two columns before differ by {computed}, this one states {stated}; the other rows agree"),
        message_vi: format!("hai cột trước chênh nhau {computed}, cột này ghi {stated}; các dòng khác đều khớp"),
        stated,
        computed,
        figures: &figures,
        suggestion: None,
    };
    Some(note.finding(reading))
}
