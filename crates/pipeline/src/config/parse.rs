//! Reads a pipeline file, and says by line what it cannot take.

use std::path::{Component, Path, PathBuf};

use regex::Regex;
use schemars::JsonSchema;
use serde::Deserialize;

use super::{
    Audits, ConfigError, DEFAULT_MISSING_SHARE, FactsByPath, Notify, OnMissing, Pipeline, Retention, Schedule, SourceSpec, StatedFacts,
};

impl Pipeline {
    /// Reads a pipeline file.
    ///
    /// # Errors
    /// When the file cannot be read, or says what no pipeline can: with the line, and the nearest known key.
    pub fn from_file(path: &Path) -> Result<Self, ConfigError> {
        let text = std::fs::read_to_string(path).map_err(|source| ConfigError::Unreadable { path: path.to_owned(), source })?;
        Self::from_toml(&text, path)
    }

    /// Reads the text of a pipeline file that lies at `path`; nothing is opened.
    ///
    /// # Errors
    /// As [`Pipeline::from_file`].
    pub fn from_toml(text: &str, path: &Path) -> Result<Self, ConfigError> {
        let file: PipelineFile = toml::from_str(text).map_err(|error| explain(&error, text, path))?;
        let base = path.parent().unwrap_or(Path::new(""));
        file.into_pipeline(base, text, path)
    }
}

/// The JSON schema of a pipeline file, for editors: `schemas/pipeline.schema.json`.
#[must_use]
pub fn pipeline_schema() -> serde_json::Value {
    schemars::schema_for!(PipelineFile).to_value()
}

/// A pipeline: which reports are read, and how the warehouse treats them. Paths are relative to the file.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(title = "Solieu pipeline")]
struct PipelineFile {
    /// Name, unique in its warehouse; by default the file's name.
    name: Option<String>,
    /// Folder of the warehouse.
    warehouse: Option<PathBuf>,
    /// Where reports lie.
    sources: Vec<SourceSpec>,
    /// What is known of every report where its text does not say.
    #[serde(default)]
    stated: StatedFacts,
    /// What is known by path, tried in order; the first pattern that matches wins.
    #[serde(default)]
    stated_by_path: Vec<PathPattern>,
    /// What happens to the rows of a source that vanished.
    #[serde(default)]
    on_missing: OnMissing,
    /// The largest share of known sources (0 to 1) that `on_missing = "remove"` may remove in one run.
    #[serde(default = "default_missing_share")]
    max_missing_share: f64,
    /// What must hold before a release is made.
    #[serde(default)]
    audits: Audits,
    /// How long the past stays.
    #[serde(default)]
    retention: Retention,
    /// When it runs by itself, under `solieu schedule`.
    schedule: Option<Schedule>,
    /// Who is told when something needs a look, under `solieu schedule`.
    #[serde(default)]
    notify: Vec<Notify>,
}

/// What is known of the reports whose path matches a pattern.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct PathPattern {
    /// A regular expression over the path below the source; its groups `province`, `year`, `period`, `date` give facts.
    #[schemars(with = "String")]
    pattern: toml::Spanned<String>,
    /// Name of the province.
    province: Option<String>,
    /// Year reported on.
    year: Option<i32>,
    /// `year`, `half`, `quarter`, `nine_months`.
    period: Option<String>,
    /// ISO date of the report.
    date: Option<String>,
}

impl PipelineFile {
    fn into_pipeline(self, base: &Path, text: &str, path: &Path) -> Result<Pipeline, ConfigError> {
        let by_path = self.stated_by_path.into_iter().map(|rule| rule.compile(text, path));
        let stem = path.file_stem().map(|stem| stem.to_string_lossy().into_owned()).unwrap_or_default();
        Ok(Pipeline {
            name: self.name.unwrap_or(stem),
            warehouse: self.warehouse.map(|folder| below(base, &folder)),
            sources: self.sources.into_iter().map(|source| source.below(base)).collect(),
            stated: self.stated,
            stated_by_path: by_path.collect::<Result<_, _>>()?,
            on_missing: self.on_missing,
            max_missing_share: self.max_missing_share.clamp(0.0, 1.0),
            audits: self.audits,
            retention: Retention { releases: self.retention.releases.max(1), ..self.retention },
            schedule: self.schedule,
            notify: self.notify,
        })
    }
}

impl SourceSpec {
    fn below(self, base: &Path) -> Self {
        if self.url.is_some() || self.path.as_os_str().is_empty() { self } else { Self { path: below(base, &self.path), ..self } }
    }
}

impl PathPattern {
    fn compile(self, text: &str, path: &Path) -> Result<FactsByPath, ConfigError> {
        let pattern = Regex::new(self.pattern.get_ref()).map_err(|error| ConfigError::Invalid {
            path: path.to_owned(),
            line: line_of(text, self.pattern.span().start),
            message: format!("`{}` is no regular expression: {error}", self.pattern.get_ref()),
        })?;
        let facts = StatedFacts { province: self.province, year: self.year, period: self.period, date: self.date };
        Ok(FactsByPath { pattern, facts })
    }
}

/// A path of the file as seen from the current folder: `pipelines/` and `../samples` give `samples`.
fn below(base: &Path, path: &Path) -> PathBuf {
    let mut seen = PathBuf::new();
    for part in base.join(path).components() {
        match part {
            Component::ParentDir if matches!(seen.components().next_back(), Some(Component::Normal(_))) => {
                seen.pop();
            }
            Component::CurDir => {}
            part => seen.push(part),
        }
    }
    if seen.as_os_str().is_empty() { PathBuf::from(".") } else { seen }
}

fn default_missing_share() -> f64 {
    DEFAULT_MISSING_SHARE
}

fn explain(error: &toml::de::Error, text: &str, path: &Path) -> ConfigError {
    let line = line_of(text, error.span().map_or(0, |span| span.start));
    let quoted = quoted_names(error.message());
    let path = path.to_owned();
    match quoted.split_first() {
        Some((key, known)) if error.message().starts_with("unknown field") => {
            ConfigError::UnknownKey { path, line, nearest: nearest(key, known), key: key.clone(), known: known.to_vec() }
        }
        _ => ConfigError::Invalid { path, line, message: error.message().trim().to_owned() },
    }
}

/// Line of a byte offset, from 1.
fn line_of(text: &str, offset: usize) -> usize {
    text.as_bytes().iter().take(offset).filter(|byte| **byte == b'\n').count() + 1
}

/// The names between backticks in serde's message: the unknown key first, then the known ones.
fn quoted_names(message: &str) -> Vec<String> {
    message.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

fn nearest(key: &str, known: &[String]) -> Option<String> {
    let like = |name: &&String| strsim::jaro_winkler(key, name);
    let best = known.iter().max_by(|a, b| like(a).total_cmp(&like(b)))?;
    (like(&best) > 0.7).then(|| best.clone())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn error(text: &str) -> String {
        Pipeline::from_toml(text, Path::new("pipelines/p.toml")).unwrap_err().to_string()
    }

    #[test]
    fn errors_name_file_line_and_what_to_write() {
        let check = |text: &str, expect: &str| assert_eq!(error(text), expect);
        check("sources = []\non_mising = \"keep\"\n", "pipelines/p.toml:2: unknown key `on_mising`: did you mean `on_missing`?");
        check("[[sources]]\npath = \"a\"\nincludes = [\"*.txt\"]\n", "pipelines/p.toml:3: unknown key `includes`: did you mean `include`?");
        check("sources = []\n[retention]\nqqq = 1\n", "pipelines/p.toml:3: unknown key `qqq`: known keys are releases, days");
        check("name = \"x\"\n", "pipelines/p.toml:1: missing field `sources`");
        assert!(error("sources = []\non_missing = \"drop\"\n").starts_with("pipelines/p.toml:2: unknown variant `drop`"));
        assert!(error("sources = [\n").starts_with("pipelines/p.toml:"));
        assert!(error("sources = []\n\n[[stated_by_path]]\npattern = \"(\"\n").starts_with("pipelines/p.toml:4: `(` is no regular"));
    }

    #[test]
    fn the_schema_for_editors_is_current() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../schemas/pipeline.schema.json");
        let made = format!("{:#}\n", pipeline_schema());
        if std::env::var_os("SOLIEU_WRITE").is_some() {
            std::fs::write(&path, &made).unwrap();
        }
        assert_eq!(std::fs::read_to_string(path).unwrap(), made, "write it anew with SOLIEU_WRITE=1 ./do test");
    }

    #[test]
    fn paths_are_relative_to_the_file() {
        let text = "warehouse = \"../w\"\n[[sources]]\npath = \"../samples\"\n";
        let pipeline = Pipeline::from_toml(text, Path::new("pipelines/samples.toml")).unwrap();
        assert_eq!(pipeline.name, "samples");
        assert_eq!(pipeline.warehouse.as_deref(), Some(Path::new("w")));
        assert_eq!(pipeline.sources[0].path, Path::new("samples"));
        assert_eq!(pipeline.on_missing, OnMissing::Keep);
    }
}
