//! One partition anew: what was there without the replaced reports, and the staged ones, in order.

use std::collections::BTreeSet;
use std::iter::Peekable;
use std::sync::Arc;

use arrow::array::RecordBatch;
use bytes::Bytes;
use solieu_tables::Contract;

use crate::LakeError;
use crate::data_file::{Encoded, Encoder, decode};
use crate::read::with_year;
use crate::report_key::{ReportKey, by_report};
use crate::stage::StagedPartition;

type Piece = Result<(Arc<ReportKey>, RecordBatch), LakeError>;

/// What becomes of one partition.
#[derive(Debug)]
pub(crate) struct PartitionChange {
    pub(crate) contract: Contract,
    pub(crate) year: i32,
    /// The partition's files as they are.
    pub(crate) existing: Vec<(String, Bytes)>,
    /// Content ids whose rows go.
    pub(crate) removed: BTreeSet<String>,
    pub(crate) staged: Option<StagedPartition>,
}

impl PartitionChange {
    /// The partition's new file, or `None` where no row is left.
    pub(crate) fn encode(&self) -> Result<Option<Encoded>, LakeError> {
        let mut encoder = Encoder::new(&self.contract)?;
        let mut kept = self.kept()?.peekable();
        let mut staged = self.in_order()?.peekable();
        while let Some(piece) = next_of(&mut kept, &mut staged) {
            encoder.add(&piece?.1)?;
        }
        encoder.finish()
    }

    fn kept(&self) -> Result<Box<dyn Iterator<Item = Piece> + '_>, LakeError> {
        let mut all: Box<dyn Iterator<Item = Piece> + '_> = Box::new(std::iter::empty());
        for (path, bytes) in &self.existing {
            let reader = decode(&self.contract, path, bytes.clone(), &[])?;
            let pieces = reader.flat_map(move |rows| self.kept_of(rows));
            all = Box::new(all.chain(pieces));
        }
        Ok(all)
    }

    fn kept_of(&self, rows: Result<RecordBatch, arrow::error::ArrowError>) -> Vec<Piece> {
        let pieces = rows
            .map_err(LakeError::arrow(&self.contract.name, "reading a data file"))
            .and_then(|rows| with_year(&self.contract, self.year, &rows))
            .and_then(|rows| by_report(&self.contract, &rows));
        match pieces {
            Ok(pieces) => {
                let kept = pieces.into_iter().filter(|piece| !self.removed.contains(&*piece.key.content_id));
                kept.map(|piece| Ok((piece.key, piece.rows))).collect()
            }
            Err(error) => vec![Err(error)],
        }
    }

    fn in_order(&self) -> Result<Box<dyn Iterator<Item = Piece>>, LakeError> {
        Ok(match &self.staged {
            Some(staged) => Box::new(staged.in_order(&self.contract)?),
            None => Box::new(std::iter::empty()),
        })
    }
}

/// The smaller of the two next pieces; an error comes first.
fn next_of(left: &mut Peekable<impl Iterator<Item = Piece>>, right: &mut Peekable<impl Iterator<Item = Piece>>) -> Option<Piece> {
    match (left.peek(), right.peek()) {
        (Some(Ok((left_key, _))), Some(Ok((right_key, _)))) if right_key < left_key => right.next(),
        (Some(Ok(_)), Some(Err(_))) | (None, _) => right.next(),
        _ => left.next(),
    }
}
