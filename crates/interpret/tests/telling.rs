//! What tells figures of one indicator apart: role, subject, territory, period; and whose a report is.

#![allow(clippy::unwrap_used)]

use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::{Extraction, Lexicon};
use solieu_interpret::{IdentityError, Level, Meaning, Role, Stated, interpret, interpret_passage};

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
    let text = "Kỳ tuyển dụng này lấy thêm 71 công chức, 405 viên chức. Về tự chủ, tự bảo đảm chi đầu tư 3 bệnh viện, tự bảo đảm toàn bộ chi 8 trường.";
    let of = |quote: &str| meaning(text, "Hải Dương", 2023, quote).subject;
    assert_eq!(of("71").as_deref(), Some("công chức"));
    assert_eq!(of("405").as_deref(), Some("viên chức"));
    assert_ne!(of("3 bệnh viện"), of("8 trường"));
}

#[test]
fn territories_of_a_merged_province() {
    let text = "Bình Định và Gia Lai lần lượt có chỉ số PAR INDEX năm 2024 là 81,10 điểm và 82,20 điểm.";
    let of = |quote: &str| meaning(text, "Gia Lai", 2025, quote).territory;
    assert_eq!(of("81,10").as_deref(), Some("52@2004-01-01"));
    assert_eq!(of("82,20").as_deref(), Some("64@2004-01-01"));
}

#[test]
fn levels_in_turn() {
    let text = "Cấp tỉnh, cấp huyện và cấp xã lần lượt giải quyết đúng hạn 9.100, 15.300 và 61.000 hồ sơ.";
    let of = |quote: &str| meaning(text, "Hải Dương", 2021, quote).level;
    assert_eq!([of("9.100"), of("15.300"), of("61.000")], [Level::Province, Level::District, Level::Commune]);
}

#[test]
fn a_year_right_behind_an_index() {
    assert_eq!(meaning("Chỉ số SIPAS 2021 của tỉnh là 85,5%.", "Hải Dương", 2023, "85,5").year, 2021);
}

#[test]
fn an_unknown_year_stays_unknown() {
    let report = interpret_passage(extraction("Chỉ số PCI của tỉnh đạt 66,1 điểm."), Catalog::builtin(), &Stated::default());
    assert_eq!(report.meanings[0].year, 0);
}

#[test]
fn confidence_falls_with_what_speaks_against() {
    let of = |text: &str, quote: &str| meaning(text, "Hải Dương", 2021, quote).confidence;
    let plain = of("Toàn tỉnh có 300 hồ sơ trễ hạn.", "300");
    let far = of("Về hồ sơ trễ hạn, qua theo dõi trên hệ thống của các đơn vị trong cả năm, con số chung là 300 hồ sơ.", "300");
    let bound = of("Một số nơi có tỷ lệ đúng hạn dưới 90%.", "90");
    assert!(plain > 0.95 && far < plain && bound < 0.9, "{plain} {far} {bound}");
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
    let since = extraction("Nhìn lại, từ năm 2016 - 2020 số hồ sơ tiếp nhận là 51.000 hồ sơ, tăng so với năm 2015.");
    assert_eq!(interpret_passage(since, Catalog::builtin(), &Stated::default()).identity.report_year, 2020);
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
