//! A report in the making: text, and the figures that were written into it.

use rust_decimal::Decimal;

use crate::numbers::{comma, counted, grouped, percent};

/// A figure that a generated report states, as it should be extracted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Truth {
    /// Characters of the text that hold the quote.
    pub start: u32,
    /// See `start`.
    pub end: u32,
    /// `count`, `ratio`, `percent`, `money`, `rank`, `score`.
    pub measure: &'static str,
    /// Numerator of a ratio, 84.21 for `84,21%`, money in đồng.
    pub value: Decimal,
    /// Denominator of a ratio.
    pub denominator: Option<Decimal>,
    /// Unit id of the catalogue.
    pub unit: &'static str,
    /// Indicator id of the catalogue.
    pub indicator: Option<&'static str>,
    /// `all`, `province`, `district`, `commune`.
    pub level: &'static str,
    /// Year that the figure is about.
    pub year: i32,
}

/// What a figure is of: unit, indicator, level, year.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Of {
    pub(crate) unit: &'static str,
    pub(crate) indicator: Option<&'static str>,
    pub(crate) level: &'static str,
    pub(crate) year: i32,
}

impl Of {
    /// Of the whole level; an empty indicator is none.
    pub(crate) fn whole(unit: &'static str, indicator: &'static str, year: i32) -> Self {
        Self { unit, indicator: (!indicator.is_empty()).then_some(indicator), level: "all", year }
    }

    pub(crate) fn level(self, level: &'static str) -> Self {
        Self { level, ..self }
    }

    pub(crate) fn year(self, year: i32) -> Self {
        Self { year, ..self }
    }
}

/// Text with its figures.
#[derive(Debug, Default)]
pub(crate) struct Writer {
    pub(crate) text: String,
    pub(crate) figures: Vec<Truth>,
    counted_bytes: usize,
    chars: u32,
}

impl Writer {
    pub(crate) fn new(bytes: usize) -> Self {
        Self { text: String::with_capacity(bytes + bytes / 8), ..Self::default() }
    }

    pub(crate) fn put(&mut self, text: &str) -> &mut Self {
        self.text.push_str(text);
        self
    }

    pub(crate) fn count(&mut self, value: i64, noun: &str, of: Of) -> &mut Self {
        let quote = if noun.is_empty() { counted(value) } else { format!("{} {noun}", counted(value)) };
        self.figure(&quote, "count", Decimal::from(value), None, of)
    }

    pub(crate) fn ratio(&mut self, part: i64, whole: i64, noun: &str, of: Of) -> &mut Self {
        let quote = format!("{}/{} {noun}", counted(part), counted(whole));
        self.figure(&quote, "ratio", Decimal::from(part), Some(Decimal::from(whole)), of)
    }

    /// The share of a part, with the part's indicator and level.
    pub(crate) fn share(&mut self, part: i64, whole: i64, of: Of) -> &mut Self {
        self.percent(percent(part, whole), of)
    }

    pub(crate) fn percent(&mut self, value: Decimal, of: Of) -> &mut Self {
        self.figure(&format!("{}%", comma(value)), "percent", value, None, Of { unit: "percent", ..of })
    }

    /// Money in millions of đồng, printed as tỷ and triệu.
    pub(crate) fn money(&mut self, millions: i64, of: Of) -> &mut Self {
        let (billions, rest) = (millions / 1000, millions % 1000);
        let quote = match (billions, rest) {
            (0, _) => format!("{rest} triệu đồng"),
            (_, 0) => format!("{} tỷ đồng", grouped(billions)),
            _ => format!("{} tỷ {rest} triệu đồng", grouped(billions)),
        };
        self.figure(&quote, "money", Decimal::from(millions) * Decimal::from(1_000_000), None, Of { unit: "VND", ..of })
    }

    pub(crate) fn rank(&mut self, rank: i64, ranked: i64, of: Of) -> &mut Self {
        self.figure(&format!("thứ {rank}/{ranked}"), "rank", Decimal::from(rank), None, Of { unit: "rank", ..of })
    }

    pub(crate) fn score(&mut self, value: Decimal, of: Of) -> &mut Self {
        self.figure(&format!("{} điểm", comma(value)), "score", value, None, Of { unit: "point", ..of })
    }

    fn figure(&mut self, quote: &str, measure: &'static str, value: Decimal, denominator: Option<Decimal>, of: Of) -> &mut Self {
        let start = self.chars_so_far();
        self.text.push_str(quote);
        let end = self.chars_so_far();
        let Of { unit, indicator, level, year } = of;
        self.figures.push(Truth { start, end, measure, value, denominator, unit, indicator, level, year });
        self
    }

    fn chars_so_far(&mut self) -> u32 {
        self.chars += self.text[self.counted_bytes..].chars().count() as u32;
        self.counted_bytes = self.text.len();
        self.chars
    }
}
