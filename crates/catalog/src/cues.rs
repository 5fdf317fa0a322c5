//! All phrases of a catalogue in one tree, and what each of them triggers.

use std::collections::HashMap;

use solieu_vietnamese::lower_char;

use crate::indicator::{Area, Side, Within};
use crate::phrase_tree::{PhraseTree, TextWords};
use crate::phrases::Sense;

/// Index of a folded phrase.
pub type PatternId = u32;
/// Index of a rule over all indicators, in catalogue order.
pub type RuleId = u32;
/// Index of a set of phrases of which a rule wants, or bars, one.
pub type Group = u32;

/// Index of what a text can speak of.
pub type Topic = u32;

/// A phrase found in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Hit {
    /// Which phrase.
    pub pattern: PatternId,
    /// First byte of the scanned text.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
    /// What it says about any figure, a bit for each sense; 0 for most phrases.
    pub senses: SenseBits,
}

impl Hit {
    /// Whether the phrase says this about any figure.
    #[inline]
    #[must_use]
    pub fn says(&self, sense: Sense) -> bool {
        self.senses & sense_bit(sense) != 0
    }
}

/// The last part of a cue: when its phrase is hit after the earlier parts, the cue stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Trigger {
    /// The rule whose cue it is.
    pub rule: RuleId,
    /// Parts before the last, in order.
    pub earlier: Vec<PatternId>,
    /// Words of the whole cue.
    pub words: u32,
}

/// A rule as compiled.
#[derive(Debug, Clone, PartialEq)]
pub struct CompiledRule {
    /// Index of its indicator in the catalogue.
    pub indicator: u32,
    /// Id of its indicator and its place there: `dossiers_on_time#2`.
    pub name: String,
    /// Wanted in the section.
    pub with: Option<Group>,
    /// Wanted too.
    pub and_with: Option<Group>,
    /// Barred from the clause.
    pub not: Option<Group>,
    /// Barred from the sentence.
    pub without: Option<Group>,
    /// Bits of the units it takes, by place in the catalogue.
    pub units: u64,
    /// Bits of the measures it takes, by place in [`UsualMeasure`]: those it names, else what fits its indicator.
    pub measures: u16,
    /// Whether a percent with a unit of its own may be a share of what it counts.
    pub shares: bool,
    /// Side of the figure.
    pub side: Side,
    /// How far the cue carries.
    pub within: Within,
    /// Strength.
    pub weight: f32,
    /// Topic that its cues begin.
    pub topic: Option<Topic>,
    /// Topic that must have begun.
    pub on_topic: Option<Topic>,
}

/// What a phrase does.
#[derive(Debug, Clone, Default)]
struct Uses {
    triggers: Vec<Trigger>,
    groups: Vec<Group>,
    area: Option<Area>,
    /// Spellings of a one-syllable phrase, in lower case: `kém` is not `kèm`.
    spelled: Vec<Vec<char>>,
}

/// The compiled phrases.
#[derive(Debug)]
pub struct Cues {
    tree: PhraseTree,
    uses: Vec<Uses>,
    /// What each phrase says about any figure, and whether it has a spelling: asked so often that it lies apart.
    senses: Vec<SenseBits>,
    spelled: Vec<bool>,
    rules: Vec<CompiledRule>,
    groups: u32,
}

/// Senses, a bit for each by its place in [`Sense`].
pub type SenseBits = u32;

impl Cues {
    /// Calls `found` for every phrase that stands in the folded text between word boundaries, in the
    /// order of their starts. `text` is folded: ASCII in lower case, `rn` read as `m`. `words` is a buffer to use again.
    pub fn scan(&self, text: &[u8], words: &mut TextWords, mut found: impl FnMut(Hit)) {
        self.tree.scan(text, words, |pattern, start, end| {
            let senses = self.senses[pattern as usize];
            found(Hit { pattern, start: start as u32, end: end as u32, senses });
        });
    }

    /// The cues that end with a phrase.
    #[must_use]
    #[inline]
    pub fn triggers(&self, pattern: PatternId) -> &[Trigger] {
        &self.uses[pattern as usize].triggers
    }

    /// The groups that a phrase is of.
    #[must_use]
    #[inline]
    pub fn groups(&self, pattern: PatternId) -> &[Group] {
        &self.uses[pattern as usize].groups
    }

    /// Whether the characters of a text spell the phrase. Asked of phrases of one syllable only, of which
    /// many fold alike. In a text that lost its marks (`toned` is false) a lost mark is no difference.
    #[must_use]
    pub fn is_spelled(&self, pattern: PatternId, text: &[char], toned: bool) -> bool {
        let spelled = &self.uses[pattern as usize].spelled;
        let spells = |word: &Vec<char>| word.len() == text.len() && word.iter().zip(text).all(|(w, t)| is_like(*w, *t, toned));
        spelled.is_empty() || spelled.iter().any(spells)
    }

    /// Whether [`Self::is_spelled`] has anything to say of a phrase.
    #[must_use]
    #[inline]
    pub fn has_spelling(&self, pattern: PatternId) -> bool {
        self.spelled[pattern as usize]
    }

    /// The area that a phrase in a heading announces.
    #[must_use]
    pub fn area(&self, pattern: PatternId) -> Option<Area> {
        self.uses[pattern as usize].area
    }

    /// All rules, by [`RuleId`].
    #[must_use]
    #[inline]
    pub fn rules(&self) -> &[CompiledRule] {
        &self.rules
    }

    /// Number of groups.
    #[must_use]
    #[inline]
    pub fn group_count(&self) -> usize {
        self.groups as usize
    }

    /// Number of phrases.
    #[must_use]
    #[inline]
    pub fn pattern_count(&self) -> usize {
        self.uses.len()
    }
}

/// The bit of a sense.
#[inline]
#[must_use]
pub fn sense_bit(sense: Sense) -> SenseBits {
    1 << sense as u32
}

fn is_like(word: char, text: char, toned: bool) -> bool {
    !toned && text.is_ascii() || text == word || lower_char(text) == word
}

/// Collects phrases while a catalogue is loaded.
#[derive(Debug, Default)]
pub(crate) struct CueBuilder {
    patterns: Vec<String>,
    ids: HashMap<String, PatternId>,
    uses: Vec<Uses>,
    senses: Vec<SenseBits>,
    rules: Vec<CompiledRule>,
    groups: HashMap<Vec<PatternId>, Group>,
    topics: HashMap<String, Topic>,
}

impl CueBuilder {
    /// The topic with this name.
    pub(crate) fn topic(&mut self, name: &str) -> Topic {
        let next = self.topics.len() as Topic;
        *self.topics.entry(name.to_owned()).or_insert(next)
    }

    /// Adds a rule; its cues come by [`Self::add_cue`].
    pub(crate) fn add_rule(&mut self, rule: CompiledRule) -> RuleId {
        self.rules.push(rule);
        (self.rules.len() - 1) as RuleId
    }

    /// Adds a cue of a rule, with ` … ` between its parts.
    pub(crate) fn add_cue(&mut self, rule: RuleId, cue: &str) {
        let parts: Vec<PatternId> = cue.split('…').map(|part| self.pattern(part.trim())).collect();
        let Some((last, earlier)) = parts.split_last() else { return };
        let words = cue.split_whitespace().filter(|w| *w != "…").count() as u32;
        let trigger = Trigger { rule, earlier: earlier.to_vec(), words };
        let triggers = &mut self.uses[*last as usize].triggers;
        if !triggers.contains(&trigger) {
            triggers.push(trigger);
        }
    }

    /// The group of these phrases; `None` for no phrase.
    pub(crate) fn group(&mut self, phrases: &[String]) -> Option<Group> {
        let mut members: Vec<PatternId> = phrases.iter().map(|p| self.pattern(p)).collect();
        members.sort_unstable();
        members.dedup();
        if members.is_empty() {
            return None;
        }
        if let Some(known) = self.groups.get(&members) {
            return Some(*known);
        }
        let group = self.groups.len() as Group;
        for member in &members {
            self.uses[*member as usize].groups.push(group);
        }
        self.groups.insert(members, group);
        Some(group)
    }

    /// Gives a phrase a sense.
    pub(crate) fn add_sense(&mut self, phrase: &str, sense: Sense) {
        let id = self.pattern(phrase);
        self.senses[id as usize] |= sense_bit(sense);
    }

    /// Lets a phrase of a heading announce an area.
    pub(crate) fn add_heading(&mut self, phrase: &str, area: Area) {
        let id = self.pattern(phrase);
        self.uses[id as usize].area = Some(area);
    }

    /// Compiles the tree.
    pub(crate) fn build(self) -> Cues {
        Cues {
            tree: PhraseTree::new(&self.patterns),
            spelled: self.uses.iter().map(|uses| !uses.spelled.is_empty()).collect(),
            uses: self.uses,
            senses: self.senses,
            rules: self.rules,
            groups: self.groups.len() as u32,
        }
    }

    /// Id of a phrase; it is folded, and the `rn` that scans make of `m` is read as `m`.
    fn pattern(&mut self, phrase: &str) -> PatternId {
        let folded = solieu_vietnamese::fold(phrase).replace("rn", "m");
        let id = *self.ids.entry(folded).or_insert_with_key(|folded| {
            self.patterns.push(folded.clone());
            self.uses.push(Uses::default());
            self.senses.push(0);
            (self.patterns.len() - 1) as PatternId
        });
        self.add_spelling(id, phrase);
        id
    }

    fn add_spelling(&mut self, id: PatternId, phrase: &str) {
        let syllable = !phrase.contains(' ') && !phrase.is_ascii();
        let word: Vec<char> = phrase.chars().map(lower_char).collect();
        let spelled = &mut self.uses[id as usize].spelled;
        if syllable && !spelled.contains(&word) {
            spelled.push(word);
        }
    }
}
