//! Numbers without a unit beside them: `trễ hạn là 41`, `cấp tỉnh 1.309`. Their unit is settled later.

use crate::model::Measure;
use crate::rules::dress::{Bare, dress};
use crate::scan::{Reading, Scan, Unit, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let amount = scan.amount(token);
    let glued_before =
        scan.glued(token) && matches!(scan.symbol(token - 1), b'/' | b'-' | b'.' | b':' | b'_') && token > 1 && scan.glued(token - 1);
    let glued_after =
        matches!(scan.symbol(amount.next), b'/' | b'-' | b'_') && scan.glued(amount.next) && !scan.text.byte(amount.end + 1).eq(&b' ');
    let Some((value, _)) = scan.value(&amount, false) else {
        return Some(Reading::one(mention(amount.start, amount.end, "undecided", "no number can be read from it"), amount.next));
    };
    if glued_before || glued_after {
        return Some(Reading::one(mention(amount.start, amount.end, "undecided", "glued to what stands beside it"), amount.next));
    }
    let enumerates = token == 0 && matches!(scan.symbol(amount.next), b'.' | b')' | b':')
        || scan.symbol(token.wrapping_sub(1)) == b'(' && scan.symbol(amount.next) == b')' && value < 10.into();
    if enumerates {
        return Some(Reading::one(mention(amount.start, amount.end, "heading", "numbers an item of a list"), amount.next));
    }
    let bare = Bare {
        core: (amount.start, amount.end),
        end: amount.end,
        measure: Measure::Count,
        value,
        denominator: None,
        unit: Unit::Unsaid,
        unit_words: (amount.end, amount.end),
        rule: "bare",
        confidence: 0.7,
    };
    Some(Reading::one(dress(scan, bare), amount.next))
}
