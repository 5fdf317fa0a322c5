//! Checks between reports.
#![allow(clippy::unwrap_used)]

use rust_decimal::Decimal;
use solieu_catalog::Catalog;
use solieu_check::{PanelRow, Restatement, Severity, check_panel, check_restated};
use solieu_extract::Measure;
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

const OWN: &str = "94@2004-01-01";

/// Kind, what is stated and what follows of all that is found in the panel.
fn found(rows: &[PanelRow]) -> Vec<(String, String, String)> {
    check_panel(rows, Catalog::builtin()).into_iter().map(|f| (f.finding.kind, f.finding.stated, f.finding.computed)).collect()
}

fn owned(kind: &str, stated: &str, computed: &str) -> (String, String, String) {
    (kind.to_owned(), stated.to_owned(), computed.to_owned())
}

#[test]
fn last_year_is_held_against_last_years_report() {
    let check = |measure, value: &str, quote: &str, before: &[&str], expect: Option<(Severity, &str)>| {
        let number = |text: &str| text.parse::<Decimal>().unwrap();
        let before = before.iter().map(|text| number(text)).collect();
        let said = Restatement { year: 2015, measure, value: number(value), quote: quote.to_owned(), before };
        let found = check_restated(&[said]);
        let got = found.first().map(|one| (one.finding.severity, one.finding.computed.as_str()));
        assert_eq!(got, expect, "{quote} after {found:?}");
    };
    check(Measure::Count, "853793", "853.793 hồ sơ", &["853793"], None);
    check(Measure::Count, "835793", "835.793 hồ sơ", &["853793"], Some((Severity::Warning, "853.793")));
    check(Measure::Count, "712004", "712.004 hồ sơ", &["853793"], Some((Severity::Note, "853.793")));
    // One of several values is meant; of several others nobody can tell which.
    check(Measure::Count, "853793", "853.793 hồ sơ", &["12", "853793"], None);
    check(Measure::Count, "712004", "712.004 hồ sơ", &["12", "853793"], None);
    check(Measure::Percent, "97.3", "97,3%", &["97.26"], None);
    check(Measure::Percent, "79.3", "79,3%", &["97.26"], Some((Severity::Note, "97,26")));
}

#[test]
fn stocks_follow_from_last_year() {
    let rows = |stock: i64| {
        [
            row(OWN, 2015, "organisation.public_units", 823),
            row(OWN, 2016, "organisation.public_units", stock),
            row(OWN, 2016, "organisation.units_reduced", 11),
            row("92@2004-01-01", 2015, "organisation.public_units", 400),
        ]
    };
    assert_eq!(found(&rows(812)), []);
    assert_eq!(found(&rows(821)), [owned("stock_mismatch", "821", "812")]);
}

#[test]
fn changes_of_rank_follow_from_both_ranks() {
    let rows = |index: &str, before: i64, change: i64| {
        [
            row(OWN, 2014, &format!("{index}.rank"), before),
            row(OWN, 2015, &format!("{index}.rank"), 17),
            row(OWN, 2015, &format!("{index}.rank_change"), change),
        ]
    };
    assert_eq!(found(&rows("par_index", 19, 2)), []);
    assert_eq!(found(&rows("par_index", 19, 5)), [owned("rank_change_mismatch", "5", "2")]);
    assert_eq!(found(&rows("pci", 23, 9)), [owned("rank_change_mismatch", "9", "6")]);
    // A province that was made since states the ranks of its parts.
    let merged = rows("pci", 23, 9).map(|row| PanelRow { province_key: "52@2025-07-01".to_owned(), ..row });
    assert_eq!(found(&merged), []);
    // Nothing is known of the year before.
    assert_eq!(found(&rows("pci", 23, 9)[1..]), []);
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
