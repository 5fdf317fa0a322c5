//! Reports into a folder.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use solieu_catalog::Catalog;
use thiserror::Error;

use crate::identity::{Identity, identities};
use crate::report::{Plan, report};

/// Why no reports could be written.
#[derive(Debug, Error)]
pub enum GenerateError {
    /// More reports than there are identities.
    #[error("{asked} reports asked for, but there are only {most} of distinct province, year and period; ask for fewer")]
    TooMany {
        /// Reports asked for.
        asked: usize,
        /// Reports that there are.
        most: usize,
    },
    /// A folder or file that cannot be written.
    #[error("{}: {source}; choose a folder that can be written", path.display())]
    Write {
        /// Which.
        path: PathBuf,
        /// Why not.
        source: std::io::Error,
    },
}

/// What was written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Written {
    /// Files.
    pub reports: usize,
    /// Bytes of all files.
    pub bytes: u64,
    /// Figures stated in them.
    pub figures: u64,
}

/// Writes the reports of a plan into a folder, one sub-folder a year.
///
/// # Errors
/// More reports than identities; a folder that cannot be written.
pub fn write_reports(folder: &Path, plan: &Plan) -> Result<Written, GenerateError> {
    let all: Vec<Identity<'static>> = identities(Catalog::builtin().provinces()).collect();
    let Some(chosen) = all.get(..plan.reports) else {
        return Err(GenerateError::TooMany { asked: plan.reports, most: all.len() });
    };
    for identity in chosen {
        let year = folder.join(identity.year.to_string());
        std::fs::create_dir_all(&year).map_err(|source| GenerateError::Write { path: year, source })?;
    }
    chosen.par_iter().map(|identity| write_one(folder, identity, plan)).try_reduce(Written::default, |a, b| {
        Ok(Written { reports: a.reports + b.reports, bytes: a.bytes + b.bytes, figures: a.figures + b.figures })
    })
}

fn write_one(folder: &Path, identity: &Identity<'_>, plan: &Plan) -> Result<Written, GenerateError> {
    let report = report(identity, plan);
    let path = folder.join(&report.path);
    std::fs::write(&path, &report.text).map_err(|source| GenerateError::Write { path, source })?;
    Ok(Written { reports: 1, bytes: report.text.len() as u64, figures: report.figures.len() as u64 })
}
