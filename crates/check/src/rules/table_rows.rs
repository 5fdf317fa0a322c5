//! Columns of a table that belong together: `Đã giải quyết` is `Đúng hạn` and `Trễ hạn`, a share is
//! one column of another. Learnt from the rows: where all rows but one agree, that one is wrong.

use rust_decimal::Decimal;

use super::Rule;
use super::table::{Row, Table, tables};
use crate::model::{Finding, Severity};
use crate::note::Note;
use crate::printed::{Agreement, agreement, decimals, percent, show, show_rounded};
use crate::reading::Reading;

pub(crate) const RULE: Rule = Rule { id: "table_rows", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for table in tables(reading) {
        let counts: Vec<u32> = table.additive(reading).map(|(column, _)| column).collect();
        let of_two = sums(reading, &table, &counts);
        found.extend(if of_two.is_empty() { long_sums(reading, &table, &counts) } else { of_two });
        found.extend(shares(reading, &table, &counts));
        found.extend(shares_of_ratios(reading, &table));
    }
}

/// `Hoàn thành/Được giao | Tỷ lệ`: shares right behind a column of ratios, where another row agrees.
fn shares_of_ratios(reading: &Reading<'_>, table: &Table) -> Vec<Finding> {
    let percents = table.columns.keys().filter(|column| table.is_share(**column));
    percents.flat_map(|&column| odd_shares_of_ratios(reading, table, column)).collect()
}

fn odd_shares_of_ratios(reading: &Reading<'_>, table: &Table, column: u32) -> Vec<Finding> {
    let (Some(cells), Some(ratios)) = (table.columns.get(&column), column.checked_sub(1).and_then(|left| table.columns.get(&left))) else {
        return Vec::new();
    };
    let row = |(row, &stated): (&u32, &usize)| {
        let &ratio = ratios.get(row)?;
        let exact = percent(reading.value(ratio), reading.figure(ratio).denominator?)?;
        Some((ratio, stated, exact, agreement(reading.value(stated), exact, decimals(&reading.figure(stated).quote))))
    };
    let rows: Vec<(usize, usize, Decimal, Agreement)> = cells.iter().filter_map(row).collect();
    let agreeing = rows.iter().filter(|row| row.3 == Agreement::Agrees).count();
    let odd = rows.iter().filter(|row| row.3 == Agreement::Differs);
    let findings: Vec<Finding> = odd.map(|&(ratio, stated, exact, _)| odd_share_of_ratio(reading, ratio, stated, exact)).collect();
    if agreeing > findings.len() { findings } else { Vec::new() }
}

fn odd_share_of_ratio(reading: &Reading<'_>, ratio: usize, index: usize, exact: Decimal) -> Finding {
    let stated = show(reading.value(index));
    let computed = show_rounded(exact, decimals(&reading.figure(index).quote));
    let of = reading.figure(ratio);
    let fraction = format!("{}/{}", show(of.value), of.denominator.map_or_else(String::new, show));
    Note {
        kind: "percent_mismatch",
        severity: Severity::Error,
        message: format!("{fraction} in this row is {computed} %, the report states {stated} %; other rows agree"),
        message_vi: format!("{fraction} của dòng này bằng {computed} %, báo cáo ghi {stated} %; các dòng khác khớp"),
        stated,
        computed,
        figures: &[ratio, index],
        suggestion: None,
    }
    .finding(reading)
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
    let sum = |row: u32| Some(table.value(reading, a, row)? + table.value(reading, b, row)?);
    odd_row(reading, table, whole, &[a, b], 3, sum)
}

/// `Được chấm điểm | Xuất sắc | Tốt | Khá | Trung bình`: a column that the columns behind it make, three or more.
fn long_sums(reading: &Reading<'_>, table: &Table, counts: &[u32]) -> Vec<Finding> {
    let mut found = Vec::new();
    for (at, &whole) in counts.iter().enumerate() {
        let longest = (at + 4..=counts.len()).rev().find_map(|end| odd_long_sum(reading, table, whole, &counts[at + 1..end]));
        found.extend(longest);
    }
    found
}

/// The one row in which the columns do not make the first, where at least two others do. An empty cell is none.
fn odd_long_sum(reading: &Reading<'_>, table: &Table, whole: u32, parts: &[u32]) -> Option<Finding> {
    let sum = |row: u32| Some(parts.iter().filter_map(|&part| table.value(reading, part, row)).sum());
    odd_row(reading, table, whole, parts, 2, sum)
}

/// The one row whose parts do not make its whole, where at least so many others do.
fn odd_row(
    reading: &Reading<'_>,
    table: &Table,
    whole: u32,
    parts: &[u32],
    least: usize,
    sum: impl Fn(u32) -> Option<Decimal>,
) -> Option<Finding> {
    let rows: Vec<(u32, Decimal, Decimal)> =
        table.rows.keys().filter_map(|&row| Some((row, table.value(reading, whole, row)?, sum(row)?))).collect();
    let mut odd = rows.iter().filter(|(_, stated, sum)| stated != sum);
    let (&(row, stated, sum), None) = (odd.next()?, odd.next()) else { return None };
    let telling = rows.iter().filter(|(_, stated, sum)| stated == sum && !stated.is_zero()).count();
    if telling < least || sum.is_zero() {
        return None;
    }
    let cell = |column: &u32| table.columns.get(column)?.get(&row).copied();
    let figures: Vec<usize> = [&whole].into_iter().chain(parts).filter_map(cell).collect();
    let (stated, computed) = (show(stated), show(sum));
    let note = Note {
        kind: "sum_mismatch",
        severity: Severity::Error,
        message: format!("the columns that belong to it make {computed} in this row, it states {stated}; they agree in the other rows"),
        message_vi: format!("các cột thành phần của dòng này cộng lại là {computed}, cột tổng ghi {stated}; các dòng khác đều khớp"),
        stated,
        computed,
        figures: &figures,
        suggestion: None,
    };
    Some(note.finding(reading))
}

fn shares(reading: &Reading<'_>, table: &Table, counts: &[u32]) -> Vec<Finding> {
    let percents = table.columns.keys().filter(|column| table.is_share(**column));
    percents.flat_map(|&column| odd_shares(reading, table, column, counts)).collect()
}

/// The few rows whose share differs, for the pair of columns that fits all the others.
fn odd_shares(reading: &Reading<'_>, table: &Table, column: u32, counts: &[u32]) -> Vec<Finding> {
    let pairs = counts.iter().flat_map(|&part| counts.iter().map(move |&whole| (part, whole))).filter(|(part, whole)| part != whole);
    let pairs = pairs.flat_map(|(part, whole)| [(part, whole, false), (part, whole, true)]);
    let scored = pairs.map(|(part, whole, rest)| {
        let rows = share_rows(reading, table, column, (part, whole, rest));
        let (good, bad): (Vec<_>, Vec<_>) = rows.into_iter().partition(|share| share.agreement == Agreement::Agrees);
        (good.len(), bad, [part, whole, column])
    });
    let Some((good, bad, columns)) = scored.max_by_key(|(good, ..)| *good) else { return Vec::new() };
    // A wrong total makes its row's share wrong; where a plain row is odd too, that one tells more.
    let plain = bad.iter().any(|share| table.rows.get(&share.row) != Some(&Row::Total));
    let odd: Vec<&Share> = bad.iter().filter(|share| !plain || table.rows.get(&share.row) != Some(&Row::Total)).collect();
    let few = good > 1 && (odd.len() == 1 || good >= MOST_ODD * odd.len());
    if !few || odd.iter().any(|share| share.agreement != Agreement::Differs) {
        return Vec::new();
    }
    odd.into_iter().map(|share| odd_share(reading, table, share, &columns)).collect()
}

/// One row in so many may be odd, where more than one is.
const MOST_ODD: usize = 3;

fn odd_share(reading: &Reading<'_>, table: &Table, share: &Share, columns: &[u32]) -> Finding {
    let cell = |column: &u32| table.columns.get(column)?.get(&share.row).copied();
    let figures: Vec<usize> = columns.iter().filter_map(cell).collect();
    let stated = show(reading.value(share.figure));
    let computed = show_rounded(share.exact, decimals(&reading.figure(share.figure).quote));
    Note {
        kind: "percent_mismatch",
        severity: Severity::Error,
        message: format!("the row's other columns make {computed} %, it states {stated} %; the other rows agree"),
        message_vi: format!("theo các cột khác của dòng này là {computed} %, báo cáo ghi {stated} %; các dòng khác đều khớp"),
        stated,
        computed,
        figures: &figures,
        suggestion: None,
    }
    .finding(reading)
}

/// A row's share and what the row's other columns make of it.
struct Share {
    row: u32,
    figure: usize,
    exact: Decimal,
    agreement: Agreement,
}

/// Each row's share, held against a part of a whole, or what that part leaves of it: overdue ones leave those on time.
fn share_rows(reading: &Reading<'_>, table: &Table, column: u32, (part, whole, rest): (u32, u32, bool)) -> Vec<Share> {
    let Some(cells) = table.columns.get(&column) else { return Vec::new() };
    let row = |(&row, &figure): (&u32, &usize)| {
        let exact = percent(table.value(reading, part, row)?, table.value(reading, whole, row)?)?;
        let exact = if rest { Decimal::ONE_HUNDRED - exact } else { exact };
        let agreement = agreement(reading.value(figure), exact, decimals(&reading.figure(figure).quote));
        Some(Share { row, figure, exact, agreement })
    };
    cells.iter().filter_map(row).collect()
}
