//! Dates as reports print them.

use jiff::civil::{Date, date};

/// ISO date of a day, month and year as printed; two-digit years are of this century.
/// `None` for a day that does not exist.
#[must_use]
pub fn iso_date(day: u32, month: u32, year: u32) -> Option<String> {
    let year = if year < 100 { 2000 + year } else { year };
    let valid = Date::new(i16::try_from(year).ok()?, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()?;
    (1945..=2100).contains(&year).then(|| valid.to_string())
}

/// Last day of a month, ISO.
#[must_use]
pub fn last_day(year: i16, month: i8) -> Option<String> {
    (1..=12).contains(&month).then(|| date(year, month, 1).last_of_month().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_only_days_that_exist() {
        assert_eq!(iso_date(12, 12, 2025).as_deref(), Some("2025-12-12"));
        assert_eq!(iso_date(18, 12, 13).as_deref(), Some("2013-12-18"));
        assert_eq!(iso_date(31, 2, 2016), None);
        assert_eq!(iso_date(1, 13, 2016), None);
        assert_eq!(last_day(2024, 2).as_deref(), Some("2024-02-29"));
    }
}
