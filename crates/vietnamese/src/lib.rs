//! Vietnamese text and numbers: folded forms for matching, numbers in digits and in words, dates.
//!
//! Knows no unit noun and no indicator. Opens no file.

mod dates;
mod digits;
mod fold;
mod letters;
mod syllable;
mod word;
mod words;

pub use dates::{iso_date, last_day};
pub use digits::{DigitStyle, parse_digit_bytes, parse_digits};
pub use fold::{fold, fold_char, fold_chars_into, fold_into, lower_char};
pub use letters::Letters;
pub use syllable::is_syllable;
pub use word::{eight_bytes, first_bytes, leading_alphanumeric, leading_letters};
pub use words::{WordNumber, is_number_word, number_words, read_number_words};
