//! Findings between reports: made over the panel when a release is made.

use std::collections::HashMap;
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use arrow::array::{ArrayRef, ListBuilder, RecordBatch, StringArray, StringBuilder};
use arrow::error::ArrowError;
use duckdb::Connection;

use crate::WarehouseError;
use crate::build::timed;
use crate::error::in_part;
use crate::load::text;
use crate::portion::portions;

/// What the checks between reports are called where they fail.
const PART: &str = "checks across reports";

/// Finds what does not go together between reports. It is shown rows in portions, so that a warehouse of
/// any size is checked in the memory of a small one.
#[derive(Clone)]
pub struct AcrossChecks<'a> {
    /// Indicators of which all rows are needed at once.
    pub groups: Vec<Vec<String>>,
    /// Looks at rows of the panel: one a province, year, indicator and level.
    pub panel: Arc<Check<'a>>,
    /// Looks at what reports say of the year before their own, with what the report of that year said.
    pub restated: Arc<Check<'a>>,
}

/// Takes rows, gives what it finds, or says what is wrong with the rows.
pub(crate) type Check<'a> = dyn Fn(&[RecordBatch]) -> Result<Vec<AcrossFinding>, String> + 'a;

/// A finding between reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AcrossFinding {
    /// Ids of the figures it is about; it stands with the report of the first.
    pub figures: Vec<String>,
    /// As in the table `findings`.
    pub kind: String,
    /// `error`, `warning` or `note`.
    pub severity: String,
    /// What is stated, and what follows.
    pub stated: String,
    /// As text.
    pub computed: String,
    /// Plain sentence in English.
    pub message_en: String,
    /// And in Vietnamese.
    pub message_vi: String,
}

/// Rows of the panel of some indicators.
const PANEL: &str = "
    SELECT province_key, year, indicator, level, value_exact, denominator_exact, percent_stated_exact, figure_id
    FROM panel
    WHERE indicator IN ($indicators)
    ORDER BY indicator, level, year, province_key";

/// What a report says of the whole province a year before its own, where the report of that year does not say it.
/// Both are of one province: where a release is made from the last one, only those that changed are asked.
const RESTATED: &str = "
    WITH said AS NOT MATERIALIZED (
        SELECT figure_id, province_key, year, report_year, indicator, level, measure, value, quote, role
        FROM figures
        WHERE indicator IS NOT NULL AND subject IS NULL AND territory = province_key AND qualifier = 'exact'
            AND status <> 'rejected' AND measure IN ('count', 'ratio', 'percent', 'money', 'rank', 'score')
            AND content_id IN (SELECT content_id FROM reports WHERE superseded_by IS NULL)
            AND (getvariable('changed_provinces') IS NULL OR list_contains(getvariable('changed_provinces')::VARCHAR[], province_key))
    ),
    later AS MATERIALIZED (
        FROM said WHERE year = report_year - 1 AND role IN ('result', 'comparison')
    ),
    before AS (
        SELECT b.province_key, b.year, b.indicator, b.level, b.measure, list(DISTINCT b.value ORDER BY b.value) AS stated,
            min(b.figure_id) AS figure_id
        FROM said AS b
        SEMI JOIN later AS l USING (province_key, year, indicator, level, measure)
        WHERE b.year = b.report_year AND b.role = 'result'
        GROUP BY ALL
    )
    SELECT l.year, l.measure, l.value, l.quote, b.stated, l.figure_id, b.figure_id AS before_id
    FROM later AS l
    JOIN before AS b USING (province_key, year, indicator, level, measure)
    WHERE NOT list_contains(b.stated, l.value)
    ORDER BY l.figure_id";

/// What was found becomes rows of `findings`, each with the report of its first figure.
const TAKE_IN: &str = "
    INSERT INTO findings BY NAME
    SELECT
        substr(sha256(concat_ws(chr(0), f.content_id, 'across', x.kind, x.message_en, array_to_string(x.figures, ' '))), 1, 16) AS finding_id,
        f.content_id, f.report_id, f.province_key, f.report_year,
        -1 AS ordinal,
        'across' AS scope, x.kind, x.severity, x.stated, x.computed, x.message_vi, x.message_en, x.figures,
        [f.start_char] AS span_starts, [f.end_char] AS span_ends, NULL AS suggestion, 'open' AS status
    FROM found_across AS x
    JOIN figures AS f ON f.figure_id = x.figures[1]
    ORDER BY f.content_id, f.start_char, x.kind, x.message_en;
    UPDATE findings SET ordinal = x.place
    FROM (
        SELECT finding_id, (row_number() OVER (PARTITION BY content_id ORDER BY span_starts, kind, message_en, finding_id) - 1)::INTEGER AS place
        FROM findings
        WHERE scope = 'across'
    ) AS x
    WHERE x.finding_id = findings.finding_id AND x.place <> findings.ordinal";

/// The panel was made before these findings: its rows tell them too.
const TELL: &str = "
    CREATE TEMP TABLE told_across AS
        SELECT p.province_key, p.figure_id, coalesce(c.open_findings, 0) AS now_open, c.worst_finding AS now_worst
        FROM panel AS p
        LEFT JOIN findings_by_figure AS c USING (figure_id)
        WHERE p.open_findings <> coalesce(c.open_findings, 0) OR p.worst_finding IS DISTINCT FROM c.worst_finding;
    UPDATE panel SET open_findings = x.now_open, worst_finding = x.now_worst
    FROM told_across AS x
    WHERE x.figure_id = panel.figure_id";

/// Rows of the panel that are looked at together, where groups allow it.
const ROWS_AT_ONCE: u64 = 60_000;

impl AcrossChecks<'_> {
    /// Replaces the findings between reports by those of the panel as it is now. The temporary table
    /// `told_across` then names the provinces whose rows of the panel tell something new.
    ///
    /// What was found of the panel may change for any province; what one report says of another's year, only
    /// for the provinces in the variable `changed_provinces`, where it is set.
    pub(crate) fn apply(&self, connection: &Connection) -> Result<(), WarehouseError> {
        const EMPTY: &str = "
            DELETE FROM findings
            WHERE scope = 'across'
                AND (
                    kind <> 'last_year_mismatch'
                    OR getvariable('changed_provinces') IS NULL
                    OR list_contains(getvariable('changed_provinces')::VARCHAR[], province_key)
                );
            CREATE TEMP TABLE found_across
                (figures VARCHAR[], kind VARCHAR, severity VARCHAR, stated VARCHAR, computed VARCHAR, message_en VARCHAR, message_vi VARCHAR)";
        connection.execute_batch(EMPTY).map_err(in_part(PART))?;
        for portion in self.portions(connection)? {
            let indicators: Vec<String> = portion.iter().map(|id| text(id)).collect();
            let sql = PANEL.replace("$indicators", &indicators.join(", "));
            timed("across: panel", || look(connection, &sql, &*self.panel))?;
        }
        timed("across: last year", || look(connection, RESTATED, &*self.restated))?;
        connection.execute_batch(&format!("{TAKE_IN}; DROP TABLE found_across; {TELL}")).map_err(in_part(PART))
    }

    /// Groups put together as long as their rows are few.
    fn portions(&self, connection: &Connection) -> Result<Vec<Vec<&str>>, WarehouseError> {
        let rows = rows_by_indicator(connection)?;
        let sizes: Vec<u64> = self.groups.iter().map(|group| group.iter().filter_map(|id| rows.get(id)).sum()).collect();
        let indicators = |groups: Range<usize>| self.groups[groups].iter().flatten().map(String::as_str).collect();
        Ok(portions(&sizes, ROWS_AT_ONCE).into_iter().map(indicators).collect())
    }
}

impl fmt::Debug for AcrossChecks<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AcrossChecks").field("groups", &self.groups).finish_non_exhaustive()
    }
}

fn rows_by_indicator(connection: &Connection) -> Result<HashMap<String, u64>, WarehouseError> {
    let sql = "SELECT indicator, count(*) FROM panel GROUP BY indicator";
    let mut statement = connection.prepare(sql).map_err(in_part(PART))?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).map_err(in_part(PART))?;
    rows.collect::<duckdb::Result<_>>().map_err(in_part(PART))
}

/// Shows the rows of a query to a check, and notes what it finds.
fn look(connection: &Connection, sql: &str, check: &Check<'_>) -> Result<(), WarehouseError> {
    let mut statement = connection.prepare(sql).map_err(in_part(PART))?;
    let rows: Vec<RecordBatch> = statement.query_arrow([]).map_err(in_part(PART))?.collect();
    let flawed = |flaw: String| WarehouseError::Flawed { file: PART.to_owned(), flaw };
    let found = check(&rows).map_err(flawed)?;
    let found = as_rows(&found).map_err(|error| flawed(error.to_string()))?;
    let mut appender = connection.appender("found_across").map_err(in_part(PART))?;
    appender.append_record_batch(found).and_then(|()| appender.flush()).map_err(in_part(PART))
}

/// Rows of `found_across`.
fn as_rows(found: &[AcrossFinding]) -> Result<RecordBatch, ArrowError> {
    let column = |of: fn(&AcrossFinding) -> &str| -> ArrayRef { Arc::new(found.iter().map(|one| Some(of(one))).collect::<StringArray>()) };
    let mut figures = ListBuilder::new(StringBuilder::new());
    for one in found {
        one.figures.iter().for_each(|figure| figures.values().append_value(figure));
        figures.append(true);
    }
    let figures: ArrayRef = Arc::new(figures.finish());
    RecordBatch::try_from_iter([
        ("figures", figures),
        ("kind", column(|one| &one.kind)),
        ("severity", column(|one| &one.severity)),
        ("stated", column(|one| &one.stated)),
        ("computed", column(|one| &one.computed)),
        ("message_en", column(|one| &one.message_en)),
        ("message_vi", column(|one| &one.message_vi)),
    ])
}
