//! The stack of headings that lead down to the current place, and the sections they begin.

use std::sync::Arc;

use crate::heading::Heading;
use crate::model::{Section, Span};

#[derive(Debug)]
pub(super) struct Outline {
    stack: Vec<(u8, String, String)>,
    /// Section 0 stands before the first heading.
    sections: Vec<Section>,
}

impl Outline {
    pub(super) fn new() -> Self {
        Self { stack: Vec::new(), sections: vec![Section::default()] }
    }

    /// Index of the current section; 0 before the first heading.
    pub(super) fn section(&self) -> u32 {
        self.sections.len() as u32 - 1
    }

    /// Goes down to a heading: what stands at its level or below is left.
    pub(super) fn enter(&mut self, found: &Heading<'_>, span: Span) {
        self.stack.retain(|(level, _, _)| *level < found.level);
        self.stack.push((found.level, found.label.clone(), found.title.to_owned()));
        self.sections.push(Section {
            path: self.stack.iter().map(|(_, label, _)| label.clone()).collect(),
            titles: self.stack.iter().map(|(_, _, title)| title.clone()).collect(),
            span: Some(span),
        });
    }

    /// Gives the heading entered last a title that stands on lines of its own.
    pub(super) fn entitle(&mut self, title: String) {
        if let (Some(last), Some(section)) = (self.stack.last_mut(), self.sections.last_mut()) {
            last.2.clone_from(&title);
            if let Some(own) = section.titles.last_mut() {
                *own = title;
            }
        }
    }

    pub(super) fn finish(self) -> Arc<[Section]> {
        self.sections.into()
    }
}
