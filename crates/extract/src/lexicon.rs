//! The words of the grammar, read from `schemas/lexicon`.

mod files;

use std::sync::LazyLock;

use compact_str::CompactString;
use rustc_hash::FxHashSet;
use serde::Deserialize;

use crate::model::Qualifier;
use crate::passage::Token;
use crate::phrases::Phrases;

pub use files::LexiconError;

/// Index of a unit in [`Lexicon::unit_ids`].
pub(crate) type UnitIndex = u16;

/// The words by which numbers are told apart.
#[derive(Debug, Clone)]
pub struct Lexicon {
    pub(crate) unit_ids: Vec<UnitWord>,
    pub(crate) units: Phrases<UnitIndex>,
    pub(crate) scales: Phrases<u32>,
    pub(crate) currencies: Phrases<UnitIndex>,
    /// Words that say what is counted where no noun does.
    pub(crate) implied: Phrases<UnitIndex>,
    pub(crate) qualifiers_before: Phrases<Qualifier>,
    pub(crate) qualifiers_after: Phrases<Qualifier>,
    pub(crate) changes: Phrases<ChangeWord>,
    pub(crate) no_change_after: Phrases<()>,
    pub(crate) rank_before: Phrases<()>,
    pub(crate) rank_unless: Phrases<()>,
    pub(crate) rank_words: Phrases<u32>,
    pub(crate) denials: Phrases<Denial>,
    /// First syllables, folded, of all words that begin a rank, a denial or a number; each as one number.
    pub(crate) number_syllables: Syllables,
    pub(crate) denied: Phrases<UnitIndex>,
    pub(crate) named_before: Phrases<Naming>,
    pub(crate) named_after: Phrases<&'static str>,
    pub(crate) documents: Phrases<()>,
    pub(crate) limits: Phrases<()>,
    pub(crate) limits_after: Phrases<()>,
    pub(crate) standards: Phrases<()>,
    pub(crate) scales_of_points: Phrases<()>,
    /// Nouns of documents, by place in `kind_names`.
    pub(crate) kinds: Phrases<u16>,
    pub(crate) kind_names: Vec<CompactString>,
    pub(crate) symbols: Symbols,
    /// What is done with documents, by place in `relation_names`.
    pub(crate) relations: Phrases<u16>,
    pub(crate) relation_names: Vec<CompactString>,
    /// Folded names of cities that are provinces.
    pub(crate) central_cities: Vec<String>,
    /// Kinds of statements and folded words of the titles that announce them.
    pub(crate) statements: Vec<(String, Vec<String>)>,
}

/// What the lexicon's words may make of a number; rules add classes of their own.
pub(crate) const CLASSES: [&str; 11] =
    ["article", "date", "document_number", "law", "limit", "name", "page", "period", "phone", "service_level", "term"];

/// Kind and issuer of a document by the letters of its number.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Symbol {
    /// Folded letters, as they stand in the number.
    pub letters: String,
    pub kind: CompactString,
    pub issuer: CompactString,
}

/// All symbols, each with the set of its letters.
#[derive(Debug, Clone)]
pub(crate) struct Symbols {
    all: Vec<(u64, Symbol)>,
}

impl Symbols {
    pub(crate) fn new(all: Vec<Symbol>) -> Self {
        Self { all: all.into_iter().map(|symbol| (letter_set(symbol.letters.as_bytes()), symbol)).collect() }
    }
}

/// Syllables of up to eight letters, each as one number. Asked of every word of a text, of which few are in.
#[derive(Debug, Clone, Default)]
pub(crate) struct Syllables {
    all: FxHashSet<u64>,
    /// A bit for each of 256 kinds of syllables: whether any is of that kind.
    kinds: [u64; 4],
}

impl Syllables {
    pub(crate) fn contains(&self, syllable: u64) -> bool {
        let (at, bit) = kind_of(syllable);
        self.kinds[at] & bit != 0 && self.all.contains(&syllable)
    }
}

impl FromIterator<u64> for Syllables {
    fn from_iter<I: IntoIterator<Item = u64>>(syllables: I) -> Self {
        let all: FxHashSet<u64> = syllables.into_iter().collect();
        let mut kinds = [0; 4];
        for (at, bit) in all.iter().map(|syllable| kind_of(*syllable)) {
            kinds[at] |= bit;
        }
        Self { all, kinds }
    }
}

/// Place and bit of a syllable's kind: the upper eight bits of a product that mixes its letters.
fn kind_of(syllable: u64) -> (usize, u64) {
    let kind = syllable.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56;
    ((kind >> 6) as usize, 1 << (kind & 63))
}

/// A bit for each letter, digit and mark; some share one.
fn letter_set(text: &[u8]) -> u64 {
    text.iter().fold(0, |set, byte| set | 1 << (byte & 63))
}

/// A unit and whether it measures time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct UnitWord {
    pub id: CompactString,
    pub duration: bool,
}

/// A word that makes a number a change.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ChangeWord {
    pub sign: i8,
    /// Only of ranks and points.
    pub rank_only: bool,
    /// Of shares, and of other things where a comparison follows.
    pub of_shares: bool,
}

/// A denial: zero of what follows.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Denial {
    pub closing: bool,
    pub needs_any: bool,
}

/// How words before a number make it a name.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Naming {
    pub class: &'static str,
    /// Largest number that is named so.
    pub most: u32,
    /// Only where no unit follows.
    pub bare: bool,
    /// Only where the word stands with a capital.
    pub capital: bool,
    /// Only where the clause or the place's name ends with it.
    pub ends: bool,
    /// Numbers joined by commas and `và` are named too.
    pub list: bool,
}

static BUILTIN: LazyLock<Lexicon> = LazyLock::new(|| files::builtin().expect("the lexicon in the binary is read by a test"));

impl Lexicon {
    /// The lexicon that is part of the binary.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads the six files of a lexicon from their texts: units, amounts, ranks, zero, not_figures, documents.
    ///
    /// # Errors
    /// [`LexiconError`] with the file and what TOML says of it.
    pub fn from_texts(texts: &[(&str, &str); 6]) -> Result<Self, LexiconError> {
        files::read(texts)
    }

    /// False for the many words that begin no rank, no denial and no number in words.
    pub(crate) fn starts_number(&self, token: &Token) -> bool {
        // One letter may be half of a scan's split word.
        token.end - token.start == 1 || self.number_syllables.contains(token.word)
    }

    pub(crate) fn is_number_word(&self, word: &[u8]) -> bool {
        is_number_word(word)
    }

    /// The first symbol whose letters stand in a folded document number.
    pub(crate) fn symbol_in(&self, number: &[u8]) -> Option<&Symbol> {
        let letters = letter_set(number);
        // Most symbols have a letter that the number has not.
        let possible = self.symbols.all.iter().filter(|(own, _)| own & !letters == 0).map(|(_, symbol)| symbol);
        possible.into_iter().find(|symbol| memchr::memmem::find(number, symbol.letters.as_bytes()).is_some())
    }

    /// True for `amended`, `replaced` and `abolished`.
    pub(crate) fn relation_changes(&self, relation: u16) -> bool {
        matches!(self.relation_names[usize::from(relation)].as_str(), "amended" | "replaced" | "abolished")
    }

    pub(crate) fn unit(&self, index: UnitIndex) -> &UnitWord {
        &self.unit_ids[usize::from(index)]
    }
}

/// Folded words of numbers and multiples.
pub(crate) const NUMBER_WORDS: [&str; 17] =
    ["mot", "hai", "ba", "bon", "nam", "sau", "bay", "tam", "chin", "muoi", "nua", "gap", "tram", "nghin", "ngan", "tu", "nhi"];

fn is_number_word(word: &[u8]) -> bool {
    (2..=5).contains(&word.len()) && NUMBER_WORDS.iter().any(|w| w.as_bytes() == word)
}
