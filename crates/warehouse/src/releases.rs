//! The folder of releases, and the link that names the current one.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::WarehouseError;
use crate::error::on_disk;

/// Name of the link to the current release, in the folder of the warehouse.
pub const LINK: &str = "solieu.duckdb";

/// The releases of one warehouse: `releases/N.duckdb`, and the link `solieu.duckdb` to one of them.
#[derive(Debug, Clone)]
pub struct Releases {
    folder: PathBuf,
}

impl Releases {
    /// The releases of the warehouse in `folder`. Nothing is read or made yet.
    #[must_use]
    pub fn of(folder: &Path) -> Self {
        Self { folder: folder.to_owned() }
    }

    /// Where the current release is found: `FOLDER/solieu.duckdb`.
    #[must_use]
    pub fn link(&self) -> PathBuf {
        self.folder.join(LINK)
    }

    /// Where release `number` lies: `FOLDER/releases/N.duckdb`.
    #[must_use]
    pub fn path(&self, number: u64) -> PathBuf {
        self.folder.join(file_of(number))
    }

    /// Number of the release that the link names; `None` before the first.
    ///
    /// # Errors
    /// The link cannot be read.
    pub fn current(&self) -> Result<Option<u64>, WarehouseError> {
        let link = self.link();
        match fs::read_link(&link) {
            Ok(target) => Ok(number_of(&target)),
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(cause) => Err(on_disk("read the link", &link)(cause)),
        }
    }

    /// Numbers of the finished releases, ascending.
    ///
    /// # Errors
    /// The folder cannot be read.
    pub fn list(&self) -> Result<Vec<u64>, WarehouseError> {
        let finished = |name: &str| name.strip_suffix(".duckdb")?.parse().ok();
        Ok(self.names()?.iter().filter_map(|name| finished(name)).collect::<BTreeSet<u64>>().into_iter().collect())
    }

    /// A number that no release has had: also files left by a killed run and log files of clients count.
    ///
    /// # Errors
    /// The folder or the link cannot be read.
    pub fn next_number(&self) -> Result<u64, WarehouseError> {
        let left = |name: &str| name.split('.').next()?.parse::<u64>().ok();
        let highest = self.names()?.iter().filter_map(|name| left(name)).max();
        Ok(highest.max(self.current()?).map_or(1, |number| number + 1))
    }

    /// Points the link at release `number`: readers see the one before or this one, never neither.
    ///
    /// # Errors
    /// There is no such release, or the link cannot be renamed into its place.
    pub fn swap(&self, number: u64) -> Result<(), WarehouseError> {
        let path = self.path(number);
        if !path.is_file() {
            return Err(WarehouseError::NoRelease { path });
        }
        let fresh = self.folder.join(format!(".{LINK}.{number}"));
        remove_if_there(&fresh)?;
        symlink(&file_of(number), &fresh).map_err(on_disk("link", &fresh))?;
        fs::rename(&fresh, self.link()).map_err(on_disk("rename", &fresh))?;
        sync_folder(&self.folder)
    }

    /// The releases beyond the newest `keep`, oldest first; never the current one or a newer one.
    ///
    /// # Errors
    /// The folder or the link cannot be read.
    pub fn beyond(&self, keep: usize) -> Result<Vec<u64>, WarehouseError> {
        let Some(current) = self.current()? else { return Ok(Vec::new()) };
        let mut old: Vec<u64> = self.list()?.into_iter().filter(|number| *number < current).collect();
        old.truncate(old.len().saturating_sub(keep.saturating_sub(1)));
        Ok(old)
    }

    /// Removes a release and the log file that a client may have left beside it. Never the current one.
    ///
    /// # Errors
    /// The current release was named, or a file cannot be removed.
    pub fn remove(&self, number: u64) -> Result<(), WarehouseError> {
        let path = self.path(number);
        if self.current()? == Some(number) {
            let cause = io::Error::new(io::ErrorKind::InvalidInput, "it is the current release");
            return Err(on_disk("remove", &path)(cause));
        }
        remove_if_there(&beside(&path, ".wal"))?;
        remove_if_there(&path)
    }

    /// Removes what a killed run left of a release it had not finished. For the one writer of a warehouse.
    ///
    /// # Errors
    /// The folder cannot be read, or a file cannot be removed.
    pub fn sweep(&self) -> Result<(), WarehouseError> {
        let unfinished = |name: &String| name.ends_with(".duckdb.part") || name.ends_with(".duckdb.part.wal");
        let spilled = |name: &String| name.ends_with(".duckdb.part.tmp");
        let folder = self.folder.join("releases");
        for name in self.names()? {
            let path = folder.join(&name);
            if unfinished(&name) {
                remove_if_there(&path)?;
            } else if spilled(&name) {
                fs::remove_dir_all(&path).map_err(on_disk("remove", &path))?;
            }
        }
        Ok(())
    }

    fn names(&self) -> Result<Vec<String>, WarehouseError> {
        let folder = self.folder.join("releases");
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(cause) if cause.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(cause) => return Err(on_disk("list", &folder)(cause)),
        };
        let named = entries.map(|entry| entry.map(|entry| entry.file_name().to_string_lossy().into_owned()));
        named.collect::<io::Result<_>>().map_err(on_disk("list", &folder))
    }
}

/// `N.duckdb` with more behind it: `N.duckdb.wal`.
pub(crate) fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(suffix);
    PathBuf::from(name)
}

/// Removes a file; it is no error if there is none.
pub(crate) fn remove_if_there(path: &Path) -> Result<(), WarehouseError> {
    match fs::remove_file(path) {
        Err(cause) if cause.kind() != io::ErrorKind::NotFound => Err(on_disk("remove", path)(cause)),
        _ => Ok(()),
    }
}

/// Makes a rename within the folder outlive a power cut.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), WarehouseError> {
    fs::File::open(folder).and_then(|open| open.sync_all()).map_err(on_disk("sync", folder))
}

fn file_of(number: u64) -> PathBuf {
    PathBuf::from(format!("releases/{number}.duckdb"))
}

fn number_of(target: &Path) -> Option<u64> {
    target.file_stem()?.to_str()?.parse().ok()
}

#[cfg(unix)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(target, link)
}

#[cfg(windows)]
fn symlink(target: &Path, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_file(target, link)
}
