//! Numbers that look random and follow from a seed (SplitMix64).

/// A stream of numbers.
#[derive(Debug, Clone)]
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A stream of its own for a name, so that one more draw elsewhere changes nothing here.
    pub(crate) fn named(seed: u64, parts: &[u64]) -> Self {
        let mixed = parts.iter().fold(seed, |state, part| Self(state ^ part.wrapping_mul(0x9e37_79b9_7f4a_7c15)).next());
        Self(mixed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number of `from..=to`.
    pub(crate) fn range(&mut self, from: i64, to: i64) -> i64 {
        let width = (to - from).max(0) as u64 + 1;
        from + (self.next() % width) as i64
    }

    /// One of a list that is not empty.
    pub(crate) fn pick<'a, T: ?Sized>(&mut self, list: &[&'a T]) -> &'a T {
        list[(self.next() % list.len() as u64) as usize]
    }

    /// True once in so many.
    pub(crate) fn one_in(&mut self, many: u64) -> bool {
        self.next().is_multiple_of(many)
    }
}
