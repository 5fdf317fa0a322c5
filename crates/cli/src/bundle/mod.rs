//! A release as a folder of files that need nothing of ours to be read.

mod checksums;
mod package;
mod parquet;
mod words;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use solieu_catalog::Catalog;
use solieu_warehouse::{Described, ObjectKind, Session};

pub(crate) use self::checksums::remove_earlier;
use crate::error::CliError;
use crate::{dictionary, provenance};

/// Also what `solieu sql --warehouse` looks for.
const RELEASE: &str = "solieu.duckdb";

/// What a bundle holds.
pub(crate) struct Written {
    pub(crate) files: usize,
    pub(crate) tables: usize,
    pub(crate) rows: u64,
}

/// One table or view as a file.
struct Resource {
    object: Described,
    /// From the bundle's folder, with `/`.
    path: String,
    rows: u64,
}

/// Writes the bundle. The same release gives the same bytes.
pub(crate) fn write(release: &Path, folder: &Path) -> Result<Written, CliError> {
    let session = Session::open(release).map_err(CliError::of_query)?;
    let objects = session.dictionary().map_err(CliError::failed)?;
    let facts = provenance::release(&session)?;
    let mut bundle = Bundle { folder: folder.to_owned(), sums: BTreeMap::new() };
    bundle.copy(release, RELEASE)?;
    let mut resources = Vec::new();
    for object in objects.iter().filter(|object| is_exported(object)) {
        resources.push(bundle.parquet(&session, object, &facts)?);
    }
    for (path, text) in words::files(&facts, &objects) {
        bundle.text(&path, &text)?;
    }
    for (path, text) in dictionary::pages(&objects, Catalog::builtin())? {
        bundle.text(&format!("dictionary/{path}"), &text)?;
    }
    let package = package::datapackage(&resources, &facts, &bundle)?;
    bundle.text("datapackage.json", &package)?;
    bundle.finish()?;
    Ok(Written { files: bundle.sums.len() + 1, tables: resources.len(), rows: resources.iter().map(|one| one.rows).sum() })
}

/// Every table, and the views that answer a question by themselves.
fn is_exported(object: &Described) -> bool {
    match object.kind {
        ObjectKind::Table => true,
        ObjectKind::View => solieu_warehouse::exported_views().is_ok_and(|views| views.contains(&object.name)),
        ObjectKind::Macro => false,
    }
}

/// The folder, and what was written into it so far.
struct Bundle {
    folder: PathBuf,
    /// Checksum and bytes by path.
    sums: BTreeMap<String, (String, u64)>,
}

impl Bundle {
    fn copy(&mut self, from: &Path, path: &str) -> Result<(), CliError> {
        let to = self.place(path)?;
        std::fs::copy(from, &to).map_err(|error| unwritable(&to, &error))?;
        self.note(path)
    }

    fn text(&mut self, path: &str, text: &str) -> Result<(), CliError> {
        let to = self.place(path)?;
        std::fs::write(&to, text).map_err(|error| unwritable(&to, &error))?;
        self.note(path)
    }

    fn parquet(&mut self, session: &Session, object: &Described, facts: &[(String, String)]) -> Result<Resource, CliError> {
        let path = format!("parquet/{}.parquet", object.name);
        let rows = parquet::write(session, object, facts, &self.place(&path)?)?;
        self.note(&path)?;
        Ok(Resource { object: object.clone(), path, rows })
    }

    /// The checksums come last: where they are, all the rest is.
    fn finish(&self) -> Result<(), CliError> {
        let to = self.place(checksums::NAME)?;
        std::fs::write(&to, checksums::text(&self.sums)).map_err(|error| unwritable(&to, &error))
    }

    fn note(&mut self, path: &str) -> Result<(), CliError> {
        let file = self.folder.join(path);
        let sum = checksums::sha256(&file).map_err(|error| unwritable(&file, &error))?;
        self.sums.insert(path.to_owned(), sum);
        Ok(())
    }

    fn place(&self, path: &str) -> Result<PathBuf, CliError> {
        let file = self.folder.join(path);
        let folder = file.parent().unwrap_or(&self.folder);
        std::fs::create_dir_all(folder).map_err(|error| unwritable(folder, &error))?;
        Ok(file)
    }
}

fn unwritable(path: &Path, error: &std::io::Error) -> CliError {
    CliError::failed(format!("{}: {error}", path.display()))
}
