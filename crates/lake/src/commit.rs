//! Writing: new data files first, then one commit a table that adds them and removes the replaced.

use std::collections::{BTreeMap, BTreeSet};

use arrow::array::RecordBatch;
use deltalake_core::DeltaTable;
use deltalake_core::kernel::transaction::{CommitBuilder, CommitProperties};
use deltalake_core::kernel::{Action, Add, Remove};
use deltalake_core::protocol::{DeltaOperation, SaveMode};
use deltalake_core::table::state::DeltaTableState;
use futures::{StreamExt, TryStreamExt, stream};
use serde_json::json;
use solieu_tables::Contract;

use crate::data_file::{Encoder, sorted};
use crate::lake::AT_ONCE;
use crate::merge::PartitionChange;
use crate::read::{data_files, fetch};
use crate::replacement::{Replacement, partition_values};
use crate::stage::StagedPartition;
use crate::{Change, CommitNote, Committed, DataFile, Lake, LakeError};

impl Lake {
    /// Brings each table of the change to its next version, one atomic commit a table.
    ///
    /// A table whose rows are already as wanted gets no commit and no file. A writer killed before
    /// a commit leaves at most data files that no version names.
    ///
    /// # Errors
    /// Rows break their contract, the store fails, or another writer committed meanwhile. Tables
    /// committed before the failure keep their new version.
    pub async fn commit(&self, mut change: Change, note: &CommitNote) -> Result<Committed, LakeError> {
        let mut done = Committed::default();
        let mut names = change.stage.tables();
        names.extend(change.removed.keys().cloned());
        for name in &names {
            done.add(self.commit_reports(name, &mut change, note).await?);
        }
        let whole = change.whole.iter().map(|(name, rows)| self.commit_whole(name, rows, note));
        for finished in stream::iter(whole).buffered(AT_ONCE).collect::<Vec<_>>().await {
            done.add(finished?);
        }
        for contract in self.tables().filter(|contract| !done.versions.contains_key(&contract.name)).collect::<Vec<_>>() {
            let version = self.load(&contract.name, None).await?.version().unwrap_or_default();
            done.versions.insert(contract.name.clone(), version);
        }
        Ok(done)
    }

    async fn commit_reports(&self, name: &str, change: &mut Change, note: &CommitNote) -> Result<Committed, LakeError> {
        let contract = self.contract(name)?;
        if contract.partition_by.is_empty() {
            return Err(LakeError::WrongKind { table: name.to_owned(), expected: "it is not partitioned by report; use `Change::whole`" });
        }
        let mut replaced = change.removed.remove(name).unwrap_or_default();
        replaced.extend(change.stage.reports_of(name));
        let staged = change.stage.close(name)?;
        let table = self.load(name, None).await?;
        let replacements = partitions(contract, &table, replaced, staged, note).await?;
        self.finish(contract, table, replacements, note).await
    }

    async fn commit_whole(&self, name: &str, rows: &RecordBatch, note: &CommitNote) -> Result<Committed, LakeError> {
        let contract = self.contract(name)?;
        if !contract.partition_by.is_empty() {
            return Err(LakeError::WrongKind { table: name.to_owned(), expected: "it is partitioned by report; stage its rows" });
        }
        contract.check(rows)?;
        let table = self.load(name, None).await?;
        let mut encoder = Encoder::new(contract)?;
        encoder.add(&sorted(contract, rows)?)?;
        let replacement = Replacement::store(contract, &table, None, encoder.finish()?, data_files(&table)?, note).await?;
        self.finish(contract, table, vec![replacement], note).await
    }

    /// One commit for a table, or none where nothing differs.
    async fn finish(
        &self,
        contract: &Contract,
        mut table: DeltaTable,
        replacements: Vec<Replacement>,
        note: &CommitNote,
    ) -> Result<Committed, LakeError> {
        let mut done = Committed::default();
        let added: Vec<Add> = replacements.iter().filter_map(|replacement| replacement.added.clone()).collect();
        let removed: Vec<&DataFile> = replacements.iter().flat_map(|replacement| &replacement.removed).collect();
        if !added.is_empty() || !removed.is_empty() {
            (done.files_added, done.files_removed) = (added.len(), removed.len());
            done.changed.insert(contract.name.clone());
            let removes = removed.into_iter().map(|file| Action::Remove(tombstone(file, note)));
            let actions = removes.chain(added.into_iter().map(Action::Add)).collect();
            table.state = Some(append_to_log(contract, &table, actions, note).await?);
            self.remember(&contract.name, &table);
        }
        done.versions.insert(contract.name.clone(), table.version().unwrap_or_default());
        Ok(done)
    }
}

/// Makes the partitions anew that hold a replaced report, as many at once as there are cores.
async fn partitions(
    contract: &Contract,
    table: &DeltaTable,
    replaced: BTreeSet<(i32, String)>,
    mut staged: BTreeMap<i32, StagedPartition>,
    note: &CommitNote,
) -> Result<Vec<Replacement>, LakeError> {
    let mut removed: BTreeMap<i32, BTreeSet<String>> = BTreeMap::new();
    for (year, content_id) in replaced {
        removed.entry(year).or_default().insert(content_id);
    }
    let files = data_files(table)?;
    let mut work = Vec::new();
    for (year, removed) in removed {
        let old = files.iter().filter(|file| file.report_year == Some(year)).cloned().collect();
        let change = PartitionChange { contract: contract.clone(), year, existing: Vec::new(), removed, staged: staged.remove(&year) };
        work.push(partition(table, change, old, note));
    }
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    stream::iter(work).buffered(cores).try_collect().await
}

/// Makes one partition anew; encoding is CPU work and goes to a thread of its own.
async fn partition(
    table: &DeltaTable,
    mut change: PartitionChange,
    old: Vec<DataFile>,
    note: &CommitNote,
) -> Result<Replacement, LakeError> {
    let (contract, year) = (change.contract.clone(), change.year);
    for file in &old {
        change.existing.push((file.path.clone(), fetch(&contract.name, table, &file.path).await?));
    }
    let encoded = tokio::task::spawn_blocking(move || change.encode()).await;
    let encoded = encoded.map_err(|source| LakeError::Stopped { table: contract.name.clone(), source })??;
    Replacement::store(&contract, table, Some(year), encoded, old, note).await
}

/// The table as it is after the commit.
async fn append_to_log(
    contract: &Contract,
    table: &DeltaTable,
    actions: Vec<Action>,
    note: &CommitNote,
) -> Result<DeltaTableState, LakeError> {
    let failed = LakeError::delta(&contract.name, "committing");
    let state = table.snapshot().map_err(LakeError::delta(&contract.name, "committing"))?;
    let operation = DeltaOperation::Write {
        mode: SaveMode::Overwrite,
        partition_by: (!contract.partition_by.is_empty()).then(|| contract.partition_by.clone()),
        predicate: None,
    };
    // One writer a warehouse: a version that came in between is a fault, not something to merge.
    // History goes by the pipeline's retention, not by Delta's own clock.
    let properties = CommitProperties::default()
        .with_metadata([("runId".to_owned(), json!(note.run_id))])
        .with_max_retries(0)
        .with_cleanup_expired_logs(Some(false));
    let commit = CommitBuilder::from(properties).with_actions(actions).build(Some(state), table.log_store(), operation);
    commit.await.map(|done| done.snapshot).map_err(failed)
}

fn tombstone(file: &DataFile, note: &CommitNote) -> Remove {
    Remove {
        path: file.path.clone(),
        data_change: true,
        deletion_timestamp: Some(note.at_millis),
        extended_file_metadata: Some(true),
        partition_values: Some(partition_values(file.report_year)),
        size: i64::try_from(file.bytes).ok(),
        ..Remove::default()
    }
}
