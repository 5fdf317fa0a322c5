//! Names a moment in the life of a warehouse: a run, or a day.

use std::str::FromStr;

use jiff::civil::Date;
use jiff::tz::TimeZone;

use crate::error::RunError;
use crate::layout::Layout;
use crate::ledger::{RunRecord, history};

/// A moment in the life of a warehouse.
///
/// ```
/// use solieu_pipeline::Moment;
/// assert_eq!("r000012".parse(), Ok(Moment::Run("r000012".to_owned())));
/// assert_eq!("12".parse(), Ok(Moment::Run("r000012".to_owned())));
/// assert!(matches!("2026-11-22".parse(), Ok(Moment::Day(_))));
/// assert!("yesterday".parse::<Moment>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Moment {
    /// After this run: `r000012`, or `12` for short.
    Run(String),
    /// At the end of this day, UTC.
    Day(Date),
}

impl FromStr for Moment {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let digits = text.strip_prefix('r').unwrap_or(text);
        if let Ok(number) = digits.parse::<u64>() {
            return Ok(Self::Run(format!("r{number:06}")));
        }
        let day = text.parse().map(Self::Day);
        day.map_err(|_| format!("`{text}` is neither a run (r000012; see `solieu history`) nor a day (2026-11-22)"))
    }
}

impl Moment {
    /// The last run at that moment which left the lake in a state of its own: one that ended and tells the
    /// versions of the tables.
    ///
    /// # Errors
    /// [`RunError::NoSuchRun`] where there is none.
    pub(crate) fn run(&self, layout: &Layout) -> Result<RunRecord, RunError> {
        let from = layout.made_anew_by().unwrap_or_default();
        let told = |run: &RunRecord| run.run_id >= from && run.end.as_ref().is_some_and(|end| !end.lake_versions.is_empty());
        let mut runs = history(layout)?.into_iter().filter(told);
        let found = match self {
            Self::Run(id) => runs.find(|run| run.run_id == *id),
            Self::Day(day) => runs.rfind(|run| ended_by(run, *day)),
        };
        found.ok_or_else(|| RunError::NoSuchRun { wanted: self.to_string() })
    }
}

fn ended_by(run: &RunRecord, day: Date) -> bool {
    run.end.as_ref().is_some_and(|end| end.ended_at.to_zoned(TimeZone::UTC).date() <= day)
}

impl std::fmt::Display for Moment {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Run(id) => f.write_str(id),
            Self::Day(day) => write!(f, "{day}"),
        }
    }
}
