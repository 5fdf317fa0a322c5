//! Damaged reports: whatever is done to the bytes of the samples, reading ends soon and without a panic,
//! and every span reads back its quote.
#![allow(clippy::unwrap_used)]

use std::panic::catch_unwind;
use std::path::Path;
use std::time::{Duration, Instant};

use solieu_document::{MediaType, SourceIndex};
use solieu_extract::Lexicon;

const INPUTS: u64 = 2000;
/// A sample takes about 2 ms; a machine under load gets a thousand times that.
const LONGEST: Duration = Duration::from_secs(2);

#[test]
fn damaged_samples_are_read_or_refused_in_bounded_time() {
    let samples = samples();
    let _ = Lexicon::builtin();
    let mut wrong = Vec::new();
    let mut read = 0;
    for seed in 0..INPUTS {
        let input = damaged(&samples, seed);
        let start = Instant::now();
        match catch_unwind(|| faults(&input)) {
            Ok(Some(faults)) if faults.is_empty() => read += 1,
            Ok(None) => {}
            Ok(Some(faults)) => wrong.push(format!("seed {seed}: {faults:?}")),
            Err(_) => wrong.push(format!("seed {seed}: panic")),
        }
        if start.elapsed() > LONGEST {
            wrong.push(format!("seed {seed}: {:?} for {} bytes", start.elapsed(), input.len()));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(read > INPUTS / 2, "only {read} of {INPUTS} were still text: the damage is too great to test anything");
}

/// What is wrong with what was taken out; `None` where the bytes were refused.
fn faults(input: &[u8]) -> Option<Vec<String>> {
    let document = solieu_document::read(input, MediaType::Text).ok()?;
    let extraction = solieu_extract::extract(&document, Lexicon::builtin());
    let index = SourceIndex::new(&document.source);
    let spans = extraction.figures.iter().map(|f| (f.span, &f.quote));
    let spans = spans.chain(extraction.mentions.iter().map(|m| (m.span, &m.quote)));
    let spans = spans.chain(extraction.citations.iter().map(|c| (c.span, &c.quote)));
    let differs = spans.filter(|(span, quote)| span.end > index.chars() || index.slice(*span) != quote.as_str());
    Some(differs.map(|(span, quote)| format!("{span:?} does not read {quote:?}")).collect())
}

fn samples() -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
    let mut paths: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.retain(|path| MediaType::of(path).is_some() && !path.ends_with("README.md"));
    paths.sort();
    assert!(paths.len() >= 6, "the samples are gone");
    paths.iter().map(|path| std::fs::read_to_string(path).unwrap()).collect()
}

/// One sample with 1 to 24 wounds: even seeds wound characters, so that it stays text, odd ones a few bytes.
fn damaged(samples: &[String], seed: u64) -> Vec<u8> {
    let mut dice = Dice(seed);
    let [one, other] = [(); 2].map(|()| &samples[dice.below(samples.len())]);
    let wounds = 1 + dice.below(24);
    if seed.is_multiple_of(2) {
        let mut chars: Vec<char> = one.chars().collect();
        let donor: Vec<char> = other.chars().chain("0123456789%/.,-–|[](){}\u{0}\u{301}\u{feff}\t\r\n¹OlIÐ½\u{a0}".chars()).collect();
        (0..wounds).for_each(|_| wound(&mut chars, &donor, &mut dice));
        chars.into_iter().collect::<String>().into_bytes()
    } else {
        let mut bytes = one.clone().into_bytes();
        // Most wounded bytes are no longer UTF-8: mostly touch ASCII, so that some inputs get past the door.
        let donor: Vec<u8> = other.bytes().filter(u8::is_ascii).chain(0..=255).collect();
        (0..wounds.min(3)).for_each(|_| wound(&mut bytes, &donor, &mut dice));
        bytes
    }
}

/// Flips, deletes, inserts or splices.
fn wound<T: Copy>(text: &mut Vec<T>, donor: &[T], dice: &mut Dice) {
    let at = dice.below(text.len());
    let from = dice.below(donor.len());
    let length = 1 + dice.below(40);
    let end = (at + length).min(text.len());
    match dice.below(5) {
        0 => text[at] = donor[from],
        1 => drop(text.drain(at..end)),
        2 => text.insert(at, donor[from]),
        3 => drop(text.splice(at..end, donor[from..(from + length).min(donor.len())].iter().copied())),
        _ => {
            let again: Vec<T> = text[at..end].to_vec();
            let to = dice.below(text.len());
            drop(text.splice(to..to, again));
        }
    }
    if text.is_empty() {
        text.push(donor[from]);
    }
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
