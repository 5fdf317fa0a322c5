//! Columns of a table that belong together: `Đã giải quyết` is `Đúng hạn` and `Trễ hạn`, a share is
//! one column of another. Learnt from the rows: where all rows but one agree, that one is wrong.

use rust_decimal::Decimal;

use super::Rule;
use super::table::{Table, tables};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, percent, show, show_rounded};
use crate::reading::Reading;

pub(crate) const RULE: Rule = Rule { id: "table_rows", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for table in tables(reading) {
        let counts: Vec<u32> = table.additive(reading).map(|(column, _)| column).collect();
        found.extend(sums(reading, &table, &counts));
        found.extend(shares(reading, &table, &counts));
    }
}

fn sums(reading: &Reading<'_>, table: &Table, counts: &[u32]) -> Vec<Finding> {
    let mut found = Vec::new();
    for &whole in counts {
        for (at, &a) in counts.iter().enumerate() {
            for &b in counts[at + 1..].iter().filter(|&&b| b != whole && a != whole) {
                found.extend(odd_sum(reading, table, whole, a, b));
            }
        }
    }
    found
}

/// The one row in which two columns do not make the third, where at least three others do.
fn odd_sum(reading: &Reading<'_>, table: &Table, whole: u32, a: u32, b: u32) -> Option<Finding> {
    let rows: Vec<(u32, Decimal, Decimal)> = table
        .rows
        .keys()
        .filter_map(|&row| {
            let sum = table.value(reading, a, row)? + table.value(reading, b, row)?;
            Some((row, table.value(reading, whole, row)?, sum))
        })
        .collect();
    let mut odd = rows.iter().filter(|(_, stated, sum)| stated != sum);
    let (&(row, stated, sum), None) = (odd.next()?, odd.next()) else { return None };
    let telling = rows.iter().filter(|(_, stated, sum)| stated == sum && !stated.is_zero()).count();
    if telling < 3 {
        return None;
    }
    let figures = [*table.columns.get(&whole)?.get(&row)?, *table.columns.get(&a)?.get(&row)?, *table.columns.get(&b)?.get(&row)?];
    let (stated, computed) = (show(stated), show(sum));
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        message: format!("two columns make {computed} in this row, the third states {stated}; they agree in the other rows"),
        message_vi: format!("hai cột của dòng này cộng lại là {computed}, cột thứ ba ghi {stated}; các dòng khác đều khớp"),
        stated,
        computed,
        figures: &figures,
        suggestion: None,
    };
    Some(note.finding(reading))
}

fn shares(reading: &Reading<'_>, table: &Table, counts: &[u32]) -> Vec<Finding> {
    let percents = table.columns.keys().filter(|column| table.is_share(**column));
    percents.filter_map(|&column| odd_share(reading, table, column, counts)).collect()
}

/// The one row whose share differs, for the pair of columns that fits all the others.
fn odd_share(reading: &Reading<'_>, table: &Table, column: u32, counts: &[u32]) -> Option<Finding> {
    let pairs = counts.iter().flat_map(|&part| counts.iter().map(move |&whole| (part, whole))).filter(|(part, whole)| part != whole);
    let scored = pairs.map(|(part, whole)| {
        let rows = share_rows(reading, table, column, part, whole);
        let (good, bad): (Vec<_>, Vec<_>) = rows.into_iter().partition(|row| row.2 == Agreement::Agrees);
        (good.len(), bad)
    });
    let (good, bad) = scored.max_by_key(|(good, _)| *good)?;
    let &[(figure, exact, Agreement::Differs)] = bad.as_slice() else { return None };
    if good < 2 {
        return None;
    }
    let stated = show(reading.value(figure));
    let computed = show_rounded(exact, decimals(&reading.figure(figure).quote));
    let note = Note {
        kind: "percent_mismatch",
        severity: Severity::Error,
        message: format!("the row's other columns make {computed} %, it states {stated} %; the other rows agree"),
        message_vi: format!("theo các cột khác của dòng này là {computed} %, báo cáo ghi {stated} %; các dòng khác đều khớp"),
        stated,
        computed,
        figures: &[figure],
        suggestion: None,
    };
    Some(note.finding(reading))
}

fn share_rows(reading: &Reading<'_>, table: &Table, column: u32, part: u32, whole: u32) -> Vec<(usize, Decimal, Agreement)> {
    let Some(cells) = table.columns.get(&column) else { return Vec::new() };
    let row = |(&row, &figure): (&u32, &usize)| {
        let exact = percent(table.value(reading, part, row)?, table.value(reading, whole, row)?)?;
        Some((figure, exact, agreement(reading.value(figure), exact, decimals(&reading.figure(figure).quote))))
    };
    cells.iter().filter_map(row).collect()
}
