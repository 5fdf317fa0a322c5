//! Reading a version of a table, and what files it is made of.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use arrow::array::{ArrayRef, Int32Array, RecordBatch};
use bytes::Bytes;
use deltalake_core::kernel::LogicalFileView;
use deltalake_core::{DeltaTable, Path};
use futures::{StreamExt, TryStreamExt, stream};
use object_store::ObjectStoreExt;
use solieu_tables::Contract;

use crate::data_file::decode;
use crate::lake::AT_ONCE;
use crate::{Lake, LakeError};

/// Which rows and columns to read; the default is all of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Selection {
    /// Report years; empty for all.
    pub years: Vec<i32>,
    /// Columns, given in the contract's order; empty for all.
    pub columns: Vec<String>,
}

/// A Parquet file of a version of a table.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct DataFile {
    /// From the table's folder: `report_year=2016/part-0123….parquet`. The name follows from the content.
    pub path: String,
    /// On this machine, where the lake lies on a local disk.
    pub local: Option<PathBuf>,
    /// The partition's year. The file itself has no column `report_year`.
    pub report_year: Option<i32>,
    /// Rows.
    pub rows: u64,
    /// Size in bytes.
    pub bytes: u64,
}

impl Lake {
    /// Rows of a table at a version (`None`: the latest), partitions in order of their year, rows
    /// in the contract's order, columns too.
    ///
    /// # Errors
    /// The version is not there, or a file cannot be read.
    pub async fn read(&self, table: &str, version: Option<u64>, selection: &Selection) -> Result<Vec<RecordBatch>, LakeError> {
        let contract = self.contract(table)?;
        let loaded = self.load(table, version).await?;
        let mut batches = Vec::new();
        for file in self.files_of(table, &loaded)? {
            if !selection.wants(file.report_year) {
                continue;
            }
            let bytes = fetch(table, &loaded, &file.path).await?;
            for rows in decode(contract, &file.path, bytes, &selection.columns)? {
                let rows = rows.map_err(LakeError::arrow(table, "reading a data file"))?;
                batches.push(selection.shape(contract, file.report_year, &rows)?);
            }
        }
        Ok(batches)
    }

    /// The data files of several tables, each at a version, by table.
    ///
    /// # Errors
    /// A version is not there.
    pub async fn files_at(&self, versions: &BTreeMap<String, u64>) -> Result<BTreeMap<String, Vec<DataFile>>, LakeError> {
        let files = versions.iter().map(async |(table, version)| Ok((table.clone(), self.files(table, Some(*version)).await?)));
        stream::iter(files).buffered(AT_ONCE).try_collect().await
    }

    /// The data files of a table at a version (`None`: the latest), in order of path.
    ///
    /// # Errors
    /// The version is not there.
    pub async fn files(&self, table: &str, version: Option<u64>) -> Result<Vec<DataFile>, LakeError> {
        self.files_of(table, &self.load(table, version).await?)
    }

    fn files_of(&self, name: &str, table: &DeltaTable) -> Result<Vec<DataFile>, LakeError> {
        let folder = self.local_folder(name);
        let files = data_files(table)?.into_iter();
        Ok(files.map(|file| DataFile { local: folder.as_ref().map(|folder| folder.join(&file.path)), ..file }).collect())
    }
}

impl Selection {
    fn wants(&self, year: Option<i32>) -> bool {
        self.years.is_empty() || year.is_some_and(|year| self.years.contains(&year))
    }

    fn shape(&self, contract: &Contract, year: Option<i32>, rows: &RecordBatch) -> Result<RecordBatch, LakeError> {
        let whole = match year {
            Some(year) if self.columns.is_empty() || self.columns.iter().any(|name| name == "report_year") => year,
            _ => return Ok(rows.clone()),
        };
        with_year(contract, whole, rows)
    }
}

/// The rows with the column that their folder states, columns in the contract's order.
pub(crate) fn with_year(contract: &Contract, year: i32, rows: &RecordBatch) -> Result<RecordBatch, LakeError> {
    let years: ArrayRef = Arc::new(Int32Array::from_value(year, rows.num_rows()));
    let schema = contract.arrow_schema();
    let present = |name: &str| if name == "report_year" { Some(years.clone()) } else { rows.column_by_name(name).cloned() };
    let (places, columns): (Vec<usize>, Vec<ArrayRef>) =
        schema.fields().iter().enumerate().filter_map(|(place, field)| Some((place, present(field.name())?))).unzip();
    let shaped = schema.project(&places).and_then(|schema| RecordBatch::try_new(Arc::new(schema), columns));
    shaped.map_err(LakeError::arrow(&contract.name, "putting columns in order"))
}

pub(crate) async fn fetch(name: &str, table: &DeltaTable, path: &str) -> Result<Bytes, LakeError> {
    let found = table.object_store().get(&Path::from(path)).await.map_err(LakeError::store(name, path))?;
    found.bytes().await.map_err(LakeError::store(name, path))
}

/// The files of the loaded version, in order of path, without their place on this machine.
pub(crate) fn data_files(table: &DeltaTable) -> Result<Vec<DataFile>, LakeError> {
    let state = table.snapshot().map_err(LakeError::delta(table.table_url().path(), "listing files"))?;
    let mut files: Vec<DataFile> = state.log_data().iter().map(|file| data_file(&file)).collect();
    files.sort();
    Ok(files)
}

fn data_file(file: &LogicalFileView) -> DataFile {
    let path = file.path().into_owned();
    let year = path.split_once('/').and_then(|(folder, _)| folder.strip_prefix("report_year=")?.parse().ok());
    DataFile {
        report_year: year,
        path,
        local: None,
        rows: file.num_records().and_then(|rows| u64::try_from(rows).ok()).unwrap_or_default(),
        bytes: u64::try_from(file.size()).unwrap_or_default(),
    }
}
