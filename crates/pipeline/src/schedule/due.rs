//! When a job is due.

use std::str::FromStr;

use croner::Cron;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use crate::config::{ConfigError, Schedule};

/// When a job is due: a cron line in a time zone, each time later by a little that differs from job to job.
#[derive(Debug, Clone)]
pub struct Timetable {
    cron: Cron,
    zone: TimeZone,
    jitter_seconds: u32,
}

impl Timetable {
    /// The times of a schedule.
    ///
    /// # Errors
    /// The cron line or the time zone cannot be read; `place` is named in the message.
    pub fn of(schedule: &Schedule, place: &str) -> Result<Self, ConfigError> {
        let bad = |reason: String| ConfigError::BadSource { place: place.to_owned(), reason };
        let cron = Cron::from_str(&schedule.cron);
        let cron =
            cron.map_err(|error| bad(format!("schedule.cron = `{}`: {error}; write minute, hour, day, month, weekday", schedule.cron)))?;
        let zone = TimeZone::get(&schedule.timezone);
        let zone = zone.map_err(|error| bad(format!("schedule.timezone = `{}`: {error}", schedule.timezone)))?;
        Ok(Self { cron, zone, jitter_seconds: schedule.jitter_seconds })
    }

    /// The first time after `now`.
    #[must_use]
    pub fn next(&self, now: Timestamp) -> Timestamp {
        let found = self.cron.find_next_occurrence(&now.to_zoned(self.zone.clone()), false);
        found.map_or(Timestamp::MAX, |time| time.timestamp())
    }

    /// The latest time after `from` that has come, its jitter included. Several that were missed are one.
    #[must_use]
    pub fn due(&self, from: Timestamp, now: Timestamp) -> Option<Timestamp> {
        let mut due = None;
        let mut time = self.next(from);
        while time + self.jitter(time) <= now {
            due = Some(time);
            time = self.next(time);
        }
        due
    }

    /// When there is something to do next.
    pub(super) fn wake(&self, from: Timestamp, now: Timestamp) -> Timestamp {
        let next = self.next(self.due(from, now).unwrap_or(from));
        next.checked_add(self.jitter(next)).unwrap_or(Timestamp::MAX)
    }

    /// From the time alone, so that a restart does not change it.
    fn jitter(&self, time: Timestamp) -> SignedDuration {
        let hash = blake3::hash(format!("{} {}", self.cron.as_str(), time.as_second()).as_bytes());
        let dice = hash.as_bytes().iter().take(4).fold(0_u32, |dice, byte| dice << 8 | u32::from(*byte));
        SignedDuration::from_secs(i64::from(dice.checked_rem(self.jitter_seconds + 1).unwrap_or(0)))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    fn timetable(cron: &str, jitter_seconds: u32) -> Result<Timetable, ConfigError> {
        Timetable::of(&Schedule { cron: cron.into(), jitter_seconds, ..Schedule::default() }, "p.toml")
    }

    #[test]
    fn times_are_those_of_vietnam() {
        let nightly = timetable("30 2 * * *", 0).unwrap();
        assert_eq!(nightly.next(at("2026-11-22T12:00:00Z")), at("2026-11-22T19:30:00Z"));
        assert_eq!(nightly.due(at("2026-11-22T12:00:00Z"), at("2026-11-22T19:29:59Z")), None);
        assert_eq!(
            nightly.due(at("2026-11-22T12:00:00Z"), at("2026-11-25T00:00:00Z")),
            Some(at("2026-11-24T19:30:00Z")),
            "missed ones are one"
        );
    }

    #[test]
    fn jitter_delays_by_at_most_so_much_and_always_alike() {
        let jittered = timetable("0 0 * * *", 600).unwrap();
        let from = at("2026-11-22T12:00:00Z");
        let wake = jittered.wake(from, from);
        assert_eq!(jittered.wake(from, from + SignedDuration::from_hours(1)), wake);
        let delay = wake - at("2026-11-22T17:00:00Z");
        assert!(delay.get_seconds() >= 0 && delay.total(jiff::Unit::Second).unwrap() <= 600.0, "{delay}");
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        assert!(timetable("30 25 * * *", 0).unwrap_err().to_string().contains("schedule.cron = `30 25 * * *`"));
        let schedule = Schedule { cron: "* * * * *".into(), timezone: "Asia/Saigone".into(), ..Schedule::default() };
        assert!(Timetable::of(&schedule, "p.toml").unwrap_err().to_string().contains("Asia/Saigone"));
    }
}
