//! Killed at any moment, the release and the tables are as before or as after, and the next run ends well.
#![cfg(unix)]
#![allow(clippy::unwrap_used)]

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Moments of a run at which it is killed; `SOLIEU_KILLS` sets another number.
const KILLS: u32 = 50;

struct Warehouse {
    folder: tempfile::TempDir,
}

impl Warehouse {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("reports")).unwrap();
        Self { folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("warehouse")
    }

    /// Turns the sources to the state of that number: a report comes, one changes, one goes.
    fn turn(&self, number: u32) {
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        let put = |name: &str, text: String| std::fs::write(self.folder.path().join("reports").join(name), text).unwrap();
        let sample = |name: &str| std::fs::read_to_string(samples.join(name)).unwrap();
        put("a.txt", sample("gia-lai-2024.txt").replace("51/54 nhiệm vụ", &format!("{}/54 nhiệm vụ", 10 + number % 40)));
        if number.is_multiple_of(2) {
            put("b.txt", sample("nghe-an-2023.txt"));
            let _ = std::fs::remove_file(self.folder.path().join("reports/c.txt"));
        } else {
            let _ = std::fs::remove_file(self.folder.path().join("reports/b.txt"));
            put("c.txt", sample("hai-phong-2025.txt"));
        }
    }

    fn run(&self) -> Command {
        self.run_into(&self.path())
    }

    fn run_into(&self, warehouse: &Path) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_solieu"));
        command.args(["run", "--source"]).arg(self.folder.path().join("reports")).arg("--warehouse").arg(warehouse);
        command.stdout(Stdio::null()).stderr(Stdio::null());
        command
    }

    fn finish(&self) {
        let output = self.run().stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    }

    fn ask(&self, sql: &str) -> String {
        let output = Command::new(env!("CARGO_BIN_EXE_solieu"))
            .args(["sql", sql, "--format", "csv", "--warehouse"])
            .arg(self.path())
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap()
    }

    /// The figure that tells which turn the release is of, and that its tables belong together.
    fn picture(&self) -> String {
        self.ask(
            "SELECT (SELECT any_value(quote) FROM figures WHERE quote LIKE '__/54 nhiệm vụ') AS quote, \
             (SELECT count(*) FROM figures WHERE content_id NOT IN (SELECT content_id FROM reports)) AS strays, \
             (SELECT count(*) FROM reports AS r WHERE superseded_by IS NULL \
              AND r.figures <> (SELECT count(*) FROM figures AS f WHERE f.content_id = r.content_id)) AS torn",
        )
    }
}

fn expected(number: u32) -> String {
    format!("quote,strays,torn\n{}/54 nhiệm vụ,0,0\n", 10 + number % 40)
}

/// Spreads the moments over the run without two alike: the golden section of its length.
fn moment(number: u32, length: Duration) -> Duration {
    length.mul_f64((f64::from(number) * 0.618_034).fract())
}

/// Runs the warehouse so often, each run disturbed at a moment of its own; after each the release is as before
/// the run or as after it. Every so many runs an undisturbed one follows, so that the others meet what was left.
fn disturb(warehouse: &Warehouse, times: u32, finish_every: u32, disturb: impl Fn(&mut std::process::Child)) {
    warehouse.turn(0);
    let began = Instant::now();
    warehouse.finish();
    let length = began.elapsed();
    let mut good = 0;
    for number in 1..=times {
        warehouse.turn(number);
        let mut child = warehouse.run().spawn().unwrap();
        std::thread::sleep(moment(number, length));
        disturb(&mut child);
        let ended = child.wait().unwrap().success();
        let picture = warehouse.picture();
        assert!(picture == expected(good) || picture == expected(number), "run {number}: {picture} is neither of {good} nor of {number}");
        good = if ended || picture == expected(number) { number } else { good };
        if number.is_multiple_of(finish_every) {
            warehouse.finish();
            assert_eq!(warehouse.picture(), expected(number));
            good = number;
        }
    }
}

/// How often a run is disturbed: as the environment says, or so often.
fn times(usual: u32) -> u32 {
    std::env::var("SOLIEU_KILLS").ok().and_then(|count| count.parse().ok()).unwrap_or(usual)
}

#[test]
fn fifty_kills() {
    let (warehouse, kills) = (Warehouse::new(), times(KILLS));
    disturb(&warehouse, kills, 2, |child| child.kill().unwrap());
    warehouse.turn(kills + 1);
    warehouse.finish();
    let fresh = Warehouse::new();
    fresh.turn(kills);
    fresh.turn(kills + 1);
    fresh.finish();
    let gone = "SELECT content_id FROM reports WHERE superseded_by IS NULL AND NOT source_gone";
    let figures = |warehouse: &Warehouse| {
        warehouse.ask(&format!("SELECT figure_id, value, quote FROM figures WHERE content_id IN ({gone}) ORDER BY 1"))
    };
    assert!(figures(&warehouse) == figures(&fresh), "the warehouse holds what an undisturbed one holds");
}

#[test]
fn a_run_that_is_asked_to_end_ends_soon_and_leaves_the_lock_free() {
    disturb(&Warehouse::new(), times(10), 1, |child| {
        // As a service manager does.
        if child.try_wait().unwrap().is_none() {
            assert!(Command::new("kill").args(["-TERM", &child.id().to_string()]).status().unwrap().success());
        }
        let asked = Instant::now();
        child.wait().unwrap();
        assert!(asked.elapsed() < Duration::from_secs(5), "it took {:?}", asked.elapsed());
    });
}

#[test]
fn a_backup_made_during_a_run_opens_and_runs() {
    let warehouse = Warehouse::new();
    warehouse.turn(0);
    let began = Instant::now();
    warehouse.finish();
    let length = began.elapsed();
    for number in 1..=5 {
        warehouse.turn(number);
        let mut child = warehouse.run().spawn().unwrap();
        std::thread::sleep(moment(number, length));
        let restored = Warehouse::new();
        // The order that docs/operations.md gives: what names comes before what is named.
        std::fs::create_dir(restored.path()).unwrap();
        for part in ["solieu.duckdb", "state.json", "ledger", "releases", "lake", "raw", "extractions"] {
            let from = warehouse.path().join(part);
            let copied = Command::new("cp").arg("-a").arg(&from).arg(restored.path()).stderr(Stdio::null()).status().unwrap();
            assert!(copied.success() || part == "releases", "{part}: what a run is writing may vanish from releases alone");
        }
        child.wait().unwrap();
        let picture = restored.picture();
        assert!(picture == expected(number - 1) || picture == expected(number), "backup {number}: {picture}");
        let output = warehouse.run_into(&restored.path()).stderr(Stdio::piped()).output().unwrap();
        assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
        assert_eq!(restored.picture(), expected(number));
    }
}
