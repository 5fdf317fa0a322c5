//! Groups of rows with totals of their own: rows numbered `I`, `II` over the rows `1`, `2` that make them,
//! or a row of totals behind each group. The row of totals of the whole table adds up the groups.
//!
//! Which rows belong to which is learnt: a group is held against its total only where most of the
//! table's groups and columns agree.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Rule;
use super::table::{Row, Table, tables};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::one_slip;

pub(crate) const RULE: Rule = Rule { id: "table_groups", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for table in tables(reading).iter().filter(|table| table.has_groups()) {
        let sums: Vec<Sum> =
            [headed(table), closed(table)].iter().map(|groups| sums(reading, table, groups)).find(|sums| tells(sums)).unwrap_or_default();
        found.extend(sums.iter().filter(|sum| !sum.follows(&sums)).filter_map(|sum| judge(reading, sum)));
    }
}

/// A row of totals and the rows that make it.
#[derive(Debug)]
struct Group {
    total: u32,
    rows: Vec<u32>,
}

/// Groups under their heads: `I`, then `1` and `2`; and the heads under the table's total.
fn headed(table: &Table) -> Vec<Group> {
    let mut groups: Vec<Group> = Vec::new();
    for (&row, kind) in &table.rows {
        match (kind, groups.last_mut()) {
            (Row::Head, _) => groups.push(Group { total: row, rows: Vec::new() }),
            (Row::Plain, Some(group)) => group.rows.push(row),
            _ => {}
        }
    }
    let heads: Vec<u32> = groups.iter().map(|group| group.total).collect();
    groups.extend(table.totals().map(|total| Group { total, rows: heads.clone() }));
    groups
}

/// Groups before their totals; the last total adds up the others.
fn closed(table: &Table) -> Vec<Group> {
    let totals: Vec<u32> = table.totals().collect();
    let Some((&last, inner)) = totals.split_last().filter(|(_, inner)| inner.len() > 1) else { return Vec::new() };
    let mut groups: Vec<Group> = Vec::new();
    let mut start = 0;
    for &total in inner {
        groups.push(Group { total, rows: table.plain_rows().filter(|&row| row >= start && row < total).collect() });
        start = total;
    }
    groups.push(Group { total: last, rows: inner.to_vec() });
    groups
}

struct Sum {
    total: usize,
    rows: Vec<usize>,
    stated: Decimal,
    computed: Decimal,
}

fn sums(reading: &Reading<'_>, table: &Table, groups: &[Group]) -> Vec<Sum> {
    let columns: Vec<&BTreeMap<u32, usize>> = table.additive(reading).map(|(_, column)| column).collect();
    let of = |group: &Group, column: &BTreeMap<u32, usize>| {
        let total = *column.get(&group.total)?;
        let rows: Vec<usize> = group.rows.iter().map(|row| column.get(row).copied()).collect::<Option<_>>()?;
        let computed = rows.iter().map(|&i| reading.value(i)).sum();
        (rows.len() > 1).then(|| Sum { total, rows, stated: reading.value(total), computed })
    };
    groups.iter().flat_map(|group| columns.iter().filter_map(move |column| of(group, column))).collect()
}

impl Sum {
    fn missing(&self) -> Decimal {
        self.stated - self.computed
    }

    /// True where the sum is off because one of its rows is, whose own sum is off by as much.
    fn follows(&self, all: &[Sum]) -> bool {
        !self.missing().is_zero() && all.iter().any(|other| self.rows.contains(&other.total) && other.missing() == -self.missing())
    }
}

/// True where more sums agree than do not, those left out that another explains.
fn tells(sums: &[Sum]) -> bool {
    let agreeing = sums.iter().filter(|sum| sum.missing().is_zero()).count();
    let odd = sums.iter().filter(|sum| !sum.missing().is_zero() && !sum.follows(sums)).count();
    agreeing > 0 && agreeing >= odd
}

fn judge(reading: &Reading<'_>, sum: &Sum) -> Option<Finding> {
    let missing = sum.missing();
    if missing.is_zero() {
        return None;
    }
    let slipped = one_slip(sum.stated, sum.computed) || sum.rows.iter().any(|&i| one_slip(reading.value(i), reading.value(i) + missing));
    let near = slipped || missing.abs() * Decimal::ONE_HUNDRED <= sum.stated;
    let (stated, computed) = (show(sum.stated), show(sum.computed));
    let note = Note {
        kind: "sum_mismatch",
        severity: if near { Severity::Error } else { Severity::Warning },
        message: format!("the rows of this group make {computed}, its total states {stated}"),
        message_vi: format!("các dòng của nhóm này cộng lại là {computed}, dòng tổng của nhóm ghi {stated}"),
        suggestion: one_slip(sum.stated, sum.computed).then(|| computed.clone()),
        stated,
        computed,
        figures: &[sum.total],
    };
    Some(note.finding(reading))
}
