//! The rules by which numbers are told apart, in the order in which they are tried.
//!
//! One rule a file. A rule looks at a token and what stands around it, and either leaves it to the
//! next rule or says what it is.

pub(crate) mod bare;
pub(crate) mod cells;
pub(crate) mod count;
pub(crate) mod date;
pub(crate) mod document_number;
pub(crate) mod dress;
pub(crate) mod glued;
pub(crate) mod money;
pub(crate) mod named;
pub(crate) mod percent;
pub(crate) mod period;
pub(crate) mod phone;
pub(crate) mod quotation;
pub(crate) mod range;
pub(crate) mod rank;
pub(crate) mod ratio;
pub(crate) mod score;
pub(crate) mod settle;
pub(crate) mod words;
pub(crate) mod year;
pub(crate) mod zero;

use crate::scan::{Reading, Scan};

/// One rule.
pub(crate) struct Rule {
    pub read: fn(&Scan<'_>, usize) -> Option<Reading>,
}

const fn rule(read: fn(&Scan<'_>, usize) -> Option<Reading>) -> Rule {
    Rule { read }
}

/// Rules for a number in digits.
pub(crate) const NUMBER_RULES: &[Rule] = &[
    rule(phone::read),
    rule(document_number::read),
    rule(date::read),
    rule(period::read),
    rule(quotation::read),
    rule(rank::read),
    rule(year::read),
    rule(named::read),
    rule(range::read),
    rule(percent::read),
    rule(score::read),
    rule(ratio::read),
    rule(money::read),
    rule(count::read),
    rule(glued::read),
    rule(bare::read),
];

/// Those of them that never give a figure.
pub(crate) const NOT_FIGURE_RULES: &[Rule] =
    &[rule(phone::read), rule(document_number::read), rule(date::read), rule(period::read), rule(year::read), rule(named::read)];

/// Rules for a word.
pub(crate) const WORD_RULES: &[Rule] = &[
    rule(zero::read),
    rule(rank::read_words),
    rule(rank::read_ordinal),
    rule(words::read_fraction),
    rule(words::read_multiple),
    rule(words::read),
    rule(glued::digits_in_word),
];
