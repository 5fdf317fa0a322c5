//! What is true of a province in a year: made so that one report agrees with itself and with others.

use rust_decimal::Decimal;

use crate::identity::Identity;
use crate::random::Random;
use crate::writer::Of;

/// Facts of one report.
#[derive(Debug)]
pub(crate) struct Facts<'a> {
    pub(crate) identity: &'a Identity<'a>,
    pub(crate) seed: u64,
    /// Districts; none after 30 June 2025.
    pub(crate) districts: i64,
    pub(crate) communes: i64,
    pub(crate) dossiers: [Dossiers; 3],
    /// Dossiers of the year before, for comparison.
    pub(crate) dossiers_before: i64,
}

/// What one level did with its dossiers.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Dossiers {
    pub(crate) received: i64,
    pub(crate) resolved: i64,
    pub(crate) on_time: i64,
}

impl<'a> Facts<'a> {
    pub(crate) fn new(identity: &'a Identity<'a>, seed: u64) -> Self {
        let mut fixed = Random::named(seed, &[place_of(identity)]);
        let merged = identity.provinces < 60;
        let (districts, communes) = (fixed.range(9, 27), fixed.range(120, 460));
        let year = i32::from(identity.year);
        Self {
            identity,
            seed,
            districts: if merged { 0 } else { districts },
            communes: if merged { communes / 2 } else { communes },
            dossiers: dossiers(identity, seed, year),
            dossiers_before: dossiers(identity, seed, year - 1).iter().map(|d| d.received).sum(),
        }
    }

    /// A number of this province, year and name, scaled to the part of the year that is done.
    pub(crate) fn flow(&self, name: u64, from: i64, to: i64) -> i64 {
        (self.stock(name, from, to) * self.identity.slot.done / 100).max(1)
    }

    /// A number of this province, year and name.
    pub(crate) fn stock(&self, name: u64, from: i64, to: i64) -> i64 {
        self.stock_in(name, self.year(), from, to)
    }

    /// A number of this province and name in any year.
    pub(crate) fn stock_in(&self, name: u64, year: i32, from: i64, to: i64) -> i64 {
        Random::named(self.seed, &[place_of(self.identity), year as u64, name]).range(from, to)
    }

    pub(crate) fn year(&self) -> i32 {
        i32::from(self.identity.year)
    }

    /// The province's rank in a year's index: no two provinces share one.
    pub(crate) fn rank(&self, year: i32, index: i64) -> i64 {
        let count = self.identity.provinces as i64;
        // A step without a common divisor with 64, 63 or 34 visits each rank once.
        let step = [5, 11, 13, 19][(i64::from(year) + index).rem_euclid(4) as usize];
        (self.identity.place as i64 * step + i64::from(year) * 7 + index * 3).rem_euclid(count) + 1
    }

    /// A score that falls with the rank.
    pub(crate) fn score(&self, rank: i64, year: i32) -> Decimal {
        Decimal::new(9_250 - rank * 31 + i64::from(year % 7), 2)
    }

    pub(crate) fn total(&self, of: impl Fn(&Dossiers) -> i64) -> i64 {
        self.dossiers.iter().map(of).sum()
    }

    /// What a figure of this report's year is of.
    pub(crate) fn of(&self, unit: &'static str, indicator: &'static str) -> Of {
        Of::whole(unit, indicator, self.year())
    }

    /// `tỉnh` or `thành phố`.
    pub(crate) fn kind(&self) -> &'static str {
        if self.identity.province.is_city() { "thành phố" } else { "tỉnh" }
    }

    pub(crate) fn name(&self) -> &str {
        &self.identity.province.name_vi
    }

    pub(crate) fn has_districts(&self) -> bool {
        self.districts > 0
    }
}

fn place_of(identity: &Identity<'_>) -> u64 {
    identity.province.code.bytes().fold(0, |sum, byte| sum * 256 + u64::from(byte))
}

/// Province, district, commune; growing by the years. Without districts the middle is nothing.
fn dossiers(identity: &Identity<'_>, seed: u64, year: i32) -> [Dossiers; 3] {
    let merged = identity.provinces < 60;
    [(1, 40_000), (2, 90_000), (3, 180_000)].map(|(level, size)| {
        let mut random = Random::named(seed, &[place_of(identity), year as u64, 77, level]);
        let grown = size * (100 + i64::from(year - 2000) * 6) / 100;
        let whole = random.range(grown * 8 / 10, grown * 12 / 10) * identity.slot.done / 100;
        let received = if merged && level == 2 { 0 } else { whole };
        let resolved = received - received * random.range(5, 30) / 1000;
        let on_time = resolved - resolved * random.range(1, 25) / 1000;
        Dossiers { received, resolved, on_time }
    })
}
