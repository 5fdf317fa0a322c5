//! The checks inside one report: one file a check, and the list that registers them.

mod answers;
mod average;
mod balance;
mod change_of_values;
mod cited_date;
mod closed_list;
mod closing_total;
mod complement;
mod counted_once;
mod dates_after;
mod direction;
mod divided_by;
mod earlier_value;
mod exceeds;
mod footnote_list;
mod late_share;
mod lines_total;
mod named_list;
mod paired_lists;
mod part_list;
mod percent_link;
mod percent_of_count;
mod percent_of_named_base;
mod percent_of_ratio;
mod rank_beyond;
mod ratio_above_one;
mod remainder;
mod restated;
mod section_numbers;
mod still_lacking;
mod swapped_communes;
mod table;
mod table_changes;
mod table_groups;
mod table_rows;
mod table_total;
mod taken_up;
mod together_with;
mod twins;
mod units_of_level;

use crate::model::Finding;
use crate::reading::Reading;

/// A check inside one report.
pub(crate) struct Rule {
    /// Name of the check: of its file and of its fixtures.
    pub(crate) id: &'static str,
    /// Adds what it finds.
    pub(crate) run: fn(&Reading<'_>, &mut Vec<Finding>),
}

/// Every check, in the order they run.
pub(crate) const RULES: &[Rule] = &[
    percent_of_ratio::RULE,
    percent_of_count::RULE,
    percent_of_named_base::RULE,
    paired_lists::RULE,
    closed_list::RULE,
    closing_total::RULE,
    footnote_list::RULE,
    together_with::RULE,
    complement::RULE,
    divided_by::RULE,
    remainder::RULE,
    still_lacking::RULE,
    late_share::RULE,
    named_list::RULE,
    answers::RULE,
    average::RULE,
    balance::RULE,
    lines_total::RULE,
    table_total::RULE,
    table_groups::RULE,
    table_rows::RULE,
    table_changes::RULE,
    change_of_values::RULE,
    direction::RULE,
    restated::RULE,
    twins::RULE,
    cited_date::RULE,
    section_numbers::RULE,
    rank_beyond::RULE,
    ratio_above_one::RULE,
    exceeds::RULE,
    units_of_level::RULE,
    swapped_communes::RULE,
    counted_once::RULE,
    taken_up::RULE,
    dates_after::RULE,
];
