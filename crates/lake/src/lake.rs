//! Opening the lake and its tables.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use deltalake_core::operations::create::CreateBuilder;
use deltalake_core::protocol::SaveMode;
use deltalake_core::{DeltaTable, DeltaTableBuilder, ObjectStore};
use futures::{StreamExt, TryStreamExt, stream};
use solieu_tables::{Contract, Contracts, KeptIn};
use url::Url;

use crate::LakeError;
use crate::schema::{Difference, delta_fields, difference};

/// The Delta tables under one folder or URL.
#[derive(Debug, Clone)]
pub struct Lake {
    root: Url,
    store: Option<Arc<dyn ObjectStore>>,
    contracts: Contracts,
    /// Of each table the version seen last. What a version holds never changes; which is the latest is always asked.
    seen: Arc<Mutex<BTreeMap<String, DeltaTable>>>,
}

/// Tables whose logs are read or written at once: each waits for the disk, or for a store over the network, most of the time.
pub(crate) const AT_ONCE: usize = 8;

impl Lake {
    /// Opens the lake for writing and makes the tables that are missing.
    ///
    /// `root` is a folder, which is made where it is missing, or a URL (`file://`, `memory://`).
    ///
    /// # Errors
    /// A table in the lake has other columns than its contract, or cannot be read or made.
    pub async fn open(root: &str, contracts: &Contracts) -> Result<Self, LakeError> {
        let lake = Self { root: address(root)?, store: None, contracts: contracts.clone(), seen: Arc::default() };
        lake.make_folder(root)?;
        lake.create_missing().await?;
        Ok(lake)
    }

    /// Opens a lake on an object store that is handed in; its `/` is the store's root.
    ///
    /// # Errors
    /// As [`Lake::open`].
    pub async fn open_in(store: Arc<dyn ObjectStore>, root: &Url, contracts: &Contracts) -> Result<Self, LakeError> {
        let lake = Self { root: folder_url(root.clone()), store: Some(store), contracts: contracts.clone(), seen: Arc::default() };
        lake.create_missing().await?;
        Ok(lake)
    }

    /// Opens a lake that is there, and makes nothing.
    ///
    /// # Errors
    /// A table of the contracts is not there.
    pub async fn open_existing(root: &str, contracts: &Contracts) -> Result<Self, LakeError> {
        let lake = Self { root: address(root)?, store: None, contracts: contracts.clone(), seen: Arc::default() };
        for contract in lake.tables() {
            lake.load(&contract.name, None).await?;
        }
        Ok(lake)
    }

    /// Where the lake lies.
    #[must_use]
    pub fn root(&self) -> &Url {
        &self.root
    }

    /// Contracts of the tables in the lake, by name in alphabetical order.
    pub fn tables(&self) -> impl Iterator<Item = &Contract> {
        self.contracts.iter().filter(|contract| contract.kept_in == KeptIn::Lake)
    }

    /// The latest version of each table.
    ///
    /// # Errors
    /// A table's log cannot be read.
    pub async fn snapshot(&self) -> Result<BTreeMap<String, u64>, LakeError> {
        let version = |contract: &Contract| {
            let name = contract.name.clone();
            async move { Ok((name.clone(), self.load(&name, None).await?.version().unwrap_or_default())) }
        };
        stream::iter(self.tables().map(version)).buffered(AT_ONCE).try_collect().await
    }

    pub(crate) fn contract(&self, table: &str) -> Result<&Contract, LakeError> {
        Ok(self.contracts.get(table)?)
    }

    /// The table at a version, or at its latest.
    pub(crate) async fn load(&self, table: &str, version: Option<u64>) -> Result<DeltaTable, LakeError> {
        let builder = match version {
            Some(version) => match self.seen_at(table, version) {
                Some(seen) => return Ok(seen),
                None => self.builder(table)?.with_version(version),
            },
            None => self.builder(table)?,
        };
        let loaded = builder.load().await.map_err(|source| match source {
            deltalake_core::DeltaTableError::NotATable(_) => self.missing(table),
            source => LakeError::delta(table, "reading the log")(source),
        })?;
        self.remember(table, &loaded);
        Ok(loaded)
    }

    /// Keeps a table in mind at the version that it is loaded at.
    pub(crate) fn remember(&self, name: &str, table: &DeltaTable) {
        if let Ok(mut seen) = self.seen.lock() {
            seen.insert(name.to_owned(), table.clone());
        }
    }

    fn seen_at(&self, table: &str, version: u64) -> Option<DeltaTable> {
        let seen = self.seen.lock().ok()?;
        seen.get(table).filter(|seen| seen.version() == Some(version)).cloned()
    }

    /// Folder of a table, where the lake lies on a local disk.
    pub(crate) fn local_folder(&self, table: &str) -> Option<PathBuf> {
        let root = (self.root.scheme() == "file").then(|| self.root.to_file_path().ok()).flatten()?;
        Some(root.join(table))
    }

    async fn create_missing(&self) -> Result<(), LakeError> {
        for contract in self.tables() {
            let table = self.builder(&contract.name)?.build().map_err(LakeError::delta(&contract.name, "opening"))?;
            let exists = table.verify_deltatable_existence().await.map_err(LakeError::delta(&contract.name, "opening"))?;
            let table = if exists { self.load(&contract.name, None).await? } else { create(contract, table).await? };
            refuse_other_columns(contract, &table)?;
        }
        Ok(())
    }

    fn builder(&self, table: &str) -> Result<DeltaTableBuilder, LakeError> {
        let url = self.table_url(table)?;
        let builder = DeltaTableBuilder::from_url(url.clone()).map_err(LakeError::delta(table, "opening"))?;
        Ok(match &self.store {
            Some(store) => builder.with_storage_backend(Arc::clone(store), url),
            None => builder,
        })
    }

    fn table_url(&self, table: &str) -> Result<Url, LakeError> {
        self.root.join(&format!("{table}/")).map_err(|source| bad_address(self.root.as_str(), &source.to_string()))
    }

    fn missing(&self, table: &str) -> LakeError {
        LakeError::Missing { root: self.root.to_string(), table: table.to_owned() }
    }

    /// Delta's file store wants the folder of a table to be there.
    fn make_folder(&self, root: &str) -> Result<(), LakeError> {
        for contract in self.tables() {
            let Some(folder) = self.local_folder(&contract.name) else { return Ok(()) };
            std::fs::create_dir_all(&folder).map_err(|source| bad_address(root, &source.to_string()))?;
        }
        Ok(())
    }
}

async fn create(contract: &Contract, table: DeltaTable) -> Result<DeltaTable, LakeError> {
    CreateBuilder::new()
        .with_log_store(table.log_store())
        .with_table_name(&contract.name)
        .with_comment(format!("{} / {}", contract.row_vi, contract.row_en))
        .with_columns(delta_fields(contract)?)
        .with_partition_columns(&contract.partition_by)
        .with_save_mode(SaveMode::Ignore)
        .await
        .map_err(LakeError::delta(&contract.name, "making the table"))
}

fn refuse_other_columns(contract: &Contract, table: &DeltaTable) -> Result<(), LakeError> {
    let state = table.snapshot().map_err(LakeError::delta(&contract.name, "reading the schema"))?;
    match difference(contract, &state.schema())? {
        Some(Difference { told, older }) => Err(LakeError::OtherColumns { table: contract.name.clone(), difference: told, older }),
        None => Ok(()),
    }
}

fn address(root: &str) -> Result<Url, LakeError> {
    if root.contains("://") {
        return Url::parse(root).map(folder_url).map_err(|source| bad_address(root, &source.to_string()));
    }
    let path = std::path::absolute(Path::new(root)).map_err(|source| bad_address(root, &source.to_string()))?;
    Url::from_directory_path(&path).map_err(|()| bad_address(root, "the path has no absolute form"))
}

/// `join` replaces the last part of a URL that does not end in `/`.
fn folder_url(mut url: Url) -> Url {
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    url
}

fn bad_address(root: &str, reason: &str) -> LakeError {
    LakeError::Address { root: root.to_owned(), reason: reason.to_owned() }
}
