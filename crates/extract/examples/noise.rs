//! Prints how much of the figures is still found after damage as a scan does it.
//!
//! `cargo run -p solieu-extract --example noise -- REPORTS_DIR GOLD_DIR`, with `REPORTS_DIR/NAME.txt`
//! and `GOLD_DIR/NAME.jsonl`; without arguments the samples. See `docs/extraction.md`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use solieu_document::MediaType;
use solieu_extract::{Figure, Lexicon};
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

const RUNS: u64 = 5;
const RATES: [f64; 4] = [0.0, 0.01, 0.02, 0.05];
/// What a scan does to characters; with what it does to spaces and stops; each alone.
const KINDS: [&[Damage]; 8] = [
    &[Damage::Marks, Damage::Digit, Damage::Rn, Damage::Split],
    &[Damage::Marks, Damage::Digit, Damage::Rn, Damage::Split, Damage::Join, Damage::Stop],
    &[Damage::Marks],
    &[Damage::Digit],
    &[Damage::Rn],
    &[Damage::Split],
    &[Damage::Join],
    &[Damage::Stop],
];

#[derive(Debug, Clone, Copy)]
enum Damage {
    /// `ế` read as `ê` or `e`.
    Marks,
    /// `0` read as `O`, `1` as `l`.
    Digit,
    /// `m` read as `rn`.
    Rn,
    /// A space inside a word.
    Split,
    /// A space lost.
    Join,
    /// `.` and `,` taken for one another, or lost.
    Stop,
}

struct Report {
    chars: Vec<char>,
    gold: Vec<Gold>,
}

/// A figure that a careful reader finds: its characters and what it says.
struct Gold {
    start: usize,
    end: usize,
    measure: String,
    value: f64,
    denominator: Option<f64>,
}

fn main() {
    let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut arguments = std::env::args().skip(1).map(PathBuf::from);
    let texts = arguments.next().unwrap_or_else(|| here.clone());
    let gold = arguments.next().unwrap_or_else(|| here.join("expected"));
    let reports = reports(&texts, &gold);
    for kinds in KINDS {
        println!("{kinds:?}");
        for rate in RATES {
            let f1: Vec<f64> = (0..if rate > 0.0 { RUNS } else { 1 }).map(|run| f1(&reports, rate, kinds, run)).collect();
            let mean = f1.iter().sum::<f64>() / f1.len() as f64;
            let (low, high) = f1.iter().fold((1.0_f64, 0.0_f64), |(low, high), f| (low.min(*f), high.max(*f)));
            println!("{:4.0} %  F1 {mean:.4}  ({low:.4} to {high:.4})", rate * 100.0);
        }
    }
}

fn reports(texts: &Path, gold: &Path) -> Vec<Report> {
    let mut paths: Vec<PathBuf> = std::fs::read_dir(gold).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| {
        path.extension().is_some_and(|e| e == "jsonl") && path.file_stem().is_some_and(|s| !s.to_string_lossy().contains('.'))
    });
    paths.sort();
    paths.iter().map(|path| report(&texts.join(path.file_stem().unwrap()).with_extension("txt"), path)).collect()
}

fn report(text: &Path, gold: &Path) -> Report {
    let text = std::fs::read_to_string(text).unwrap();
    let mut seen = BTreeSet::new();
    let gold = std::fs::read_to_string(gold).unwrap().lines().map(|line| located(&text, &mut seen, line)).collect();
    Report { chars: text.chars().collect(), gold }
}

/// Where the quote stands in its context; the same quote and context again is the next such place.
fn located(text: &str, seen: &mut BTreeSet<usize>, line: &str) -> Gold {
    let gold: serde_json::Value = serde_json::from_str(line).unwrap();
    let (context, quote) = (gold["context"].as_str().unwrap(), gold["quote"].as_str().unwrap());
    let places = text.match_indices(context).flat_map(|(at, _)| context.match_indices(quote).map(move |(inner, _)| at + inner));
    let at = places.into_iter().find(|at| seen.insert(*at)).unwrap();
    let start = text[..at].chars().count();
    let number = |name: &str| gold[name].to_string().parse::<f64>().ok();
    let measure = gold["measure"].as_str().unwrap().to_owned();
    Gold { start, end: start + quote.chars().count(), measure, value: number("value").unwrap(), denominator: number("denominator") }
}

/// F1 of figures with the right measure and value, over all reports.
fn f1(reports: &[Report], rate: f64, kinds: &[Damage], run: u64) -> f64 {
    let mut sums = (0, 0);
    for (seed, report) in (run * 1000..).zip(reports) {
        let (text, places) = damaged(&report.chars, rate, kinds, &mut Dice(seed));
        let document = solieu_document::read(text.as_bytes(), MediaType::Text).unwrap();
        let figures = solieu_extract::extract(&document, Lexicon::builtin()).figures;
        sums.0 += found(&report.gold, &figures, &places);
        sums.1 += report.gold.len() + figures.len();
    }
    2.0 * f64::from(sums.0) / sums.1 as f64
}

/// Gold figures that an extracted one overlaps and agrees with; each extracted one counts once.
fn found(gold: &[Gold], figures: &[Figure], places: &[usize]) -> u32 {
    let mut free = vec![true; figures.len()];
    let mut count = 0;
    for g in gold {
        let (start, end) = (places[g.start], places[g.end].max(places[g.start] + 1));
        let agrees = |f: &Figure| (f.span.start as usize) < end && start < f.span.end as usize && same(g, f);
        if let Some(at) = (0..figures.len()).find(|at| free[*at] && agrees(&figures[*at])) {
            free[at] = false;
            count += 1;
        }
    }
    count
}

fn same(gold: &Gold, figure: &Figure) -> bool {
    let number = |d: &dyn ToString| d.to_string().parse::<f64>().unwrap();
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-6 * a.abs().max(1.0);
    let denominators = match (gold.denominator, figure.denominator) {
        (Some(a), Some(b)) => near(a, number(&b)),
        (a, b) => a.is_none() && b.is_none(),
    };
    gold.measure == figure.measure.to_string() && near(gold.value, number(&figure.value)) && denominators
}

/// The text with `rate` of its characters damaged, and where each character of the clean one went.
fn damaged(chars: &[char], rate: f64, kinds: &[Damage], dice: &mut Dice) -> (String, Vec<usize>) {
    let mut open: Vec<(usize, Damage)> =
        (0..chars.len()).flat_map(|at| kinds.iter().filter(move |k| fits(**k, chars, at)).map(move |k| (at, *k))).collect();
    let mut hits: Vec<Option<Damage>> = vec![None; chars.len()];
    let mut left = (rate * chars.len() as f64).round() as usize;
    while left > 0 && !open.is_empty() {
        let (at, kind) = open.swap_remove(dice.below(open.len()));
        left -= usize::from(hits[at].is_none());
        hits[at].get_or_insert(kind);
    }
    let (mut text, mut places, mut length) = (String::new(), Vec::new(), 0);
    for (c, hit) in chars.iter().zip(hits) {
        places.push(length);
        let written = hit.map_or_else(|| c.to_string(), |kind| hurt(*c, kind, dice));
        length += written.chars().count();
        text.push_str(&written);
    }
    places.push(length);
    (text, places)
}

fn fits(kind: Damage, chars: &[char], at: usize) -> bool {
    let c = chars[at];
    let (before, after) = (if at == 0 { '\n' } else { chars[at - 1] }, *chars.get(at + 1).unwrap_or(&'\n'));
    match kind {
        Damage::Marks => c.is_alphabetic() && (matches!(c, 'đ' | 'Đ') || c.nfd().count() > 1),
        Damage::Digit => matches!(c, '0' | '1'),
        Damage::Rn => c == 'm',
        Damage::Split => c.is_alphabetic() && before.is_alphabetic(),
        Damage::Join => c == ' ' && before.is_alphanumeric() && after.is_alphanumeric(),
        Damage::Stop => matches!(c, '.' | ','),
    }
}

fn hurt(c: char, kind: Damage, dice: &mut Dice) -> String {
    match (kind, c) {
        (Damage::Marks, 'đ') => "d".to_owned(),
        (Damage::Marks, 'Đ') => "D".to_owned(),
        (Damage::Marks, _) if dice.below(2) == 0 => c.nfd().filter(|m| !is_tone(*m)).nfc().collect(),
        (Damage::Marks, _) => c.nfd().filter(|m| !is_combining_mark(*m)).collect(),
        (Damage::Digit, '0') => "O".to_owned(),
        (Damage::Digit, _) => "l".to_owned(),
        (Damage::Rn, _) => "rn".to_owned(),
        (Damage::Split, _) => format!(" {c}"),
        (Damage::Stop, _) if dice.below(2) == 0 => if c == '.' { "," } else { "." }.to_owned(),
        (Damage::Join | Damage::Stop, _) => String::new(),
    }
}

/// Grave, acute, tilde, hook above, dot below.
fn is_tone(mark: char) -> bool {
    matches!(mark, '\u{300}' | '\u{301}' | '\u{303}' | '\u{309}' | '\u{323}')
}

/// Splitmix64: the same throws for the same seed, on every machine.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((z ^ (z >> 31)) % n as u64) as usize
    }
}
