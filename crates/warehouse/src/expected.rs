//! The rules by which reports are expected: `schemas/expected_reports.toml`.

use serde::{Deserialize, Serialize};

use crate::WarehouseError;

/// The project's own rules.
pub(crate) const EXPECTED: &str = include_str!("../../../schemas/expected_reports.toml");

const FILE: &str = "expected_reports.toml";
const PERIODS: [&str; 4] = ["year", "half", "quarter", "nine_months"];

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Rules {
    #[serde(default)]
    expected: Vec<Rule>,
}

/// One rule, as `warehouse/tables/expected_rules.sql` takes it.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Rule {
    kind: String,
    period: String,
    first_year: i32,
    last_year: Option<i32>,
    due: Due,
    provinces: Option<Vec<String>>,
}

#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Due {
    years_after: i32,
    month: i8,
    day: i8,
}

/// The rules as JSON.
///
/// # Errors
/// Says which rule is wrong: an unknown key or period, a day that no year has.
pub(crate) fn as_json(rules: &str) -> Result<String, WarehouseError> {
    let flawed = |flaw: String| WarehouseError::Flawed { file: FILE.to_owned(), flaw };
    let rules: Rules = toml::from_str(rules).map_err(|cause| flawed(cause.to_string()))?;
    rules.expected.iter().try_for_each(Rule::check).map_err(flawed)?;
    Ok(serde_json::json!(rules.expected).to_string())
}

impl Rule {
    fn check(&self) -> Result<(), String> {
        let Due { month, day, .. } = self.due;
        if !PERIODS.contains(&self.period.as_str()) {
            return Err(format!("the period {} of {} is none of {}", self.period, self.kind, PERIODS.join(", ")));
        }
        // Of a year that has no 29 February: the day must be there in every year.
        let exists = jiff::civil::Date::new(2023, month, day).is_ok();
        if exists { Ok(()) } else { Err(format!("{} is due on day {day} of month {month}, which is not in every year", self.kind)) }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_built_in_rules_are_read() {
        let rules: serde_json::Value = serde_json::from_str(&as_json(EXPECTED).unwrap()).unwrap();
        assert_eq!(rules[0]["kind"], "cai-cach-hanh-chinh");
        assert_eq!(rules[0]["provinces"], serde_json::Value::Null);
    }

    #[test]
    fn wrong_rules_say_what_is_wrong() {
        let rule = |period: &str, due: &str| format!("[[expected]]\nkind = 'k'\nperiod = '{period}'\nfirst_year = 2020\ndue = {due}\n");
        let day = "{ years_after = 0, month = 12, day = 31 }";
        for (rules, said) in [
            (rule("week", day), "week"),
            (rule("year", "{ years_after = 0, month = 2, day = 29 }"), "day 29 of month 2"),
            (rule("year", day) + "of = 'all'\n", "of"),
        ] {
            let flaw = as_json(&rules).unwrap_err().to_string();
            assert!(flaw.contains(said) && flaw.contains(FILE), "{flaw}");
        }
    }
}
