//! Tables as the rules see them: the figures of each column, by row.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use solieu_document::CellPlace;
use solieu_extract::Measure;

use crate::reading::Reading;
use crate::wording::says;

/// What a row is to the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) enum Row {
    #[default]
    Plain,
    /// Numbered `I` or `A`, over rows numbered `1`: a group and its total.
    Head,
    /// `Tổng cộng`
    Total,
}

/// A table's figures by column and row, and its rows.
#[derive(Debug, Default)]
pub(crate) struct Table {
    /// Index of the figure, by column, then row.
    pub(crate) columns: BTreeMap<u32, BTreeMap<u32, usize>>,
    /// Rows that are not header.
    pub(crate) rows: BTreeMap<u32, Row>,
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
        let row = table.rows.entry(cell.row).or_default();
        match () {
            () if cell.total => *row = Row::Total,
            () if cell.column == 0 && is_head(&reading.passages()[passage].text) => *row = Row::Head,
            () => {}
        }
        table.add(reading, passage, cell);
    }
    tables.into_values().filter(|table| !table.columns.is_empty()).collect()
}

/// `I`, `IV`, `A`, `B.`: numbers of groups.
fn is_head(text: &str) -> bool {
    let number = text.trim().trim_end_matches(['.', ')']);
    let roman = !number.is_empty() && number.len() < 5 && number.chars().all(|c| matches!(c, 'I' | 'V' | 'X'));
    roman || matches!(number, "A" | "B" | "C" | "D" | "Đ" | "E")
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

    /// Rows that are no totals and head no group.
    pub(crate) fn plain_rows(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().filter(|(_, kind)| **kind == Row::Plain).map(|(row, _)| *row)
    }

    /// Rows of totals, top down.
    pub(crate) fn totals(&self) -> impl Iterator<Item = u32> + '_ {
        self.rows.iter().filter(|(_, kind)| **kind == Row::Total).map(|(row, _)| *row)
    }

    /// True where rows are grouped, under heads or before totals of their own.
    pub(crate) fn has_groups(&self) -> bool {
        let heads = self.rows.values().filter(|kind| **kind == Row::Head).count();
        heads > 1 && self.plain_rows().next().is_some() || self.totals().nth(1).is_some()
    }

    pub(crate) fn value(&self, reading: &Reading<'_>, column: u32, row: u32) -> Option<Decimal> {
        self.columns.get(&column)?.get(&row).map(|&i| reading.value(i))
    }
}
