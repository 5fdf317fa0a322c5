//! Words that stand for one another: `{tthc}` in a cue is any word of the group `tthc`.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::CatalogError;
use crate::error::nearest;

/// The file `vocabulary.toml`: groups of words by name.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Vocabulary {
    pub(crate) groups: BTreeMap<String, Vec<String>>,
}

/// Where a phrase stands, for messages.
#[derive(Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) file: &'a Path,
    pub(crate) line: usize,
}

impl Vocabulary {
    /// All forms of a phrase with its groups written out.
    pub(crate) fn expand(&self, phrase: &str, place: Place<'_>) -> Result<Vec<String>, CatalogError> {
        let Some((head, rest)) = phrase.split_once('{') else {
            return Ok(vec![tidy(phrase)]);
        };
        let Some((name, tail)) = rest.split_once('}') else {
            return Err(unclosed(phrase, place));
        };
        let words = self.groups.get(name).ok_or_else(|| self.unknown(name, place))?;
        let tails = self.expand(tail, place)?;
        let forms = words.iter().flat_map(|word| tails.iter().map(move |t| tidy(&format!("{head}{word} {t}"))));
        Ok(forms.collect())
    }

    fn unknown(&self, name: &str, place: Place<'_>) -> CatalogError {
        CatalogError::Unknown {
            file: place.file.to_owned(),
            line: place.line,
            what: "word group",
            key: name.to_owned(),
            nearest: nearest(name, self.groups.keys().map(String::as_str)),
        }
    }
}

fn unclosed(phrase: &str, place: Place<'_>) -> CatalogError {
    let message = format!("`{phrase}` opens a word group with {{ and does not close it with }}");
    CatalogError::Invalid { file: place.file.to_owned(), line: place.line, message }
}

/// Leaves single spaces; the gap mark ` … ` stays.
fn tidy(phrase: &str) -> String {
    phrase.replace('…', " … ").split_whitespace().collect::<Vec<_>>().join(" ")
}
