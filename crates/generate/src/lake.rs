//! Tables of any size for benchmarks of the warehouse: rows by the contracts, without reports behind them.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int64Array, ListBuilder, RecordBatch, StringArray,
    StringBuilder, new_null_array,
};
use arrow::datatypes::{DataType, Field, SchemaRef};
use arrow::error::ArrowError;
use solieu_catalog::{Catalog, Indicator};
use solieu_tables::Contracts;

use crate::identity::{Identity, identities};
use crate::random::Random;

/// How large a lake.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LakePlan {
    /// Everything follows from it.
    pub seed: u64,
    /// Reports; each of a province and year of its own.
    pub reports: usize,
    /// Figures of each report.
    pub figures: usize,
}

/// Scale of the contracts' decimals.
const MICRO: i128 = 1_000_000;

/// The reports of a plan.
///
/// # Errors
/// A contract with a type that this module does not know.
pub fn report_batch(plan: &LakePlan) -> Result<RecordBatch, ArrowError> {
    let identities = chosen(plan);
    let schema = schema("reports");
    let columns = schema.fields().iter().map(|field| report_column(field, &identities, plan)).collect::<Result<_, _>>()?;
    RecordBatch::try_new(schema, columns)
}

/// The figures of a plan, one batch a report year, years in the order of their reports.
///
/// # Errors
/// A contract with a type that this module does not know.
pub fn figure_batches(plan: &LakePlan) -> Result<Vec<RecordBatch>, ArrowError> {
    let identities = chosen(plan);
    let mut years: Vec<i16> = identities.iter().map(|i| i.year).collect();
    years.dedup();
    years.iter().map(|year| figures_of(*year, &identities, plan)).collect()
}

fn figures_of(year: i16, identities: &[Identity<'_>], plan: &LakePlan) -> Result<RecordBatch, ArrowError> {
    let named: Vec<&Indicator> = Catalog::builtin().indicators().iter().collect();
    let mut rows = Vec::new();
    for identity in identities.iter().filter(|i| i.year == year) {
        let mut random = Random::named(plan.seed, &[identity.place as u64, year as u64]);
        rows.extend((0..plan.figures).map(|ordinal| Row::new(identity, ordinal, named[ordinal % named.len()], &mut random)));
    }
    let schema = schema("figures");
    let columns = schema.fields().iter().map(|field| figure_column(field, &rows)).collect::<Result<_, _>>()?;
    RecordBatch::try_new(schema, columns)
}

fn schema(table: &str) -> SchemaRef {
    Contracts::builtin().get(table).expect("the contract is built in").arrow_schema()
}

/// Yearly reports first, so that a thousand are 63 provinces over 15 years.
fn chosen(plan: &LakePlan) -> Vec<Identity<'static>> {
    identities(Catalog::builtin().provinces()).take(plan.reports).collect()
}

struct Row<'a> {
    report: String,
    identity: &'a Identity<'a>,
    ordinal: usize,
    indicator: &'a Indicator,
    measure: &'static str,
    value: i128,
    denominator: Option<i128>,
    number: u64,
}

impl<'a> Row<'a> {
    fn new(identity: &'a Identity<'a>, ordinal: usize, indicator: &'a Indicator, random: &mut Random) -> Self {
        let whole = i128::from(random.range(100, 90_000));
        let part = whole * i128::from(random.range(600, 1000)) / 1000;
        let (measure, value, denominator) = match ordinal % 3 {
            0 => ("count", whole * MICRO, None),
            1 => ("ratio", part * MICRO, Some(whole * MICRO)),
            _ => ("percent", part * 10_000 / whole * (MICRO / 100), None),
        };
        Self { report: report_id(identity), identity, ordinal, indicator, measure, value, denominator, number: random.next() }
    }
}

fn report_id(identity: &Identity<'_>) -> String {
    format!("ubnd/{}/{}/{}/cai-cach-hanh-chinh", identity.province.key(), identity.year, identity.slot.slug)
}

fn content_id(identity: &Identity<'_>) -> String {
    let mut random = Random::named(9, &[identity.place as u64, identity.year as u64, identity.slot.done as u64]);
    (0..4).map(|_| format!("{:016x}", random.next())).collect()
}

fn figure_column(field: &Field, rows: &[Row<'_>]) -> Result<ArrayRef, ArrowError> {
    let texts = |text: &dyn Fn(&Row<'_>) -> String| -> ArrayRef { Arc::new(StringArray::from_iter_values(rows.iter().map(text))) };
    let numbers = |number: &dyn Fn(&Row<'_>) -> i32| -> ArrayRef { Arc::new(Int32Array::from_iter_values(rows.iter().map(number))) };
    Ok(match field.name().as_str() {
        "figure_id" => texts(&|r| format!("{:016x}{:04x}", r.number, r.ordinal)),
        "content_id" => texts(&|r| content_id(r.identity)),
        "report_id" => texts(&|r| r.report.clone()),
        "province_key" | "territory" => texts(&|r| r.identity.province.key()),
        "report_year" | "year" => numbers(&|r| i32::from(r.identity.year)),
        "ordinal" => numbers(&|r| r.ordinal as i32),
        "section_path" => texts(&|r| format!("II.{}", r.ordinal % 6 + 1)),
        "area" => texts(&|r| r.indicator.area.to_string()),
        "indicator" => texts(&|r| r.indicator.id.clone()),
        "level" => texts(&|r| if r.ordinal < 400 { "all".to_owned() } else { "commune".to_owned() }),
        "role" => texts(&|_| "result".to_owned()),
        "measure" => texts(&|r| r.measure.to_owned()),
        "value" => decimals(rows.iter().map(|r| Some(r.value)))?,
        "denominator" => decimals(rows.iter().map(|r| r.denominator))?,
        "unit" => texts(&|r| if r.measure == "percent" { "percent".to_owned() } else { r.indicator.unit.clone() }),
        "qualifier" => texts(&|_| "exact".to_owned()),
        "quote" => texts(&|r| (r.value / MICRO).to_string()),
        "start_char" => numbers(&|r| r.ordinal as i32 * 60),
        "end_char" => numbers(&|r| r.ordinal as i32 * 60 + 8),
        "page" => numbers(&|r| r.ordinal as i32 / 20 + 1),
        "sentence" => texts(&|r| format!("{} là {}.", r.indicator.name_vi, r.value / MICRO)),
        "sentence_folded" => texts(&|r| solieu_vietnamese::fold(&format!("{} là {}.", r.indicator.name_vi, r.value / MICRO))),
        "status" => texts(&|_| "auto".to_owned()),
        "locator" => texts(&|r| format!("II/{}/{}", r.indicator.id, r.ordinal)),
        _ => filled(field, rows.len())?,
    })
}

fn report_column(field: &Field, identities: &[Identity<'_>], plan: &LakePlan) -> Result<ArrayRef, ArrowError> {
    let texts =
        |text: &dyn Fn(&Identity<'_>) -> String| -> ArrayRef { Arc::new(StringArray::from_iter_values(identities.iter().map(text))) };
    Ok(match field.name().as_str() {
        "content_id" => texts(&content_id),
        "report_id" => texts(&report_id),
        "province_key" => texts(&|i| i.province.key()),
        "report_year" => Arc::new(Int32Array::from_iter_values(identities.iter().map(|i| i32::from(i.year)))),
        "kind" => texts(&|_| "cai-cach-hanh-chinh".to_owned()),
        "period" => texts(&|i| i.slot.period.to_owned()),
        "as_of" | "report_date" => Arc::new(Date32Array::from_iter_values(identities.iter().map(|i| days(i.date)))),
        "title" => texts(&|i| format!("Công tác cải cách hành chính {}năm {}", i.slot.words, i.year)),
        "number" => texts(&|i| format!("{}/BC-UBND", 100 + i.place)),
        "issuer" => texts(&|i| format!("Ủy ban nhân dân {}", i.province.name_vi)),
        "source_uri" => texts(&|i| format!("file:///generated/{}/{}.txt", i.year, i.place)),
        "media_type" => texts(&|_| "text/plain".to_owned()),
        "figures" | "figures_with_indicator" => Arc::new(Int32Array::from_iter_values(identities.iter().map(|_| plan.figures as i32))),
        "mentions_by_class" => texts(&|_| "{}".to_owned()),
        _ => filled(field, identities.len())?,
    })
}

/// Days since 1970-01-01.
fn days(date: jiff::civil::Date) -> i32 {
    date.since(jiff::civil::date(1970, 1, 1)).map_or(0, |span| span.get_days())
}

fn decimals(values: impl Iterator<Item = Option<i128>>) -> Result<ArrayRef, ArrowError> {
    Ok(Arc::new(values.collect::<Decimal128Array>().with_precision_and_scale(28, 6)?))
}

/// Nulls where the contract allows them, else a plain value.
fn filled(field: &Field, rows: usize) -> Result<ArrayRef, ArrowError> {
    if field.is_nullable() {
        return Ok(new_null_array(field.data_type(), rows));
    }
    Ok(match field.data_type() {
        DataType::Utf8 => Arc::new(StringArray::from(vec!["generated"; rows])),
        DataType::Int32 => Arc::new(Int32Array::from(vec![0; rows])),
        DataType::Int64 => Arc::new(Int64Array::from(vec![0; rows])),
        DataType::Float64 => Arc::new(Float64Array::from(vec![1.0; rows])),
        DataType::Boolean => Arc::new(BooleanArray::from(vec![false; rows])),
        DataType::List(item) => {
            let mut lists = ListBuilder::new(StringBuilder::new()).with_field(Arc::clone(item));
            (0..rows).for_each(|_| lists.append(true));
            Arc::new(lists.finish())
        }
        other => return Err(ArrowError::SchemaError(format!("column `{}` has type {other}, which no generated value has", field.name()))),
    })
}
