//! A table's row of totals: each column of counts adds up to it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Rule;
use super::table::{Table, tables};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;

pub(crate) const RULE: Rule = Rule { id: "table_total", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for table in tables(reading) {
        // Groups with totals of their own are another check's.
        let Some(total_row) = table.totals().next().filter(|_| !table.has_groups()) else { continue };
        let sums = sums(reading, &table, total_row);
        let agreeing = sums.iter().filter(|sum| sum.stated == sum.computed).count();
        found.extend(sums.iter().filter_map(|sum| judge(reading, &table, sum, agreeing)));
    }
}

struct Sum {
    stated: Decimal,
    computed: Decimal,
    parts: Vec<usize>,
    total: usize,
}

fn sums(reading: &Reading<'_>, table: &Table, total_row: u32) -> Vec<Sum> {
    table.additive(reading).filter_map(|(_, column)| sum(reading, table, column, total_row)).collect()
}

/// `None` where a row has no figure in this column.
fn sum(reading: &Reading<'_>, table: &Table, column: &BTreeMap<u32, usize>, total_row: u32) -> Option<Sum> {
    let total = *column.get(&total_row)?;
    let parts: Vec<usize> =
        table.rows.keys().filter(|row| **row != total_row).map(|row| column.get(row).copied()).collect::<Option<_>>()?;
    let computed = parts.iter().map(|&i| reading.value(i)).sum();
    (parts.len() > 1).then(|| Sum { stated: reading.value(total), computed, parts, total })
}

fn judge(reading: &Reading<'_>, table: &Table, sum: &Sum, agreeing: usize) -> Option<Finding> {
    let missing = sum.stated - sum.computed;
    let slipped = |i: &usize| one_slip(reading.value(*i), reading.value(*i) + missing);
    let near = one_slip(sum.stated, sum.computed) || sum.parts.iter().any(slipped) || missing.abs() * Decimal::ONE_HUNDRED <= sum.stated;
    let twice = sum.computed == sum.stated * Decimal::TWO;
    if missing.is_zero() || twice || !(near || agreeing > 0) {
        return None;
    }
    let (stated, computed) = (show(sum.stated), show(sum.computed));
    // Where the total cannot be the slip, the one part that can is shown too.
    let mut slips = sum.parts.iter().copied().filter(|i| slipped(i));
    let odd = slips.next().filter(|_| !one_slip(sum.stated, sum.computed) && slips.next().is_none());
    let odd = sum.parts.iter().copied().find(|&i| lacks_in_row(reading, table, i, missing)).or(odd);
    let figures: Vec<usize> = std::iter::once(sum.total).chain(odd).collect();
    let note = Note {
        kind: "sum_mismatch",
        severity: if near { Severity::Error } else { Severity::Note },
        message: format!("the rows of this column make {computed}, the row of totals states {stated}"),
        message_vi: format!("các dòng của cột này cộng lại là {computed}, dòng tổng ghi {stated}"),
        suggestion: one_slip(sum.stated, sum.computed).then(|| computed.clone()),
        stated,
        computed,
        figures: &figures,
    };
    Some(note.finding(reading))
}

/// True where the row of a cell falls short by as much as its column: `24.190 = 22.060 + 1.948 + 146` and 36.
fn lacks_in_row(reading: &Reading<'_>, table: &Table, cell: usize, missing: Decimal) -> bool {
    let row_of = |column: &BTreeMap<u32, usize>| column.iter().find(|(_, i)| **i == cell).map(|(row, _)| *row);
    let Some(row) = table.columns.values().find_map(row_of) else { return false };
    let values: Vec<Decimal> = table.additive(reading).filter_map(|(at, _)| table.value(reading, at, row)).collect();
    let of_all = values.split_first().filter(|(_, parts)| parts.len() > 1).map(|(whole, parts)| *whole - parts.iter().sum::<Decimal>());
    of_all == Some(missing) || lacks_beside(reading, table, cell, row, missing)
}

/// The same where the cell and another column make a third, in every other row: on time and late, of resolved.
fn lacks_beside(reading: &Reading<'_>, table: &Table, cell: usize, row: u32, missing: Decimal) -> bool {
    let counts: Vec<u32> = table.additive(reading).map(|(at, _)| at).collect();
    let Some(own) = counts.iter().copied().find(|at| table.columns.get(at).and_then(|column| column.get(&row)) == Some(&cell)) else {
        return false;
    };
    let lack = |whole: u32, other: u32, row: u32| {
        let value = |at: u32| table.value(reading, at, row);
        Some(value(whole)? - value(other)? - value(own)?)
    };
    let others = || counts.iter().copied().filter(|&at| at != own);
    let fits = |whole: u32, other: u32| {
        let elsewhere: Vec<Decimal> = table.rows.keys().filter(|&&at| at != row).filter_map(|&at| lack(whole, other, at)).collect();
        lack(whole, other, row) == Some(missing) && elsewhere.len() > 1 && elsewhere.iter().all(Decimal::is_zero)
    };
    others().any(|whole| others().any(|other| other != whole && fits(whole, other)))
}
