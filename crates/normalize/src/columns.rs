//! Columns of one table on their way to a batch in the contract's order.

use std::collections::BTreeMap;
use std::sync::{Arc, LazyLock};

use arrow::array::{
    Array, ArrayData, ArrayRef, BooleanArray, Date32Array, Decimal128Array, Float64Array, Int32Array, Int32Builder, Int64Array,
    ListBuilder, RecordBatch, StringArray, StringBuilder, new_null_array,
};
use arrow::datatypes::{DataType, Field, SchemaRef};
use solieu_tables::{Contract, ContractError, Contracts};

/// Made once: a schema carries the meaning of every column in two languages.
static SCHEMAS: LazyLock<BTreeMap<&'static str, SchemaRef>> =
    LazyLock::new(|| Contracts::builtin().iter().map(|contract| (contract.name.as_str(), contract.arrow_schema())).collect());

/// The columns of one table by name. Columns that are not given are null, where they may be.
#[derive(Debug, Clone)]
pub(crate) struct Columns {
    pub(crate) table: &'static str,
    rows: usize,
    arrays: BTreeMap<&'static str, ArrayRef>,
}

impl Columns {
    pub(crate) fn of(table: &'static str, rows: usize) -> Self {
        Self { table, rows, arrays: BTreeMap::new() }
    }

    pub(crate) fn text<'a>(self, name: &'static str, values: impl Iterator<Item = &'a str>) -> Self {
        self.put(name, StringArray::from_iter_values(values))
    }

    pub(crate) fn maybe_text<'a>(self, name: &'static str, values: impl Iterator<Item = Option<&'a str>>) -> Self {
        self.put(name, values.collect::<StringArray>())
    }

    /// The same text in every row.
    pub(crate) fn same_text(self, name: &'static str, value: &str) -> Self {
        let rows = self.rows;
        self.text(name, std::iter::repeat_n(value, rows))
    }

    pub(crate) fn int(self, name: &'static str, values: impl Iterator<Item = i32>) -> Self {
        self.put(name, Int32Array::from_iter_values(values))
    }

    pub(crate) fn maybe_int(self, name: &'static str, values: impl Iterator<Item = Option<i32>>) -> Self {
        self.put(name, values.collect::<Int32Array>())
    }

    /// 0, 1, 2, …
    pub(crate) fn ordinal(self) -> Self {
        let rows = self.rows;
        self.int("ordinal", (0..rows).map(count))
    }

    pub(crate) fn long(self, name: &'static str, values: impl Iterator<Item = u64>) -> Self {
        self.put(name, Int64Array::from_iter_values(values.map(|value| i64::try_from(value).unwrap_or(i64::MAX))))
    }

    pub(crate) fn flag(self, name: &'static str, values: impl Iterator<Item = Option<bool>>) -> Self {
        self.put(name, values.collect::<BooleanArray>())
    }

    pub(crate) fn float(self, name: &'static str, values: impl Iterator<Item = f64>) -> Self {
        self.put(name, Float64Array::from_iter_values(values))
    }

    /// Days since 1970-01-01.
    pub(crate) fn day(self, name: &'static str, values: impl Iterator<Item = Option<i32>>) -> Self {
        self.put(name, values.collect::<Date32Array>())
    }

    /// Millionths.
    pub(crate) fn decimal(self, name: &'static str, values: impl Iterator<Item = Option<i128>>) -> Self {
        self.put(name, values.collect::<Decimal128Array>().with_data_type(DataType::Decimal128(28, 6)))
    }

    pub(crate) fn texts<'a, T: IntoIterator<Item = &'a str>>(self, name: &'static str, values: impl Iterator<Item = T>) -> Self {
        let mut lists = ListBuilder::new(StringBuilder::new()).with_field(Field::new("element", DataType::Utf8, false));
        values.for_each(|list| lists.append_value(list.into_iter().map(Some)));
        self.put(name, lists.finish())
    }

    pub(crate) fn ints<T: IntoIterator<Item = i32>>(self, name: &'static str, values: impl Iterator<Item = T>) -> Self {
        let mut lists = ListBuilder::new(Int32Builder::new()).with_field(Field::new("element", DataType::Int32, false));
        values.for_each(|list| lists.append_value(list.into_iter().map(Some)));
        self.put(name, lists.finish())
    }

    /// The batch.
    ///
    /// # Errors
    /// A column that may not be null was not given, or has another type or length than the contract says.
    pub(crate) fn finish(mut self) -> Result<RecordBatch, ContractError> {
        let contract = Contracts::builtin().get(self.table)?;
        let schema = schema(contract);
        let mut columns = Vec::with_capacity(schema.fields().len());
        for field in schema.fields() {
            let given = self.arrays.remove(field.name().as_str());
            columns.push(given.unwrap_or_else(|| new_null_array(field.data_type(), self.rows)));
        }
        if let Some((name, _)) = self.arrays.pop_first() {
            return Err(unknown(contract, name));
        }
        RecordBatch::try_new(schema, columns).map_err(|source| ContractError::Shape { table: contract.name.clone(), source })
    }

    /// What the rows say, in 16 hex digits.
    pub(crate) fn digest(&self) -> String {
        let mut hash = blake3::Hasher::new();
        for (name, array) in &self.arrays {
            hash.update(name.as_bytes()).update(&[0]);
            take_in(&mut hash, &array.to_data());
        }
        hash.finalize().to_hex().as_str().chars().take(16).collect()
    }

    fn put(mut self, name: &'static str, values: impl Array + 'static) -> Self {
        self.arrays.insert(name, Arc::new(values));
        self
    }
}

/// Length, nulls and values of an array and of those in it. Arrays made here start at 0, and a null has no value.
fn take_in(hash: &mut blake3::Hasher, array: &ArrayData) {
    hash.update(&array.len().to_le_bytes());
    if let Some(nulls) = array.nulls() {
        let valid: Vec<u8> = nulls.iter().map(u8::from).collect();
        hash.update(&valid);
    }
    for buffer in array.buffers() {
        hash.update(&buffer.len().to_le_bytes()).update(buffer.as_slice());
    }
    array.child_data().iter().for_each(|child| take_in(hash, child));
}

/// Rows of a report are counted in 32 bits; a report of two thousand million rows does not exist.
pub(crate) fn count(rows: usize) -> i32 {
    i32::try_from(rows).unwrap_or(i32::MAX)
}

/// A place in a report's text.
pub(crate) fn place(characters: u32) -> i32 {
    i32::try_from(characters).unwrap_or(i32::MAX)
}

pub(crate) fn schema(contract: &Contract) -> SchemaRef {
    SCHEMAS.get(contract.name.as_str()).cloned().unwrap_or_else(|| contract.arrow_schema())
}

fn unknown(contract: &Contract, name: &str) -> ContractError {
    ContractError::Column {
        table: contract.name.clone(),
        position: contract.columns.len(),
        expected: "nothing".to_owned(),
        found: name.to_owned(),
    }
}
