//! The built-in catalogue reads, and says what it should.

#![allow(clippy::unwrap_used)]

use jiff::civil::{Date, date};
use solieu_catalog::{Area, Catalog, UsualMeasure};

#[test]
fn reads_with_all_areas() {
    let catalog = Catalog::builtin();
    assert_eq!(catalog.indicators().len(), 182);
    for area in
        [Area::Direction, Area::Institutions, Area::Procedures, Area::Organisation, Area::CivilService, Area::Finance, Area::Digital]
    {
        assert!(catalog.indicators().iter().any(|i| i.area == area), "{area}");
    }
}

#[test]
fn every_indicator_has_rules_and_a_known_unit() {
    let catalog = Catalog::builtin();
    for indicator in catalog.indicators() {
        assert!(!indicator.rules.is_empty(), "{} has no rule", indicator.id);
        assert!(catalog.unit(&indicator.unit).is_some(), "{}: unit {}", indicator.id, indicator.unit);
        assert!(indicator.rules.iter().all(|rule| !rule.cues.is_empty()), "{}: a rule without cues", indicator.id);
        assert!(indicator.from_year.is_none_or(|from| indicator.to_year.is_none_or(|to| from <= to)), "{}", indicator.id);
    }
}

#[test]
fn ranks_and_scores_do_not_combine() {
    for indicator in Catalog::builtin().indicators() {
        if matches!(indicator.measure, UsualMeasure::Rank | UsualMeasure::Score) {
            assert_eq!(indicator.combine.to_string(), "none", "{}", indicator.id);
        }
    }
}

#[test]
fn provinces_through_time() {
    let provinces = Catalog::builtin().provinces();
    let valid = |day: Date| provinces.valid_on(day).count();
    let rows = [(date(2008, 7, 31), 64), (date(2008, 8, 1), 63), (date(2025, 6, 30), 63), (date(2025, 7, 1), 34), (date(2026, 11, 22), 34)];
    for (day, count) in rows {
        assert_eq!(valid(day), count, "{day}");
    }
}

#[test]
fn names_resolve_on_the_day() {
    let rows = [
        ("tỉnh Sóc Trăng", date(2016, 12, 13), "94@2004-01-01"),
        ("SÓC TRĂNG", date(2016, 12, 13), "94@2004-01-01"),
        ("Sóc Trăng", date(2025, 12, 12), "92@2025-07-01"),
        ("LAO CAI", date(2025, 12, 1), "15@2025-07-01"),
        ("Yên Bái", date(2025, 12, 1), "15@2025-07-01"),
        ("Lào Cai", date(2020, 12, 1), "10@2004-01-01"),
        ("Hoà Bình", date(2015, 1, 1), "17@2008-08-01"),
        ("Uỷ ban nhân dân tỉnh Hà Giang", date(2013, 12, 12), "02@2004-01-01"),
        ("TP. Hồ Chí Minh", date(2020, 1, 1), "79@2004-01-01"),
        ("Gia Lai", date(2025, 12, 1), "52@2025-07-01"),
        ("Quàng Ninh", date(2020, 12, 17), "22@2004-01-01"),
    ];
    for (name, day, key) in rows {
        let found = Catalog::builtin().provinces().resolve(name, day).map(solieu_catalog::Province::key);
        assert_eq!(found.as_deref(), Some(key), "{name} on {day}");
    }
    assert!(Catalog::builtin().provinces().resolve("Tỉnh Không Có", date(2020, 1, 1)).is_none());
}

#[test]
fn every_province_of_2024_has_one_successor() {
    let provinces = Catalog::builtin().provinces();
    let (before, after) = (date(2024, 12, 31), date(2025, 7, 1));
    let mut heirs = std::collections::BTreeSet::new();
    for province in provinces.valid_on(before) {
        let heir = provinces.successor_of(&province.key(), after).unwrap_or_else(|| panic!("{}", province.name_vi));
        assert!(heir.is_valid_on(after));
        heirs.insert(heir.key());
    }
    assert_eq!(heirs.len(), 34);
}

#[test]
fn merged_provinces_know_their_parts() {
    let names = |key: &str| -> Vec<String> {
        let mut names: Vec<String> = Catalog::builtin().provinces().predecessors_of(key).iter().map(|p| p.name_vi.clone()).collect();
        names.sort();
        names
    };
    assert_eq!(names("92@2025-07-01"), ["Cần Thơ", "Hậu Giang", "Sóc Trăng"]);
    assert_eq!(names("68@2025-07-01"), ["Bình Thuận", "Lâm Đồng", "Đắk Nông"]);
}

#[test]
fn ranked_fields_follow_the_years() {
    let field = |index: &str| Catalog::builtin().rank_fields().iter().find(|f| f.index == index).unwrap();
    let rows =
        [("par_index", 2024, 63), ("par_index", 2025, 34), ("papi", 2022, 61), ("papi", 2023, 63), ("pci", 2007, 64), ("pci", 2008, 63)];
    for (index, year, count) in rows {
        assert_eq!(field(index).ranked_in(year).map(|r| r.count), Some(count), "{index} {year}");
    }
    assert!(field("par_index").ranked_in(2011).is_none());
}

#[test]
fn rank_fields_name_known_indicators() {
    let catalog = Catalog::builtin();
    for field in catalog.rank_fields() {
        assert!(field.indicator.as_deref().is_none_or(|id| catalog.indicator(id).is_some()), "{}", field.index);
    }
}
