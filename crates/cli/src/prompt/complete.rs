//! Completes names, keywords and, inside of quotes, indicators and provinces.

use std::collections::{BTreeMap, BTreeSet};

use clap::ValueEnum;
use solieu_warehouse::{Described, ObjectKind, Session};

use super::dot::COMMANDS;
use super::statements::open_string;
use crate::error::CliError;
use crate::output::{Format, Rows};

/// What there is to complete.
#[derive(Debug, Default)]
pub(super) struct Words {
    /// Tables, views and macros; macros with their bracket.
    objects: BTreeSet<String>,
    /// By table or view.
    columns: BTreeMap<String, Vec<String>>,
    keywords: BTreeSet<String>,
    /// What stands in quotes, by the forms that it may be typed in.
    values: BTreeSet<(String, String)>,
}

const KEYWORDS: &str = "SELECT DISTINCT keyword_name FROM duckdb_keywords()";
/// Provinces are typed with and without diacritics, with and without `TP.`.
const VALUES: &str = "
    SELECT indicator, indicator FROM indicators
    UNION SELECT lower(display_name), display_name FROM provinces
    UNION SELECT lower(name_vi), display_name FROM provinces
    UNION SELECT name_folded, display_name FROM provinces";

impl Words {
    /// Asks the release for its names.
    pub(super) fn of(session: &Session) -> Result<Self, CliError> {
        let dictionary = session.dictionary().map_err(CliError::failed)?;
        let rows = |sql: &str| session.query(sql).map(Rows::from).map_err(CliError::failed);
        let values = rows(VALUES)?.texts()?.into_iter().filter_map(|row| Some((row.first()?.clone()?, row.get(1)?.clone()?)));
        let keywords = rows(KEYWORDS)?.column_texts(0)?.into_iter().collect();
        Ok(Self { values: values.collect(), keywords, ..Self::named(&dictionary) })
    }

    fn named(dictionary: &[Described]) -> Self {
        let called = |object: &Described| match object.kind {
            ObjectKind::Macro => format!("{}(", object.name),
            _ => object.name.clone(),
        };
        let names = |object: &Described| object.columns.iter().map(|column| column.name.clone()).collect();
        Self {
            objects: dictionary.iter().map(called).collect(),
            columns: dictionary.iter().map(|object| (object.name.clone(), names(object))).collect(),
            ..Self::default()
        }
    }

    /// Where the word to complete begins, and what it may become.
    pub(super) fn fitting(&self, before: &str) -> (usize, Vec<String>) {
        if let Some(at) = open_string(before) {
            return (at, self.values_from(&before[at..]));
        }
        if before.trim_start().starts_with('.') {
            return self.dot(before);
        }
        let start = word_start(before);
        let word = &before[start..];
        match word.rsplit_once('.') {
            Some((object, column)) => (start + object.len() + 1, self.columns_from(object, column)),
            None => (start, self.names_from(word)),
        }
    }

    fn values_from(&self, typed: &str) -> Vec<String> {
        let typed = typed.to_lowercase();
        let fit = self.values.iter().filter(|(form, _)| form.starts_with(&typed)).map(|(_, value)| format!("{value}'"));
        fit.collect::<BTreeSet<_>>().into_iter().collect()
    }

    /// Behind an alias, any column.
    fn columns_from(&self, object: &str, typed: &str) -> Vec<String> {
        let own = self.columns.get(object);
        let all = self.columns.iter().filter(|(name, _)| own.is_none() || *name == object).flat_map(|(_, columns)| columns);
        fitting(all, typed)
    }

    /// Keywords follow the case that they are typed in; a lone first letter would list hundreds of columns.
    fn names_from(&self, typed: &str) -> Vec<String> {
        if typed.is_empty() {
            return Vec::new();
        }
        let upper = typed.chars().any(char::is_uppercase);
        let keywords = self.keywords.iter().filter(|word| word.starts_with(&typed.to_lowercase()));
        let keywords = keywords.map(|word| if upper { word.to_uppercase() } else { word.clone() });
        let names = fitting(self.objects.iter().chain(self.columns.values().flatten()), &typed.to_lowercase());
        names.into_iter().chain(keywords).collect()
    }

    fn dot(&self, before: &str) -> (usize, Vec<String>) {
        let start = before.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        let typed = &before[start..];
        let words: Vec<String> = match before.split_whitespace().next() {
            Some(_) if typed.starts_with('.') => COMMANDS.iter().map(|(name, ..)| (*name).to_owned()).collect(),
            Some(".columns" | ".examples") => self.columns.keys().cloned().collect(),
            Some(".mode") => {
                Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).map(|value| value.get_name().to_owned()).collect()
            }
            _ => Vec::new(),
        };
        (start, fitting(words.iter(), typed))
    }
}

fn fitting<'a>(words: impl Iterator<Item = &'a String>, typed: &str) -> Vec<String> {
    let fit: BTreeSet<&String> = words.filter(|word| word.starts_with(typed)).collect();
    fit.into_iter().cloned().collect()
}

/// After the last character that is no part of a name.
fn word_start(before: &str) -> usize {
    let outside = |c: char| !c.is_alphanumeric() && c != '_' && c != '.';
    before.char_indices().rev().find(|(_, c)| outside(*c)).map_or(0, |(at, c)| at + c.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words() -> Words {
        let set = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<BTreeSet<_>>();
        let pair = |form: &str, value: &str| (form.to_owned(), value.to_owned());
        Words {
            objects: set(&["panel", "panel_wide", "ranking("]),
            columns: [
                ("panel".to_owned(), vec!["province".to_owned(), "percent".to_owned()]),
                ("runs".to_owned(), vec!["run_id".to_owned()]),
            ]
            .into(),
            keywords: set(&["from", "full"]),
            values: [pair("cần thơ", "TP. Cần Thơ"), pair("can tho", "TP. Cần Thơ"), pair("dossiers.on_time", "dossiers.on_time")].into(),
        }
    }

    #[test]
    fn what_is_typed_is_completed_by_where_it_stands() {
        let check = |before: &str, start: usize, expect: &[&str]| {
            assert_eq!(words().fitting(before), (start, expect.iter().map(|word| (*word).to_owned()).collect()), "{before}");
        };
        check("SELECT p", 7, &["panel", "panel_wide", "percent", "province"]);
        check("FROM rank", 5, &["ranking("]);
        check("SELECT panel.p", 13, &["percent", "province"]);
        check("SELECT x.r", 9, &["run_id"]);
        check("FR", 0, &["FROM"]);
        check("SELECT 1 f", 9, &["from", "full"]);
        check("WHERE province = 'can", 18, &["TP. Cần Thơ'"]);
        check("WHERE province = 'Cần T", 18, &["TP. Cần Thơ'"]);
        check("FROM ranking('dossiers.", 14, &["dossiers.on_time'"]);
        check(".col", 0, &[".columns"]);
        check(".columns ru", 9, &["runs"]);
        check(".mode x", 6, &["xlsx"]);
        check("SELECT ", 7, &[]);
    }
}
