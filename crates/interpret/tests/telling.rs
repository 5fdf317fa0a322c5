//! What tells figures of one indicator apart: role, subject, territory, period; and whose a report is.

#![allow(clippy::unwrap_used)]

use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::{Extraction, Lexicon};
use solieu_interpret::{IdentityError, Meaning, Role, Stated, interpret, interpret_passage};

fn extraction(text: &str) -> Extraction {
    let document = solieu_document::read(text.as_bytes(), MediaType::Text).unwrap();
    solieu_extract::extract(&document, Lexicon::builtin())
}

/// Meaning of the first figure whose quote holds `quote`.
fn meaning(text: &str, province: &str, year: i32, quote: &str) -> Meaning {
    let stated = Stated { province: Some(province.to_owned()), year: Some(year), ..Stated::default() };
    let report = interpret(extraction(text), Catalog::builtin(), &stated).unwrap();
    let at = report.extraction.figures.iter().position(|f| f.quote.contains(quote)).unwrap_or_else(|| panic!("{quote}"));
    report.meanings[at].clone()
}

#[test]
fn roles() {
    let tasks = "IV. PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2022\n\nPhấn đấu tỷ lệ hồ sơ giải quyết đúng hạn đạt từ 97% trở lên.";
    let text = "Toàn tỉnh tiếp nhận 5.200 hồ sơ (cấp tỉnh 1.200 hồ sơ, cấp xã 4.000 hồ sơ), năm 2020 là 4.800 hồ sơ.";
    let rows = [(tasks, "97", Role::Target), (text, "5.200", Role::Result), (text, "1.200", Role::Part), (text, "4.800", Role::Comparison)];
    for (text, quote, role) in rows {
        assert_eq!(meaning(text, "Hải Dương", 2021, quote).role, role, "{quote}");
    }
}

#[test]
fn a_part_names_its_whole() {
    let text = "Toàn tỉnh tiếp nhận 5.200 hồ sơ (cấp tỉnh 1.200 hồ sơ, cấp xã 4.000 hồ sơ).";
    assert_eq!(meaning(text, "Hải Dương", 2021, "1.200").part_of, Some(0));
}

#[test]
fn subjects() {
    let text = "Số hồ sơ tiếp nhận nhiều nhất là Sở Tư pháp 3.400 hồ sơ, Sở Xây dựng 2.100 hồ sơ; toàn tỉnh tiếp nhận 90.000 hồ sơ.";
    let of = |quote: &str| meaning(text, "Hải Dương", 2021, quote).subject;
    assert_eq!(of("3.400").as_deref(), Some("Sở Tư pháp"));
    assert_eq!(of("2.100").as_deref(), Some("Sở Xây dựng"));
    assert_eq!(of("90.000"), None);
}

#[test]
fn kinds_of_one_list_have_names() {
    let text = "Trong năm tuyển dụng 112 công chức, 634 viên chức; phân loại tự chủ: nhóm 1 có 12 đơn vị, nhóm 2 có 96 đơn vị.";
    let of = |quote: &str| meaning(text, "Hải Dương", 2023, quote).subject;
    assert_eq!(of("112").as_deref(), Some("công chức"));
    assert_eq!(of("634").as_deref(), Some("viên chức"));
    assert_ne!(of("12 đơn vị"), of("96 đơn vị"));
}

#[test]
fn territories_of_a_merged_province() {
    let text = "PAR INDEX năm 2024 của Cần Thơ, Hậu Giang và Sóc Trăng lần lượt là 81,10 điểm, 82,20 điểm và 83,30 điểm.";
    let of = |quote: &str| meaning(text, "Cần Thơ", 2025, quote).territory;
    assert_eq!(of("81,10").as_deref(), Some("92@2004-01-01"));
    assert_eq!(of("82,20").as_deref(), Some("93@2004-01-01"));
    assert_eq!(of("83,30").as_deref(), Some("94@2004-01-01"));
}

#[test]
fn periods() {
    let text = "Từ ngày 01/7 đến 30/11/2025, thành phố tiếp nhận 61.000 hồ sơ.";
    let found = meaning(text, "Cần Thơ", 2025, "61.000");
    assert_eq!(found.period_from.as_deref(), Some("2025-07-01"));
    assert_eq!(found.period_to.as_deref(), Some("2025-11-30"));
}

#[test]
fn an_unknown_province_names_the_text_and_its_neighbours() {
    let stated = Stated { province: Some("Sóc Trang Mới".to_owned()), year: Some(2020), ..Stated::default() };
    let error = interpret(extraction("Tiếp nhận 5 hồ sơ."), Catalog::builtin(), &stated).unwrap_err();
    let IdentityError::UnknownProvince { found, nearest } = &error else { panic!("{error}") };
    assert_eq!(found.as_deref(), Some("Sóc Trang Mới"));
    assert!(nearest.contains(&"Sóc Trăng".to_owned()), "{error}");
}

#[test]
fn a_year_that_nothing_tells_is_an_error_of_its_own() {
    let stated = Stated { province: Some("Hải Dương".to_owned()), ..Stated::default() };
    let error = interpret(extraction("Tiếp nhận 5 hồ sơ."), Catalog::builtin(), &stated).unwrap_err();
    assert!(matches!(error, IdentityError::UnknownYear { .. }), "{error}");
}

#[test]
fn a_passage_needs_no_letterhead() {
    let report = interpret_passage(extraction("Năm 2022, tỉnh tiếp nhận 51.000 hồ sơ."), Catalog::builtin(), &Stated::default());
    assert_eq!(report.identity.report_year, 2022);
    assert_eq!(report.meanings[0].indicator.as_deref(), Some("dossiers.received"));
}

#[test]
fn the_same_extraction_gives_the_same_meanings() {
    let text = "Toàn tỉnh tiếp nhận 5.200 hồ sơ, đúng hạn 5.100 hồ sơ (98,08%), quá hạn 100 hồ sơ.";
    let once = interpret_passage(extraction(text), Catalog::builtin(), &Stated::default());
    let twice = interpret_passage(extraction(text), Catalog::builtin(), &Stated::default());
    assert_eq!(once, twice);
}

#[test]
fn evidence_names_the_words() {
    let found = meaning("Toàn tỉnh có 300 hồ sơ trễ hạn.", "Hải Dương", 2021, "300");
    assert_eq!(found.indicator.as_deref(), Some("dossiers.overdue"));
    assert!(found.evidence.iter().any(|e| e.name.starts_with("cue:")), "{:?}", found.evidence);
    assert!(found.rule.is_some_and(|rule| rule.starts_with("dossiers.overdue#")));
}
