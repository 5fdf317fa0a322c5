//! Findings between reports: over the panel of a release that is being made.

use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, RecordBatch};
use arrow::datatypes::{DataType, Decimal128Type, Int32Type};
use rust_decimal::Decimal;
use solieu_catalog::Catalog;
use solieu_check::{PanelFinding, PanelRow, Restatement, check_panel, check_restated, panel_groups};
use solieu_warehouse::{AcrossChecks, AcrossFinding};

/// The checks between reports, for one catalogue.
pub(super) fn checks(catalog: &Catalog) -> AcrossChecks<'_> {
    AcrossChecks {
        groups: panel_groups(catalog),
        panel: Arc::new(move |batches| {
            let (rows, figures) = panel(batches)?;
            Ok(check_panel(&rows, catalog).into_iter().map(|found| finding(found, &figures)).collect())
        }),
        restated: Arc::new(|batches| {
            let (rows, figures) = restated(batches)?;
            Ok(check_restated(&rows).into_iter().map(|found| finding(found, &figures)).collect())
        }),
    }
}

/// Rows of the panel, and the figures of each.
fn panel(batches: &[RecordBatch]) -> Result<(Vec<PanelRow>, Vec<Vec<String>>), String> {
    let (mut rows, mut figures) = (Vec::new(), Vec::new());
    for batch in batches.iter().map(Columns) {
        for row in 0..batch.0.num_rows() {
            let Ok(level) = batch.text("level", row)?.parse() else { continue };
            rows.push(PanelRow {
                province_key: batch.text("province_key", row)?.to_owned(),
                year: batch.whole("year", row)?,
                indicator: batch.text("indicator", row)?.to_owned(),
                level,
                value: batch.decimal("value_exact", row)?,
                denominator: batch.decimal("denominator_exact", row)?,
                percent: batch.decimal("percent_stated_exact", row)?,
            });
            figures.push(vec![batch.text("figure_id", row)?.to_owned()]);
        }
    }
    Ok((rows, figures))
}

/// What reports say of the year before, and the figures: theirs, and the one of the report before.
fn restated(batches: &[RecordBatch]) -> Result<(Vec<Restatement>, Vec<Vec<String>>), String> {
    let (mut rows, mut figures) = (Vec::new(), Vec::new());
    for batch in batches.iter().map(Columns) {
        for row in 0..batch.0.num_rows() {
            let (Ok(measure), Some(value)) = (batch.text("measure", row)?.parse(), batch.decimal("value", row)?) else { continue };
            rows.push(Restatement {
                year: batch.whole("year", row)?,
                measure,
                value,
                quote: batch.text("quote", row)?.to_owned(),
                before: batch.decimals("stated", row)?,
            });
            figures.push(vec![batch.text("figure_id", row)?.to_owned(), batch.text("before_id", row)?.to_owned()]);
        }
    }
    Ok((rows, figures))
}

fn finding(found: PanelFinding, figures: &[Vec<String>]) -> AcrossFinding {
    let rows = std::iter::once(found.row).chain(found.others);
    let figures = rows.filter_map(|row| figures.get(row)).flatten().cloned().collect();
    let finding = found.finding;
    AcrossFinding {
        figures,
        kind: finding.kind,
        severity: finding.severity.to_string(),
        stated: finding.stated,
        computed: finding.computed,
        message_en: finding.message,
        message_vi: finding.message_vi,
    }
}

/// A batch by the names of its columns.
struct Columns<'a>(&'a RecordBatch);

impl<'a> Columns<'a> {
    fn column(&self, name: &str) -> Result<&'a ArrayRef, String> {
        self.0.column_by_name(name).ok_or_else(|| format!("the panel has no column {name}"))
    }

    fn text(&self, name: &str, row: usize) -> Result<&'a str, String> {
        self.column(name).map(|column| column.as_string::<i32>().value(row))
    }

    fn whole(&self, name: &str, row: usize) -> Result<i32, String> {
        self.column(name).map(|column| column.as_primitive::<Int32Type>().value(row))
    }

    fn decimal(&self, name: &str, row: usize) -> Result<Option<Decimal>, String> {
        self.column(name).map(|column| decimal(column, row))
    }

    fn decimals(&self, name: &str, row: usize) -> Result<Vec<Decimal>, String> {
        let list = self.column(name)?.as_list::<i32>().value(row);
        Ok((0..list.len()).filter_map(|at| decimal(&list, at)).collect())
    }
}

fn decimal(column: &ArrayRef, row: usize) -> Option<Decimal> {
    let DataType::Decimal128(_, scale) = column.data_type() else { return None };
    let column = column.as_primitive::<Decimal128Type>();
    let value = (!column.is_null(row)).then(|| column.value(row))?;
    Some(Decimal::try_from_i128_with_scale(value, u32::try_from(*scale).ok()?).ok()?.normalize())
}
