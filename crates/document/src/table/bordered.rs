//! Tables whose borders are drawn: `+---+`, `┌──┬──┐`, with header cells that span columns.

use super::{RawCell, RawTable, cell, header_rows};
use crate::lines::Line;

/// Reads the table whose upper border is line `at`.
pub(super) fn bordered<'s>(lines: &[Line<'s>], at: usize) -> Option<RawTable<'s>> {
    if !is_border(lines[at].text) {
        return None;
    }
    let count = lines[at..].iter().take_while(|l| is_border(l.text) || is_row(l.text)).count();
    let drawn = &lines[at..at + count];
    let model = drawn.iter().filter(|l| !is_border(l.text)).map(separators).max_by_key(Vec::len).filter(|model| model.len() >= 3)?;
    let mut table = RawTable { rows: Vec::new(), columns: Vec::new(), headers: 0, lines: count };
    let mut borders = Vec::new();
    for line in drawn {
        if is_border(line.text) {
            borders.push(table.rows.len());
        } else {
            let cells = cells(line);
            table.columns.push(cells.iter().map(|(_, edges)| covered(&model, *edges)).collect());
            table.rows.push(cells.into_iter().map(|(cell, _)| cell).collect());
        }
    }
    // The headers end at the border after the first rows; without one, at the first row of values.
    let end = borders.iter().copied().find(|rows| *rows > 0 && *rows < table.rows.len());
    table.headers = end.unwrap_or_else(|| header_rows(&table.rows));
    (!table.rows.is_empty()).then_some(table)
}

/// A line that only draws: dashes and corners.
fn is_border(text: &str) -> bool {
    let horizontal = |c: char| matches!(c, '-' | '=' | '─' | '━' | '═');
    let drawing = |c: char| horizontal(c) || c == '+' || c == ' ' || is_box(c);
    let corner = text.starts_with('+') || text.starts_with(is_box);
    corner && text.chars().all(drawing) && text.chars().filter(|c| horizontal(*c)).count() >= 3
}

fn is_box(c: char) -> bool {
    ('\u{2500}'..='\u{257f}').contains(&c)
}

/// Between two columns: a bar, or a corner where a border is drawn over some columns only.
fn is_vertical(c: char) -> bool {
    matches!(c, '|' | '+') || is_box(c) && !matches!(c, '─' | '━' | '═')
}

fn is_row(text: &str) -> bool {
    text.starts_with(|c| c != '+' && is_vertical(c)) && text.chars().filter(|c| is_vertical(*c)).count() >= 2
}

/// Columns of the line at which a bar stands. A plus is a bar only beside a dash.
fn separators(line: &Line<'_>) -> Vec<u32> {
    let chars: Vec<char> = line.full.chars().collect();
    (0..chars.len()).filter(|i| is_separator(&chars, *i)).map(|i| i as u32).collect()
}

fn is_separator(chars: &[char], at: usize) -> bool {
    let dash = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| matches!(c, '-' | '='));
    is_vertical(chars[at]) && (chars[at] != '+' || dash(at.checked_sub(1)) || dash(Some(at + 1)))
}

/// Cells between the bars, with the bars' columns.
fn cells<'s>(line: &Line<'s>) -> Vec<(RawCell<'s>, (u32, u32))> {
    let mut bars = separators(line);
    // A row may lack its last bar.
    let end = line.full.trim_end().chars().count() as u32;
    bars.extend(bars.last().is_some_and(|last| last + 1 < end).then_some(end));
    let bytes: Vec<usize> = line.full.char_indices().map(|(at, _)| at).chain([line.full.len()]).collect();
    let between = bars.windows(2).map(|pair| {
        let (from, to) = (pair[0] + 1, pair[1]);
        let piece = &line.full[bytes[from as usize]..bytes[to as usize]];
        (piece, from, (pair[0], pair[1]))
    });
    between
        .filter(|(piece, _, _)| !is_drawn(piece))
        .map(|(piece, from, edges)| (cell(piece, line.full_start + from, from), edges))
        .collect()
}

fn is_drawn(piece: &str) -> bool {
    let bare = piece.trim();
    bare.len() >= 2 && bare.chars().all(|c| matches!(c, '-' | '=' | '─' | '━' | '═'))
}

/// First and last column that lie between two bars, give or take a character.
fn covered(model: &[u32], (left, right): (u32, u32)) -> (u32, u32) {
    let last = (model.len() as u32).saturating_sub(2);
    let inner = |i: u32| model[i as usize] + 2 >= left && model[i as usize + 1] <= right + 2;
    let first = (0..=last).find(|i| inner(*i));
    match first {
        Some(first) => (first, (first..=last).take_while(|i| inner(*i)).last().unwrap_or(first)),
        None => {
            let centre = (left + right) / 2;
            let nearest = (0..=last).min_by_key(|i| (model[*i as usize] + model[*i as usize + 1]).abs_diff(2 * centre)).unwrap_or(0);
            (nearest, nearest)
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use crate::lines::split;
    use crate::table::table;

    const MERGED: &str = "\
+----+--------------+---------------------+-------+
| TT | Đơn vị       |  Kết quả            | Tỷ lệ |
|    |              +----------+----------+ (%)   |
|    |              | Đúng hạn | Quá hạn  |       |
+----+--------------+----------+----------+-------+
| 1  | Sở Tư pháp   |  1.204   |  3       | 99,75 |
+----+--------------+----------+----------+-------+";

    #[test]
    fn what_stands_behind_the_last_bar_is_a_cell() {
        let lines = split("+----+-----+\n| TT | Số  |\n+----+-----+\n| 1  | 204\n| 2  | 310 |\n+----+-----+");
        let table = table(&lines, 0).unwrap();
        let texts: Vec<Vec<&str>> = table.rows.iter().map(|row| row.iter().map(|cell| cell.text).collect()).collect();
        assert_eq!(texts, [["TT", "Số"], ["1", "204"], ["2", "310"]]);
    }

    #[test]
    fn merged_headers_cover_their_columns() {
        let lines = split(MERGED);
        let table = table(&lines, 0).unwrap();
        assert_eq!((table.lines, table.headers, table.rows.len()), (7, 3, 4));
        let of = |row: usize| -> Vec<(&str, (u32, u32))> {
            table.rows[row].iter().map(|c| c.text).zip(table.columns[row].iter().copied()).filter(|(t, _)| !t.is_empty()).collect()
        };
        assert_eq!(of(0), [("TT", (0, 0)), ("Đơn vị", (1, 1)), ("Kết quả", (2, 3)), ("Tỷ lệ", (4, 4))]);
        assert_eq!(of(1), [("(%)", (4, 4))]);
        assert_eq!(of(3), [("1", (0, 0)), ("Sở Tư pháp", (1, 1)), ("1.204", (2, 2)), ("3", (3, 3)), ("99,75", (4, 4))]);
    }
}
