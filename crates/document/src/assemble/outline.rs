//! The stack of headings that lead down to the current place.

use crate::heading::Heading;
use crate::model::{Section, Span};

#[derive(Debug)]
pub(super) struct Outline {
    stack: Vec<(u8, String, String)>,
    section: u32,
}

impl Outline {
    pub(super) fn new() -> Self {
        Self { stack: Vec::new(), section: 0 }
    }

    /// Index of the current section; 0 before the first heading.
    pub(super) fn section(&self) -> u32 {
        self.section
    }

    /// Goes down to a heading: what stands at its level or below is left.
    pub(super) fn enter(&mut self, found: &Heading<'_>, span: Span, sections: &mut Vec<Section>) {
        if sections.is_empty() {
            sections.push(Section::default());
        }
        self.stack.retain(|(level, _, _)| *level < found.level);
        self.stack.push((found.level, found.label.clone(), found.title.to_owned()));
        sections.push(Section {
            path: self.stack.iter().map(|(_, label, _)| label.clone()).collect(),
            titles: self.stack.iter().map(|(_, _, title)| title.clone()).collect(),
            span: Some(span),
        });
        self.section = (sections.len() - 1) as u32;
    }

    /// Gives the heading entered last a title that stands on lines of its own.
    pub(super) fn entitle(&mut self, title: String, sections: &mut [Section]) {
        if let (Some(last), Some(section)) = (self.stack.last_mut(), sections.last_mut()) {
            last.2.clone_from(&title);
            if let Some(own) = section.titles.last_mut() {
                *own = title;
            }
        }
    }

    /// The sections, with section 0 also where there is no heading.
    pub(super) fn finish(&self, mut sections: Vec<Section>) -> Vec<Section> {
        if sections.is_empty() {
            sections.push(Section::default());
        }
        sections
    }
}
