//! Reads reports named on the command line, one-off: nothing is stored.

use std::io::Read;
use std::path::{Path, PathBuf};

use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::{Extraction, Lexicon};
use solieu_interpret::{InterpretedReport, Stated};

use crate::args::{SchemasArgs, StatedArgs};
use crate::error::{CliError, warn};

/// A report read from a file or from standard input.
pub(crate) struct ReadReport {
    /// The file's stem; `-` for standard input.
    pub(crate) name: String,
    /// What it says.
    pub(crate) interpreted: InterpretedReport,
}

/// Reads each report and hands it on. A report that cannot be read is told on standard error, and
/// the rest goes on; returns how many those were.
///
/// # Errors
/// A file that cannot be opened, or an error of `take`.
pub(crate) fn read_each(
    files: &[PathBuf],
    catalog: &Catalog,
    stated: &StatedArgs,
    mut take: impl FnMut(&ReadReport) -> Result<(), CliError>,
) -> Result<usize, CliError> {
    let mut rejected = 0;
    for file in files {
        let (name, bytes, media) = open(file)?;
        match solieu_document::read(&bytes, media) {
            Ok(document) => {
                let extraction = solieu_extract::extract(&document, Lexicon::builtin());
                let interpreted = interpret(extraction, catalog, stated, &name);
                take(&ReadReport { name, interpreted })?;
            }
            Err(error) => {
                rejected += 1;
                warn(format_args!("rejected {}: {error}", file.display()));
            }
        }
    }
    Ok(rejected)
}

/// The catalogue that is meant. The extractor's words are made ready meanwhile.
pub(crate) fn catalog(args: &SchemasArgs) -> Result<&'static Catalog, CliError> {
    std::thread::spawn(Lexicon::builtin);
    match &args.schemas {
        // One a process, and needed until its end.
        Some(folder) => Ok(Box::leak(Box::new(Catalog::from_dir(folder).map_err(CliError::usage)?))),
        None => Ok(Catalog::builtin()),
    }
}

fn open(file: &Path) -> Result<(String, Vec<u8>, MediaType), CliError> {
    let unreadable = |error| CliError::unreadable(file, &error);
    if file == Path::new("-") {
        let mut bytes = Vec::new();
        std::io::stdin().lock().read_to_end(&mut bytes).map_err(unreadable)?;
        return Ok(("-".to_owned(), bytes, MediaType::Text));
    }
    let bytes = std::fs::read(file).map_err(unreadable)?;
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, bytes, MediaType::of(file).unwrap_or(MediaType::Text)))
}

/// A passage without a letterhead has figures too: where the text does not say whose or of which
/// year they are, they are read all the same, and it is told what to state.
fn interpret(extraction: Extraction, catalog: &Catalog, stated: &StatedArgs, name: &str) -> InterpretedReport {
    let facts = stated.facts();
    let stated = Stated { province: facts.province, year: facts.year, period: facts.period, date: facts.date };
    match solieu_interpret::interpret(extraction.clone(), catalog, &stated) {
        Ok(interpreted) => interpreted,
        Err(error) => {
            warn(format_args!("{name}: {error}; state it with --province and --year, its figures are read without"));
            solieu_interpret::interpret_passage(extraction, catalog, &stated)
        }
    }
}

/// The rules of expected reports in the folder of `--schemas`, where it has them.
///
/// # Errors
/// The file is there and cannot be read.
pub(crate) fn expected_reports(args: &SchemasArgs) -> Result<Option<String>, CliError> {
    let Some(path) = args.schemas.as_ref().map(|folder| folder.join("expected_reports.toml")) else { return Ok(None) };
    if !path.exists() {
        return Ok(None);
    }
    std::fs::read_to_string(&path).map(Some).map_err(|error| CliError::unreadable(&path, &error))
}
