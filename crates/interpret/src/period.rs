//! The days a figure is narrowed to: `từ ngày 01/7 đến 30/11/2025`.

use compact_str::{CompactString, ToCompactString};
use jiff::civil::Date;
use smallvec::SmallVec;

use crate::clause::Stretch;
use crate::reading::Reading;

/// First and last day, as ISO dates.
pub(crate) type Days = (Option<CompactString>, Option<CompactString>);

/// First and last day, where the sentence says both or says how far the data go.
pub(crate) fn period(reading: &Reading, stretch: Stretch, year: i32) -> Days {
    let text = reading.slice(stretch.start, stretch.end);
    if memchr::memchr(b'/', text).is_none() {
        return (None, None);
    }
    let days = days(text, year);
    match days.as_slice() {
        [(from_at, from), (to_at, to), ..] if is_span(&text[*from_at..*to_at]) && begins(&text[..*from_at]) => {
            (Some(from.to_compact_string()), Some(to.to_compact_string()))
        }
        [(at, only), ..] if ends_data(&text[..*at]) => (None, Some(only.to_compact_string())),
        _ => (None, None),
    }
}

fn is_span(between: &[u8]) -> bool {
    between.len() <= 24 && between.windows(4).any(|w| w == b"den ")
}

fn begins(before: &[u8]) -> bool {
    let words = before.trim_ascii_end();
    words.ends_with(b"tu ngay") || words.ends_with(b"tu")
}

fn ends_data(before: &[u8]) -> bool {
    let words = before.trim_ascii_end();
    [b"tinh den ngay".as_slice(), b"den ngay", b"tinh den", b"den het ngay", b"toi", b"toi ngay", b"tinh den het ngay", b"den"]
        .iter()
        .any(|end| words.ends_with(end))
}

/// Days written `01/7` or `30/11/2025`, with their places; the year from the nearest full date.
fn days(text: &[u8], year: i32) -> Vec<(usize, Date)> {
    let mut found = Vec::new();
    let Some(slash) = memchr::memchr(b'/', text) else { return found };
    let mut at = text[..slash].iter().rposition(|b| !b.is_ascii_digit()).map_or(0, |before| before + 1);
    while at < text.len() {
        let end = at + text[at..].iter().take_while(|b| b.is_ascii_digit() || **b == b'/').count();
        if end > at + 2 {
            found.extend(day(&text[at..end], year).map(|day| (at, day)));
        }
        at = end.max(at + 1);
    }
    found
}

fn day(digits: &[u8], year: i32) -> Option<Date> {
    let parts: SmallVec<[i16; 4]> = std::str::from_utf8(digits).ok()?.split('/').map(|p| p.parse().ok()).collect::<Option<_>>()?;
    let (day, month, year) = match parts.as_slice() {
        [day, month] => (*day, *month, i16::try_from(year).ok()?),
        [day, month, year] if *year > 1900 => (*day, *month, *year),
        _ => return None,
    };
    Date::new(year, i8::try_from(month).ok()?, i8::try_from(day).ok()?).ok()
}
