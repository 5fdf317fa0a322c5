//! Strengths, limits, causes, lessons, tasks and proposals, by the section they stand in.

use std::collections::BTreeMap;

use solieu_document::{BlockKind, Section, SourceIndex};
use solieu_vietnamese::fold;

use crate::lexicon::Lexicon;
use crate::model::{Extraction, Statement};

/// Statements of a report, in reading order: each paragraph or bullet of a section that judges or plans.
pub(crate) fn statements(extraction: &Extraction, _index: &SourceIndex<'_>, lexicon: &Lexicon) -> Vec<Statement> {
    // Sections share the titles above them.
    let mut known = BTreeMap::new();
    let kinds: Vec<Option<&str>> = extraction.sections.iter().map(|s| kind_of(s, lexicon, &mut known)).collect();
    let spoken = |kind| matches!(kind, BlockKind::Paragraph | BlockKind::Bullet);
    extraction
        .passages
        .iter()
        .enumerate()
        .filter(|(_, p)| spoken(p.kind) && p.text.chars().nth(15).is_some())
        .filter_map(|(i, p)| {
            let kind = kinds.get(p.section as usize).copied().flatten()?;
            Some(Statement { passage: i as u32, span: p.span, text: p.text.clone(), kind: kind.to_owned() })
        })
        .collect()
}

/// The innermost title that announces statements.
fn kind_of<'s, 'l>(section: &'s Section, lexicon: &'l Lexicon, known: &mut BTreeMap<&'s str, Option<&'l str>>) -> Option<&'l str> {
    section.titles.iter().rev().find_map(|title| *known.entry(title.as_str()).or_insert_with(|| announced(title, lexicon)))
}

fn announced<'l>(title: &str, lexicon: &'l Lexicon) -> Option<&'l str> {
    let folded = fold(title);
    lexicon.statements.iter().find(|(_, words)| words.iter().any(|w| folded.contains(w.as_str()))).map(|(kind, _)| kind.as_str())
}
