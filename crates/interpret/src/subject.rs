//! The named office, district, ward or former province that a figure is of.

use memchr::memmem::Finder;
use solieu_catalog::{Catalog, Province};
use solieu_document::CellPlace;
use solieu_extract::Passage;

use crate::ReportIdentity;
use crate::reading::{Reading, Spot};

/// Words that begin the name of an office: parts of such names may be small (`Sở Tư pháp`).
const OFFICES: [&str; 9] = ["Sở", "Ban", "Thanh", "Chi", "Văn", "Trung", "Công", "Cục", "Đài"];
/// Words that begin the name of a place, of which every word has a capital.
const PLACES: [&str; 7] = ["huyện", "quận", "xã", "phường", "trấn", "phố", "khu"];
/// Longest name, in words.
const LONGEST: usize = 9;

/// The name that stands right before the figure, or in the row's first cell; `before` is the
/// passage's text before the figure. The reporting province itself is no subject.
pub(crate) fn subject(passage: &Passage, before: &str, province: &str) -> Option<String> {
    let name = match &passage.cell {
        Some(cell) => Some(cell.stub.trim().to_owned()).filter(|stub| starts_name(stub)),
        None => name_at_end(before),
    };
    name.filter(|name| province.is_empty() || !name.ends_with(province))
}

/// The subject of a table's row: its own name; of a row of totals what the caption narrows it to (`một số lĩnh vực`).
pub(crate) fn row_subject(cell: &CellPlace) -> Option<String> {
    let named = |stub: &str| stub.chars().any(char::is_alphabetic);
    if cell.total || !named(&cell.stub) { some_of(&cell.caption) } else { Some(cell.stub.trim().to_owned()) }
}

/// `một số` and the two words behind it.
fn some_of(caption: &str) -> Option<String> {
    let words: Vec<&str> = caption.split_whitespace().collect();
    let start = words.windows(2).position(|pair| pair[0].eq_ignore_ascii_case("một") && pair[1] == "số")?;
    Some(words.get(start..start + 4)?.join(" ").trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned())
}

fn starts_name(stub: &str) -> bool {
    let first = stub.split_whitespace().next().unwrap_or_default();
    let second = stub.split_whitespace().nth(1).unwrap_or_default();
    let kind = |word: &str| OFFICES.contains(&word) || is_kind_of_place(word) || word == "UBND";
    kind(first) && has_capital(second) || kind(second) && stub.split_whitespace().nth(2).is_some_and(has_capital)
}

/// The last name of an office or place, where nothing but a link word parts it from the end.
fn name_at_end(before: &str) -> Option<String> {
    let mark = memchr::memrchr3(b';', b':', b'(', before.as_bytes());
    let clause = &before[mark.map_or(0, |at| at + 1)..];
    let clause = &clause[memchr::memrchr(b'.', clause.as_bytes()).map_or(0, |at| at + 1)..];
    let backwards = clause.split_whitespace().rev().skip_while(|word| is_link(word)).take(LONGEST + 1);
    // A name has a capital in its last word or in the one before: most figures stand behind no name.
    if !backwards.clone().take(2).any(has_capital) {
        return None;
    }
    let mut words: Vec<&str> = Vec::with_capacity(LONGEST + 1);
    for word in backwards {
        words.push(word);
        if begins_name(word) {
            words.reverse();
            let whole = is_office(&words) || is_place(&words);
            return whole.then(|| words.join(" ").trim_end_matches(',').to_owned());
        }
    }
    None
}

fn begins_name(word: &str) -> bool {
    OFFICES.contains(&word) || is_kind_of_place(word)
}

/// `Sở Kế hoạch và Đầu tư`: after the first word never two small ones in a row.
fn is_office(name: &[&str]) -> bool {
    let rest = name.get(1..).unwrap_or_default();
    let small = |word: &str| !has_capital(word) && word != "và";
    let running = rest.windows(2).any(|pair| small(pair[0]) && small(pair[1]));
    OFFICES.contains(&name[0]) && name.len() <= LONGEST && rest.first().is_some_and(|w| has_capital(w)) && !running
}

/// `huyện Long Phú`: every word after the first has a capital.
fn is_place(name: &[&str]) -> bool {
    let rest = name.get(1..).unwrap_or_default();
    is_kind_of_place(name[0]) && (1..=4).contains(&rest.len()) && rest.iter().all(|w| has_capital(w))
}

/// `huyện`, `Huyện`, `HUYỆN`.
fn is_kind_of_place(word: &str) -> bool {
    let Some(first) = word.bytes().next() else { return false };
    let like = |place: &&&str| place.bytes().next().is_some_and(|own| own.eq_ignore_ascii_case(&first));
    PLACES.iter().filter(like).any(|place| word.chars().flat_map(char::to_lowercase).eq(place.chars()))
}

fn has_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_link(word: &str) -> bool {
    matches!(word, "có" | "là" | "với" | "đạt" | "-" | "gồm" | "tiếp" | "nhận" | "được")
}

/// Former provinces that a merged province's report names in one sentence.
pub(crate) struct Territories<'c> {
    former: Vec<(Finder<'static>, &'c Province)>,
}

impl<'c> Territories<'c> {
    pub(crate) fn new(catalog: &'c Catalog, identity: &ReportIdentity) -> Self {
        let parts = catalog.provinces().predecessors_of(&identity.province_key);
        let several = parts.len() > 1;
        let folded = |p: &&'c Province| (Finder::new(solieu_vietnamese::fold(&p.name_vi).as_bytes()).into_owned(), *p);
        Self { former: if several { parts.iter().map(folded).collect() } else { Vec::new() } }
    }

    /// Whether no figure can be of a former province alone.
    pub(crate) fn is_empty(&self) -> bool {
        self.former.is_empty()
    }

    /// The former province that a figure speaks of: the one named last before it, or the one at its
    /// place in a list `của A, B và C lần lượt là …`.
    pub(crate) fn of(&self, reading: &Reading, spot: Spot, sentence_start: u32, respectively: Option<usize>) -> Option<&'c Province> {
        let named = self.named(reading.slice(sentence_start, spot.start));
        match respectively {
            Some(place) if named.len() > 1 => named.get(place % named.len()).copied(),
            _ if named.len() == 1 => named.first().copied(),
            _ => None,
        }
    }

    fn named(&self, text: &[u8]) -> Vec<&'c Province> {
        let mut found: Vec<_> = self.former.iter().filter_map(|(name, p)| Some((name.find(text)?, *p))).collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, p)| p).collect()
    }
}
