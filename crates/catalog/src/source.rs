//! Where the files of a catalogue come from: the binary, or a folder.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use include_dir::{Dir, include_dir};

use crate::CatalogError;

static BUILTIN: Dir<'static> = include_dir!("$CARGO_MANIFEST_DIR/../../schemas");

/// The files of a catalogue.
pub(crate) enum Source<'a> {
    /// Those that were part of the build.
    Builtin,
    /// Those of a folder.
    Folder(&'a Path),
}

impl Source<'_> {
    /// Path of a file as messages name it.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        match self {
            Self::Builtin => Path::new("schemas").join(name),
            Self::Folder(root) => root.join(name),
        }
    }

    /// Text of the file `name`, a path below the catalogue's folder.
    pub(crate) fn read(&self, name: &str) -> Result<Cow<'static, str>, CatalogError> {
        let text = match self {
            Self::Builtin => BUILTIN.get_file(name).and_then(|f| f.contents_utf8()).map(Cow::Borrowed).ok_or_else(missing),
            Self::Folder(root) => std::fs::read_to_string(root.join(name)).map(Cow::Owned),
        };
        text.map_err(|source| CatalogError::Read { file: self.path(name), source })
    }

    /// Names of the `.toml` files in a folder, sorted.
    pub(crate) fn list(&self, folder: &str) -> Result<Vec<String>, CatalogError> {
        let mut names = match self {
            Self::Builtin => builtin_names(folder),
            Self::Folder(root) => {
                folder_names(&root.join(folder)).map_err(|source| CatalogError::Read { file: self.path(folder), source })?
            }
        };
        names.retain(|name| name.ends_with(".toml"));
        names.sort();
        Ok(names.into_iter().map(|name| format!("{folder}/{name}")).collect())
    }
}

fn missing() -> std::io::Error {
    std::io::Error::new(std::io::ErrorKind::NotFound, "not part of this build")
}

fn builtin_names(folder: &str) -> Vec<String> {
    let files = BUILTIN.get_dir(folder).map(Dir::files).into_iter().flatten();
    files.filter_map(|f| f.path().file_name()?.to_str().map(str::to_owned)).collect()
}

fn folder_names(folder: &Path) -> std::io::Result<Vec<String>> {
    let entries = std::fs::read_dir(folder)?;
    entries.map(|entry| Ok(entry?.file_name().to_string_lossy().into_owned())).collect()
}
