//! The catalogue as a whole: loading, and looking things up.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use serde::de::DeserializeOwned;

use crate::CatalogError;
use crate::cues::{CompiledRule, CueBuilder, Cues};
use crate::error::nearest;
use crate::indicator::{Indicator, IndicatorFile, Rule, UsualMeasure};
use crate::phrases::Phrases;
use crate::province::Provinces;
use crate::rank_field::{RankField, RankFieldFile};
use crate::source::Source;
use crate::toml_file::{line_at, parse};
use crate::unit::{Unit, UnitFile};
use crate::vocabulary::{Place, Vocabulary};

static BUILTIN: LazyLock<Catalog> =
    LazyLock::new(|| Catalog::load(&Source::Builtin).expect("the built-in catalogue is read by a test of this crate"));

/// Indicators, units, provinces and ranked fields.
#[derive(Debug)]
pub struct Catalog {
    indicators: Vec<Indicator>,
    by_id: HashMap<String, usize>,
    units: Vec<Unit>,
    unit_places: HashMap<String, usize>,
    provinces: Provinces,
    rank_fields: Vec<RankField>,
    cues: Cues,
    version: String,
}

impl Catalog {
    /// The catalogue that is part of the binary.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a catalogue folder: `indicators/*.toml`, `provinces/*.csv`, `units.toml`,
    /// `rank_fields.toml`, `vocabulary.toml`, `phrases.toml`.
    ///
    /// # Errors
    /// The first thing that is wrong, with its file and line; an unknown key with the nearest known one.
    pub fn from_dir(root: &Path) -> Result<Self, CatalogError> {
        Self::load(&Source::Folder(root))
    }

    /// All indicators, in the order of their files and of the entries in them.
    #[must_use]
    #[inline]
    pub fn indicators(&self) -> &[Indicator] {
        &self.indicators
    }

    /// The indicator with this id.
    #[must_use]
    pub fn indicator(&self, id: &str) -> Option<&Indicator> {
        self.by_id.get(id).and_then(|i| self.indicators.get(*i))
    }

    /// The id nearest to a word that is none, when one is near at all.
    #[must_use]
    pub fn nearest_indicator(&self, found: &str) -> Option<String> {
        nearest(found, self.indicators.iter().map(|indicator| indicator.id.as_str()))
    }

    /// All units.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        &self.units
    }

    /// The unit with this id.
    #[must_use]
    pub fn unit(&self, id: &str) -> Option<&Unit> {
        self.unit_place(id).map(|at| &self.units[at])
    }

    /// Place of the unit with this id among all units.
    #[must_use]
    #[inline]
    pub fn unit_place(&self, id: &str) -> Option<usize> {
        self.unit_places.get(id).copied()
    }

    /// Provinces through time.
    #[must_use]
    pub fn provinces(&self) -> &Provinces {
        &self.provinces
    }

    /// How many an index ranked.
    #[must_use]
    pub fn rank_fields(&self) -> &[RankField] {
        &self.rank_fields
    }

    /// The compiled phrases of all rules.
    #[must_use]
    #[inline]
    pub fn cues(&self) -> &Cues {
        &self.cues
    }

    /// Hash of all files: two catalogues with one version say the same.
    #[must_use]
    pub fn version(&self) -> &str {
        &self.version
    }

    fn load(source: &Source<'_>) -> Result<Self, CatalogError> {
        let mut hash = blake3::Hasher::new();
        let units: UnitFile = read_toml(source, "units.toml", &mut hash)?;
        check_number_of_units(source, &units.unit)?;
        let ranks: RankFieldFile = read_toml(source, "rank_fields.toml", &mut hash)?;
        let vocabulary: Vocabulary = read_toml(source, "vocabulary.toml", &mut hash)?;
        let phrases: Phrases = read_toml(source, "phrases.toml", &mut hash)?;
        let mut compiler = Compiler { units: &units.unit, vocabulary: &vocabulary, builder: CueBuilder::default() };
        compiler.add_phrases(&phrases, &source.path("phrases.toml"))?;
        let (indicators, by_id) = read_indicators(source, &mut compiler, &mut hash)?;
        let cues = compiler.builder.build();
        let provinces = read_provinces(source, &mut hash)?;
        let version = hash.finalize().to_hex()[..16].to_owned();
        let units = units.unit;
        let unit_places = units.iter().enumerate().map(|(at, unit)| (unit.id.clone(), at)).collect();
        Ok(Self { indicators, by_id, units, unit_places, provinces, rank_fields: ranks.rank_field, cues, version })
    }
}

/// Sets of units are kept as bits.
fn check_number_of_units(source: &Source<'_>, units: &[Unit]) -> Result<(), CatalogError> {
    let most = u64::BITS as usize;
    if units.len() <= most {
        return Ok(());
    }
    let message = format!("{} units; there may be {most}: let some be one", units.len());
    Err(CatalogError::Invalid { file: source.path("units.toml"), line: 1, message })
}

fn read_text(source: &Source<'_>, name: &str, hash: &mut blake3::Hasher) -> Result<String, CatalogError> {
    let text = source.read(name)?;
    hash.update(name.as_bytes()).update(&[0]).update(text.as_bytes()).update(&[0]);
    Ok(text.into_owned())
}

fn read_toml<T: DeserializeOwned>(source: &Source<'_>, name: &str, hash: &mut blake3::Hasher) -> Result<T, CatalogError> {
    parse(&source.path(name), &read_text(source, name, hash)?)
}

fn read_csv<T: DeserializeOwned>(source: &Source<'_>, name: &str, hash: &mut blake3::Hasher) -> Result<Vec<T>, CatalogError> {
    let text = read_text(source, name, hash)?;
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let rows = reader.deserialize().collect::<Result<Vec<T>, csv::Error>>();
    rows.map_err(|error| CatalogError::Syntax {
        file: source.path(name),
        line: error.position().map_or(1, |p| p.line() as usize),
        message: error.to_string(),
    })
}

fn read_provinces(source: &Source<'_>, hash: &mut blake3::Hasher) -> Result<Provinces, CatalogError> {
    Ok(Provinces::new(
        read_csv(source, "provinces/provinces.csv", hash)?,
        read_csv(source, "provinces/successions.csv", hash)?,
        read_csv(source, "provinces/aliases.csv", hash)?,
    ))
}

type Indicators = (Vec<Indicator>, HashMap<String, usize>);

fn read_indicators(source: &Source<'_>, compiler: &mut Compiler<'_>, hash: &mut blake3::Hasher) -> Result<Indicators, CatalogError> {
    let mut all: Vec<Indicator> = Vec::new();
    let mut by_id: HashMap<String, (usize, PathBuf)> = HashMap::new();
    let mut topics = Topics::default();
    for name in source.list("indicators")? {
        let path = source.path(&name);
        let text = read_text(source, &name, hash)?;
        let file: IndicatorFile = parse(&path, &text)?;
        compiler.add_headings(&file, Place { file: &path, line: 1 })?;
        for entry in file.indicator {
            let line = line_at(&text, entry.span().start);
            let mut indicator = entry.into_inner();
            indicator.area = file.area;
            compiler.add_indicator(&indicator, all.len() as u32, Place { file: &path, line })?;
            topics.add(&indicator, Place { file: &path, line });
            if let Some((_, other)) = by_id.insert(indicator.id.clone(), (all.len(), path.clone())) {
                return Err(CatalogError::Duplicate { file: path, line, id: indicator.id, other });
            }
            all.push(indicator);
        }
    }
    topics.check()?;
    Ok((all, by_id.into_iter().map(|(id, (at, _))| (id, at)).collect()))
}

/// Topics that rules begin, and those that rules ask for.
#[derive(Default)]
struct Topics {
    begun: Vec<String>,
    wanted: Vec<(String, PathBuf, usize)>,
}

impl Topics {
    fn add(&mut self, indicator: &Indicator, place: Place<'_>) {
        self.begun.extend(indicator.rules.iter().filter_map(|rule| rule.topic.clone()));
        let wanted = indicator.rules.iter().filter_map(|rule| rule.on_topic.clone());
        self.wanted.extend(wanted.map(|topic| (topic, place.file.to_owned(), place.line)));
    }

    fn check(self) -> Result<(), CatalogError> {
        let missing = self.wanted.into_iter().find(|(topic, ..)| !self.begun.contains(topic));
        missing.map_or(Ok(()), |(key, file, line)| {
            let nearest = nearest(&key, self.begun.iter().map(String::as_str));
            Err(CatalogError::Unknown { file, line, what: "topic", key, nearest })
        })
    }
}

/// Turns rules into phrases and sets of units.
struct Compiler<'a> {
    units: &'a [Unit],
    vocabulary: &'a Vocabulary,
    builder: CueBuilder,
}

impl Compiler<'_> {
    fn add_phrases(&mut self, phrases: &Phrases, file: &Path) -> Result<(), CatalogError> {
        for (sense, list) in &phrases.senses {
            for phrase in self.expand_all(list, Place { file, line: 1 })? {
                self.builder.add_sense(&phrase, *sense);
            }
        }
        Ok(())
    }

    fn add_headings(&mut self, file: &IndicatorFile, place: Place<'_>) -> Result<(), CatalogError> {
        for phrase in self.expand_all(&file.headings, place)? {
            self.builder.add_heading(&phrase, file.area);
        }
        Ok(())
    }

    fn add_indicator(&mut self, indicator: &Indicator, at: u32, place: Place<'_>) -> Result<(), CatalogError> {
        let own = std::iter::once(&indicator.unit).chain(&indicator.also_units);
        let units = self.unit_bits(own, place)?;
        for (ordinal, rule) in indicator.rules.iter().enumerate() {
            let units = if rule.units.is_empty() { units } else { self.unit_bits(&rule.units, place)? };
            let compiled = CompiledRule {
                indicator: at,
                name: format!("{}#{ordinal}", indicator.id),
                with: self.group(&rule.with, place)?,
                and_with: self.group(&rule.and_with, place)?,
                not: self.group(&rule.not, place)?,
                without: self.group(&rule.without, place)?,
                units,
                measures: indicator.measures_of(rule),
                shares: rule.measures.contains(&UsualMeasure::Percent) && (indicator.takes_shares() || units == 0),
                side: rule.side,
                within: rule.within,
                weight: rule.weight,
                topic: rule.topic.as_ref().map(|name| self.builder.topic(name)),
                on_topic: rule.on_topic.as_ref().map(|name| self.builder.topic(name)),
            };
            self.add_rule(compiled, rule, place)?;
        }
        Ok(())
    }

    fn add_rule(&mut self, compiled: CompiledRule, rule: &Rule, place: Place<'_>) -> Result<(), CatalogError> {
        let id = self.builder.add_rule(compiled);
        for cue in self.expand_all(&rule.cues, place)? {
            self.builder.add_cue(id, &cue);
        }
        Ok(())
    }

    fn group(&mut self, phrases: &[String], place: Place<'_>) -> Result<Option<u32>, CatalogError> {
        if let Some(gap) = phrases.iter().find(|phrase| phrase.contains('…')) {
            let message = format!("`{gap}`: a gap ` … ` is for cues only; name the words apart");
            return Err(CatalogError::Invalid { file: place.file.to_owned(), line: place.line, message });
        }
        let forms = self.expand_all(phrases, place)?;
        Ok(self.builder.group(&forms))
    }

    fn expand_all(&self, phrases: &[String], place: Place<'_>) -> Result<Vec<String>, CatalogError> {
        let mut all = Vec::new();
        for phrase in phrases {
            all.extend(self.vocabulary.expand(phrase, place)?);
        }
        if all.iter().any(String::is_empty) {
            let message = "an empty phrase would fit everywhere; take it out".to_owned();
            return Err(CatalogError::Invalid { file: place.file.to_owned(), line: place.line, message });
        }
        Ok(all)
    }

    fn unit_bits<'u>(&self, ids: impl IntoIterator<Item = &'u String>, place: Place<'_>) -> Result<u64, CatalogError> {
        let mut bits = 0;
        for id in ids {
            let unit = self.unit(id, place)?;
            bits |= self.bit(&unit.id);
            bits |= unit.like.iter().fold(0, |b, like| b | self.bit(like));
        }
        Ok(bits)
    }

    fn unit(&self, id: &str, place: Place<'_>) -> Result<&Unit, CatalogError> {
        self.units.iter().find(|u| u.id == id).ok_or_else(|| CatalogError::Unknown {
            file: place.file.to_owned(),
            line: place.line,
            what: "unit",
            key: id.to_owned(),
            nearest: nearest(id, self.units.iter().map(|u| u.id.as_str())),
        })
    }

    fn bit(&self, id: &str) -> u64 {
        self.units.iter().position(|u| u.id == id).map_or(0, |at| 1 << at)
    }
}
