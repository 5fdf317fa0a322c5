//! Dot-commands: what the prompt knows beside SQL.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, StringArray};
use clap::ValueEnum;
use solieu_warehouse::{Described, ObjectKind};

use super::shell::{Flow, Shell, Target};
use crate::error::CliError;
use crate::output::{self, Format, Rows};
use crate::provenance;

/// Name, argument, what it does.
pub(super) const COMMANDS: [(&str, &str, &str); 8] = [
    (".help", "", "this list"),
    (".tables", "", "tables, views and macros, and what each answers"),
    (".columns", "NAME", "columns of a table or view: types, units, meanings"),
    (".examples", "[NAME]", "a query to start from for each view and macro"),
    (".mode", "[FORMAT]", "how answers are printed: table, csv, jsonl, markdown, excel, xlsx, parquet"),
    (".output", "[FILE]", "print into a file; without a name to the screen again"),
    (".release", "", "which release this is, made when and from what"),
    (".quit", "", "leave; so does Ctrl-D"),
];

/// Runs a line that begins with a dot.
pub(super) fn run(shell: &mut Shell, line: &str) -> Result<Flow, CliError> {
    let (command, argument) = line.split_once(char::is_whitespace).unwrap_or((line, ""));
    // A `;` out of habit is no part of a name.
    let (command, argument) = (command.trim_end_matches(';'), argument.trim().trim_end_matches(';').trim());
    match command {
        ".help" => help()?,
        ".tables" => tables(shell)?,
        ".columns" => columns(shell, argument)?,
        ".examples" => examples(shell, argument)?,
        ".mode" => mode(shell, argument)?,
        ".output" => shell.target = if argument.is_empty() { Target::Screen } else { Target::file(Path::new(argument)) },
        ".release" => release(shell)?,
        ".quit" | ".exit" | ".q" => return Ok(Flow::Quit),
        unknown => return Err(CliError::usage(format!("there is no {unknown}")).hint(".help lists what there is")),
    }
    Ok(Flow::More)
}

fn help() -> Result<(), CliError> {
    let mut out = output::stdout();
    for (name, argument, does) in COMMANDS {
        writeln!(out, "{:<18} {does}", format!("{name} {argument}"))?;
    }
    writeln!(out, "Anything else is SQL, over as many lines as need be, until a `;`.")?;
    Ok(out.flush()?)
}

fn tables(shell: &mut Shell) -> Result<(), CliError> {
    let lines = dictionary(shell)?.into_iter().map(|object| vec![called(&object), object.kind.name().to_owned(), object.vi, object.en]);
    show(shell, &["name", "kind", "vi", "en"], lines.collect())
}

fn columns(shell: &mut Shell, name: &str) -> Result<(), CliError> {
    let object = find(shell, name)?;
    if object.kind == ObjectKind::Macro {
        let hint = object.example.unwrap_or_default();
        return Err(CliError::usage(format!(
            "{} is a macro: its columns follow from its parameters ({})",
            object.name,
            object.parameters.join(", ")
        ))
        .hint(hint));
    }
    let lines =
        object.columns.into_iter().map(|column| vec![column.name, column.sql_type, column.unit.unwrap_or_default(), column.vi, column.en]);
    show(shell, &["column", "type", "unit", "vi", "en"], lines.collect())
}

fn examples(shell: &mut Shell, name: &str) -> Result<(), CliError> {
    let objects = if name.is_empty() { dictionary(shell)? } else { vec![find(shell, name)?] };
    let mut out = output::stdout();
    for object in objects {
        if let Some(example) = &object.example {
            writeln!(out, "-- {}\n-- {}\n{example};\n", object.vi, object.en)?;
        }
    }
    Ok(out.flush()?)
}

fn mode(shell: &mut Shell, name: &str) -> Result<(), CliError> {
    if name == "excel" {
        shell.format = Some(Format::ExcelCsv);
    } else if !name.is_empty() {
        let known = || Format::value_variants().iter().filter_map(ValueEnum::to_possible_value).map(|value| value.get_name().to_owned());
        let unknown = |_| {
            CliError::usage(format!("there is no format {name}"))
                .hint(format!("there are: {}, excel", known().collect::<Vec<_>>().join(", ")))
        };
        shell.format = Some(Format::from_str(name, true).map_err(unknown)?);
    } else {
        let shown = shell.shown_as();
        let name = shown.to_possible_value().map_or("excel".to_owned(), |value| value.get_name().to_owned());
        writeln!(std::io::stdout(), "{name}")?;
    }
    Ok(())
}

fn release(shell: &mut Shell) -> Result<(), CliError> {
    let mut lines = vec![vec!["file".to_owned(), shell.release.display().to_string()]];
    lines.extend(provenance::release(&shell.session)?.into_iter().map(|(name, text)| vec![name, text]));
    show(shell, &["fact", "value"], lines)
}

/// `ranking(wanted_indicator, wanted_year)`
fn called(object: &Described) -> String {
    match object.kind {
        ObjectKind::Macro => format!("{}({})", object.name, object.parameters.join(", ")),
        _ => object.name.clone(),
    }
}

fn dictionary(shell: &Shell) -> Result<Vec<Described>, CliError> {
    shell.session.dictionary().map_err(CliError::failed)
}

fn find(shell: &Shell, name: &str) -> Result<Described, CliError> {
    let objects = dictionary(shell)?;
    let like: Vec<_> =
        objects.iter().filter(|object| !name.is_empty() && object.name.contains(name)).map(|object| object.name.clone()).collect();
    let hint = if like.is_empty() { ".tables lists what there is".to_owned() } else { format!("there are: {}", like.join(", ")) };
    objects
        .into_iter()
        .find(|object| object.name == name)
        .ok_or_else(|| CliError::usage(format!("there is no table, view or macro `{name}`")).hint(hint))
}

/// Prints lines of texts as an answer.
fn show(shell: &mut Shell, names: &[&str], lines: Vec<Vec<String>>) -> Result<(), CliError> {
    let column = |at: usize| -> ArrayRef { Arc::new(lines.iter().map(|line| line.get(at)).collect::<StringArray>()) };
    let columns = names.iter().enumerate().map(|(at, name)| (*name, column(at)));
    let batch = RecordBatch::try_from_iter(columns).map_err(CliError::failed)?;
    shell.print(&Rows { schema: batch.schema(), batches: vec![batch] }, None)
}
