//! What goes with a result into a file: the query, the release, what the columns mean, the reports behind it.

use std::collections::BTreeSet;

use jiff::Timestamp;
use solieu_warehouse::{Described, DescribedColumn, Session};

use crate::error::CliError;
use crate::output::{Format, Rows};

/// Ids that one query of ours names at once.
const IDS_AT_ONCE: usize = 5_000;
/// Reports that are listed one by one; more are counted.
const MOST_REPORTS: usize = 2_000;

/// Where a result comes from.
#[derive(Debug, Clone)]
pub(crate) struct Provenance {
    pub(crate) query: String,
    pub(crate) asked_at: Timestamp,
    /// The one row of the table `release`, name and text.
    pub(crate) release: Vec<(String, String)>,
    /// What each column of the result means, where its name is known.
    pub(crate) columns: Vec<Option<DescribedColumn>>,
    sources: Option<Sources>,
}

/// A table of texts with its title and header.
pub(crate) type List = (String, Vec<String>, Vec<Vec<String>>);

/// The reports behind a result.
#[derive(Debug, Clone)]
struct Sources {
    /// Which reports are meant, in words.
    which: &'static str,
    /// How many, first and last year.
    extent: Vec<String>,
    /// Province, year, number, file; empty where they are those of the whole release.
    reports: Vec<Vec<String>>,
}

impl Provenance {
    /// Asks the release about a result. The reports behind it are looked up only where the format shows them.
    pub(crate) fn of(session: &Session, query: &str, rows: &Rows, format: Format, asked_at: Timestamp) -> Result<Self, CliError> {
        let dictionary = session.dictionary().map_err(CliError::failed)?;
        let columns = rows.schema.fields().iter().map(|field| meaning(&dictionary, query, field.name())).collect();
        let sources = if format == Format::Xlsx { Some(Sources::of(session, rows)?) } else { None };
        Ok(Self { query: query.trim().to_owned(), asked_at, release: release(session)?, columns, sources })
    }

    /// One fact a line, labels in both languages.
    pub(crate) fn facts(&self) -> Vec<(String, String)> {
        let mut facts = vec![
            ("Câu truy vấn / Query".to_owned(), self.query.clone()),
            ("Thời điểm truy vấn / Asked at (UTC)".to_owned(), self.asked_at.strftime("%Y-%m-%d %H:%M:%S").to_string()),
        ];
        facts.extend(self.release.iter().map(|(name, text)| (format!("Bản phát hành / Release: {name}"), text.clone())));
        if let Some(sources) = &self.sources {
            facts.push(("Nguồn / Sources".to_owned(), sources.which.to_owned()));
            let names = ["Số báo cáo / Reports", "Năm đầu / First year", "Năm cuối / Last year"];
            facts.extend(names.map(str::to_owned).into_iter().zip(sources.extent.iter().cloned()));
        }
        facts
    }

    /// What the columns mean, and the reports where they are known one by one.
    pub(crate) fn lists(&self) -> Vec<List> {
        let header = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let columns = self.columns.iter().flatten().map(|column| {
            let DescribedColumn { name, unit, vi, en, .. } = column.clone();
            vec![name, unit.unwrap_or_default(), vi, en]
        });
        let mut lists = vec![("Các cột / Columns".to_owned(), header(&["name", "unit", "vi", "en"]), columns.collect())];
        if let Some(sources) = self.sources.as_ref().filter(|sources| !sources.reports.is_empty()) {
            lists.push((
                "Các báo cáo / Reports".to_owned(),
                header(&["province", "title", "number", "source", "year"]),
                sources.reports.clone(),
            ));
        }
        lists
    }

    /// Key-value metadata of a file.
    pub(crate) fn notes(&self) -> Vec<(String, String)> {
        vec![("solieu.query".to_owned(), self.query.clone()), ("solieu.release".to_owned(), as_json(&self.release))]
    }
}

/// Facts as a JSON object of texts, in their order.
pub(crate) fn as_json(facts: &[(String, String)]) -> String {
    let text = |text: &str| serde_json::Value::from(text).to_string();
    let members: Vec<String> = facts.iter().map(|(name, value)| format!("{}:{}", text(name), text(value))).collect();
    format!("{{{}}}", members.join(","))
}

/// The one row of the table `release`.
pub(crate) fn release(session: &Session) -> Result<Vec<(String, String)>, CliError> {
    let rows = ask(session, "FROM release")?;
    let names = rows.schema.fields().iter().map(|field| field.name().clone());
    let texts = rows.texts()?.into_iter().next().unwrap_or_default();
    Ok(names.zip(texts).map(|(name, text)| (name, text.unwrap_or_default())).collect())
}

/// A column is looked for first in what the query names, then anywhere.
fn meaning(dictionary: &[Described], query: &str, column: &str) -> Option<DescribedColumn> {
    let words: BTreeSet<String> = query.split(|c: char| !c.is_alphanumeric() && c != '_').map(str::to_lowercase).collect();
    let (named, others): (Vec<_>, Vec<_>) = dictionary.iter().partition(|object| words.contains(&object.name));
    let mut objects = named.into_iter().chain(others);
    objects.find_map(|object| object.columns.iter().find(|known| known.name == column)).cloned()
}

impl Sources {
    fn of(session: &Session, rows: &Rows) -> Result<Self, CliError> {
        match content_ids(session, rows)? {
            Some(ids) => Self::named(session, &ids),
            None => Ok(Self {
                which: "Kết quả không nêu báo cáo nào: tính trên toàn bản phát hành / The result names no reports: those of the whole release",
                extent: extent(session, "superseded_by IS NULL")?,
                reports: Vec::new(),
            }),
        }
    }

    fn named(session: &Session, ids: &BTreeSet<String>) -> Result<Self, CliError> {
        let list = format!("content_id IN ({})", literals(ids.iter()));
        let reports = ask(
            session,
            &format!(
                "SELECT u.display_name, r.title, r.number, r.source_uri, r.report_year FROM reports AS r \
                 LEFT JOIN provinces AS u USING (province_key) WHERE r.{list} \
                 ORDER BY u.sort_key, r.report_year, r.content_id LIMIT {MOST_REPORTS}"
            ),
        )?;
        let texts = reports.texts()?.into_iter().map(|row| row.into_iter().map(Option::unwrap_or_default).collect());
        Ok(Self {
            which: "Các báo cáo mà kết quả nêu / The reports that the result names",
            extent: extent(session, &list)?,
            reports: texts.collect(),
        })
    }
}

/// Count, first and last year of the reports for which the condition holds.
fn extent(session: &Session, condition: &str) -> Result<Vec<String>, CliError> {
    let rows = ask(session, &format!("SELECT count(*), min(report_year), max(report_year) FROM reports WHERE {condition}"))?;
    Ok(rows.texts()?.into_iter().flatten().map(Option::unwrap_or_default).collect())
}

/// The reports that a result names by a report's content or by figures; `None` where it has no such column.
fn content_ids(session: &Session, rows: &Rows) -> Result<Option<BTreeSet<String>>, CliError> {
    if let Ok(column) = rows.schema.index_of("content_id") {
        return Ok(Some(rows.column_texts(column)?.into_iter().collect()));
    }
    let Ok(column) = rows.schema.index_of("figure_id") else { return Ok(None) };
    let figures: Vec<String> = rows.column_texts(column)?;
    let mut ids = BTreeSet::new();
    for chunk in figures.chunks(IDS_AT_ONCE) {
        let list = literals(chunk.iter());
        ids.extend(ask(session, &format!("SELECT DISTINCT content_id FROM figures WHERE figure_id IN ({list})"))?.column_texts(0)?);
    }
    Ok(Some(ids))
}

/// An empty list would be no SQL.
fn literals<'a>(texts: impl Iterator<Item = &'a String>) -> String {
    let texts: Vec<String> = texts.map(|text| format!("'{}'", text.replace('\'', "''"))).collect();
    if texts.is_empty() { "NULL".to_owned() } else { texts.join(", ") }
}

fn ask(session: &Session, sql: &str) -> Result<Rows, CliError> {
    Ok(session.query(sql).map_err(CliError::failed)?.into())
}
