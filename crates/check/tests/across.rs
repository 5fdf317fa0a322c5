//! Checks between reports.
#![allow(clippy::unwrap_used)]

mod reports;

use rust_decimal::Decimal;
use solieu_catalog::Catalog;
use solieu_check::{PanelRow, check_against, check_panel};
use solieu_interpret::Level;

fn row(province: &str, year: i32, indicator: &str, value: i64) -> PanelRow {
    PanelRow {
        province_key: province.to_owned(),
        year,
        indicator: indicator.to_owned(),
        level: Level::All,
        value: Some(Decimal::from(value)),
        denominator: None,
        percent: None,
    }
}

fn kinds(text: &str, prior: &[PanelRow]) -> Vec<(String, String, String)> {
    let report = reports::marked(text, 2016);
    check_against(&report, prior, Catalog::builtin()).into_iter().map(|f| (f.kind, f.stated, f.computed)).collect()
}

fn owned(kind: &str, stated: &str, computed: &str) -> (String, String, String) {
    (kind.to_owned(), stated.to_owned(), computed.to_owned())
}

const OWN: &str = "94@2004-01-01";

#[test]
fn last_year_is_held_against_last_years_report() {
    let prior = [row(OWN, 2015, "dossiers.received", 853_793), row("92@2004-01-01", 2015, "dossiers.received", 1)];
    let text = "Tiếp nhận {901.158 hồ sơ|dossiers.received}, năm 2015 là {853.793 hồ sơ|dossiers.received y2015}.";
    assert_eq!(kinds(text, &prior), []);
    let wrong = text.replace("853.793", "835.793");
    assert_eq!(kinds(&wrong, &prior), [owned("last_year_mismatch", "835.793", "853.793")]);
}

#[test]
fn stocks_follow_from_last_year() {
    let prior = [row(OWN, 2015, "organisation.public_units", 823)];
    let text = "Có {812 đơn vị|organisation.public_units}, giảm {11 đơn vị|count organisation.units_reduced}.";
    assert_eq!(kinds(text, &prior), []);
    assert_eq!(kinds(&text.replace("812", "821"), &prior), [owned("stock_mismatch", "821", "812")]);
}

#[test]
fn changes_of_rank_follow_from_both_ranks() {
    let prior = [row(OWN, 2014, "par_index.rank", 19)];
    let text = "PAR INDEX {xếp thứ 17/63|par_index.rank y2015}, {tăng 02 bậc|par_index.rank_change y2015}.";
    assert_eq!(kinds(text, &prior), []);
    assert_eq!(kinds(&text.replace("02 bậc", "05 bậc"), &prior), [owned("rank_change_mismatch", "5", "2")]);
}

#[test]
fn two_provinces_share_no_rank() {
    let rows = [
        row("01@2008-08-01", 2023, "par_index.rank", 3),
        row("31@2004-01-01", 2023, "par_index.rank", 3),
        row("22@2004-01-01", 2023, "par_index.rank", 2),
    ];
    let found = check_panel(&rows, Catalog::builtin());
    assert_eq!(found.iter().map(|f| (f.row, f.finding.kind.as_str())).collect::<Vec<_>>(), [(0, "shared_rank")]);
    assert_eq!(found[0].others, [1]);
}

#[test]
fn other_indices_change_their_ranks_too() {
    let prior = [row(OWN, 2014, "pci.rank", 30), row(OWN, 2014, "par_index.rank", 19)];
    let text = "PCI {xếp thứ 24/63|pci.rank y2015}, {tăng 06 bậc|pci.rank_change y2015}.";
    assert_eq!(kinds(text, &prior), []);
    assert_eq!(kinds(&text.replace("06 bậc", "09 bậc"), &prior), [owned("rank_change_mismatch", "9", "6")]);
    // Nothing is known of the year before.
    assert_eq!(kinds(&text.replace("06 bậc", "09 bậc"), &prior[1..]), []);
}

#[test]
fn parts_of_the_province_are_not_held_against_the_whole() {
    let prior = [row(OWN, 2015, "dossiers.received", 853_793)];
    let text = "Năm 2015 huyện A nhận {12.100 hồ sơ|dossiers.received y2015 subject=A}, mục tiêu {900.000 hồ sơ|dossiers.received y2015 role=target}.";
    assert_eq!(kinds(text, &prior), []);
}

/// Twenty provinces and six years that go their steady way.
fn steady() -> Vec<PanelRow> {
    let mut rows = Vec::new();
    for province in 0..20 {
        let key = format!("{province:02}@2004-01-01");
        for year in 2016..2022 {
            let grown = (i64::from(year) - 2016) * 1_700 + province * 910;
            rows.push(row(&key, year, "dossiers.received", 100_000 + grown));
            rows.push(row(&key, year, "civil_service.downsized", 90 + province));
            rows.push(row(&key, year, "civil_service.downsizing_cost", (90 + province) * 118_000_000 + grown));
            rows.push(row(&key, year, "par_index.rank", 1 + (province + i64::from(year)) % 20));
        }
    }
    rows
}

fn panel_kinds(rows: &[PanelRow]) -> Vec<(String, String)> {
    let found = check_panel(rows, Catalog::builtin());
    for one in &found {
        assert!(!one.finding.message.is_empty() && !one.finding.message_vi.is_empty(), "{one:?}");
    }
    found.into_iter().map(|f| (rows[f.row].province_key.clone(), f.finding.kind)).collect()
}

fn at<'a>(rows: &'a mut [PanelRow], province: &str, year: i32, indicator: &str) -> &'a mut PanelRow {
    rows.iter_mut().find(|row| row.province_key.starts_with(province) && row.year == year && row.indicator == indicator).unwrap()
}

#[test]
fn nothing_stands_out_of_a_steady_panel() {
    assert_eq!(panel_kinds(&steady()), []);
}

#[test]
fn a_value_that_jumps_stands_out_twice() {
    let mut rows = steady();
    at(&mut rows, "07", 2019, "dossiers.received").value = Some(Decimal::from(1_200_000));
    let key = "07@2004-01-01".to_owned();
    let expect = [(key.clone(), "jump".to_owned()), (key.clone(), "own_history".to_owned()), (key, "jump".to_owned())];
    assert_eq!(panel_kinds(&rows), expect);
}

#[test]
fn growth_that_all_provinces_share_is_no_jump() {
    let mut rows = steady();
    for row in rows.iter_mut().filter(|row| row.indicator == "dossiers.received" && row.year > 2018) {
        row.value = row.value.map(|value| value * Decimal::from(4));
    }
    assert_eq!(panel_kinds(&rows), []);
}

#[test]
fn trieu_for_ty_stands_out() {
    let mut rows = steady();
    let cost = at(&mut rows, "07", 2021, "civil_service.downsizing_cost");
    cost.value = cost.value.map(|value| value / Decimal::from(1000));
    let kinds: Vec<String> = panel_kinds(&rows).into_iter().map(|(_, kind)| kind).collect();
    assert!(kinds.contains(&"money_per_head".to_owned()), "{kinds:?}");
    assert!(panel_kinds(&rows).iter().all(|(key, _)| key == "07@2004-01-01"));
}

#[test]
fn a_rank_that_two_state_stands_out() {
    let mut rows = steady();
    at(&mut rows, "07", 2021, "par_index.rank").value = Some(Decimal::from(3));
    assert_eq!(panel_kinds(&rows).into_iter().map(|(_, kind)| kind).collect::<Vec<_>>(), ["shared_rank"]);
}
