//! Answers that leave the terminal: workbooks, CSV for Excel, Parquet, scripts.
#![allow(clippy::unwrap_used)]

mod common;

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

use common::{root, sql, stderr, stdout, value, warehouse};

fn script(text: &str, args: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solieu"));
    command.args(["sql", "--warehouse", warehouse()]).args(args).current_dir(root());
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn part(book: &Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(book).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

#[test]
fn a_workbook_has_typed_cells_and_says_where_they_come_from() {
    let folder = tempfile::tempdir().unwrap();
    let book = folder.path().join("x.xlsx");
    let query = "SELECT province, figure_id, 84.21::DECIMAL(28,6) AS percent, 2016 AS year, true AS ok, DATE '2025-07-01' AS day, \
                 TIMESTAMP '2025-07-01 12:00:00' AS moment, 12345678901234567890::HUGEINT AS long FROM panel ORDER BY figure_id LIMIT 1";
    let output = sql(&[query, "-o", book.to_str().unwrap()]);
    assert!(output.status.success(), "{}", stderr(&output));
    let (sheet, about, texts) =
        (part(&book, "xl/worksheets/sheet1.xml"), part(&book, "xl/worksheets/sheet2.xml"), part(&book, "xl/sharedStrings.xml"));
    let cell = |place: &str| sheet.split("<c ").find(|cell| cell.starts_with(&format!("r=\"{place}\""))).unwrap_or_default().to_owned();
    assert!(cell("C2").contains("<v>84.21</v>") && !cell("C2").contains("t="), "{sheet}");
    assert!(cell("D2").contains("<v>2016</v>") && cell("E2").contains("t=\"b\""), "{sheet}");
    assert!(cell("F2").contains("<v>45839</v>") && cell("F2").contains("s="), "{sheet}");
    assert!(cell("G2").contains("<v>45839.5</v>"), "{sheet}");
    assert!(
        cell("H2").contains("t=\"s\"") && texts.contains("12345678901234567890"),
        "a number that a double would round is text: {sheet}"
    );
    assert!(sheet.contains("state=\"frozen\"") && sheet.contains("<col "), "{sheet}");
    assert!(about.contains("<sheetData>"), "{about}");
    for told in ["FROM panel ORDER BY figure_id", "Release: run_id", "r000001", "The reports that the result names", "Tỷ lệ phần trăm"]
    {
        assert!(texts.contains(told), "{told}: {texts}");
    }
}

#[test]
fn a_workbook_names_the_reports_it_can_and_all_where_it_cannot() {
    let folder = tempfile::tempdir().unwrap();
    let check = |query: &str, which: &str, count: &str| {
        let book = folder.path().join("x.xlsx");
        let output = sql(&[query, "-o", book.to_str().unwrap()]);
        assert!(output.status.success(), "{query}: {}", stderr(&output));
        let texts = part(&book, "xl/sharedStrings.xml");
        assert!(texts.contains(which) && texts.contains(&format!("<t>{count}</t>")), "{query}: {texts}");
    };
    let two = "SELECT content_id FROM reports ORDER BY report_year, content_id LIMIT 2";
    check(two, "The reports that the result names", "2");
    check(&format!("SELECT figure_id FROM figures WHERE content_id IN ({two})"), "The reports that the result names", "2");
    check(
        "SELECT count(*) AS n FROM panel",
        "those of the whole release",
        &value("SELECT count(*) FROM reports WHERE superseded_by IS NULL"),
    );
    check("SELECT content_id FROM reports WHERE false", "The reports that the result names", "0");
}

#[test]
fn excel_is_a_kind_of_csv() {
    let output = sql(&["SELECT 84.21 AS a, 'Cần Thơ; x' AS b, NULL AS c", "--excel"]);
    assert_eq!(stdout(&output), "\u{feff}a;b;c\r\n84,21;\"Cần Thơ; x\";\r\n");
    let wrong = sql(&["SELECT 1", "--excel", "--format", "jsonl"]);
    assert_eq!(wrong.status.code(), Some(1));
    assert!(stderr(&wrong).contains("--excel is a kind of CSV"), "{}", stderr(&wrong));
}

#[test]
fn every_statement_of_a_script_is_answered() {
    let text = "-- đầu\nSELECT 1 AS a;\nSET VARIABLE y = 2;\nSELECT\n  getvariable('y') AS b; SELECT ';' AS c\n";
    let output = script(text, &["--format", "csv"]);
    assert_eq!((stdout(&output).as_str(), stderr(&output).as_str()), ("a\n1\nb\n2\nc\n;\n", ""));
    let modes = script(".mode jsonl\nSELECT 1 AS a;\n.mode excel\nSELECT 1.5 AS a;\n.quit\nSELECT 2;\n", &[]);
    assert_eq!(stdout(&modes), "{\"a\":1}\n\u{feff}a\r\n1,5\r\n");
    let wrong = script("SELECT 1 AS a;\n\nSELEC 2;\nSELECT 3;", &["--format", "csv"]);
    assert_eq!((wrong.status.code(), stdout(&wrong).as_str()), (Some(1), "a\n1\n"));
    assert!(stderr(&wrong).contains("error: line 3:"), "{}", stderr(&wrong));
}

#[test]
fn dot_commands_show_what_there_is() {
    let check = |text: &str, told: &[&str]| {
        let output = script(text, &["--format", "csv"]);
        assert!(output.status.success(), "{text}: {}", stderr(&output));
        for told in told {
            assert!(stdout(&output).contains(told), "{text}: {told}: {}", stdout(&output));
        }
    };
    check(".help", &[".columns NAME", "until a `;`"]);
    check(".tables", &["panel,table,", "coverage,view,", "\"ranking(wanted_indicator, wanted_year)\",macro,"]);
    check(".columns panel", &["province_key,VARCHAR,", "percent,DOUBLE,percent,"]);
    check(".columns panel_wide", &["dossiers_on_time,DOUBLE,percent,"]);
    check(".examples evidence", &["citation", ";\n"]);
    check(".release", &["run_id,r000001"]);
    for (text, told) in
        [(".columns pane", "panel_today"), (".nothing", ".help lists"), (".mode nothing", "markdown"), (".columns ranking", "is a macro")]
    {
        let output = script(text, &[]);
        assert_eq!(output.status.code(), Some(1));
        assert!(stderr(&output).contains(told), "{text}: {}", stderr(&output));
    }
}

#[test]
fn answers_go_to_the_file_that_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name).display().to_string();
    let text = format!(
        ".output {}\nSELECT 1 AS a;\nSELECT 2 AS a;\n.output {}\nSELECT 3 AS a;\n.output\n.mode csv\nSELECT 4 AS a;",
        place("a.csv"),
        place("b.jsonl")
    );
    let output = script(&text, &[]);
    assert_eq!((stdout(&output).as_str(), stderr(&output).as_str()), ("a\n4\n", ""));
    let read = |name: &str| std::fs::read_to_string(place(name)).unwrap();
    assert_eq!((read("a.csv").as_str(), read("b.jsonl").as_str()), ("a\n1\na\n2\n", "{\"a\":3}\n"));
    let two = script("SELECT 1;SELECT 2;", &["-o", &place("x.xlsx")]);
    assert_eq!(two.status.code(), Some(1));
    assert!(stderr(&two).contains("one XLSX file holds one result"), "{}", stderr(&two));
}

#[test]
fn parquet_holds_query_release_and_meanings() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("p.parquet").display().to_string();
    assert!(sql(&["SELECT province, year, percent FROM panel", "-o", &file]).status.success());
    let noted = value(&format!(
        "SELECT string_agg(decode(key) || '=' || decode(value), ' ') FROM parquet_kv_metadata('{file}') WHERE decode(key) LIKE 'solieu%'"
    ));
    assert!(noted.contains("solieu.query=SELECT province, year, percent FROM panel") && noted.contains("r000001"), "{noted}");
    let reader = parquet::arrow::arrow_reader::ParquetRecordBatchReaderBuilder::try_new(std::fs::File::open(&file).unwrap()).unwrap();
    let field = reader.schema().field_with_name("percent").unwrap().clone();
    assert_eq!(field.metadata()["unit"], "percent");
    assert!(field.metadata()["vi"].starts_with("Tỷ lệ") && field.metadata()["en"].starts_with("Percent"));
}
