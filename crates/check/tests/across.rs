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
fn jumps_and_money_per_head_stand_out() {
    let mut rows = Vec::new();
    for province in 0..20 {
        let key = format!("{province:02}@2004-01-01");
        let odd = province == 7;
        rows.push(row(&key, 2020, "dossiers.received", 100_000 + province * 900));
        rows.push(row(&key, 2021, "dossiers.received", if odd { 1_200_000 } else { 105_000 + province * 1000 }));
        rows.push(row(&key, 2021, "civil_service.downsized", 100));
        rows.push(row(&key, 2021, "civil_service.downsizing_cost", if odd { 12_000_000 } else { 12_000_000_000 }));
    }
    let found = check_panel(&rows, Catalog::builtin());
    let kinds: Vec<&str> = found.iter().map(|f| f.finding.kind.as_str()).collect();
    assert_eq!(kinds, ["jump", "money_per_head"]);
    assert!(found.iter().all(|f| rows[f.row].province_key == "07@2004-01-01"));
}
