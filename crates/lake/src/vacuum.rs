//! Data files that no kept version names.

use std::collections::{BTreeMap, BTreeSet};

use deltalake_core::Path;
use futures::TryStreamExt;
use object_store::ObjectStoreExt;

use crate::{Lake, LakeError};

/// A data file that no kept version of its table names.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Unreferenced {
    /// The table.
    pub table: String,
    /// From the table's folder.
    pub path: String,
    /// Size in bytes.
    pub bytes: u64,
    /// When it was last written, in milliseconds since 1970-01-01 UTC.
    pub written_millis: i64,
}

impl Lake {
    /// Lists the data files that neither the latest nor a version of `kept` (by table) names.
    ///
    /// # Errors
    /// A kept version is not there, or the store cannot be listed.
    pub async fn vacuum_candidates(&self, kept: &BTreeMap<String, BTreeSet<u64>>) -> Result<Vec<Unreferenced>, LakeError> {
        let mut candidates = Vec::new();
        for contract in self.tables() {
            let versions = kept.get(&contract.name).cloned().unwrap_or_default();
            candidates.extend(self.unreferenced(&contract.name, &versions).await?);
        }
        candidates.sort();
        Ok(candidates)
    }

    /// Removes files that [`Lake::vacuum_candidates`] listed. Versions that named them cannot be read any more.
    ///
    /// # Errors
    /// A file cannot be removed; those before it are gone.
    pub async fn vacuum(&self, candidates: &[Unreferenced]) -> Result<(), LakeError> {
        for candidate in candidates {
            let table = self.load(&candidate.table, None).await?;
            let path = Path::from(candidate.path.as_str());
            table.object_store().delete(&path).await.map_err(LakeError::store(&candidate.table, &candidate.path))?;
        }
        Ok(())
    }

    async fn unreferenced(&self, table: &str, versions: &BTreeSet<u64>) -> Result<Vec<Unreferenced>, LakeError> {
        let mut named: BTreeSet<String> = self.files(table, None).await?.into_iter().map(|file| file.path).collect();
        for &version in versions {
            named.extend(self.files(table, Some(version)).await?.into_iter().map(|file| file.path));
        }
        let store = self.load(table, None).await?.object_store();
        let stored: Vec<_> = store.list(None).try_collect().await.map_err(LakeError::store(table, ""))?;
        let data = stored.into_iter().filter(|file| is_data_file(&file.location) && !named.contains(file.location.as_ref()));
        let unreferenced = data.map(|file| Unreferenced {
            table: table.to_owned(),
            path: file.location.to_string(),
            bytes: file.size,
            written_millis: file.last_modified.timestamp_millis(),
        });
        Ok(unreferenced.collect())
    }
}

/// Only files that this crate wrote: their names say so.
fn is_data_file(path: &Path) -> bool {
    path.filename().is_some_and(|name| name.starts_with("part-") && name.ends_with(".parquet"))
}
