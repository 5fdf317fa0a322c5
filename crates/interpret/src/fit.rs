//! Whether a figure's measure and unit can be an indicator's at all.

use solieu_catalog::CompiledRule;
use solieu_extract::{Figure, Measure};

/// Bit of a measure in a rule's mask; the two enums list the same measures in the same order.
pub(crate) fn measure_bit(measure: Measure) -> u16 {
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
pub(crate) fn fit(figure: &Figure, units: UnitBits, rule: &CompiledRule) -> f32 {
    if rule.measures & measure_bit(figure.measure) == 0 {
        return 0.0;
    }
    if figure.measure == Measure::Change && units.relative {
        return 0.9;
    }
    if rule.units & units.unit != 0 {
        return 1.0;
    }
    match figure.measure {
        Measure::Percent if rule.shares => 0.9,
        Measure::Count if figure.value.is_zero() => 0.0,
        Measure::Count | Measure::Ratio | Measure::Average if !units.said && !units.relative => 0.62,
        _ => 0.0,
    }
}
