//! Tables: rows with pipes, rows between drawn borders, and rows whose columns are aligned by spaces.

mod bordered;

use crate::lines::{Line, fold_source};

/// A cell as it stands in a line.
#[derive(Debug, Clone)]
pub(crate) struct RawCell<'s> {
    pub text: &'s str,
    /// Character offset in the source.
    pub start: u32,
    /// Columns of the line that it covers.
    from: u32,
    to: u32,
}

/// Rows of one table, top down; separator lines are left out.
#[derive(Debug)]
pub(crate) struct RawTable<'s> {
    pub rows: Vec<Vec<RawCell<'s>>>,
    /// First and last column that each cell covers, parallel to `rows`.
    pub columns: Vec<Vec<(u32, u32)>>,
    /// How many of the first rows are headers.
    pub headers: usize,
    /// Lines taken.
    pub lines: usize,
}

/// Reads the table that starts at line `at`, if one does.
pub(crate) fn table<'s>(lines: &[Line<'s>], at: usize) -> Option<RawTable<'s>> {
    bordered::bordered(lines, at).or_else(|| piped(lines, at)).or_else(|| aligned(lines, at))
}

fn piped<'s>(lines: &[Line<'s>], at: usize) -> Option<RawTable<'s>> {
    if !lines[at].text.contains('|') {
        return None;
    }
    let is_row = |l: &Line<'_>| l.text.starts_with('|') && l.text[1..].contains('|') || l.text.matches('|').count() >= 2;
    let count = lines[at..].iter().take_while(|l| is_row(l)).count();
    if count == 0 || count == 1 && !lines[at].text.starts_with('|') {
        return None;
    }
    let mut rows = Vec::new();
    let mut columns = Vec::new();
    let mut rule = None;
    for line in &lines[at..at + count] {
        if is_rule(line.text) {
            rule = rule.or(Some(rows.len()));
            continue;
        }
        let cells = pipe_cells(line);
        columns.push((0..cells.len() as u32).map(|c| (c, c)).collect());
        rows.push(cells);
    }
    let headers = rule.unwrap_or_else(|| header_rows(&rows)).max(header_rows(&rows).min(3));
    Some(RawTable { rows, columns, headers, lines: count })
}

/// A line of dashes, colons and pipes.
fn is_rule(text: &str) -> bool {
    text.contains("--") && text.bytes().all(|b| matches!(b, b'|' | b'-' | b':' | b' ' | b'+' | b'='))
}

fn pipe_cells<'s>(line: &Line<'s>) -> Vec<RawCell<'s>> {
    let inner = line.text.strip_prefix('|').unwrap_or(line.text);
    let mut position = line.start + u32::from(inner.len() != line.text.len());
    let inner = inner.strip_suffix('|').unwrap_or(inner);
    let mut cells = Vec::new();
    for piece in inner.split('|') {
        cells.push(cell(piece, position, 0));
        position += piece.chars().count() as u32 + 1;
    }
    cells
}

fn cell(piece: &str, position: u32, column: u32) -> RawCell<'_> {
    let front = piece.trim_start();
    let text = without_emphasis(front.trim_end());
    let indent = piece[..text.as_ptr() as usize - piece.as_ptr() as usize].chars().count() as u32;
    let width = text.chars().count() as u32;
    RawCell { text, start: position + indent, from: column + indent, to: column + indent + width }
}

/// `**1.204**` and `_Tổng số_` without their marks.
fn without_emphasis(text: &str) -> &str {
    let bare = text.trim_matches(['*', '_']);
    let marked = bare.len() < text.len() && !bare.is_empty() && text.len() - bare.len() <= 6;
    if marked { bare.trim() } else { text }
}

/// Rows before the first that holds a number other than a year.
fn header_rows(rows: &[Vec<RawCell<'_>>]) -> usize {
    let first = rows.iter().position(|row| row.iter().skip(1).any(|c| is_value(c.text)));
    first.unwrap_or(1).min(rows.len())
}

/// A cell of digits, separators and at most a short unit.
fn is_value(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    let letters = text.chars().filter(|c| c.is_alphabetic()).count();
    let year = digits == 4 && letters == 0 && (text.starts_with("20") || text.starts_with("19"));
    digits > 0
        && !year
        && letters <= digits + 4
        && text.starts_with(|c: char| c.is_ascii_digit() || "+-–−Ol".contains(c))
        && !text.starts_with("(1)")
}

fn aligned<'s>(lines: &[Line<'s>], at: usize) -> Option<RawTable<'s>> {
    if !lines[at].text.contains("  ") && !lines[at].text.contains('\t') {
        return None;
    }
    let mut rows: Vec<Vec<RawCell<'s>>> = Vec::new();
    let mut taken = 0;
    let mut rule = None;
    for line in &lines[at..] {
        if !rows.is_empty() && is_dashes(line.text) {
            rule = rule.or(Some(rows.len()));
        } else {
            let cells = gap_cells(line);
            if cells.len() < 2 {
                break;
            }
            rows.push(cells);
        }
        taken += 1;
    }
    if !is_aligned(&rows) {
        return None;
    }
    let headers = rule.unwrap_or_else(|| header_rows(&rows));
    let columns = align(&rows);
    Some(RawTable { rows, columns, headers, lines: taken })
}

fn is_dashes(text: &str) -> bool {
    text.len() >= 3 && text.bytes().all(|b| matches!(b, b'-' | b'=' | b' ' | b'_' | b'+' | b'|'))
}

/// At least two rows of three columns, or three of two, with values at the ends of rows.
fn is_aligned(rows: &[Vec<RawCell<'_>>]) -> bool {
    let widest = rows.iter().map(Vec::len).max().unwrap_or(0);
    let valued = rows.iter().filter(|r| r.last().is_some_and(|c| is_value(c.text) || c.text == "-")).count();
    let enough = if widest >= 3 { rows.len() >= 2 } else { rows.len() >= 3 };
    enough && valued >= 1 && valued * 2 >= rows.len().saturating_sub(2)
}

/// Cells set apart by two spaces or more, or by tabs.
fn gap_cells<'s>(line: &Line<'s>) -> Vec<RawCell<'s>> {
    let mut cells = Vec::new();
    let (mut start, mut column, mut begin) = (None, 0u32, 0u32);
    let mut blanks = 0u32;
    for (at, c) in line.full.char_indices() {
        if c == ' ' || c == '\t' || c == '\u{a0}' {
            blanks += if c == '\t' { 2 } else { 1 };
            if blanks >= 2
                && let Some(from) = start.take()
            {
                cells.push(cell(&line.full[from..at], line.full_start + begin, begin));
            }
        } else {
            blanks = 0;
            if start.is_none() {
                (start, begin) = (Some(at), column);
            }
        }
        column += 1;
    }
    if let Some(from) = start {
        cells.push(cell(&line.full[from..], line.full_start + begin, begin));
    }
    cells
}

/// Gives each cell the column of the widest row that it overlaps most, or stands nearest to.
fn align(rows: &[Vec<RawCell<'_>>]) -> Vec<Vec<(u32, u32)>> {
    let Some(model) = rows.iter().max_by_key(|r| r.len()) else { return Vec::new() };
    let ranges: Vec<(u32, u32)> = model.iter().map(|c| (c.from, c.to)).collect();
    rows.iter()
        .map(|row| {
            if row.len() == ranges.len() {
                return (0..row.len() as u32).map(|c| (c, c)).collect();
            }
            row.iter().map(|c| nearest(&ranges, c)).map(|c| (c, c)).collect()
        })
        .collect()
}

fn nearest(ranges: &[(u32, u32)], cell: &RawCell<'_>) -> u32 {
    let distance = |&(from, to): &(u32, u32)| {
        let overlap = cell.to.min(to) as i64 - cell.from.max(from) as i64;
        let centre = (i64::from(cell.from + cell.to) - i64::from(from + to)).abs();
        (-overlap.max(0), centre)
    };
    (0..ranges.len()).min_by_key(|i| distance(&ranges[*i])).unwrap_or(0) as u32
}

/// True for a row that adds up the others.
pub(crate) fn is_total(stub: &str) -> bool {
    let folded = fold_source(stub);
    let folded = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    ["tong cong", "tong so", "tong", "cong", "toan tinh", "toan thanh pho", "tong toan tinh"].contains(&folded)
}

/// True for the header of a column of row numbers.
pub(crate) fn is_row_number_header(header: &str) -> bool {
    let folded = fold_source(header);
    ["tt", "stt", "so tt", "so thu tu", "#"].contains(&folded.trim_matches('.').trim())
}

/// True for the header of a column of units.
pub(crate) fn is_unit_header(header: &str) -> bool {
    let folded = fold_source(header);
    ["don vi tinh", "dvt", "dv tinh", "don vi do"].contains(&folded.trim_matches(|c: char| !c.is_ascii_alphanumeric()))
}
