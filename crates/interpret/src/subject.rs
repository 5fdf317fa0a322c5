//! The named office, district, ward or former province that a figure is of.

use solieu_catalog::{Catalog, Province};
use solieu_extract::Passage;

use crate::ReportIdentity;
use crate::reading::{Reading, Spot};

/// Words that begin the name of an office or place.
const KINDS: [&str; 20] = [
    "sở", "ban", "huyện", "quận", "xã", "phường", "trấn", "tỉnh", "phố", "ubnd", "tâm", "phòng", "tra", "cục", "viện", "trường",
    "khu", "cấp", "công", "đài",
];

/// The name that stands right before the figure, or in the row's first cell; `before` is the
/// passage's text before the figure.
pub(crate) fn subject(passage: &Passage, before: &str) -> Option<String> {
    if let Some(cell) = &passage.cell {
        return Some(cell.stub.trim()).filter(|stub| is_name(stub)).map(str::to_owned);
    }
    let clause = before.rsplit([',', ';', ':', '(', '.']).find(|part| !part.trim().is_empty())?;
    let words: Vec<&str> = clause.split_whitespace().collect();
    let last = words.iter().rposition(|word| !is_link(word))?;
    let first = words[..=last].iter().rposition(|word| !is_part_of_name(word)).map_or(0, |i| i + 1);
    let name = words.get(first..=last)?.join(" ");
    is_name(&name).then_some(name)
}

fn is_link(word: &str) -> bool {
    matches!(word, "có" | "là" | "với" | "đạt" | "-" | "gồm" | "tiếp" | "nhận")
}

fn is_part_of_name(word: &str) -> bool {
    word == "và" || word == "huyện" || word == "xã" || word == "phường" || word.chars().next().is_some_and(char::is_uppercase)
}

/// At least two words, one of them a kind of office or place, one with a capital that is not the first.
fn is_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let kind = words.iter().take(3).any(|word| KINDS.contains(&word.to_lowercase().as_str()));
    let named = words.iter().skip(1).any(|word| word.chars().next().is_some_and(char::is_uppercase));
    kind && named
}

/// Former provinces that a merged province's report names in one sentence.
pub(crate) struct Territories<'c> {
    former: Vec<(Vec<u8>, &'c Province)>,
}

impl<'c> Territories<'c> {
    pub(crate) fn new(catalog: &'c Catalog, identity: &ReportIdentity) -> Self {
        let parts = catalog.provinces().predecessors_of(&identity.province_key);
        let several = parts.len() > 1;
        let folded = |p: &&'c Province| (solieu_vietnamese::fold(&p.name_vi).into_bytes(), *p);
        Self { former: if several { parts.iter().map(folded).collect() } else { Vec::new() } }
    }

    /// The former province that a figure speaks of: the one named last before it, or the one at its
    /// place in a list `của A, B và C lần lượt là …`.
    pub(crate) fn of(&self, reading: &Reading, spot: Spot, sentence_start: u32, respectively: Option<usize>) -> Option<&'c Province> {
        if self.former.is_empty() {
            return None;
        }
        let named = self.named(reading.slice(sentence_start, spot.start));
        match respectively {
            Some(place) if named.len() > 1 => named.get(place % named.len()).copied(),
            _ if named.len() == 1 => named.first().copied(),
            _ => None,
        }
    }

    fn named(&self, text: &[u8]) -> Vec<&'c Province> {
        let place = |name: &[u8]| text.windows(name.len().max(1)).position(|w| w == name);
        let mut found: Vec<_> = self.former.iter().filter_map(|(name, p)| Some((place(name)?, *p))).collect();
        found.sort_by_key(|(at, _)| *at);
        found.into_iter().map(|(_, p)| p).collect()
    }
}
