//! A report with one of everything becomes rows that pass the check at the door of every table.
#![allow(clippy::unwrap_used)]

use std::collections::BTreeMap;

use arrow::array::{Array, AsArray, RecordBatch};
use arrow::datatypes::{Decimal128Type, Int32Type};
use solieu_catalog::Catalog;
use solieu_check::{Finding, Severity};
use solieu_document::{BlockKind, Section, Span};
use solieu_extract::{Citation, Extraction, Figure, KeptLetters, Measure, Mention, Passage, Qualifier, ReportMetadata, Statement};
use solieu_interpret::{Evidence, InterpretedReport, Level, Meaning, ReportIdentity, Role};
use solieu_normalize::{ReportContext, conform_report, dimensions, sort_key, tables};
use solieu_tables::Contracts;

const TEXT: &str = "Kết quả tốt. Tiếp nhận 1.756 hồ sơ, đạt 84,21%. Theo Kế hoạch số 82/KH-UBND còn hạn chế.";

fn span(start: u32, end: u32) -> Span {
    Span { start, end }
}

fn figure(quote: &str, measure: Measure, value: &str, unit: &str) -> Figure {
    let start = u32::try_from(TEXT.split(quote).next().unwrap().chars().count()).unwrap();
    let end = start + u32::try_from(quote.chars().count()).unwrap();
    Figure {
        passage: 0,
        start,
        end,
        span: span(100 + start, 100 + end),
        quote: quote.into(),
        measure,
        value: value.parse().unwrap(),
        denominator: None,
        unit: unit.into(),
        unit_words: "".into(),
        qualifier: Qualifier::Exact,
        rule: "digits".into(),
        confidence: 0.9,
    }
}

fn meaning(indicator: Option<&str>, part_of: Option<u32>) -> Meaning {
    Meaning {
        indicator: indicator.map(Into::into),
        level: Level::All,
        subject: Some("Sở Nội vụ".to_owned()),
        role: if part_of.is_some() { Role::Part } else { Role::Result },
        part_of,
        year: 2016,
        period_from: None,
        period_to: Some("2016-11-30".into()),
        territory: None,
        confidence: 0.912_345,
        evidence: vec![Evidence { name: "unit".into(), weight: 0.2 }, Evidence { name: "cue:tiếp nhận".into(), weight: 0.6 }],
        rule: None,
    }
}

fn report() -> InterpretedReport {
    let indicator = Catalog::builtin().indicators()[0].id.clone();
    let passage = Passage {
        kind: BlockKind::Paragraph,
        section: 1,
        page: 3,
        text: TEXT.to_owned(),
        sentence_ends: vec![12, 47, u32::try_from(TEXT.chars().count()).unwrap()],
        span: span(100, 200),
        lead_in: None,
        cell: None,
    };
    let mention = |class: &str, start| Mention {
        span: span(start, start + 2),
        quote: "82".into(),
        class: class.to_owned().into(),
        reason: "số".into(),
    };
    let extraction = Extraction {
        metadata: ReportMetadata {
            issuer: Some("Ủy ban nhân dân tỉnh Sóc Trăng".to_owned()),
            date: Some("2016-12-13".to_owned()),
            ..ReportMetadata::default()
        },
        sections: vec![
            Section::default(),
            Section { path: vec!["II".into(), "2".into()], titles: vec!["KẾT QUẢ".into(), "Thủ tục".into()], span: None },
        ]
        .into(),
        passages: vec![passage],
        figures: vec![
            figure("1.756 hồ sơ", Measure::Count, "1756", "dossier"),
            figure("84,21%", Measure::Percent, "84.21", "percent"),
            figure("1.756 hồ sơ", Measure::Count, "1756", "dossier"),
            figure("1.756", Measure::Count, "70000000000000000000000000000", "dossier"),
        ],
        mentions: vec![mention("page", 10), mention("document_number", 166)],
        citations: vec![Citation {
            passage: 0,
            span: span(153, 175),
            quote: "Kế hoạch số 82/KH-UBND".into(),
            kind: "Kế hoạch".into(),
            number: "82/KH-UBND".into(),
            issuer: None,
            date: Some("2016-02-30".into()),
            relation: "applied".into(),
        }],
        statements: vec![Statement { passage: 0, span: span(150, 190), text: "còn hạn chế".to_owned(), kind: "limit".to_owned() }],
        characters: 300,
        pages: 4,
        repairs: vec!["nfd".to_owned()],
        letters: KeptLetters::default(),
    };
    let meanings = vec![meaning(Some(&indicator), None), meaning(None, Some(0)), meaning(Some(&indicator), None), meaning(None, None)];
    let identity = ReportIdentity {
        province_key: "94@2004-01-01".to_owned(),
        province_code: "94".to_owned(),
        province_name: "Sóc Trăng".to_owned(),
        report_year: 2016,
        period: "year".to_owned(),
        as_of: "2016-12-13".to_owned(),
    };
    InterpretedReport { extraction, identity, meanings }
}

fn findings() -> Vec<Finding> {
    let finding = Finding {
        kind: "percent_mismatch".to_owned(),
        severity: Severity::Error,
        stated: "84,21%".to_owned(),
        computed: "99,96%".to_owned(),
        message: "It is 99.96 %.".to_owned(),
        message_vi: "Phải là 99,96%.".to_owned(),
        figures: vec![0, 1],
        spans: vec![span(110, 120), span(130, 136)],
        suggestion: None,
    };
    vec![finding.clone(), finding]
}

fn context(content_id: &str) -> ReportContext {
    ReportContext {
        content_id: content_id.to_owned(),
        source_uri: "a.txt".to_owned(),
        media_type: "text/plain".to_owned(),
        bytes: 400,
        run_id: "000001".to_owned(),
        extractor_version: "1".to_owned(),
        ..ReportContext::default()
    }
}

fn conformed() -> BTreeMap<String, RecordBatch> {
    let rows = ["c1", "c2"].map(|content| conform_report(&context(content), &report(), &findings(), Catalog::builtin()));
    tables(rows.into()).unwrap()
}

fn text(rows: &RecordBatch, column: &str) -> Vec<String> {
    rows.column_by_name(column).unwrap().as_string::<i32>().iter().map(|value| value.unwrap_or("null").to_owned()).collect()
}

fn number(rows: &RecordBatch, column: &str) -> Vec<i32> {
    rows.column_by_name(column).unwrap().as_primitive::<Int32Type>().values().to_vec()
}

#[test]
fn all_tables_pass_the_door() {
    let tables = conformed();
    assert_eq!(tables.keys().collect::<Vec<_>>(), ["citations", "figures", "findings", "mentions", "reports", "statements"]);
    for (name, rows) in &tables {
        Contracts::builtin().get(name).unwrap().check(rows).unwrap();
        assert!(rows.num_rows() >= 2, "{name}");
    }
}

#[test]
fn figures_carry_sentence_place_and_locator() {
    let figures = &conformed()["figures"];
    assert_eq!(text(figures, "sentence")[0], "Tiếp nhận 1.756 hồ sơ, đạt 84,21%.");
    assert_eq!(text(figures, "sentence_folded")[1], "tiep nhan 1.756 ho so, dat 84,21%.");
    assert_eq!(text(figures, "section_path")[0], "II/2");
    assert_eq!(text(figures, "section_title")[0], "Thủ tục");
    assert_eq!(text(figures, "territory")[0], "94@2004-01-01");
    assert_eq!(text(figures, "evidence")[0], "unit +0.20; cue:tiếp nhận +0.60");
    let ids = text(figures, "figure_id");
    assert_eq!(text(figures, "part_of")[1], ids[0]);
    let locators = text(figures, "locator");
    let indicator = &Catalog::builtin().indicators()[0].id;
    assert_eq!(locators[0], format!("II/2|{indicator}|so noi vu|all|2016|count|0"));
    assert_eq!(locators[2], format!("II/2|{indicator}|so noi vu|all|2016|count|1"));
    assert_eq!(locators[1], "II/2||so noi vu|all|2016|percent|0");
    assert_eq!(locators[..3], locators[3..], "a re-issued report has the same locators");
    assert_ne!(ids[..3], ids[3..], "and other ids");
}

#[test]
fn values_are_exact_and_wide_ones_are_set_aside() {
    let rows = conform_report(&context("c1"), &report(), &[], Catalog::builtin());
    let [rejected] = rows.rejected() else { panic!("{:?}", rows.rejected()) };
    assert_eq!((rejected.ordinal, rejected.reason), (3, "value_too_large"));
    assert!(rejected.message.contains("70000000000000000000000000000"));
    let figures = &tables(vec![rows]).unwrap()["figures"];
    let values = figures.column_by_name("value").unwrap().as_primitive::<Decimal128Type>().values().to_vec();
    assert_eq!(values, [1_756_000_000, 84_210_000, 1_756_000_000]);
}

#[test]
fn reports_count_what_was_found() {
    let reports = &conformed()["reports"];
    assert_eq!(text(reports, "report_id")[0], "ubnd/94@2004-01-01/2016/year/cai-cach-hanh-chinh");
    assert_eq!(text(reports, "mentions_by_class")[0], r#"{"document_number":1,"page":1}"#);
    let counts =
        ["figures", "figures_with_indicator", "mentions", "citations", "statements", "findings"].map(|name| number(reports, name)[0]);
    assert_eq!(counts, [3, 2, 2, 1, 1, 2]);
}

#[test]
fn mentions_outside_the_text_have_no_section() {
    let mentions = &conformed()["mentions"];
    assert_eq!(text(mentions, "section_path")[..2], ["null", "II/2"]);
    assert!(mentions.column_by_name("page").unwrap().is_null(0));
}

#[test]
fn citations_and_statements_stand_in_their_section() {
    let tables = conformed();
    assert_eq!(text(&tables["citations"], "sentence")[0], "Theo Kế hoạch số 82/KH-UBND còn hạn chế.");
    assert!(tables["citations"].column_by_name("document_date").unwrap().is_null(0), "30 February is no day");
    assert_eq!(text(&tables["statements"], "text_folded")[0], "con han che");
    let area: &str = Catalog::builtin().indicators()[0].area.into();
    assert_eq!(text(&tables["statements"], "area")[0], area);
}

#[test]
fn findings_name_their_figures() {
    let tables = conformed();
    let named = tables["findings"].column_by_name("figures").unwrap().as_list::<i32>().value(0);
    let ids = text(&tables["figures"], "figure_id");
    assert_eq!(named.as_string::<i32>().iter().flatten().collect::<Vec<_>>(), ids[..2]);
}

#[test]
fn no_report_gives_empty_tables() {
    let tables = tables(Vec::new()).unwrap();
    assert!(tables.len() == 6 && tables.values().all(|rows| rows.num_rows() == 0));
}

#[test]
fn dimensions_pass_the_door() {
    let dimensions = dimensions(Catalog::builtin()).unwrap();
    assert_eq!(dimensions.keys().collect::<Vec<_>>(), ["indicators", "province_successions", "provinces", "rank_fields", "units"]);
    for (name, rows) in &dimensions {
        Contracts::builtin().get(name).unwrap().check(rows).unwrap();
        assert!(rows.num_rows() > 0, "{name}");
    }
}

#[test]
fn a_province_leads_to_the_unit_of_today() {
    let provinces = &dimensions(Catalog::builtin()).unwrap()["provinces"];
    let (keys, latest, shown) = (text(provinces, "province_key"), text(provinces, "latest_key"), text(provinces, "display_name"));
    let of = |key: &str| keys.iter().position(|found| found == key).unwrap();
    assert_eq!(latest[of("94@2004-01-01")], "92@2025-07-01");
    assert!(latest.iter().all(|key| keys.contains(key)));
    assert_eq!(shown[of("92@2025-07-01")], "TP. Cần Thơ");
    let today: std::collections::BTreeSet<_> = latest.iter().collect();
    assert_eq!(today.len(), 34);
}

#[test]
fn sort_keys_follow_the_vietnamese_alphabet() {
    assert!(sort_key("Đà Nẵng") > sort_key("Dĩ An") && sort_key("Bắc Ninh") < sort_key("Bến Tre"));
}
