//! Megabytes of source text a second on one core: reading, extraction, interpretation. `stages ROUNDS REPORT…`.

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
    let mut spent = [Duration::ZERO; 3];
    for _ in 0..rounds {
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
    }
    let bytes = rounds as f64 * reports.iter().map(Vec::len).sum::<usize>() as f64;
    let rate = |time: Duration| bytes / 1e6 / time.as_secs_f64();
    #[allow(clippy::print_stdout, reason = "an example prints what it measures")]
    {
        println!("document {:.1} MB/s, extract {:.1} MB/s, interpret {:.1} MB/s", rate(spent[0]), rate(spent[1]), rate(spent[2]));
    }
    Ok(())
}
