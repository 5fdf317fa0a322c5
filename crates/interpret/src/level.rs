//! Whose figure it is: the whole province's, the departments', the districts', the communes'.

use solieu_catalog::{Hit, Sense};

use smallvec::SmallVec;

use crate::Level;
use crate::clause::Stretch;
use crate::reading::{Reading, Spot};

/// Most characters between a figure and words that follow it as its level.
const NEAR: u32 = 60;
/// Longest phrase of several levels, which may run over the comma that ends a clause.
const LONGEST: u32 = 30;
/// A segment's first characters, in which words of level speak for all of it.
const OPENING: u32 = 55;

/// Level said beside the figure: in its quote, else nearest in its clause.
pub(crate) fn own_level(reading: &Reading, spot: Spot, clause: Stretch) -> Option<Level> {
    let (start, end) = (clause.start.min(spot.start), clause.end.max(spot.end));
    let mut hits = level_hits(reading, Stretch { start, end: end + LONGEST });
    hits.retain(|(hit, level)| hit.start < end && !(*level == Level::Province && is_actor(reading, hit, spot)));
    if hits.iter().any(|(_, level)| *level != Level::All) {
        hits.retain(|(hit, _)| !hit.says(Sense::Whole));
    }
    let in_quote = hits.iter().filter(|(hit, _)| hit.start < spot.end + 2 && hit.end > spot.start);
    if let Some(level) = agree(in_quote.map(|(_, level)| *level)) {
        return Some(level);
    }
    let strong = hits.iter().filter(|(hit, _)| !is_weak(hit, spot));
    let near = strong.filter(|(hit, _)| distance(hit, spot) <= NEAR);
    near.min_by_key(|(hit, _)| distance(hit, spot)).map(|(_, level)| *level)
}

/// Level that the opening of a segment says for all its figures: `Đối với UBND cấp huyện: …`.
pub(crate) fn opening_level(reading: &Reading, spot: Spot, segment: Stretch) -> Option<Level> {
    let first = reading.spots.iter().find(|s| s.start >= segment.start).map_or(spot.start, |s| s.start);
    let end = first.min(segment.start + OPENING);
    let opening = reading.slice(segment.start, end).trim_ascii_start();
    let opens = OPENERS.iter().any(|word| opening.starts_with(word));
    if !opens {
        return None;
    }
    let hits = level_hits(reading, Stretch { start: segment.start, end });
    let by_actor = |(hit, level): &(Hit, Level)| *level == Level::Province && is_actor(reading, hit, spot);
    agree(hits.into_iter().filter(|hit| !is_single_word(&hit.0) && !by_actor(hit)).map(|(_, level)| level))
}

/// Level of a named office or place: `Sở Tư pháp`, `Phường Ninh Kiều`, `huyện Long Phú`.
pub(crate) fn level_of_name(name: &str) -> Option<Level> {
    let lower = name.to_lowercase();
    let starts = |words: &[&str]| words.iter().any(|word| lower.starts_with(word));
    if starts(&["sở ", "ban ", "thanh tra tỉnh", "văn phòng ubnd tỉnh", "trung tâm phục vụ hành chính công tỉnh"]) {
        Some(Level::Province)
    } else if starts(&["huyện ", "thị xã ", "quận ", "thành phố ", "tp.", "ubnd huyện", "ubnd thị xã", "ubnd quận", "ubnd thành phố"])
    {
        Some(Level::District)
    } else if starts(&["xã ", "phường ", "thị trấn ", "đặc khu ", "ubnd xã", "ubnd phường", "ubnd thị trấn"]) {
        Some(Level::Commune)
    } else {
        None
    }
}

/// Level of a short text that names one: a heading, a table's stub, a lead-in line.
pub(crate) fn level_of_text(reading: &Reading) -> Option<Level> {
    let whole = Stretch { start: 0, end: reading.text.len() as u32 };
    agree(level_hits(reading, whole).into_iter().map(|(_, level)| level))
}

/// Level of a table's row that is named by nothing but a level: `Tỉnh`, `Huyện`.
pub(crate) fn level_of_stub(stub: &str) -> Option<Level> {
    match solieu_vietnamese::fold(stub.trim()).trim_matches('*') {
        "tinh" | "thanh pho" => Some(Level::Province),
        "huyen" => Some(Level::District),
        "xa" => Some(Level::Commune),
        _ => None,
    }
}

/// Levels of offices that a stretch names one by one, in order: of `cấp tỉnh, cấp huyện và cấp xã` three.
pub(crate) fn levels_named(reading: &Reading, start: u32, end: u32) -> Vec<Level> {
    let single = |hit: &&Hit| level(hit).is_some_and(|level| level != Level::All) && !is_single_word(hit);
    let hits: Vec<&Hit> = reading.saying_in(start, end).iter().filter(|hit| hit.start >= start).filter(single).collect();
    let inside = |hit: &Hit| hits.iter().any(|o| o.start <= hit.start && hit.end <= o.end && o.end - o.start > hit.end - hit.start);
    let mut levels: Vec<Level> = hits.iter().filter(|hit| !inside(hit)).filter_map(|hit| level(hit)).collect();
    levels.dedup();
    levels
}

const OPENERS: [&[u8]; 12] =
    [b"doi voi", b"- doi voi", b"tai ", b"o ", b"cac ", b"cap ", b"rieng", b"khoi ", b"- cap", b"trong ", b"ubnd ", b"- tai"];

/// Levels of the phrases in a stretch, those inside longer ones left out.
fn level_hits(reading: &Reading, stretch: Stretch) -> LevelHits {
    let inside = reading.saying_in(stretch.start, stretch.end).iter().filter(|h| h.start >= stretch.start);
    let all: LevelHits = inside.filter_map(|h| Some((*h, level(h)?))).collect();
    if all.len() < 2 {
        return all;
    }
    let covered = |h: &Hit| all.iter().any(|(o, _)| o.start <= h.start && h.end <= o.end && o.end - o.start > h.end - h.start);
    all.iter().filter(|(h, _)| !covered(h)).copied().collect()
}

/// Few stretches name more levels.
type LevelHits = SmallVec<[(Hit, Level); 8]>;

/// `Các sở đã bớt giấy tờ ở 47 TTHC`: those who did it for the whole province.
fn is_actor(reading: &Reading, hit: &Hit, spot: Spot) -> bool {
    let before = reading.slice(hit.start.saturating_sub(4), hit.start);
    hit.end + 4 < spot.start && before.ends_with(b"cac ")
}

fn level(hit: &Hit) -> Option<Level> {
    LEVELS.iter().find(|(sense, _)| hit.says(*sense)).map(|(_, level)| *level)
}

const LEVELS: [(Sense, Level); 5] = [
    (Sense::Province, Level::Province),
    (Sense::District, Level::District),
    (Sense::Commune, Level::Commune),
    (Sense::Whole, Level::All),
    (Sense::Mixed, Level::All),
];

/// The one level that all say; the whole where they differ.
fn agree(levels: impl Iterator<Item = Level>) -> Option<Level> {
    levels.reduce(|a, b| if a == b { a } else { Level::All })
}

fn distance(hit: &Hit, spot: Spot) -> u32 {
    if hit.end <= spot.start { spot.start - hit.end } else { hit.start.saturating_sub(spot.end) }
}

/// One word (`sở`, `huyện`) is the name of an office that did something, unless it stands at the figure.
fn is_weak(hit: &Hit, spot: Spot) -> bool {
    is_single_word(hit) && distance(hit, spot) > 1
}

fn is_single_word(hit: &Hit) -> bool {
    hit.end - hit.start <= 5
}
