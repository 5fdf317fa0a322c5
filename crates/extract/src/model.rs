//! What is taken out of a document, before anyone says what it means.

use std::borrow::Cow;
use std::sync::Arc;

use compact_str::CompactString;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};
use solieu_document::{BlockKind, CellPlace, Section, Span};
use strum::{Display, EnumIter, EnumString, IntoStaticStr};

use crate::kept_letters::KeptLetters;

/// Everything taken out of one report. Holds all the text that interpretation needs,
/// so that a changed catalogue re-interprets it without the source.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// What the report says of itself.
    pub metadata: ReportMetadata,
    /// Sections in reading order; section 0 is what stands before the first heading.
    pub sections: Arc<[Section]>,
    /// Clean text of the blocks, in reading order (furniture left out).
    pub passages: Vec<Passage>,
    /// Figures in reading order.
    pub figures: Vec<Figure>,
    /// Numbers that are not figures, or undecided.
    pub mentions: Vec<Mention>,
    /// Documents that the report names.
    pub citations: Vec<Citation>,
    /// Strengths, limits, causes, lessons, tasks, proposals.
    pub statements: Vec<Statement>,
    /// Characters of the source text.
    pub characters: u32,
    /// Pages, at least 1.
    pub pages: u32,
    /// What was repaired while reading.
    pub repairs: Vec<String>,
    /// Letters of passages with figures, where this was just extracted.
    #[serde(skip)]
    pub letters: KeptLetters,
}

/// What a report says of itself, as far as its text tells.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportMetadata {
    /// `Kết quả công tác cải cách hành chính năm 2025, …`
    pub title: Option<String>,
    /// `312/BC-UBND`
    pub number: Option<String>,
    /// ISO date of the report, `2025-12-12`.
    pub date: Option<String>,
    /// ISO date of the receiving stamp.
    pub received_date: Option<String>,
    /// `Ủy ban nhân dân thành phố Cần Thơ`
    pub issuer: Option<String>,
    /// Name of the province as the text writes it, without `tỉnh`: `Sóc Trăng`.
    pub place: Option<String>,
    /// `KT. CHỦ TỊCH - PHÓ CHỦ TỊCH`
    pub signatory_title: Option<String>,
    /// Year the report is about.
    pub report_year: Option<i32>,
    /// `year`, `half`, `quarter`, `nine_months`.
    pub period: Option<String>,
    /// First and last day of the data, where the text says.
    pub data_from: Option<String>,
    /// See `data_from`.
    pub data_to: Option<String>,
}

/// A block's clean text as interpretation sees it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Passage {
    /// What the block is.
    pub kind: BlockKind,
    /// Index into [`Extraction::sections`].
    pub section: u32,
    /// Page, from 1.
    pub page: u32,
    /// Clean text, NFC.
    pub text: String,
    /// Ends of sentences, as character offsets into `text`, ascending; the last is the text's length.
    pub sentence_ends: Vec<u32>,
    /// Source span of the whole passage.
    pub span: Span,
    /// Index of the passage that leads in this bullet.
    pub lead_in: Option<u32>,
    /// Place in a table, for cells.
    pub cell: Option<CellPlace>,
}

/// How a figure measures. Names as in the command line's JSON.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, Display, EnumString, EnumIter, IntoStaticStr,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[allow(missing_docs)]
pub enum Measure {
    Count,
    Ratio,
    Percent,
    Money,
    Rank,
    Score,
    Change,
    Average,
    Duration,
}

/// What stands around a value: `trên 34 tỷ` is over, `ít nhất 60 %` at least.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, Display, EnumString, EnumIter, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
#[allow(missing_docs)]
pub enum Qualifier {
    Exact,
    Over,
    Under,
    About,
    AtLeast,
    AtMost,
}

/// A number that the report states about the world.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Figure {
    /// Index into [`Extraction::passages`].
    pub passage: u32,
    /// Characters of the passage's text that hold the quote.
    pub start: u32,
    /// See `start`.
    pub end: u32,
    /// Where the quote stands in the source.
    pub span: Span,
    /// The source's characters at `span`, unchanged.
    pub quote: CompactString,
    /// How it measures.
    pub measure: Measure,
    /// Exact value: numerator of a ratio, 84.21 for `84,21%`, money in đồng, a change with its sign.
    pub value: Decimal,
    /// Denominator of a ratio.
    pub denominator: Option<Decimal>,
    /// Unit id of `schemas/units.toml`.
    pub unit: CompactString,
    /// Folded words of the unit as they stand (`so, nganh`), empty where the unit was inferred.
    pub unit_words: CompactString,
    /// Qualifier.
    pub qualifier: Qualifier,
    /// Id of the grammar rule that read it.
    pub rule: Cow<'static, str>,
    /// 0 to 1: how sure it is that this is a figure with this value and unit.
    pub confidence: f32,
}

/// A number of the text that is not a figure, or not decided.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// Where it stands in the source.
    pub span: Span,
    /// The source's characters.
    pub quote: CompactString,
    /// Class: `date`, `year`, `period`, `document_number`, `law`, `article`, `term`, `name`, `service_level`,
    /// `heading`, `page`, `footnote_mark`, `phone`, `limit`, `row_number`, `furniture`, …, `undecided`.
    pub class: Cow<'static, str>,
    /// The words that decided, or why nothing did.
    pub reason: Cow<'static, str>,
}

/// A document that the report names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Citation {
    /// Index into [`Extraction::passages`].
    pub passage: u32,
    /// Where it stands in the source.
    pub span: Span,
    /// The source's characters.
    pub quote: CompactString,
    /// `Nghị định`, `Quyết định`, `Kế hoạch`, …
    pub kind: CompactString,
    /// `16/2015/NĐ-CP`
    pub number: CompactString,
    /// Who issued it, where the text or the number says.
    pub issuer: Option<CompactString>,
    /// ISO date.
    pub date: Option<CompactString>,
    /// `basis`, `applied`, `issued`, `amended`, `replaced`, `abolished`.
    pub relation: CompactString,
}

/// A strength, limit, cause, lesson, task or proposal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Index into [`Extraction::passages`].
    pub passage: u32,
    /// Where it stands in the source.
    pub span: Span,
    /// Clean text.
    pub text: String,
    /// `strength`, `limit`, `cause`, `lesson`, `task`, `proposal`.
    pub kind: String,
}
