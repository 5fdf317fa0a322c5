//! The catalogue: indicators with the rules that recognise them, units, provinces with their
//! succession, and how many an index ranked. All of it is data under `schemas/`.
//!
//! A built-in copy is part of the binary ([`Catalog::builtin`]); an analyst's own folder is read
//! with [`Catalog::from_dir`]. Reads no report and knows no figure: it compiles the phrases of the
//! rules into one automaton ([`Cues`]) and leaves the weighing to `interpret`.

mod catalog;
mod cues;
mod error;
mod indicator;
mod phrase_tree;
mod phrases;
mod province;
mod rank_field;
mod source;
mod succession;
mod toml_file;
mod unit;
mod vocabulary;

pub use catalog::Catalog;
pub use cues::{CompiledRule, Cues, Group, Hit, PatternId, RuleId, SenseBits, Topic, Trigger, sense_bit};
pub use error::CatalogError;
pub use indicator::{Accumulation, Area, Break, Combine, Indicator, Rule, Side, UsualMeasure, Within};
pub use phrase_tree::TextWords;
pub use phrases::Sense;
pub use province::{Province, Provinces};
pub use rank_field::{RankField, Ranked};
pub use succession::{Succession, SuccessionKind};
pub use unit::Unit;
