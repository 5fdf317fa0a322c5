//! Prints the figures of reports as JSON lines, for scoring: `score_dump SCHEMAS OUTDIR REPORT…`.

use std::path::Path;

use serde_json::json;
use solieu_catalog::Catalog;
use solieu_document::MediaType;
use solieu_extract::Lexicon;
use solieu_interpret::{Stated, interpret, interpret_passage};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    let mut args = std::env::args().skip(1);
    let schemas = args.next().ok_or("SCHEMAS")?;
    let out = args.next().ok_or("OUTDIR")?;
    let catalog = if schemas == "-" { Catalog::builtin() } else { Box::leak(Box::new(Catalog::from_dir(Path::new(&schemas))?)) };
    for report in args {
        dump(catalog, Path::new(&report), Path::new(&out))?;
    }
    Ok(())
}

fn dump(catalog: &Catalog, report: &Path, out: &Path) -> Result<(), Failure> {
    let document = solieu_document::read(&std::fs::read(report)?, MediaType::Text)?;
    let extraction = solieu_extract::extract(&document, Lexicon::builtin());
    let interpreted = interpret(extraction.clone(), catalog, &Stated::default())
        .unwrap_or_else(|_| interpret_passage(extraction, catalog, &Stated::default()));
    let name = report.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let mut lines = String::new();
    for (figure, meaning) in interpreted.extraction.figures.iter().zip(&interpreted.meanings) {
        let number = |d: rust_decimal::Decimal| d.to_string().parse::<f64>().unwrap_or(f64::NAN);
        let line = json!({
            "report": name, "start": figure.span.start, "end": figure.span.end, "quote": figure.quote,
            "measure": figure.measure, "value": number(figure.value), "denominator": figure.denominator.map(number),
            "unit": figure.unit, "qualifier": figure.qualifier, "indicator": meaning.indicator, "level": meaning.level,
            "subject": meaning.subject, "role": meaning.role, "part_of": meaning.part_of, "year": meaning.year,
            "territory": meaning.territory, "period": [meaning.period_from, meaning.period_to],
            "confidence": meaning.confidence, "rule": meaning.rule, "evidence": meaning.evidence,
        });
        lines.push_str(&line.to_string());
        lines.push('\n');
    }
    std::fs::write(out.join(format!("{name}.jsonl")), lines)?;
    Ok(())
}
