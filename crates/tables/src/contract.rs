//! What a contract file says.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use arrow::datatypes::{DataType, Field, Schema, SchemaRef, TimeUnit};
use serde::{Deserialize, Serialize};

/// Digits of an exact decimal value, before and after the point.
const DECIMAL_PRECISION: u8 = 28;
/// Digits of an exact decimal value after the point.
const DECIMAL_SCALE: i8 = 6;

/// The contract of one table. As a serialised value it is the table's dictionary entry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    /// Name of the table, also of its file and its folder in the lake.
    pub name: String,
    /// What one row is, in Vietnamese.
    pub row_vi: String,
    /// What one row is, in English.
    pub row_en: String,
    /// Columns that together name a row; no two rows agree in all of them.
    pub key: Vec<String>,
    /// Columns by whose values the table lies in folders; empty for small tables.
    pub partition_by: Vec<String>,
    /// Columns that give the rows their fixed order inside a partition.
    pub sort: Vec<String>,
    /// Where the rows are kept.
    #[serde(default)]
    pub kept_in: KeptIn,
    /// Columns in order.
    pub columns: Vec<Column>,
}

/// Where the rows of a table are kept.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum KeptIn {
    /// A Delta table of the lake.
    #[default]
    Lake,
    /// The append-only ledger beside the lake.
    Ledger,
}

/// One column of a table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Column {
    /// Name, the same in Arrow, Delta and SQL.
    pub name: String,
    /// Type of its values.
    #[serde(rename = "type")]
    pub kind: ColumnType,
    /// Whether a value may be missing.
    #[serde(default)]
    pub nullable: bool,
    /// Unit of its values (`year`, `byte`, …), where they have one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// Meaning in Vietnamese.
    pub vi: String,
    /// Meaning in English.
    pub en: String,
}

/// Type of a column's values, by its name in the contract file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ColumnType {
    /// Text.
    #[serde(rename = "utf8")]
    Utf8,
    /// Whole number of 32 bits.
    #[serde(rename = "int32")]
    Int32,
    /// Whole number of 64 bits.
    #[serde(rename = "int64")]
    Int64,
    /// True or false.
    #[serde(rename = "bool")]
    Bool,
    /// Inexact number; never a value that a report states.
    #[serde(rename = "float64")]
    Float64,
    /// Day.
    #[serde(rename = "date32")]
    Date32,
    /// UTC in microseconds, without a zone.
    #[serde(rename = "timestamp")]
    Timestamp,
    /// Exact decimal: 22 digits before the point, 6 after.
    #[serde(rename = "decimal(28,6)")]
    Decimal,
    /// Texts in order.
    #[serde(rename = "list<utf8>")]
    Utf8List,
    /// Whole numbers of 32 bits in order.
    #[serde(rename = "list<int32>")]
    Int32List,
}

impl ColumnType {
    /// The Arrow type. Items of a list are never null.
    #[must_use]
    pub fn arrow(self) -> DataType {
        match self {
            Self::Utf8 => DataType::Utf8,
            Self::Int32 => DataType::Int32,
            Self::Int64 => DataType::Int64,
            Self::Bool => DataType::Boolean,
            Self::Float64 => DataType::Float64,
            Self::Date32 => DataType::Date32,
            Self::Timestamp => DataType::Timestamp(TimeUnit::Microsecond, None),
            Self::Decimal => DataType::Decimal128(DECIMAL_PRECISION, DECIMAL_SCALE),
            Self::Utf8List => list_of(DataType::Utf8),
            Self::Int32List => list_of(DataType::Int32),
        }
    }
}

fn list_of(item: DataType) -> DataType {
    DataType::List(Arc::new(Field::new("element", item, false)))
}

impl Column {
    /// The Arrow field; unit and meanings are in its metadata under `unit`, `vi` and `en`.
    #[must_use]
    pub fn arrow(&self) -> Field {
        let mut notes = HashMap::from([("vi".to_owned(), self.vi.clone()), ("en".to_owned(), self.en.clone())]);
        if let Some(unit) = &self.unit {
            notes.insert("unit".to_owned(), unit.clone());
        }
        Field::new(&self.name, self.kind.arrow(), self.nullable).with_metadata(notes)
    }
}

impl Contract {
    /// The Arrow schema, columns in the contract's order.
    #[must_use]
    pub fn arrow_schema(&self) -> SchemaRef {
        let fields: Vec<Field> = self.columns.iter().map(Column::arrow).collect();
        let notes = HashMap::from([("vi".to_owned(), self.row_vi.clone()), ("en".to_owned(), self.row_en.clone())]);
        Arc::new(Schema::new_with_metadata(fields, notes))
    }

    /// The column of that name.
    #[must_use]
    pub fn column(&self, name: &str) -> Option<&Column> {
        self.columns.iter().find(|column| column.name == name)
    }

    /// What is wrong with the contract itself, if anything.
    pub(crate) fn flaw(&self) -> Option<String> {
        self.repeated_column().or_else(|| self.unknown_reference()).or_else(|| self.nullable_key()).or_else(|| self.missing_meaning())
    }

    fn repeated_column(&self) -> Option<String> {
        let mut seen = BTreeSet::new();
        let twice = self.columns.iter().find(|column| !seen.insert(&column.name))?;
        Some(format!("column `{}` is declared twice; remove one", twice.name))
    }

    fn unknown_reference(&self) -> Option<String> {
        let mut named = self.key.iter().chain(&self.partition_by).chain(&self.sort);
        let unknown = named.find(|name| self.column(name).is_none())?;
        Some(format!("`key`, `partition_by` or `sort` names `{unknown}`, which is no column; declare it or correct the name"))
    }

    fn nullable_key(&self) -> Option<String> {
        if self.key.is_empty() {
            return Some("`key` is empty; name the columns that tell rows apart".to_owned());
        }
        let mut named = self.key.iter().chain(&self.partition_by);
        let nullable = named.find(|name| self.column(name).is_some_and(|column| column.nullable))?;
        Some(format!("column `{nullable}` is in `key` or `partition_by` and may not be nullable"))
    }

    fn missing_meaning(&self) -> Option<String> {
        let bare = self.columns.iter().find(|column| column.vi.trim().is_empty() || column.en.trim().is_empty())?;
        Some(format!("column `{}` has no meaning in `vi` or `en`; describe it", bare.name))
    }
}
