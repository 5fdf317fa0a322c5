//! One writer a warehouse.

use std::fs::{File, TryLockError};
use std::io::{Read, Seek, Write};

use crate::error::{IoContext, RunError};
use crate::layout::Layout;

/// The right to write a warehouse. Given back when dropped, and by the system when the process dies.
#[derive(Debug)]
pub struct WarehouseLock {
    _file: File,
}

impl WarehouseLock {
    /// Takes the lock, making the warehouse folder where there is none.
    ///
    /// # Errors
    /// [`RunError::Locked`] while another process holds it.
    pub fn acquire(layout: &Layout) -> Result<Self, RunError> {
        std::fs::create_dir_all(layout.root()).at("make the warehouse folder", layout.root())?;
        let path = layout.lock();
        let opened = File::options().create(true).truncate(false).read(true).write(true).open(&path);
        let mut file = opened.at("open the lock file", &path)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(RunError::Locked { path, holder: holder(&mut file) }),
            Err(TryLockError::Error(source)) => return Err(source).at("lock", &path),
        }
        note_holder(&mut file).at("write the lock file", &path)?;
        Ok(Self { _file: file })
    }

    /// True while a run holds the warehouse.
    #[must_use]
    pub fn is_held(layout: &Layout) -> bool {
        File::open(layout.lock()).is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

/// The process id is for the message only; the lock itself is the system's.
fn note_holder(file: &mut File) -> std::io::Result<()> {
    file.set_len(0)?;
    file.rewind()?;
    writeln!(file, "{}", std::process::id())
}

fn holder(file: &mut File) -> String {
    let mut text = String::new();
    let read = file.read_to_string(&mut text);
    read.ok().and_then(|_| text.lines().next()).unwrap_or("unknown").to_owned()
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    #[test]
    fn a_second_writer_is_refused_until_the_first_is_done() {
        let folder = tempfile::tempdir().unwrap();
        let layout = Layout::new(folder.path());
        let first = WarehouseLock::acquire(&layout).unwrap();
        let refused = WarehouseLock::acquire(&layout).unwrap_err().to_string();
        assert!(refused.contains(&format!("process {}", std::process::id())), "{refused}");
        assert!(WarehouseLock::is_held(&layout));
        drop(first);
        WarehouseLock::acquire(&layout).unwrap();
    }
}
