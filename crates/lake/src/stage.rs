//! Rows of reports on their way into the lake, on local disk.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::BufWriter;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::RecordBatch;
use arrow::ipc::reader::FileReader;
use arrow::ipc::writer::FileWriter;
use solieu_tables::{Contract, Contracts};

use crate::LakeError;
use crate::data_file::sorted;
use crate::report_key::{ReportKey, ReportRows, by_report};

/// Rows gathered for one change, so that a run of any size holds few of them in memory.
///
/// Each report's rows of a table are handed in once. The files lie in a folder of their own, which
/// goes when the stage is dropped.
#[derive(Debug)]
pub struct Stage {
    folder: PathBuf,
    contracts: Contracts,
    partitions: BTreeMap<(String, i32), Writing>,
    /// One key for a report, whatever the number of tables it has rows in.
    keys: BTreeSet<Arc<ReportKey>>,
    /// Content ids staged, by table.
    staged: BTreeMap<String, BTreeSet<Arc<str>>>,
}

/// The rows of one partition of one table, while they are gathered.
struct Writing {
    path: PathBuf,
    writer: FileWriter<BufWriter<File>>,
    pieces: Vec<Arc<ReportKey>>,
}

/// The rows of one partition of one table, gathered.
#[derive(Debug, Clone)]
pub(crate) struct StagedPartition {
    path: PathBuf,
    /// Key of the report whose rows are the file's batch of that number.
    pieces: Vec<Arc<ReportKey>>,
}

impl Stage {
    /// Makes an empty stage in a folder of its own; remains of a killed run in it are removed.
    ///
    /// # Errors
    /// The folder cannot be made.
    pub fn new(folder: &Path, contracts: &Contracts) -> Result<Self, LakeError> {
        std::fs::create_dir_all(folder).map_err(LakeError::stage(folder))?;
        for path in staged_files(folder)? {
            std::fs::remove_file(&path).map_err(LakeError::stage(&path))?;
        }
        Ok(Self {
            folder: folder.to_owned(),
            contracts: contracts.clone(),
            partitions: BTreeMap::new(),
            keys: BTreeSet::new(),
            staged: BTreeMap::new(),
        })
    }

    /// Adds rows of any number of reports to a table; they pass the check at the door first.
    ///
    /// # Errors
    /// The rows break the contract, a report was added before, or the disk is full.
    pub fn add(&mut self, table: &str, rows: &RecordBatch) -> Result<(), LakeError> {
        let contract = self.contracts.get(table)?.clone();
        if contract.partition_by.is_empty() {
            let expected = "its rows do not belong to reports; hand them to `Change::whole`";
            return Err(LakeError::WrongKind { table: table.to_owned(), expected });
        }
        contract.check(rows)?;
        for piece in by_report(&contract, &sorted(&contract, rows)?)? {
            self.add_report(&contract, &piece)?;
        }
        Ok(())
    }

    fn add_report(&mut self, contract: &Contract, piece: &ReportRows) -> Result<(), LakeError> {
        let key = self.shared(&piece.key);
        if !self.staged.entry(contract.name.clone()).or_default().insert(key.content_id.clone()) {
            return Err(LakeError::StagedTwice { table: contract.name.clone(), content_id: key.content_id.to_string() });
        }
        let place = (contract.name.clone(), piece.year);
        if !self.partitions.contains_key(&place) {
            self.partitions.insert(place.clone(), Writing::new(&self.folder, contract, piece.year)?);
        }
        let Some(partition) = self.partitions.get_mut(&place) else { return Ok(()) };
        partition.writer.write(&piece.rows).map_err(LakeError::arrow(&contract.name, "staging rows"))?;
        partition.pieces.push(key);
        Ok(())
    }

    fn shared(&mut self, key: &Arc<ReportKey>) -> Arc<ReportKey> {
        if let Some(known) = self.keys.get(key) {
            return known.clone();
        }
        self.keys.insert(key.clone());
        key.clone()
    }

    /// Years and content ids of the reports staged for a table.
    pub(crate) fn reports_of(&self, table: &str) -> BTreeSet<(i32, String)> {
        let of_table = self.partitions.iter().filter(|((name, _), _)| name == table);
        of_table.flat_map(|((_, year), writing)| writing.pieces.iter().map(|key| (*year, key.content_id.to_string()))).collect()
    }

    /// Tables that rows were staged for.
    pub(crate) fn tables(&self) -> BTreeSet<String> {
        self.partitions.keys().map(|(table, _)| table.clone()).collect()
    }

    /// Ends the writing of a table's rows and gives its partitions by year.
    pub(crate) fn close(&mut self, table: &str) -> Result<BTreeMap<i32, StagedPartition>, LakeError> {
        let mut closed = BTreeMap::new();
        for ((name, year), writing) in &mut self.partitions {
            if name == table {
                writing.writer.finish().map_err(LakeError::arrow(table, "staging rows"))?;
                closed.insert(*year, StagedPartition { path: writing.path.clone(), pieces: std::mem::take(&mut writing.pieces) });
            }
        }
        Ok(closed)
    }
}

impl Drop for Stage {
    fn drop(&mut self) {
        // What stays behind after a failure here is removed by the next stage in this folder.
        for writing in self.partitions.values() {
            let _ = std::fs::remove_file(&writing.path);
        }
        let _ = std::fs::remove_dir(&self.folder);
    }
}

impl Writing {
    fn new(folder: &Path, contract: &Contract, year: i32) -> Result<Self, LakeError> {
        let path = folder.join(format!("{}-{year}.arrow", contract.name));
        let file = File::create(&path).map_err(LakeError::stage(&path))?;
        let writer = FileWriter::try_new(BufWriter::new(file), &contract.arrow_schema())
            .map_err(LakeError::arrow(&contract.name, "staging rows"))?;
        Ok(Self { path, writer, pieces: Vec::new() })
    }
}

impl std::fmt::Debug for Writing {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("Writing").field("path", &self.path).field("pieces", &self.pieces.len()).finish_non_exhaustive()
    }
}

impl StagedPartition {
    /// The reports' rows in the order of the table.
    pub(crate) fn in_order(
        &self,
        contract: &Contract,
    ) -> Result<impl Iterator<Item = Result<(Arc<ReportKey>, RecordBatch), LakeError>> + use<>, LakeError> {
        let file = File::open(&self.path).map_err(LakeError::stage(&self.path))?;
        let table = contract.name.clone();
        let mut reader = FileReader::try_new(file, None).map_err(LakeError::arrow(&table, "reading staged rows"))?;
        let mut pieces: Vec<(Arc<ReportKey>, usize)> = self.pieces.iter().cloned().zip(0..).collect();
        pieces.sort();
        Ok(pieces.into_iter().map(move |(key, place)| {
            reader.set_index(place).map_err(LakeError::arrow(&table, "reading staged rows"))?;
            let missing = || Err(arrow::error::ArrowError::IpcError(format!("batch {place} is missing")));
            let rows = reader.next().unwrap_or_else(missing).map_err(LakeError::arrow(&table, "reading staged rows"))?;
            Ok((key, rows))
        }))
    }
}

fn staged_files(folder: &Path) -> Result<Vec<PathBuf>, LakeError> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(LakeError::stage(folder))? {
        paths.push(entry.map_err(LakeError::stage(folder))?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "arrow"));
    Ok(paths)
}
