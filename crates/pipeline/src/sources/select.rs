//! Which files of a folder are taken.

use std::path::Path;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};
use solieu_document::MediaType;

use crate::config::{ConfigError, SourceSpec};

/// A source's globs and kinds, ready to match.
pub(super) struct Selection {
    include: Option<GlobSet>,
    exclude: GlobSet,
    kinds: Vec<MediaType>,
}

impl Selection {
    pub(super) fn of(spec: &SourceSpec, place: &str) -> Result<Self, ConfigError> {
        let include = if spec.include.is_empty() { None } else { Some(globs(&spec.include, place)?) };
        let kinds = spec.kinds.iter().map(|kind| kind_named(kind, place)).collect::<Result<_, _>>()?;
        Ok(Self { include, exclude: globs(&spec.exclude, place)?, kinds })
    }

    /// How the file at this path below the source is to be read; `None` where it is not selected.
    pub(super) fn media_of(&self, below: &str) -> Option<MediaType> {
        let media = MediaType::of(Path::new(below))?;
        let kind_taken = self.kinds.is_empty() || self.kinds.contains(&media);
        let included = self.include.as_ref().is_none_or(|globs| globs.is_match(below));
        (kind_taken && included && !self.exclude.is_match(below)).then_some(media)
    }
}

/// `*` stays within a folder, `**` goes below, as in a shell.
fn globs(patterns: &[String], place: &str) -> Result<GlobSet, ConfigError> {
    let mut set = GlobSetBuilder::new();
    for pattern in patterns {
        let glob = GlobBuilder::new(pattern).literal_separator(true).build();
        set.add(glob.map_err(|error| bad_glob(pattern, place, &error))?);
    }
    set.build().map_err(|error| bad_glob(&patterns.join(", "), place, &error))
}

fn bad_glob(glob: &str, place: &str, error: &globset::Error) -> ConfigError {
    ConfigError::BadGlob { place: place.to_owned(), glob: glob.to_owned(), reason: error.kind().to_string() }
}

const KINDS: [(&str, MediaType); 2] = [("text", MediaType::Text), ("markdown", MediaType::Markdown)];

fn kind_named(name: &str, place: &str) -> Result<MediaType, ConfigError> {
    let known = KINDS.iter().find(|(kind, _)| *kind == name);
    known.map(|(_, media)| *media).ok_or_else(|| ConfigError::UnknownKind {
        place: place.to_owned(),
        kind: name.to_owned(),
        known: KINDS.map(|(kind, _)| format!("`{kind}`")).join(" or "),
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn globs_and_kinds_choose() {
        let text = "[[sources]]\npath='.'\ninclude=['*.txt','old/**']\nexclude=['README.*']\nkinds=['text']";
        let pipeline = crate::Pipeline::from_toml(text, Path::new("p.toml")).unwrap();
        let selection = Selection::of(&pipeline.sources[0], "p").unwrap();
        let check = |below: &str, expect: bool| assert_eq!(selection.media_of(below).is_some(), expect, "{below}");
        check("a.txt", true);
        check("README.txt", false);
        check("new/a.txt", false);
        check("old/er/a.txt", true);
        check("old/a.md", false);
        check("a.pdf", false);
        assert_eq!(kind_named("pdf", "p").unwrap_err().to_string(), "p: `pdf` is no kind of readable file: use `text` or `markdown`");
    }
}
