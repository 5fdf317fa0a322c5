//! The data files of one partition, before and after.

use std::collections::HashMap;

use deltalake_core::kernel::Add;
use deltalake_core::{DeltaTable, Path};
use object_store::ObjectStoreExt;
use serde_json::json;
use solieu_tables::Contract;

use crate::data_file::Encoded;
use crate::{CommitNote, DataFile, LakeError};

/// What a commit does to one partition, its new file being stored already.
#[derive(Debug)]
pub(crate) struct Replacement {
    /// The new file; `None` where the partition has it already, or is empty now.
    pub(crate) added: Option<Add>,
    /// The files that go.
    pub(crate) removed: Vec<DataFile>,
}

impl Replacement {
    /// Stores the partition's file unless one of the same name, and so of the same bytes, is there.
    pub(crate) async fn store(
        contract: &Contract,
        table: &DeltaTable,
        year: Option<i32>,
        new: Option<Encoded>,
        old: Vec<DataFile>,
        note: &CommitNote,
    ) -> Result<Self, LakeError> {
        let Some(file) = new else { return Ok(Self { added: None, removed: old }) };
        let path = year.map_or_else(|| file.name.clone(), |year| format!("report_year={year}/{}", file.name));
        let (same, removed): (Vec<DataFile>, Vec<DataFile>) = old.into_iter().partition(|file| file.path == path);
        if !same.is_empty() {
            return Ok(Self { added: None, removed });
        }
        let added = add_action(path, year, &file, note);
        put(&contract.name, table, &added.path, file.bytes).await?;
        Ok(Self { added: Some(added), removed })
    }
}

async fn put(table_name: &str, table: &DeltaTable, path: &str, bytes: Vec<u8>) -> Result<(), LakeError> {
    let stored = table.object_store().put(&Path::from(path), bytes.into()).await;
    stored.map(|_| ()).map_err(LakeError::store(table_name, path))
}

fn add_action(path: String, year: Option<i32>, file: &Encoded, note: &CommitNote) -> Add {
    Add {
        path,
        partition_values: partition_values(year),
        size: i64::try_from(file.bytes.len()).unwrap_or(i64::MAX),
        modification_time: note.at_millis,
        data_change: true,
        stats: Some(json!({ "numRecords": file.rows }).to_string()),
        tags: None,
        deletion_vector: None,
        base_row_id: None,
        default_row_commit_version: None,
        clustering_provider: None,
    }
}

/// The partition in the form of Delta's log.
pub(crate) fn partition_values(year: Option<i32>) -> HashMap<String, Option<String>> {
    year.map(|year| ("report_year".to_owned(), Some(year.to_string()))).into_iter().collect()
}
