//! `solieu catalog test`: how well the catalogue names figures that a person has named.

use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Args;
use comfy_table::Table;
use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_interpret::{GoldFigure, InterpretedReport, Outcome, Verdict, compare, shared_keys};

use crate::args::StatedArgs;
use crate::error::CliError;
use crate::{output, reading};

/// Confidences from which on it is told how many meanings are right.
const SURE: [f32; 4] = [0.95, 0.9, 0.8, 0.0];

/// What is tested, and against what
#[derive(Debug, Args)]
pub(super) struct ScoreArgs {
    /// Files of figures that a person has named (NAME.jsonl for the report NAME), or folders of them
    #[arg(required = true, value_name = "GOLD")]
    gold: Vec<PathBuf>,
    /// Folder of the reports [default: the gold's own folder, then the one above it]
    #[arg(long, value_name = "DIR")]
    reports: Option<PathBuf>,
    /// Tell of these indicators only; repeat for several
    #[arg(long, value_name = "ID")]
    indicator: Vec<String>,
    /// Also list where a report has several values for one indicator, level, year and measure
    #[arg(long)]
    keys: bool,
    #[command(flatten)]
    stated: StatedArgs,
}

/// A report with its gold and how that fared.
struct Scored {
    name: String,
    interpreted: InterpretedReport,
    gold: Vec<GoldFigure>,
    verdicts: Vec<Verdict>,
}

/// Prints what is right, missed and wrong, by indicator.
pub(super) fn run(args: &ScoreArgs, catalog: &Catalog, out: &mut impl Write) -> Result<(), CliError> {
    for id in &args.indicator {
        super::find(catalog, id)?;
    }
    let mut reports = Vec::new();
    for file in gold_files(&args.gold)? {
        reports.push(score(&file, args, catalog)?);
    }
    let tallies = tally(&reports, &args.indicator);
    write_sentences(&tallies, out)?;
    writeln!(out, "{}", table(&tallies))?;
    write_totals(&reports, out)?;
    if args.keys {
        reports.iter().try_for_each(|report| write_keys(report, out))?;
    }
    Ok(())
}

/// Gold files named, and those of folders named; findings and pairs beside them are none.
fn gold_files(named: &[PathBuf]) -> Result<Vec<PathBuf>, CliError> {
    let mut files = Vec::new();
    for path in named {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let entries = std::fs::read_dir(path).map_err(|error| CliError::unreadable(path, &error))?;
        let inside = entries.filter_map(Result::ok).map(|entry| entry.path());
        let first = files.len();
        files.extend(inside.filter(|file| is_gold(file)));
        files[first..].sort();
    }
    if files.is_empty() {
        return Err(CliError::usage("no gold there").hint("a gold file is named NAME.jsonl after its report; docs/catalogue.md shows one"));
    }
    Ok(files)
}

fn is_gold(file: &Path) -> bool {
    let name = file.file_name().unwrap_or_default().to_string_lossy();
    name.strip_suffix(".jsonl").is_some_and(|stem| !stem.contains('.'))
}

fn score(file: &Path, args: &ScoreArgs, catalog: &Catalog) -> Result<Scored, CliError> {
    let gold = read_gold(file)?;
    let path = report_of(file, args.reports.as_deref())?;
    let bytes = std::fs::read(&path).map_err(|error| CliError::unreadable(&path, &error))?;
    let media = MediaType::of(&path).unwrap_or(MediaType::Text);
    let document = solieu_document::read(&bytes, media).map_err(|error| CliError::usage(format!("{}: {error}", path.display())))?;
    let mut interpreted = None;
    reading::read_each(std::slice::from_ref(&path), catalog, &args.stated, |report| {
        interpreted = Some(report.interpreted.clone());
        Ok(())
    })?;
    let interpreted = interpreted.ok_or_else(|| CliError::usage(format!("{} cannot be read", path.display())))?;
    let verdicts = compare(&document.source, &interpreted, &gold, catalog);
    let verdicts = verdicts.map_err(|error| CliError::usage(format!("{}: {error}", file.display())))?;
    let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    Ok(Scored { name, interpreted, gold, verdicts })
}

fn read_gold(file: &Path) -> Result<Vec<GoldFigure>, CliError> {
    let text = std::fs::read_to_string(file).map_err(|error| CliError::unreadable(file, &error))?;
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let parsed = lines
        .map(|(at, line)| serde_json::from_str(line).map_err(|error| CliError::usage(format!("{}:{}: {error}", file.display(), at + 1))));
    parsed.collect()
}

/// The report of a gold file: the readable file of the same name.
fn report_of(gold: &Path, reports: Option<&Path>) -> Result<PathBuf, CliError> {
    let own = gold.parent().unwrap_or(Path::new("."));
    let folders: Vec<PathBuf> = match reports {
        Some(folder) => vec![folder.to_owned()],
        None => vec![own.to_owned(), own.join("..")],
    };
    let is_report = |file: &PathBuf| MediaType::of(file).is_some() && file.file_stem() == gold.file_stem();
    let files = folders.iter().filter_map(|folder| std::fs::read_dir(folder).ok()).flat_map(|dir| dir.filter_map(Result::ok));
    files.map(|entry| entry.path()).find(is_report).ok_or_else(|| {
        let name = gold.file_stem().unwrap_or_default().to_string_lossy().into_owned();
        CliError::usage(format!("{}: no report `{name}` with it", gold.display())).hint("say where the reports lie with --reports DIR")
    })
}

/// How often an indicator came out how, and the sentences in which it did not come out right.
#[derive(Default)]
struct Tally {
    counts: BTreeMap<Outcome, usize>,
    sentences: Vec<String>,
}

impl Tally {
    fn count(&self, outcome: Outcome) -> usize {
        self.counts.get(&outcome).copied().unwrap_or(0)
    }
}

/// By indicator: the gold's, or where it names none the one that was read.
fn tally<'r>(reports: &'r [Scored], wanted: &[String]) -> BTreeMap<&'r str, Tally> {
    let mut tallies: BTreeMap<&str, Tally> = BTreeMap::new();
    for (report, verdict) in reports.iter().flat_map(|report| report.verdicts.iter().map(move |verdict| (report, verdict))) {
        let Some(id) = indicator(report, verdict).filter(|id| wanted.is_empty() || wanted.iter().any(|w| w == id)) else { continue };
        let tally = tallies.entry(id).or_default();
        *tally.counts.entry(verdict.outcome).or_default() += 1;
        if verdict.outcome != Outcome::Right {
            tally.sentences.push(told(report, verdict));
        }
    }
    tallies
}

fn indicator<'r>(report: &'r Scored, verdict: &Verdict) -> Option<&'r str> {
    report.gold[verdict.gold].indicator.as_deref().or_else(|| read_as(report, verdict))
}

fn read_as<'r>(report: &'r Scored, verdict: &Verdict) -> Option<&'r str> {
    report.interpreted.meanings[verdict.figure?].indicator.as_deref()
}

/// `missed  nghe-an-2023: "73 nhiệm vụ" read as plan.missions (0.85) in: …`
fn told(report: &Scored, verdict: &Verdict) -> String {
    let gold = &report.gold[verdict.gold];
    let read = match (verdict.figure, read_as(report, verdict)) {
        (None, _) => "not found".to_owned(),
        (Some(_), None) => "no indicator".to_owned(),
        (Some(at), Some(id)) => format!("read as {id} ({:.2})", report.interpreted.meanings[at].confidence),
    };
    let sentence = verdict.figure.map_or_else(|| gold.context.clone(), |at| sentence(&report.interpreted, at));
    format!("  {:<8} {}: \"{}\" {read} in: {sentence}", verdict.outcome.to_string(), report.name, gold.quote)
}

fn sentence(report: &InterpretedReport, at: usize) -> String {
    let figure = &report.extraction.figures[at];
    let passage = &report.extraction.passages[figure.passage as usize];
    let next = passage.sentence_ends.partition_point(|end| *end <= figure.start);
    let start = next.checked_sub(1).map_or(0, |before| passage.sentence_ends[before]) as usize;
    let end = passage.sentence_ends.get(next).map_or(usize::MAX, |end| *end as usize);
    let text: String = passage.text.chars().skip(start).take(end - start).collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn write_sentences(tallies: &BTreeMap<&str, Tally>, out: &mut impl Write) -> Result<(), CliError> {
    for (id, tally) in tallies.iter().filter(|(_, tally)| !tally.sentences.is_empty()) {
        writeln!(out, "{id}")?;
        tally.sentences.iter().try_for_each(|sentence| writeln!(out, "{sentence}"))?;
    }
    Ok(())
}

fn table(tallies: &BTreeMap<&str, Tally>) -> Table {
    let mut table = Table::new();
    output::table::plain(&mut table);
    table.set_header(["indicator", "right", "missed", "wrong", "unasked"]);
    for (id, tally) in tallies {
        let counts = [Outcome::Right, Outcome::Missed, Outcome::Wrong, Outcome::Unasked].map(|outcome| tally.count(outcome).to_string());
        table.add_row([vec![(*id).to_owned()], counts.to_vec()].concat());
    }
    table
}

fn write_totals(reports: &[Scored], out: &mut impl Write) -> Result<(), CliError> {
    let verdicts = || reports.iter().flat_map(|report| &report.verdicts);
    let count = |outcome| verdicts().filter(|verdict| verdict.outcome == outcome).count();
    let [right, missed, wrong, unasked, unnamed] =
        [Outcome::Right, Outcome::Missed, Outcome::Wrong, Outcome::Unasked, Outcome::Unnamed].map(count);
    writeln!(out, "figures with an indicator in the gold   {}", right + missed + wrong)?;
    writeln!(out, "  recall {}  precision {}", share(right, right + missed + wrong), share(right, right + wrong))?;
    writeln!(out, "figures without one in the gold         {}", unasked + unnamed)?;
    writeln!(out, "  that were given one  {}", share(unasked, unasked + unnamed))?;
    let agree = |pick: fn(&Verdict) -> Option<bool>| {
        let told: Vec<bool> = verdicts().filter_map(pick).collect();
        share(told.iter().filter(|right| **right).count(), told.len())
    };
    writeln!(out, "level {}  year {}", agree(|v| v.level), agree(|v| v.year))?;
    write_reliability(reports, out)
}

/// Of the figures found, how many are so sure, and how many of those have the gold's name or rightly none.
fn write_reliability(reports: &[Scored], out: &mut impl Write) -> Result<(), CliError> {
    let found = |report: &Scored, verdict: &Verdict| {
        let right = matches!(verdict.outcome, Outcome::Right | Outcome::Unnamed);
        verdict.figure.map(|at| (report.interpreted.meanings[at].confidence, right))
    };
    let all: Vec<(f32, bool)> = reports.iter().flat_map(|r| r.verdicts.iter().filter_map(move |v| found(r, v))).collect();
    for least in SURE {
        let sure: Vec<bool> = all.iter().filter(|(confidence, _)| *confidence >= least).map(|(_, right)| *right).collect();
        let right = sure.iter().filter(|right| **right).count();
        writeln!(out, "confidence from {least:.2}  of all {}  right {}", share(sure.len(), all.len()), share(right, sure.len()))?;
    }
    Ok(())
}

fn share(part: usize, whole: usize) -> String {
    if whole == 0 { "-".to_owned() } else { format!("{:.3}", part as f64 / whole as f64) }
}

/// Keys of a report with several values, and in what those differ.
fn write_keys(report: &Scored, out: &mut impl Write) -> Result<(), CliError> {
    let quote = |at: &usize| format!("\"{}\"", report.interpreted.extraction.figures[*at].quote);
    for key in shared_keys(&report.interpreted) {
        let apart: Vec<String> = key.told_apart_by.iter().map(ToString::to_string).collect();
        let values: Vec<String> = key.figures.iter().map(quote).collect();
        writeln!(out, "{}: {} {} {} {}", report.name, key.indicator, key.level, key.year, key.measure)?;
        writeln!(
            out,
            "  values {}; told apart by {}",
            values.join(", "),
            if apart.is_empty() { "nothing".to_owned() } else { apart.join(", ") }
        )?;
        key.alike.iter().try_for_each(|(left, right)| writeln!(out, "  alike: {} and {}", quote(left), quote(right)))?;
    }
    Ok(())
}
