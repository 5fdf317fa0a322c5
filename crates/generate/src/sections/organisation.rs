//! Section II.3: organisation.

use super::facts::Facts;
use crate::writer::Writer;

/// Public units at the end of a year: each year some are cut, so that reports follow from one another.
fn public_units(facts: &Facts<'_>, year: i32) -> i64 {
    let start = facts.stock_in(30, 2000, 800, 1900);
    start - (2001..=year).map(|y| facts.stock_in(31, y, 2, 14)).sum::<i64>()
}

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    let (now, before) = (public_units(facts, facts.year()), public_units(facts, facts.year() - 1));
    let of = facts.of("unit", "organisation.public_units");
    writer.put("3. Cải cách tổ chức bộ máy\n\nToàn ").put(facts.kind()).put(" có ").count(now, "đơn vị", of);
    writer.put(" sự nghiệp công lập, giảm ").count(before - now, "đơn vị", facts.of("unit", "organisation.units_reduced"));
    writer.put(&format!(" so với năm {} (", facts.year() - 1)).count(before, "đơn vị", of.year(facts.year() - 1));
    writer.put("). Biên chế hành chính được giao ");
    writer.count(facts.stock(32, 1800, 4200), "biên chế", facts.of("post", "payroll.administrative")).put(".\n\n");
}
