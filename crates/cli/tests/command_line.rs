//! What the binary prints, where to, and how it ends.
#![allow(clippy::unwrap_used)]

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn solieu(args: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_solieu")).args(args).current_dir(root()).output().unwrap()
}

fn with_input(args: &[&str], input: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_solieu"));
    let mut child =
        command.args(args).current_dir(root()).stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
    child.wait_with_output().unwrap()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn stdout(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn stderr(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn status(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn json_lines(output: &Output) -> Vec<serde_json::Value> {
    stdout(output).lines().map(|line| serde_json::from_str(line).unwrap()).collect()
}

/// A warehouse with the samples in it.
fn warehouse() -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("warehouse").display().to_string();
    let output = solieu(&["run", "samples", "--warehouse", &path]);
    assert_eq!(status(&output), 0, "{}", stderr(&output));
    assert!(stdout(&output).contains("reports: 8 read") && stdout(&output).contains("try: solieu sql"), "{}", stdout(&output));
    (folder, path)
}

#[test]
fn wrong_use_is_1() {
    let check = |args: &[&str], said: &str| {
        let output = solieu(args);
        assert_eq!((status(&output), stdout(&output).as_str()), (1, ""), "{args:?}");
        assert!(stderr(&output).contains(said), "{args:?}: {}", stderr(&output));
    };
    check(&["no-such-command"], "unrecognized subcommand");
    check(&["run", "--no-such-option"], "unexpected argument");
    check(&["run", "no-such-pipeline.toml"], "no-such-pipeline.toml: cannot read the pipeline file");
    check(&["run", "--source", "/no/such/folder"], "/no/such/folder");
    check(&["run", "--source", "s3://bucket/reports"], "write a pipeline with `url");
    check(&["extract", "/no/such/file.txt"], "/no/such/file.txt");
    check(&["sql", "SELECT 1", "--warehouse", "/no/such/warehouse"], "hint: make one with `solieu run`");
    check(&["catalog", "show", "dossiers.on_tim"], "hint: there are: dossiers.on_time");
}

#[test]
fn help_is_0_and_every_command_has_an_example() {
    let commands = [
        "run", "schedule", "extract", "check", "sql", "explain", "catalog", "status", "history", "diff", "vacuum", "rejects", "export",
        "doctor",
    ];
    for command in commands {
        let output = solieu(&[command, "--help"]);
        assert_eq!(status(&output), 0);
        assert!(stdout(&output).contains("Example") && stdout(&output).contains(&format!("solieu {command}")), "{command}");
    }
    let all = stdout(&solieu(&["--help"]));
    let told: Vec<_> = all.lines().skip_while(|line| *line != "Commands:").skip(1).take_while(|line| !line.is_empty()).collect();
    // A long description goes on below, further in.
    let told = told.iter().filter(|line| !line.starts_with("    "));
    let told: Vec<_> = told.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").collect();
    assert_eq!(told, commands, "what is not there is not listed");
}

#[test]
fn an_unknown_key_is_told_with_its_line() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("p.toml");
    std::fs::write(&path, "on_mising = \"keep\"\nsources = []\n").unwrap();
    let output = solieu(&["run", path.to_str().unwrap(), "--warehouse", folder.path().to_str().unwrap()]);
    assert_eq!(status(&output), 1);
    assert!(stderr(&output).contains("p.toml:1: unknown key `on_mising`: did you mean `on_missing`?"), "{}", stderr(&output));
}

#[test]
fn rejected_input_is_2_and_the_rest_is_there() {
    let folder = tempfile::tempdir().unwrap();
    let place = |name: &str| folder.path().join(name);
    std::fs::create_dir(place("reports")).unwrap();
    std::fs::copy(root().join("samples/gia-lai-2024.txt"), place("reports/a.txt")).unwrap();
    std::fs::write(place("reports/empty.txt"), "").unwrap();
    let (source, warehouse) = (place("reports").display().to_string(), place("w").display().to_string());
    for told in ["1 read", "1 unchanged"] {
        let output = solieu(&["run", "--source", &source, "--warehouse", &warehouse]);
        assert_eq!(status(&output), 2);
        assert!(
            stdout(&output).contains(told) && stdout(&output).contains("1 rejected") && stdout(&output).contains("empty.txt"),
            "{}",
            stdout(&output)
        );
    }
    let output = solieu(&[
        "extract",
        &place("reports/empty.txt").display().to_string(),
        &place("reports/a.txt").display().to_string(),
        "--format",
        "jsonl",
    ]);
    assert_eq!(status(&output), 2);
    assert!(json_lines(&output).len() > 20 && stderr(&output).contains("empty.txt"));
}

#[test]
fn a_blocked_or_failed_run_is_3() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("warehouse"), "a file where the folder should be").unwrap();
    let output = solieu(&["run", "samples", "--warehouse", &folder.path().join("warehouse").display().to_string()]);
    assert_eq!(status(&output), 3, "{}", stderr(&output));
}

#[test]
fn extract_prints_one_object_a_figure() {
    let path = root().join("samples/gia-lai-2024.txt");
    let output = solieu(&["extract", path.to_str().unwrap(), "--format", "jsonl"]);
    assert_eq!((status(&output), stderr(&output).as_str()), (0, ""));
    let text: Vec<char> = std::fs::read_to_string(&path).unwrap().chars().collect();
    let keys = [
        "report",
        "start",
        "end",
        "quote",
        "sentence",
        "section",
        "measure",
        "value",
        "denominator",
        "unit",
        "qualifier",
        "indicator",
        "level",
        "subject",
        "role",
        "year",
        "confidence",
        "rule",
        "findings",
    ];
    for (line, figure) in stdout(&output).lines().zip(json_lines(&output)) {
        let place = |key: &str| usize::try_from(figure[key].as_u64().unwrap()).unwrap();
        assert_eq!(text[place("start")..place("end")].iter().collect::<String>(), figure["quote"].as_str().unwrap());
        assert_eq!(figure["report"], "gia-lai-2024");
        assert!(figure["value"].is_number() && figure["findings"].is_array());
        let at: Vec<_> = keys.iter().map(|key| line.find(&format!("\"{key}\":")).unwrap()).collect();
        assert!(at.is_sorted(), "{line}");
    }
    let ratio = json_lines(&output).into_iter().find(|figure| figure["quote"] == "51/54 nhiệm vụ").unwrap();
    assert_eq!((ratio["value"].to_string(), ratio["denominator"].to_string()), ("51".to_owned(), "54".to_owned()));
}

#[test]
fn a_passage_without_letterhead_is_read_all_the_same() {
    let passage = "Năm 2019, toàn tỉnh giải quyết 120/150 hồ sơ, đạt tỷ lệ 80%.\n";
    let output = with_input(&["extract", "-", "--format", "jsonl"], passage);
    assert_eq!(status(&output), 0);
    let figures = json_lines(&output);
    assert_eq!(figures.len(), 2, "{figures:?}");
    assert_eq!(
        (&figures[0]["report"], &figures[0]["value"].to_string(), &figures[0]["year"].to_string()),
        (&"-".into(), &"120".to_owned(), &"2019".to_owned())
    );
    assert!(stderr(&output).contains("--province"), "{}", stderr(&output));
    let stated = with_input(&["extract", "-", "--province", "Sóc Trăng", "--year", "2018", "--format", "jsonl"], passage);
    assert_eq!(stderr(&stated), "");
    let csv = with_input(&["extract", "-", "--format", "csv"], passage);
    assert!(stdout(&csv).lines().nth(1).unwrap().contains(",ratio,120,150,"), "{}", stdout(&csv));
    let arrow = with_input(&["extract", "-", "--format", "arrow"], passage);
    let reader = arrow::ipc::reader::StreamReader::try_new(arrow.stdout.as_slice(), None).unwrap();
    assert_eq!(reader.map(|batch| batch.unwrap().num_rows()).sum::<usize>(), 2);
}

#[test]
fn check_is_4_where_a_report_contradicts_itself() {
    let head = std::fs::read_to_string(root().join("samples/nghe-an-2023.txt")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("r.txt").display().to_string();
    std::fs::write(&path, head.replace("96,55%", "86,55%")).unwrap();
    let output = solieu(&["check", &path, "--format", "jsonl"]);
    assert_eq!(status(&output), 4);
    let finding = json_lines(&output).into_iter().find(|finding| finding["kind"] == "percent_mismatch").unwrap();
    assert_eq!((&finding["report"], &finding["severity"]), (&"r".into(), &"error".into()));
    assert!(finding["spans"][0][0].is_u64() && finding["message_vi"].is_string() && finding["figures"].is_array());
    let passage = with_input(&["check", "-", "--year", "2019", "--province", "Sóc Trăng"], "Đã giải quyết 120/150 hồ sơ, đạt tỷ lệ 80%.\n");
    assert_eq!((status(&passage), stdout(&passage).as_str()), (0, "-: 0 findings\n"));
}

#[test]
fn the_release_answers() {
    let (_folder, path) = warehouse();
    let sql = |query: &str, format: &str| {
        let output = solieu(&["sql", query, "--format", format, "--warehouse", &path]);
        assert_eq!(status(&output), 0, "{}", stderr(&output));
        stdout(&output)
    };
    assert_eq!(sql("SELECT 84.21::DECIMAL(28,6) AS a, NULL AS b, 'x' AS c", "csv"), "a,b,c\n84.21,,x\n");
    assert_eq!(sql("SELECT 84.21::DECIMAL(28,6) AS a, [1, 2] AS b", "jsonl"), "{\"a\":84.21,\"b\":[1,2]}\n");
    assert!(sql("SELECT count(*) AS reports FROM reports", "table").lines().any(|line| line.trim() == "8"));
    assert!(sql("FROM panel LIMIT 3", "markdown").starts_with("| province_key"));
    let file = Path::new(&path).join("out.parquet").display().to_string();
    assert_eq!(status(&solieu(&["sql", "FROM figures", "-o", &file, "--warehouse", &path])), 0);
    assert_eq!(sql(&format!("SELECT (SELECT count(*) FROM '{file}') = (SELECT count(*) FROM figures) AS same"), "csv"), "same\ntrue\n");
    let wrong = solieu(&["sql", "SELEC 1", "--warehouse", &path]);
    assert_eq!(status(&wrong), 1);
    assert!(stderr(&wrong).contains("syntax error"), "{}", stderr(&wrong));
    let write = solieu(&["sql", "DELETE FROM figures", "--warehouse", &path]);
    assert_eq!(status(&write), 1, "the release is read-only");

    let figure =
        sql("SELECT figure_id FROM panel WHERE figure_id IS NOT NULL ORDER BY 1 LIMIT 1", "csv").lines().nth(1).unwrap().to_owned();
    let explained = stdout(&solieu(&["explain", &figure, "--warehouse", &path]));
    for part in ["Where it stands", "quote", "sentence", "What it says", "Why", "confidence", "In the panel", "chosen"] {
        assert!(explained.contains(part), "{part}: {explained}");
    }
    assert_eq!(status(&solieu(&["explain", "zzzz", "--warehouse", &path])), 1);
    let status_line = stdout(&solieu(&["status", "--warehouse", &path]));
    assert!(status_line.contains("releases/1.duckdb") && status_line.contains("rejected    0"), "{status_line}");
    let history = json_lines(&solieu(&["history", "--format", "jsonl", "--warehouse", &path]));
    assert_eq!((&history[0]["run_id"], &history[0]["end"]["status"]), (&"r000001".into(), &"done".into()));
    assert!(stdout(&solieu(&["doctor", "--warehouse", &path])).contains("read by DuckDB"));
    let moved = Path::new(&path).with_file_name("elsewhere");
    std::fs::rename(&path, &moved).unwrap();
    let after = solieu(&["sql", "SELECT count(*) FROM reports", "--format", "csv", "--warehouse", moved.to_str().unwrap()]);
    assert_eq!(stdout(&after).lines().nth(1), Some("8"), "the folder may be moved");
}

#[test]
fn the_log_is_json_lines_for_jobs() {
    let folder = tempfile::tempdir().unwrap();
    let output = solieu(&["run", "samples", "--log", "json", "--warehouse", &folder.path().display().to_string()]);
    assert!(stderr(&output).lines().count() > 3);
    for line in stderr(&output).lines() {
        let event: serde_json::Value = serde_json::from_str(line).unwrap();
        assert!(event["level"].is_string(), "{line}");
    }
}
