//! The wording that the checks go by: `schemas/checks/wording.toml`.

use std::sync::LazyLock;

use serde::Deserialize;

static BUILTIN: LazyLock<Wording> =
    LazyLock::new(|| toml::from_str(include_str!("../../../schemas/checks/wording.toml")).expect("a test reads the built-in wording"));

/// Folded phrases, by what they tell a check; the file's comments say what each list is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Wording {
    pub(crate) percent_link: Vec<String>,
    pub(crate) percent_other: Vec<String>,
    pub(crate) closed_list: Vec<String>,
    pub(crate) open_list: Vec<String>,
    pub(crate) divided: Vec<String>,
    pub(crate) closing_total: Vec<String>,
    pub(crate) raised_total: Vec<String>,
    pub(crate) incomplete: Vec<String>,
    pub(crate) list_break: Vec<String>,
    pub(crate) becomes: Vec<String>,
    pub(crate) exhaustive: Vec<Vec<String>>,
    pub(crate) remainder: Vec<String>,
    pub(crate) assessment: Vec<String>,
    pub(crate) ahead: Vec<String>,
    pub(crate) narrowing: Vec<String>,
    pub(crate) explained: Vec<String>,
    pub(crate) counted_twice: Vec<String>,
    pub(crate) akin_units: Vec<Vec<String>>,
    pub(crate) offices: Vec<String>,
    pub(crate) past: Vec<String>,
    pub(crate) overlapping: Vec<String>,
    pub(crate) negations: Vec<String>,
    pub(crate) left: Vec<String>,
    pub(crate) others: Vec<String>,
    pub(crate) carried: Vec<String>,
    pub(crate) not_done: Vec<String>,
    pub(crate) begins: Vec<String>,
    pub(crate) now_left: Vec<String>,
    pub(crate) grades: Vec<String>,
    pub(crate) taken_up: Vec<String>,
    pub(crate) named_base: Vec<String>,
    pub(crate) over: Vec<String>,
    pub(crate) base_in_words: Vec<String>,
    pub(crate) total_words: Vec<String>,
    pub(crate) total_starts: Vec<String>,
    pub(crate) in_order: Vec<String>,
    pub(crate) changes_by: Vec<String>,
    pub(crate) on_time: Vec<String>,
    pub(crate) late: Vec<String>,
    pub(crate) together: Vec<String>,
    pub(crate) still: Vec<String>,
    pub(crate) not_yet: Vec<String>,
    pub(crate) lacking: Vec<String>,
    pub(crate) cut_off: Vec<String>,
    pub(crate) data_window: Vec<String>,
    pub(crate) estimated: Vec<String>,
    pub(crate) by_attribute: Vec<String>,
    pub(crate) earlier_value: Vec<String>,
    pub(crate) compared_with: Vec<String>,
    pub(crate) base_words: Vec<String>,
    pub(crate) rises_to: Vec<String>,
    pub(crate) falls_to: Vec<String>,
    pub(crate) change_header: Vec<String>,
    pub(crate) scales: Vec<Vec<String>>,
    pub(crate) bodies: Vec<String>,
    pub(crate) remarks: Vec<String>,
    pub(crate) of_whole: Vec<String>,
    pub(crate) open_end: Vec<String>,
}

impl Wording {
    pub(crate) fn builtin() -> &'static Self {
        &BUILTIN
    }
}

/// True where one of the phrases stands in the text as whole words.
pub(crate) fn says(text: &str, phrases: &[String]) -> bool {
    phrases.iter().any(|phrase| find_words(text, phrase).is_some())
}

/// True where the text ends with one of the phrases, as whole words.
pub(crate) fn ends_with(text: &str, phrases: &[String]) -> bool {
    let text = text.trim_end();
    phrases.iter().any(|phrase| text.strip_suffix(phrase.as_str()).is_some_and(|rest| !ends_in_word(rest)))
}

/// Byte offset of the last place where one of the phrases stands, and its end.
pub(crate) fn last_place(text: &str, phrases: &[String]) -> Option<(usize, usize)> {
    phrases.iter().filter_map(|phrase| rfind_words(text, phrase).map(|at| (at, at + phrase.len()))).max()
}

/// Byte offset of the first place where a phrase stands as whole words.
///
/// Texts are short and phrases many, so words are compared one by one: a searcher would have to be
/// made ready for each phrase.
pub(crate) fn find_words(text: &str, phrase: &str) -> Option<usize> {
    (0..last_start(text, phrase)?).find(|&at| stands_at(text, at, phrase))
}

fn rfind_words(text: &str, phrase: &str) -> Option<usize> {
    (0..last_start(text, phrase)?).rev().find(|&at| stands_at(text, at, phrase))
}

/// One behind the last place where a phrase has room.
fn last_start(text: &str, phrase: &str) -> Option<usize> {
    (text.len() + 1).checked_sub(phrase.len())
}

fn stands_at(text: &str, at: usize, phrase: &str) -> bool {
    let bytes = text.as_bytes();
    let opens = bytes.get(at) == phrase.as_bytes().first() && (at == 0 || !bytes[at - 1].is_ascii_alphanumeric());
    let end = at + phrase.len();
    opens && bytes[at..].starts_with(phrase.as_bytes()) && !bytes.get(end).is_some_and(u8::is_ascii_alphanumeric)
}

fn ends_in_word(text: &str) -> bool {
    text.as_bytes().last().is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn the_builtin_wording_is_folded() {
        let wording = Wording::builtin();
        let lists = [&wording.percent_link, &wording.closed_list, &wording.narrowing, &wording.assessment, &wording.incomplete];
        for phrase in lists.into_iter().flatten().chain(wording.exhaustive.iter().flatten()) {
            assert_eq!(&solieu_vietnamese::fold(phrase), phrase);
        }
    }

    #[test]
    fn phrases_are_whole_words() {
        let phrases = ["gom".to_owned()];
        assert!(says("20 don vi, gom 06 so", &phrases));
        assert!(!says("don vi gomi", &phrases));
        assert_eq!(last_place("gom a, gom b", &phrases), Some((7, 10)));
        assert!(ends_with("nang tong so gom ", &phrases));
    }
}
