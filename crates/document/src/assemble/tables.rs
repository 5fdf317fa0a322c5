//! Tables: their cells, each with its headers, its row's name and the lines above the table.

use unicode_normalization::UnicodeNormalization;

use super::Assembler;
use crate::model::{BlockKind, CellPlace};
use crate::table::{RawTable, is_row_number_header, is_total, is_unit_header, table};

impl<'s> Assembler<'_, 's> {
    /// The table that starts at line `at`, where one does.
    pub(super) fn table_at(&self, at: usize) -> Option<RawTable<'s>> {
        if self.closing && !self.lines[at].text.starts_with('|') {
            return None;
        }
        table(self.lines, at)
    }

    /// Takes all cells of a table; gives the number of its lines.
    pub(super) fn take_table(&mut self, raw: &RawTable<'s>, at: usize) -> usize {
        self.close_note();
        self.close();
        let caption = self.caption(at);
        let number = self.tables;
        self.tables += 1;
        let units = unit_column(raw);
        for (row, cells) in raw.rows.iter().enumerate() {
            let stub = stub(raw, row);
            let unit = units.and_then(|column| raw.columns[row].iter().position(|(first, _)| *first == column));
            for (i, cell) in cells.iter().enumerate() {
                let column = raw.columns[row][i].0;
                let place = CellPlace {
                    table: number,
                    row: row as u32,
                    column,
                    header: row < raw.headers,
                    headers: if row < raw.headers { Vec::new() } else { headers_of(raw, column) },
                    stub: composed(stub),
                    unit: unit.filter(|_| row >= raw.headers).map_or_else(String::new, |at| composed(cells[at].text)),
                    caption: caption.clone(),
                    total: is_total(stub),
                };
                self.push_cell(cell.text, cell.start, place);
            }
        }
        self.gap = true;
        raw.lines
    }

    /// The short lines just above a table: its title and its unit line.
    fn caption(&self, at: usize) -> String {
        let above = self.lines[..at].iter().rev().take(5).filter(|l| !l.is_blank() && l.chars <= 200).take(3);
        let mut texts: Vec<&str> = above.map(|l| l.text).collect();
        texts.reverse();
        composed(&texts.join("\n"))
    }

    fn push_cell(&mut self, text: &str, start: u32, place: CellPlace) {
        let before = self.document.blocks.len();
        self.push_piece(BlockKind::Cell, text, start);
        if let Some(block) = self.document.blocks.get_mut(before) {
            block.cell = Some(place);
        }
    }
}

/// The first cell of the row that is lettered.
fn stub<'s>(raw: &RawTable<'s>, row: usize) -> &'s str {
    let lettered = |t: &str| t.chars().filter(|c| c.is_alphabetic()).count() >= 2;
    raw.rows[row].iter().find(|c| lettered(c.text)).map_or("", |c| c.text)
}

/// The column that names each row's unit.
fn unit_column(raw: &RawTable<'_>) -> Option<u32> {
    let headers = (0..raw.headers).flat_map(|row| raw.rows[row].iter().zip(&raw.columns[row]));
    headers.into_iter().find(|(cell, _)| is_unit_header(cell.text)).map(|(_, (first, _))| *first)
}

/// Texts of the header cells over a column, top down.
fn headers_of(raw: &RawTable<'_>, column: u32) -> Vec<String> {
    (0..raw.headers)
        .flat_map(|row| raw.rows[row].iter().zip(&raw.columns[row]))
        .filter(|(cell, (first, last))| (*first..=*last).contains(&column) && !cell.text.is_empty())
        .map(|(cell, _)| if is_row_number_header(cell.text) { "STT".to_owned() } else { composed(cell.text) })
        .collect()
}

/// A piece of the source in NFC, as a block's text is.
fn composed(text: &str) -> String {
    let decomposed = text.bytes().any(|b| matches!(b, 0xcc | 0xcd));
    if decomposed { text.nfc().collect() } else { text.to_owned() }
}
