//! Days as the tables keep them.

use jiff::civil::{Date, date};

const EPOCH: Date = date(1970, 1, 1);

/// Days from 1970-01-01 to an ISO date; `None` where the text is no day of the calendar.
pub(crate) fn of_iso(text: &str) -> Option<i32> {
    Some(of(text.parse().ok()?))
}

/// Days from 1970-01-01.
pub(crate) fn of(day: Date) -> i32 {
    EPOCH.until(day).map_or(0, |span| span.get_days())
}

/// 31 December.
pub(crate) fn last_of_year(year: i32) -> i32 {
    i16::try_from(year).ok().and_then(|year| Date::new(year, 12, 31).ok()).map_or(0, of)
}

#[cfg(test)]
mod tests {
    use super::{last_of_year, of_iso};

    #[test]
    fn iso_dates_become_days() {
        assert_eq!(of_iso("1970-01-02"), Some(1));
        assert_eq!(of_iso("2025-07-01"), Some(20_270));
        assert_eq!(of_iso("2006-02-30"), None);
        assert_eq!(last_of_year(1970), 364);
    }
}
