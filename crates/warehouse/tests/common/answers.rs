//! What a query gave, as text.

use arrow::util::display::{ArrayFormatter, FormatOptions};
use solieu_warehouse::Answer;

/// The cells of every row; a null as `null` says.
pub(crate) fn cells(answer: &Answer, null: &str) -> Vec<Vec<String>> {
    let options = FormatOptions::default().with_null(null);
    let mut rows = Vec::new();
    for batch in &answer.batches {
        let columns: Vec<ArrayFormatter<'_>> =
            batch.columns().iter().map(|column| ArrayFormatter::try_new(column, &options).unwrap()).collect();
        rows.extend((0..batch.num_rows()).map(|row| columns.iter().map(|cell| cell.value(row).to_string()).collect()));
    }
    rows
}
