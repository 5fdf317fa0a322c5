//! Numbers in words: `hai mươi lăm trường hợp`, `một phần ba`, `hơn một nửa`, `nửa ngày`.

use rust_decimal::Decimal;
use solieu_vietnamese::{is_number_word, read_number_words};

use crate::lexicon::UnitIndex;
use crate::model::Measure;
use crate::passage::TokenKind;
use crate::rules::dress::{Bare, dress};
use crate::rules::percent::share_after;
use crate::scan::{Item, ItemKind, Reading, Scan, Unit, mention};

/// Words of a number read at a token: value, token after them, end.
pub(crate) struct Words {
    pub value: Decimal,
    pub next: usize,
    end: usize,
    count: usize,
}

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    if !may_start(scan.word(token)) {
        return None;
    }
    let words = words_at(scan, token)?;
    figure(scan, token, &words).or_else(|| Some(leftover(scan, token, &words)))
}

/// `gấp đôi`, `gấp ba`, `gấp rưỡi`: a change by a multiple.
pub(crate) fn read_multiple(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    if scan.word(token) != b"gap" || scan.is_number(token + 1) {
        return None;
    }
    let (value, next) = match scan.word(token + 1) {
        b"doi" => (Decimal::TWO, token + 2),
        b"ruoi" => (Decimal::new(15, 1), token + 2),
        _ => {
            let words = words_at(scan, token + 1).filter(|w| w.value > Decimal::ONE && exact_number(scan, token + 1))?;
            (words.value, words.next)
        }
    };
    let next = if scan.word(next) == b"lan" { next + 1 } else { next };
    let (start, end) = (scan.start(token), scan.end(next - 1));
    let bare = Bare {
        core: (start, end),
        end,
        measure: Measure::Change,
        value,
        denominator: None,
        unit: Unit::Fixed("time"),
        unit_words: (end, end),
        rule: "multiple",
        confidence: 0.9,
    };
    Some(Reading::one(dress(scan, bare), next))
}

/// No year or preposition in disguise.
fn exact_number(scan: &Scan<'_>, token: usize) -> bool {
    !matches!(scan.word(token), b"nam" | b"sau")
}

/// First letters of number words, for a cheap look.
fn may_start(word: &[u8]) -> bool {
    matches!(word, b"mot" | b"hai" | b"ba" | b"bon" | b"nam" | b"sau" | b"bay" | b"tam" | b"chin" | b"muoi")
}

/// Folded words that can take part in a number; whether they do, their diacritics tell.
fn may_be_part(word: &[u8]) -> bool {
    let tens = matches!(word, b"muoi" | b"tram" | b"nghin" | b"ngan" | b"linh" | b"le" | b"phay" | b"khong");
    tens || may_start(word) || matches!(word, b"tu" | b"lam" | b"nham")
}

pub(crate) fn words_at(scan: &Scan<'_>, token: usize) -> Option<Words> {
    let tokens = scan.text.tokens[token..]
        .iter()
        .take(12)
        .take_while(|t| t.kind == TokenKind::Word && may_be_part(&scan.text.folded[t.start..t.end]));
    let read = read_number_words(tokens.map(|t| scan.text.chars[t.start..t.end].iter().copied()))?;
    let next = token + read.words;
    Some(Words { value: read.value, next, end: scan.end(next - 1), count: read.words })
}

/// A number in words that counts what follows it.
fn figure(scan: &Scan<'_>, token: usize, words: &Words) -> Option<Reading> {
    if scan.quotations.iter().any(|(a, b)| *a < scan.start(token) && words.end <= *b) || matches!(scan.word_before(token), b"thu") {
        return None;
    }
    let (measure, unit, end) = if let Some((measure, unit, end)) = share_after(scan, words.end) {
        (measure, Unit::Fixed(unit), end)
    } else if words.count > 1 && scan.unit_after(words.end).is_none() {
        // `góp ý một trăm linh ba`: several words are a number also where no unit follows.
        (Measure::Count, Unit::Unsaid, words.end)
    } else {
        let (unit, end) = scan.unit_after(words.end)?;
        if words.count == 1 && !counts_alone(scan, token, words, unit) {
            return None;
        }
        let measure = if scan.lexicon.unit(unit).duration { Measure::Duration } else { Measure::Count };
        (measure, Unit::Word(unit), end)
    };
    if let Some((total, unit_words)) = of_total(scan, end).filter(|(total, _)| measure == Measure::Count && words.value <= *total) {
        let unit = scan.unit_after(unit_words.0).map_or(unit, |(unit, _)| Unit::Word(unit));
        let bare = Bare {
            core: (scan.start(token), unit_words.0),
            end: unit_words.1,
            measure: Measure::Ratio,
            value: words.value,
            denominator: Some(total),
            unit,
            unit_words,
            rule: "ratio_in_words",
            confidence: 0.85,
        };
        return Some(Reading::one(dress(scan, bare), scan.text.token_at(unit_words.1)));
    }
    let bare = Bare {
        core: (scan.start(token), words.end),
        end,
        measure,
        value: words.value,
        denominator: None,
        unit,
        unit_words: (words.end, end),
        rule: "words",
        confidence: if words.count > 1 { 0.95 } else { 0.85 },
    };
    Some(Reading::one(dress(scan, bare), scan.text.token_at(end)))
}

/// `trong tổng số 204 xã` after a counted thing: the total, and where its unit stands.
fn of_total(scan: &Scan<'_>, at: usize) -> Option<(Decimal, (usize, usize))> {
    let next = scan.text.token_at(at);
    let joins = matches!(scan.word(next), b"trong" | b"tren" | b"/") && scan.word(next + 1) == b"tong" && scan.word(next + 2) == b"so";
    if !joins {
        return None;
    }
    let (value, number_end) = match scan.is_number(next + 3) {
        true => {
            let total = scan.amount(next + 3);
            (scan.value(&total, true)?.0, total.end)
        }
        false => words_at(scan, next + 3).map(|total| (total.value, total.end))?,
    };
    let (_, end) = scan.unit_after(number_end)?;
    Some((value, (number_end, end)))
}

/// A single word counts when it is no article (`một đơn vị`), no year (`trong năm đơn vị đã`), and
/// what it counts is counted in such reports rather than named (`hai lần`, `ba ngành`).
fn counts_alone(scan: &Scan<'_>, token: usize, words: &Words, unit: UnitIndex) -> bool {
    let (qualified, _) = crate::rules::dress::qualifier_before(scan, scan.start(token));
    if qualified < scan.start(token) && scan.lexicon.unit(unit).duration {
        return true;
    }
    let small = words.value < Decimal::from(2);
    let after = scan.text.token_at(words.end) + 1;
    let of_year = matches!(scan.word(after), b"dau" | b"cuoi" | b"nam" | b"cua");
    if scan.lexicon.unit(unit).duration && !of_year && matches!(scan.word_before(token), b"sau" | b"suot" | b"mat" | b"qua") {
        return true;
    }
    if goes_on_list(scan, scan.start(token)) {
        return true;
    }
    let id = scan.lexicon.unit(unit).id.as_str();
    let named = matches!(id, "time" | "point" | "rank" | "year" | "month" | "week" | "post" | "field");
    let all = scan.word_before(token) == b"ca" && words.value < Decimal::from(5);
    let after_all =
        all || matches!(scan.word_before(token), b"moi" | b"tung" | b"trong" | b"cac" | b"nhung" | b"thu" | b"vai" | b"nay" | b"hang");
    let five = scan.word(token) == b"nam"
        && !matches!(scan.word_before(token), b"co" | b"gom" | b"la" | b"duoc" | b"voi" | b"va" | b"them" | b"cho" | b"tai");
    // `hai tỉnh`, `hai địa phương` speak of them as a pair.
    let pair = words.value == Decimal::from(2) && matches!(scan.word(words.next), b"tinh" | b"dia" | b"thanh" | b"ben" | b"nganh");
    !(small || named || after_all || five || pair)
}

/// `24 huyện, một thị xã và hai thành phố`: in a list of counts right behind another.
fn goes_on_list(scan: &Scan<'_>, start: usize) -> bool {
    let counted = |item: &&Item| matches!(&item.kind, ItemKind::Figure(draft) if draft.measure == Measure::Count);
    let before = scan.items.last().filter(counted);
    before.is_some_and(|item| matches!(scan.text.folded[item.end.min(start)..start].trim_ascii(), b"," | b"va" | b", va"))
}

fn leftover(scan: &Scan<'_>, token: usize, words: &Words) -> Reading {
    let is_year = scan.word(token) == b"nam" && words.count == 1;
    let class = if is_year { "year" } else { "word" };
    Reading::one(mention(scan.start(token), words.end, class, "a number word that counts nothing"), words.next)
}

/// A number word that no rule took: so that none is dropped in silence. `class` says where it stands.
pub(crate) fn counts_nothing(scan: &Scan<'_>, token: usize, class: Option<&'static str>) -> Option<Item> {
    let word = scan.word(token);
    if word.is_empty() || !scan.lexicon.is_number_word(word) {
        return None;
    }
    let t = scan.text.tokens[token];
    let year = word == b"nam";
    let class = class.unwrap_or(if year { "year" } else { "word" });
    is_number_word(&scan.text.chars[t.start..t.end]).then(|| mention(t.start, t.end, class, "a number word that counts nothing"))
}

/// `một phần ba`, `hai phần ba số xã`, `một nửa`, `nửa ngày`, `một phần tư`.
pub(crate) fn read_fraction(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (value, denominator, next) = match scan.word(token) {
        b"nua" if exact(scan, token, "nửa") => (1, 2, token + 1),
        b"mot" if scan.word(token + 1) == b"nua" && exact(scan, token + 1, "nửa") => (1, 2, token + 2),
        b"mot" | b"hai" | b"ba" if scan.word(token + 1) == b"phan" => parts(scan, token)?,
        _ => return None,
    };
    let (start, end) = (scan.start(token), scan.end(next - 1));
    if value == 1 && denominator == 2 && next == token + 1 {
        return half_a_day(scan, start, end);
    }
    let of_number = matches!(scan.word(next), b"so" | b"tong" | b"trong" | b"cac" | b"dan") || scan.unit_after(end).is_some();
    if !of_number {
        return changed_by_part(scan, token, (start, end), Decimal::from(value) / Decimal::from(denominator), next);
    }
    let bare = Bare {
        core: (start, end),
        end,
        measure: Measure::Ratio,
        value: Decimal::from(value),
        denominator: Some(Decimal::from(denominator)),
        unit: following_unit(scan, next),
        unit_words: (end, end),
        rule: "fraction",
        confidence: 0.85,
    };
    Some(Reading::one(dress(scan, bare), next))
}

/// `giảm một nửa`: a change by a part of what there was.
fn changed_by_part(scan: &Scan<'_>, token: usize, core: (usize, usize), part: Decimal, next: usize) -> Option<Reading> {
    if !matches!(scan.word_before(token), b"giam" | b"tang" | b"bot") {
        return None;
    }
    let bare = Bare {
        core,
        end: core.1,
        measure: Measure::Change,
        value: part,
        denominator: None,
        unit: Unit::Fixed("unit"),
        unit_words: (core.1, core.1),
        rule: "fraction",
        confidence: 0.8,
    };
    Some(Reading::one(dress(scan, bare), next))
}

fn exact(scan: &Scan<'_>, token: usize, word: &str) -> bool {
    let t = scan.text.tokens[token];
    scan.text.slice(t.start, t.end).to_lowercase() == word
}

/// `hai phần ba`
fn parts(scan: &Scan<'_>, token: usize) -> Option<(u32, u32, usize)> {
    let upper = words_at(scan, token).filter(|w| w.count == 1)?;
    let lower = words_at(scan, token + 2).filter(|w| w.count == 1)?;
    let (a, b) = (u32::try_from(upper.value).ok()?, u32::try_from(lower.value).ok()?);
    (a < b && b <= 10).then_some((a, b, token + 3))
}

/// The unit of `… số xã`, `… tổng số hồ sơ`.
fn following_unit(scan: &Scan<'_>, token: usize) -> Unit {
    (token..token + 4).find_map(|t| scan.unit_starting(scan.start(t))).map_or(Unit::Unsaid, |(unit, _)| Unit::Word(unit))
}

/// `nửa ngày`: a duration of 0.5.
fn half_a_day(scan: &Scan<'_>, start: usize, end: usize) -> Option<Reading> {
    let (unit, unit_end) = scan.unit_after(end)?;
    let bare = Bare {
        core: (start, end),
        end: unit_end,
        measure: Measure::Duration,
        value: Decimal::new(5, 1),
        denominator: None,
        unit: Unit::Word(unit),
        unit_words: (end, unit_end),
        rule: "fraction",
        confidence: 0.9,
    };
    let half_year = scan.lexicon.unit(unit).id == "year";
    (scan.lexicon.unit(unit).duration && !half_year).then(|| Reading::one(dress(scan, bare), scan.text.token_at(unit_end)))
}
