//! The files of the lexicon.

use serde::Deserialize;
use thiserror::Error;

use solieu_vietnamese::{eight_bytes, fold};

use super::{CLASSES, ChangeWord, Denial, Lexicon, NUMBER_WORDS, Naming, Syllables, Symbol, Symbols, UnitIndex, UnitWord};
use crate::model::Qualifier;
use crate::phrases::Phrases;

/// Why a lexicon cannot be read.
#[derive(Debug, Error)]
#[error("{file}: {source}")]
pub struct LexiconError {
    /// File of `schemas/lexicon`.
    pub file: String,
    /// What TOML says, with the line.
    #[source]
    pub source: toml::de::Error,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitsFile {
    unit: Vec<UnitEntry>,
    #[serde(default)]
    implied: Vec<ThingEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct UnitEntry {
    id: String,
    words: Vec<String>,
    #[serde(default)]
    duration: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AmountsFile {
    scale: Vec<ScaleEntry>,
    currency: Vec<CurrencyEntry>,
    qualifier: Vec<QualifierEntry>,
    change: Vec<ChangeEntry>,
    change_of_rank_only: Words,
    change_of_shares: Words,
    change_unless_after: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ScaleEntry {
    words: Vec<String>,
    power: u32,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CurrencyEntry {
    unit: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct QualifierEntry {
    value: Qualifier,
    #[serde(default)]
    before: Vec<String>,
    #[serde(default)]
    after: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChangeEntry {
    sign: i8,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Words {
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RanksFile {
    before: Words,
    unless: Words,
    first: Words,
    second: Words,
    third: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ZeroFile {
    denial: Words,
    closing: Words,
    needs_any: Words,
    thing: Vec<ThingEntry>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ThingEntry {
    unit: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NotFiguresFile {
    before: Vec<BeforeEntry>,
    after: Vec<AfterEntry>,
    documents: Words,
    limits: Words,
    limits_after: Words,
    standards: Words,
    scales_of_points: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct BeforeEntry {
    class: Class,
    words: Vec<String>,
    #[serde(default = "any_number")]
    most: u32,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    capital: bool,
    #[serde(default)]
    ends: bool,
    #[serde(default)]
    list: bool,
}

fn any_number() -> u32 {
    u32::MAX
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct AfterEntry {
    class: Class,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DocumentsFile {
    kind: Vec<KindEntry>,
    symbol: Vec<Symbol>,
    relation: Vec<KindEntry>,
    statement: Vec<StatementEntry>,
    central_cities: Words,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct KindEntry {
    name: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct StatementEntry {
    kind: String,
    titles: Vec<String>,
}

pub(super) fn builtin() -> Result<Lexicon, LexiconError> {
    read(&[
        ("units.toml", include_str!("../../../../schemas/lexicon/units.toml")),
        ("amounts.toml", include_str!("../../../../schemas/lexicon/amounts.toml")),
        ("ranks.toml", include_str!("../../../../schemas/lexicon/ranks.toml")),
        ("zero.toml", include_str!("../../../../schemas/lexicon/zero.toml")),
        ("not_figures.toml", include_str!("../../../../schemas/lexicon/not_figures.toml")),
        ("documents.toml", include_str!("../../../../schemas/lexicon/documents.toml")),
    ])
}

fn parse<T: serde::de::DeserializeOwned>((file, text): &(&str, &str)) -> Result<T, LexiconError> {
    toml::from_str(text).map_err(|source| LexiconError { file: (*file).to_owned(), source })
}

pub(super) fn read(texts: &[(&str, &str); 6]) -> Result<Lexicon, LexiconError> {
    let units: UnitsFile = parse(&texts[0])?;
    let amounts: AmountsFile = parse(&texts[1])?;
    let ranks: RanksFile = parse(&texts[2])?;
    let zero: ZeroFile = parse(&texts[3])?;
    let names: NotFiguresFile = parse(&texts[4])?;
    let documents: DocumentsFile = parse(&texts[5])?;
    let mut ids = UnitIds::new(&units);
    let currencies = ids.phrases(amounts.currency.iter().map(|c| (c.unit.as_str(), &c.words)));
    let denied = ids.phrases(zero.thing.iter().map(|t| (t.unit.as_str(), &t.words)));
    let implied = ids.phrases(units.implied.iter().map(|t| (t.unit.as_str(), &t.words)));
    let named_before = naming(&names.before);
    let named_after = Phrases::new(names.after.iter().flat_map(|a| a.words.iter().map(|w| (w.as_str(), a.class.0))));
    Ok(Lexicon {
        units: ids.phrases(units.unit.iter().map(|u| (u.id.as_str(), &u.words))),
        unit_ids: ids.units,
        scales: Phrases::new(amounts.scale.iter().flat_map(|s| s.words.iter().map(|w| (w.as_str(), s.power)))),
        currencies,
        implied,
        qualifiers_before: qualifiers(&amounts.qualifier, |q| &q.before),
        qualifiers_after: qualifiers(&amounts.qualifier, |q| &q.after),
        changes: changes(&amounts),
        no_change_after: plain(&amounts.change_unless_after),
        rank_before: plain(&ranks.before),
        rank_unless: plain(&ranks.unless),
        rank_words: rank_words(&ranks),
        denials: denials(&zero),
        number_syllables: number_syllables(&ranks, &zero),
        denied,
        named_before,
        named_after,
        documents: plain(&names.documents),
        limits: plain(&names.limits),
        limits_after: plain(&names.limits_after),
        standards: plain(&names.standards),
        scales_of_points: plain(&names.scales_of_points),
        kinds: numbered(&documents.kind),
        kind_names: documents.kind.into_iter().map(|k| k.name.into()).collect(),
        symbols: Symbols::new(documents.symbol),
        relations: numbered(&documents.relation),
        relation_names: documents.relation.into_iter().map(|k| k.name.into()).collect(),
        central_cities: documents.central_cities.words.iter().map(|name| fold(name)).collect(),
        statements: documents.statement.into_iter().map(|s| (s.kind, s.titles.iter().map(|t| fold(t)).collect())).collect(),
    })
}

/// Phrases with the place of their entry in the file.
fn numbered(entries: &[KindEntry]) -> Phrases<u16> {
    Phrases::new(entries.iter().enumerate().flat_map(|(i, k)| k.words.iter().map(move |w| (w.as_str(), i as u16))))
}

fn plain(words: &Words) -> Phrases<()> {
    Phrases::new(words.words.iter().map(|w| (w.as_str(), ())))
}

fn qualifiers(entries: &[QualifierEntry], side: impl Fn(&QualifierEntry) -> &Vec<String>) -> Phrases<Qualifier> {
    Phrases::new(entries.iter().flat_map(|q| side(q).iter().map(|w| (w.as_str(), q.value))))
}

fn changes(file: &AmountsFile) -> Phrases<ChangeWord> {
    let word = |c: &ChangeEntry, w: &String| ChangeWord {
        sign: c.sign,
        rank_only: file.change_of_rank_only.words.contains(w),
        of_shares: file.change_of_shares.words.contains(w),
    };
    Phrases::new(file.change.iter().flat_map(|c| c.words.iter().map(move |w| (w.as_str(), word(c, w)))))
}

fn rank_words(file: &RanksFile) -> Phrases<u32> {
    let ranks = [(&file.first, 1), (&file.second, 2), (&file.third, 3)];
    Phrases::new(ranks.into_iter().flat_map(|(words, rank)| words.words.iter().map(move |w| (w.as_str(), rank))))
}

/// First syllables of all words that begin a rank, a denial or a number.
fn number_syllables(ranks: &RanksFile, zero: &ZeroFile) -> Syllables {
    let phrases = [&ranks.first, &ranks.second, &ranks.third, &zero.denial].into_iter().flat_map(|words| &words.words);
    let first = phrases.filter_map(|phrase| phrase.split(' ').next()).map(fold);
    first.chain(NUMBER_WORDS.map(str::to_owned)).map(|syllable| eight_bytes(syllable.as_bytes(), 0)).collect()
}

fn denials(file: &ZeroFile) -> Phrases<Denial> {
    Phrases::new(file.denial.words.iter().map(|w| {
        let denial = Denial { closing: file.closing.words.contains(w), needs_any: file.needs_any.words.contains(w) };
        (w.as_str(), denial)
    }))
}

fn naming(entries: &[BeforeEntry]) -> Phrases<Naming> {
    Phrases::new(entries.iter().flat_map(|b| {
        let naming = Naming { class: b.class.0, most: b.most, bare: b.bare, capital: b.capital, ends: b.ends, list: b.list };
        b.words.iter().map(move |w| (w.as_str(), naming))
    }))
}

/// A class of mentions that the lexicon may name.
struct Class(&'static str);

impl<'de> Deserialize<'de> for Class {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let name = String::deserialize(deserializer)?;
        let known = CLASSES.iter().find(|class| **class == name);
        known.map(|class| Self(class)).ok_or_else(|| {
            let known = CLASSES.join("`, `");
            serde::de::Error::custom(format!("`{name}` is no class of numbers; there are `{known}`"))
        })
    }
}

/// Unit ids by index; units that only other files name are added.
struct UnitIds {
    units: Vec<UnitWord>,
}

impl UnitIds {
    fn new(file: &UnitsFile) -> Self {
        let mut units: Vec<UnitWord> = Vec::new();
        for entry in &file.unit {
            units.push(UnitWord { id: entry.id.as_str().into(), duration: entry.duration });
        }
        Self { units }
    }

    fn index(&mut self, id: &str) -> UnitIndex {
        let at = self.units.iter().position(|u| u.id == id).unwrap_or_else(|| {
            self.units.push(UnitWord { id: id.into(), duration: false });
            self.units.len() - 1
        });
        at as UnitIndex
    }

    fn phrases<'w>(&mut self, entries: impl Iterator<Item = (&'w str, &'w Vec<String>)>) -> Phrases<UnitIndex> {
        let mut all = Vec::new();
        for (id, words) in entries {
            let index = self.index(id);
            all.extend(words.iter().map(|w| (w.as_str(), index)));
        }
        Phrases::new(all)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lexicon_of_the_binary_is_read() {
        let lexicon = builtin().expect("schemas/lexicon");
        assert!(lexicon.unit_ids.len() > 30);
        assert!(lexicon.unit_ids.iter().any(|u| u.id == "VND"));
    }

    #[test]
    fn an_unknown_key_is_refused_with_its_line() {
        let mut texts = [
            ("units.toml", ""),
            ("amounts.toml", ""),
            ("ranks.toml", ""),
            ("zero.toml", ""),
            ("not_figures.toml", ""),
            ("documents.toml", ""),
        ];
        texts[0].1 = "[[unit]]\nid = \"x\"\nwords = []\nword = 1\n";
        let error = read(&texts).expect_err("`word` is unknown").to_string();
        assert!(error.contains("units.toml") && error.contains("line 4") && error.contains("word"), "{error}");
    }
}
