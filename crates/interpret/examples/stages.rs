//! Megabytes of source text a second on one core, the best of ROUNDS: reading, extraction, interpretation,
//! and the last two together. `stages ROUNDS REPORT…`.

use std::time::{Duration, Instant};

use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::Lexicon;
use solieu_interpret::{Stated, interpret};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let rounds: u32 = args.next().ok_or("ROUNDS")?.parse()?;
    let reports = args.map(std::fs::read).collect::<Result<Vec<_>, _>>()?;
    let (catalog, lexicon) = (Catalog::builtin(), Lexicon::builtin());
    let stated = Stated { province: Some("Hà Nội".to_owned()), year: Some(2020), ..Stated::default() };
    let mut best = [Duration::MAX; 4];
    for _ in 0..rounds {
        let mut spent = [Duration::ZERO; 3];
        for bytes in &reports {
            let start = Instant::now();
            let document = solieu_document::read(bytes, MediaType::Text)?;
            spent[0] += start.elapsed();
            let start = Instant::now();
            let extraction = solieu_extract::extract(&document, lexicon);
            spent[1] += start.elapsed();
            let start = Instant::now();
            std::hint::black_box(interpret(extraction, catalog, &stated)?);
            spent[2] += start.elapsed();
        }
        let [document, extract, interpret] = spent;
        for (best, spent) in best.iter_mut().zip([document, extract, interpret, extract + interpret]) {
            *best = spent.min(*best);
        }
    }
    let bytes = reports.iter().map(Vec::len).sum::<usize>() as f64;
    let rate = |time: Duration| bytes / 1e6 / time.as_secs_f64();
    #[allow(clippy::print_stdout, reason = "an example prints what it measures")]
    {
        let [document, extract, interpret, both] = best.map(rate);
        println!("document {document:.1}, extract {extract:.1}, interpret {interpret:.1}; extract and interpret {both:.1} MB/s");
    }
    Ok(())
}
