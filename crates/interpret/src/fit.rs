//! Whether a figure's measure and unit can be an indicator's at all.

use solieu_catalog::{CompiledRule, Indicator, UsualMeasure};
use solieu_extract::{Figure, Measure};

/// Bit of a measure in a rule's mask; the two enums list the same measures in the same order.
fn bit(measure: Measure) -> u16 {
    1 << measure as u16
}

/// Places of the units that stand apart from what is counted.
#[derive(Debug, Clone, Copy)]
pub(crate) struct UnitBits {
    /// Bit of the figure's unit.
    pub(crate) unit: u64,
    /// Its unit is a percent, a percentage point or a multiple.
    pub(crate) relative: bool,
    /// Its unit stands in the text, not inferred.
    pub(crate) said: bool,
}

/// 0 where the figure cannot be the rule's; 1 where unit and measure agree.
pub(crate) fn fit(figure: &Figure, units: UnitBits, rule: &CompiledRule, indicator: &Indicator) -> f32 {
    if !takes_measure(figure.measure, rule, indicator) {
        return 0.0;
    }
    if figure.measure == Measure::Change && units.relative {
        return 0.9;
    }
    if rule.units & units.unit != 0 {
        return 1.0;
    }
    match figure.measure {
        Measure::Percent if may_be_share(rule, indicator) => 0.9,
        Measure::Count if figure.value.is_zero() => 0.0,
        Measure::Count | Measure::Ratio | Measure::Average if !units.said && !units.relative => 0.62,
        _ => 0.0,
    }
}

fn may_be_share(rule: &CompiledRule, indicator: &Indicator) -> bool {
    let said = rule.measures & bit(Measure::Percent) != 0;
    said && (takes_shares(indicator) || rule.units == 0)
}

/// Whether a percent beside a figure of this indicator is a figure of it too.
pub(crate) fn takes_shares(indicator: &Indicator) -> bool {
    indicator.shares || matches!(indicator.measure, UsualMeasure::Ratio | UsualMeasure::Percent)
}

fn takes_measure(measure: Measure, rule: &CompiledRule, indicator: &Indicator) -> bool {
    if rule.measures != 0 {
        return rule.measures & bit(measure) != 0;
    }
    match measure {
        Measure::Duration => false,
        Measure::Percent => takes_shares(indicator),
        Measure::Count | Measure::Ratio => matches!(indicator.measure, UsualMeasure::Count | UsualMeasure::Ratio),
        Measure::Change => true,
        Measure::Money => indicator.measure == UsualMeasure::Money,
        Measure::Rank => indicator.measure == UsualMeasure::Rank,
        Measure::Score => indicator.measure == UsualMeasure::Score,
        Measure::Average => indicator.measure == UsualMeasure::Average,
    }
}
