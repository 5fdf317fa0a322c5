//! The cell that a share or a change in a table is of: the one to its left in the row.

use solieu_extract::{Extraction, Measure, Passage};

use crate::meaning::Found;

/// Words of headers that say how a number was made, not of what: `Tỷ lệ (%)`, `Tăng, giảm`, `So sánh với năm trước`.
const DERIVED: [&str; 22] = [
    "ty", "ti", "le", "trong", "phan", "tram", "dat", "tang", "giam", "so", "voi", "sanh", "chenh", "lech", "thay", "doi", "bien", "dong",
    "nam", "truoc", "cung", "ky",
];

/// Index and meaning of the nearest count or ratio to the left of a cell's first figure, for a share or a change under a header that names nothing.
pub(crate) fn beside(extraction: &Extraction, passage: &Passage, first: u32, all: &[Option<Found>]) -> Option<(u32, Found)> {
    let cell = passage.cell.as_ref()?;
    let figure = &extraction.figures[first as usize];
    let header = cell.headers.last().filter(|header| is_derived(header))?;
    if !matches!(figure.measure, Measure::Percent | Measure::Change) || header.is_empty() {
        return None;
    }
    let in_row = |at: &u32| {
        let other = &extraction.figures[*at as usize];
        let place = extraction.passages[other.passage as usize].cell.as_ref();
        place.is_some_and(|place| (place.table, place.row) == (cell.table, cell.row) && place.column < cell.column)
    };
    let counts = |at: &u32| matches!(extraction.figures[*at as usize].measure, Measure::Count | Measure::Ratio | Measure::Money);
    let left = (first.saturating_sub(FARTHEST)..first).rev().take_while(in_row).find(counts)?;
    Some((left, all[left as usize].clone()?))
}

/// Figures to the left that are looked at.
const FARTHEST: u32 = 4;

fn is_derived(header: &str) -> bool {
    let folded = solieu_vietnamese::fold(header);
    let mut words = folded.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
    words.all(|word| DERIVED.contains(&word) || word.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::is_derived;

    #[test]
    fn headers_that_name_nothing() {
        for (header, expect) in [
            ("Tỷ lệ (%)", true),
            ("Tăng, giảm", true),
            ("%", true),
            ("Tỷ lệ đúng hạn", false),
            ("So với năm 2021", true),
            ("Đúng hạn", false),
        ] {
            assert_eq!(is_derived(header), expect, "{header}");
        }
    }
}
