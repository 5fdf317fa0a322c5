//! Work in portions, so that a release of any size is made in the memory of a small one.

use std::ops::Range;

/// Neighbours put together as long as their sizes make no more than `most`; what is larger stands alone.
pub(crate) fn portions(sizes: &[u64], most: u64) -> Vec<Range<usize>> {
    let mut portions: Vec<Range<usize>> = Vec::new();
    let mut room = 0;
    for (at, &size) in sizes.iter().enumerate() {
        match portions.last_mut() {
            Some(last) if size <= room => {
                last.end = at + 1;
                room -= size;
            }
            _ => {
                portions.push(at..at + 1);
                room = most.saturating_sub(size);
            }
        }
    }
    portions
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nothing_is_left_out_and_no_portion_is_too_large() {
        let check = |sizes: &[u64], expect: &[(usize, usize)]| {
            let found: Vec<(usize, usize)> = portions(sizes, 10).into_iter().map(|portion| (portion.start, portion.end)).collect();
            assert_eq!(found, expect, "{sizes:?}");
        };
        check(&[], &[]);
        check(&[3, 3, 3], &[(0, 3)]);
        check(&[5, 5, 1], &[(0, 2), (2, 3)]);
        check(&[4, 25, 4, 6, 1], &[(0, 1), (1, 2), (2, 4), (4, 5)]);
        check(&[0, 10, 0, 0], &[(0, 4)]);
    }
}
