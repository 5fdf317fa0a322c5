//! Findings between reports: made over the panel when a release is made.

use std::fmt;
use std::sync::Arc;

use arrow::array::RecordBatch;
use duckdb::Connection;
use solieu_tables::Contracts;

use crate::WarehouseError;
use crate::error::in_part;
use crate::load;

/// Finds what stands out in the panel. Takes its rows, gives rows of `findings` by the contract.
#[derive(Clone)]
pub struct AcrossChecks<'a>(Arc<Check<'a>>);

type Check<'a> = dyn Fn(&[RecordBatch]) -> Result<RecordBatch, String> + 'a;

/// One row a province, year, indicator and level, with the figure and the report it comes from.
const PANEL: &str = "
    SELECT
        p.province_key, p.year, p.indicator, p.level, p.value_exact, p.denominator_exact, p.percent_stated_exact,
        p.figure_id, f.content_id, f.report_id, f.province_key AS reported_by, f.report_year
    FROM panel AS p
    JOIN figures AS f USING (figure_id)
    ORDER BY p.indicator, p.level, p.year, p.province_key";

/// The panel was made before these findings: its rows tell them too.
const TELL: &str = "
    UPDATE panel SET open_findings = x.now_open, worst_finding = x.now_worst
    FROM (
        SELECT p.figure_id, coalesce(c.open_findings, 0) AS now_open, c.worst_finding AS now_worst
        FROM panel AS p
        LEFT JOIN findings_by_figure AS c USING (figure_id)
        WHERE p.open_findings <> coalesce(c.open_findings, 0) OR p.worst_finding IS DISTINCT FROM c.worst_finding
    ) AS x
    WHERE x.figure_id = panel.figure_id";

impl<'a> AcrossChecks<'a> {
    /// Checks by this function.
    pub fn new(check: impl Fn(&[RecordBatch]) -> Result<RecordBatch, String> + 'a) -> Self {
        Self(Arc::new(check))
    }

    /// Replaces the findings between reports by those of the panel as it is now.
    pub(crate) fn apply(&self, connection: &Connection) -> Result<(), WarehouseError> {
        const PART: &str = "checks across reports";
        connection.execute_batch("DELETE FROM findings WHERE scope = 'across'").map_err(in_part(PART))?;
        let mut statement = connection.prepare(PANEL).map_err(in_part(PART))?;
        let rows: Vec<RecordBatch> = statement.query_arrow([]).map_err(in_part(PART))?.collect();
        let found = (self.0)(&rows).map_err(|flaw| WarehouseError::Flawed { file: PART.to_owned(), flaw })?;
        if found.num_rows() > 0 {
            load::load_rows(connection, Contracts::builtin().get("findings")?, &[found])?;
        }
        connection.execute_batch(TELL).map_err(in_part(PART))
    }
}

impl fmt::Debug for AcrossChecks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AcrossChecks")
    }
}
