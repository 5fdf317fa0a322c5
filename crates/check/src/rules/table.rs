//! Tables as the rules see them: the figures of each column, by row.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use solieu_document::CellPlace;
use solieu_extract::Measure;

use crate::reading::Reading;
use crate::wording::says;

/// A table's figures by column and row, and its rows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Index of the figure, by column, then row.
    pub(crate) columns: BTreeMap<u32, BTreeMap<u32, usize>>,
    /// Rows that are not header, with whether they are totals.
    pub(crate) rows: BTreeMap<u32, bool>,
    /// Folded headers of each column.
    pub(crate) headers: BTreeMap<u32, String>,
}

/// Every table of the report that holds figures.
pub(crate) fn tables(reading: &Reading<'_>) -> Vec<Table> {
    let mut tables: BTreeMap<u32, Table> = BTreeMap::new();
    for (passage, cell) in reading.passages().iter().enumerate().filter_map(|(i, p)| Some((i, p.cell.as_ref()?))) {
        if cell.header {
            continue;
        }
        let table = tables.entry(cell.table).or_default();
        let total = table.rows.entry(cell.row).or_default();
        *total |= cell.total;
        table.add(reading, passage, cell);
    }
    tables.into_values().filter(|table| !table.columns.is_empty()).collect()
}

impl Table {
    fn add(&mut self, reading: &Reading<'_>, passage: usize, cell: &CellPlace) {
        if let &[figure] = reading.in_passage(passage) {
            self.columns.entry(cell.column).or_default().insert(cell.row, figure);
            self.headers.entry(cell.column).or_insert_with(|| solieu_vietnamese::fold(&cell.headers.join(" ")));
        }
    }

    /// Columns of counts or money, which can be added up.
    pub(crate) fn additive<'t>(&'t self, reading: &'t Reading<'_>) -> impl Iterator<Item = (u32, &'t BTreeMap<u32, usize>)> {
        let adds = move |column: &BTreeMap<u32, usize>| {
            column.values().all(|&i| matches!(reading.figure(i).measure, Measure::Count | Measure::Money))
        };
        self.columns.iter().filter(move |(at, column)| adds(column) && !self.is_share(**at)).map(|(at, column)| (*at, column))
    }

    /// A column of percents or averages.
    pub(crate) fn is_share(&self, column: u32) -> bool {
        let header = self.headers.get(&column).map_or("", String::as_str);
        header.contains('%') || says(header, &["ty le".to_owned(), "ti le".to_owned(), "binh quan".to_owned()])
    }

    /// Rows that are no totals.
    pub(crate) fn plain_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().filter(|(_, total)| !**total).map(|(row, _)| *row)
    }

    pub(crate) fn value(&self, reading: &Reading<'_>, column: u32, row: u32) -> Option<Decimal> {
        self.columns.get(&column)?.get(&row).map(|&i| reading.value(i))
    }
}
