//! Findings between reports: over the panel of a release that is being made.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{Array, ArrayRef, AsArray, Int32Array, ListBuilder, RecordBatch, StringArray, StringBuilder, new_null_array};
use arrow::array::{Int32Builder, RecordBatchOptions};
use arrow::datatypes::{DataType, Decimal128Type, Field, Int32Type};
use rust_decimal::Decimal;
use solieu_catalog::Catalog;
use solieu_check::{PanelFinding, PanelRow, check_panel};
use solieu_tables::Contracts;
use solieu_warehouse::AcrossChecks;

/// The checks over the panel, for one catalogue.
pub(super) fn checks(catalog: &Catalog) -> AcrossChecks<'_> {
    AcrossChecks::new(move |panel| {
        let (rows, origins) = read(panel)?;
        let found = check_panel(&rows, catalog);
        findings(&found, &origins).map_err(|error| error.to_string())
    })
}

/// Where a row of the panel comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Origin {
    figure_id: String,
    content_id: String,
    report_id: String,
    province_key: String,
    report_year: i32,
}

fn read(panel: &[RecordBatch]) -> Result<(Vec<PanelRow>, Vec<Origin>), String> {
    let (mut rows, mut origins) = (Vec::new(), Vec::new());
    for batch in panel {
        let column = |name: &str| batch.column_by_name(name).ok_or_else(|| format!("the panel has no column {name}"));
        let text = |name: &str| column(name).map(|column| column.as_string::<i32>());
        let whole = |name: &str| column(name).map(|column| column.as_primitive::<Int32Type>());
        let [province, indicator, level] = [text("province_key")?, text("indicator")?, text("level")?];
        let [figure, content, report, reporter] = [text("figure_id")?, text("content_id")?, text("report_id")?, text("reported_by")?];
        let (year, report_year) = (whole("year")?, whole("report_year")?);
        let [value, denominator, percent] = [column("value_exact")?, column("denominator_exact")?, column("percent_stated_exact")?];
        for row in 0..batch.num_rows() {
            let Ok(level) = level.value(row).parse() else { continue };
            rows.push(PanelRow {
                province_key: province.value(row).to_owned(),
                year: year.value(row),
                indicator: indicator.value(row).to_owned(),
                level,
                value: decimal(value, row),
                denominator: decimal(denominator, row),
                percent: decimal(percent, row),
            });
            origins.push(Origin {
                figure_id: figure.value(row).to_owned(),
                content_id: content.value(row).to_owned(),
                report_id: report.value(row).to_owned(),
                province_key: reporter.value(row).to_owned(),
                report_year: report_year.value(row),
            });
        }
    }
    Ok((rows, origins))
}

fn decimal(column: &ArrayRef, row: usize) -> Option<Decimal> {
    let DataType::Decimal128(_, scale) = column.data_type() else { return None };
    let column = column.as_primitive::<Decimal128Type>();
    let value = (!column.is_null(row)).then(|| column.value(row))?;
    Decimal::try_from_i128_with_scale(value, u32::try_from(*scale).ok()?).ok()
}

/// A finding with the rows it is about and its place among those of its report.
struct Placed<'a> {
    found: &'a PanelFinding,
    origin: &'a Origin,
    figures: Vec<&'a str>,
    ordinal: i32,
}

impl Placed<'_> {
    fn id(&self) -> String {
        let mut hash = blake3::Hasher::new();
        for part in [self.origin.content_id.as_str(), "across", &self.found.finding.kind].into_iter().chain(self.figures.iter().copied()) {
            hash.update(part.as_bytes()).update(&[0]);
        }
        hash.update(self.found.finding.message.as_bytes());
        hash.finalize().to_hex().as_str().chars().take(16).collect()
    }
}

fn findings(found: &[PanelFinding], origins: &[Origin]) -> Result<RecordBatch, arrow::error::ArrowError> {
    let mut ordinals: BTreeMap<&str, i32> = BTreeMap::new();
    let mut placed = Vec::new();
    for found in found {
        let Some(origin) = origins.get(found.row) else { continue };
        let others = found.others.iter().filter_map(|row| origins.get(*row));
        let figures = std::iter::once(origin).chain(others).map(|origin| origin.figure_id.as_str()).collect();
        let ordinal = ordinals.entry(&origin.content_id).or_default();
        placed.push(Placed { found, origin, figures, ordinal: *ordinal });
        *ordinal += 1;
    }
    let contract = Contracts::builtin().get("findings").map_err(|error| arrow::error::ArrowError::SchemaError(error.to_string()))?;
    let schema = contract.arrow_schema();
    let columns = schema.fields().iter().map(|field| column(field, &placed)).collect();
    RecordBatch::try_new_with_options(schema, columns, &RecordBatchOptions::new().with_row_count(Some(placed.len())))
}

/// The column of that name. Findings on the panel have no spans and no suggestion.
fn column(field: &Field, placed: &[Placed<'_>]) -> ArrayRef {
    let text =
        |get: &dyn Fn(&Placed<'_>) -> String| -> ArrayRef { Arc::new(placed.iter().map(|row| Some(get(row))).collect::<StringArray>()) };
    let whole = |get: &dyn Fn(&Placed<'_>) -> i32| -> ArrayRef { Arc::new(placed.iter().map(get).map(Some).collect::<Int32Array>()) };
    match field.name().as_str() {
        "finding_id" => text(&|row| row.id()),
        "content_id" => text(&|row| row.origin.content_id.clone()),
        "report_id" => text(&|row| row.origin.report_id.clone()),
        "province_key" => text(&|row| row.origin.province_key.clone()),
        "report_year" => whole(&|row| row.origin.report_year),
        "ordinal" => whole(&|row| row.ordinal),
        "scope" => text(&|_| "across".to_owned()),
        "kind" => text(&|row| row.found.finding.kind.clone()),
        "severity" => text(&|row| row.found.finding.severity.to_string()),
        "stated" => text(&|row| row.found.finding.stated.clone()),
        "computed" => text(&|row| row.found.finding.computed.clone()),
        "message_vi" => text(&|row| row.found.finding.message_vi.clone()),
        "message_en" => text(&|row| row.found.finding.message.clone()),
        "status" => text(&|_| "open".to_owned()),
        "figures" => figures(field, placed),
        "span_starts" | "span_ends" => no_spans(field, placed.len()),
        _ => new_null_array(field.data_type(), placed.len()),
    }
}

fn figures(field: &Field, placed: &[Placed<'_>]) -> ArrayRef {
    let mut list = ListBuilder::new(StringBuilder::new()).with_field(item(field));
    for row in placed {
        row.figures.iter().for_each(|figure| list.values().append_value(figure));
        list.append(true);
    }
    Arc::new(list.finish())
}

fn no_spans(field: &Field, rows: usize) -> ArrayRef {
    let mut list = ListBuilder::new(Int32Builder::new()).with_field(item(field));
    (0..rows).for_each(|_| list.append(true));
    Arc::new(list.finish())
}

fn item(field: &Field) -> Arc<Field> {
    match field.data_type() {
        DataType::List(item) => Arc::clone(item),
        other => Arc::new(Field::new("item", other.clone(), true)),
    }
}
