//! Prints the blocks of a report: `cargo run -p solieu-document --example blocks -- REPORT.txt`.
#![allow(clippy::print_stdout, clippy::unwrap_used)]

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).unwrap();
        let document = solieu_document::read(&bytes, solieu_document::MediaType::Text).unwrap();
        for (i, block) in document.blocks.iter().enumerate() {
            let path = document.sections[block.section as usize].path.join(".");
            println!("{i} {:?} §{path} p{} lead {:?} | {}", block.kind, block.page, block.lead_in, block.text);
        }
    }
}
