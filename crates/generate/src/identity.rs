//! Who reports about when: provinces, years and periods in a fixed order.

use jiff::civil::{Date, date};
use solieu_catalog::{Province, Provinces};

/// A report that a year brings, and when it is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Words of the title before the year, empty for the yearly report.
    pub words: &'static str,
    /// Period by the reports' vocabulary: `year`, `half`, `nine_months`, `quarter`.
    pub period: &'static str,
    /// For file names.
    pub slug: &'static str,
    /// Share of the year's work that is done, in per cent.
    pub done: i64,
    month: i8,
    day: i8,
}

/// The reports of a year, the yearly one first.
const SLOTS: [Slot; 8] = [
    Slot { words: "", period: "year", slug: "nam", done: 100, month: 12, day: 10 },
    Slot { words: "6 tháng đầu ", period: "half", slug: "6-thang", done: 48, month: 6, day: 18 },
    Slot { words: "9 tháng ", period: "nine_months", slug: "9-thang", done: 74, month: 9, day: 20 },
    Slot { words: "Quý I ", period: "quarter", slug: "quy-1", done: 22, month: 3, day: 18 },
    Slot { words: "Quý II ", period: "quarter", slug: "quy-2", done: 26, month: 6, day: 20 },
    Slot { words: "Quý III ", period: "quarter", slug: "quy-3", done: 25, month: 9, day: 22 },
    Slot { words: "Quý IV ", period: "quarter", slug: "quy-4", done: 27, month: 12, day: 20 },
    Slot { words: "6 tháng đầu ", period: "half", slug: "6-thang-uoc", done: 41, month: 5, day: 21 },
];

/// Years in the order in which reports are made of them: the full ones of 63 provinces first.
const YEARS: [i16; 23] = [
    2024, 2023, 2022, 2021, 2020, 2019, 2018, 2017, 2016, 2015, 2014, 2013, 2012, 2011, 2010, 2009, 2008, 2007, 2006, 2005, 2004, 2025,
    2026,
];

/// Last day on which a report may be dated.
const LAST_DAY: Date = date(2026, 11, 15);

/// One report's identity.
#[derive(Debug, Clone, Copy)]
pub struct Identity<'a> {
    /// The province as it stood on the report's date.
    pub province: &'a Province,
    /// Place of the province among those of that day.
    pub place: usize,
    /// How many provinces there were.
    pub provinces: usize,
    /// Year reported on.
    pub year: i16,
    /// Which of the year's reports.
    pub slot: Slot,
    /// Date of the report.
    pub date: Date,
}

/// All identities in a fixed order, each once: yearly reports of all years, then half-yearly ones, ….
pub fn identities(provinces: &Provinces) -> impl Iterator<Item = Identity<'_>> {
    SLOTS.iter().flat_map(move |&slot| {
        YEARS.iter().flat_map(move |&year| {
            let day = date(year, slot.month, slot.day);
            let valid: Vec<&Province> = if day <= LAST_DAY { provinces.valid_on(day).collect() } else { Vec::new() };
            let count = valid.len();
            valid.into_iter().enumerate().map(move |(place, province)| Identity {
                province,
                place,
                provinces: count,
                year,
                slot,
                date: day,
            })
        })
    })
}
