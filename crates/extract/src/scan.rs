//! Goes over one passage and tells its numbers apart.

use std::cell::Cell;

use rust_decimal::Decimal;
use solieu_vietnamese::{DigitStyle, parse_digit_bytes};

use crate::lexicon::{Lexicon, UnitIndex};
use crate::model::{Measure, Qualifier};
use crate::passage::{PassageText, TokenKind};
use crate::rules;

/// A number with its meaning, or the reason why it has none.
#[derive(Debug, Clone)]
pub(crate) struct Item {
    /// Characters of the passage: the quote.
    pub start: usize,
    pub end: usize,
    pub kind: ItemKind,
}

#[derive(Debug, Clone)]
pub(crate) enum ItemKind {
    Figure(Draft),
    Mention { class: &'static str, reason: &'static str },
}

/// What a unit is known by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Unit {
    /// A word of the lexicon.
    Word(UnitIndex),
    /// Follows from the measure: percent, rank, …
    Fixed(&'static str),
    /// Not said at the number.
    Unsaid,
}

/// A figure before its passage and unit are settled.
#[derive(Debug, Clone)]
pub(crate) struct Draft {
    pub measure: Measure,
    pub value: Decimal,
    pub denominator: Option<Decimal>,
    pub unit: Unit,
    /// Characters of the unit's words.
    pub unit_words: (usize, usize),
    pub qualifier: Qualifier,
    pub rule: &'static str,
    pub confidence: f32,
    /// Characters of the number itself.
    pub core: (usize, usize),
}

/// What a rule read: one item or two, and the token to go on with.
pub(crate) struct Reading {
    first: Item,
    second: Option<Item>,
    pub next: usize,
}

impl Reading {
    pub(crate) fn one(item: Item, next: usize) -> Self {
        Self { first: item, second: None, next }
    }

    pub(crate) fn two(first: Item, second: Item, next: usize) -> Self {
        Self { first, second: Some(second), next }
    }
}

/// A number in digits, with spaces between its groups where it has any.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Amount {
    pub start: usize,
    pub end: usize,
    /// Token after it.
    pub next: usize,
}

/// One passage being gone over.
pub(crate) struct Scan<'a> {
    pub text: &'a PassageText<'a>,
    pub lexicon: &'a Lexicon,
    /// What was read so far.
    pub items: Vec<Item>,
    /// Short quotations: names such as “4 tại chỗ”.
    pub quotations: Vec<(usize, usize)>,
    /// Where a unit was looked for last, and what was found: several rules ask at one place.
    last_unit: Cell<(usize, Option<(UnitIndex, usize)>)>,
}

/// Longest quotation that is taken as a name, in characters.
const LONGEST_NAME: usize = 60;

impl<'a> Scan<'a> {
    /// Begins on a passage; `items` is a buffer to use again.
    pub(crate) fn new(text: &'a PassageText<'a>, lexicon: &'a Lexicon, mut items: Vec<Item>) -> Self {
        items.clear();
        let last_unit = Cell::new((usize::MAX, None));
        Self { text, lexicon, items, quotations: quotations(text.folded), last_unit }
    }

    /// Reads all numbers of the passage with every rule.
    pub(crate) fn run(mut self) -> Vec<Item> {
        let mut token = 0;
        while let Some(t) = self.text.tokens.get(token) {
            let rules = match t.kind {
                TokenKind::Number => rules::NUMBER_RULES,
                TokenKind::Word if t.digits || self.lexicon.starts_number(t) => rules::WORD_RULES,
                TokenKind::Word => &[],
                TokenKind::Symbol => &[],
            };
            match rules.iter().find_map(|rule| (rule.read)(&self, token)) {
                Some(reading) => {
                    token = reading.next.max(token + 1);
                    self.items.push(reading.first);
                    self.items.extend(reading.second);
                }
                None => {
                    if !rules.is_empty() {
                        self.items.extend(rules::words::counts_nothing(&self, token, None));
                    }
                    token += 1;
                }
            }
        }
        rules::settle::settle(self.text, self.lexicon, &mut self.items);
        self.items
    }

    /// Reads only what is no figure: for letterheads, headings, page furniture.
    pub(crate) fn run_without_figures(mut self, fallback: &'static str) -> Vec<Item> {
        let mut token = 0;
        while let Some(t) = self.text.tokens.get(token) {
            let reading = match t.kind {
                TokenKind::Number => rules::NOT_FIGURE_RULES.iter().find_map(|rule| (rule.read)(&self, token)),
                TokenKind::Word => rules::glued::digits_in_word(&self, token),
                TokenKind::Symbol => None,
            };
            match reading {
                Some(reading) => {
                    token = reading.next.max(token + 1);
                    self.items.push(reading.first);
                    self.items.extend(reading.second);
                }
                None => {
                    if t.kind == TokenKind::Number {
                        self.items.push(mention(t.start, t.end, fallback, "where it stands"));
                    }
                    self.items.extend(rules::words::counts_nothing(&self, token, Some(fallback)));
                    token += 1;
                }
            }
        }
        self.items
    }

    /// Byte of a symbol token.
    pub(crate) fn symbol(&self, token: usize) -> u8 {
        match self.text.tokens.get(token) {
            Some(t) if t.kind == TokenKind::Symbol => self.text.folded[t.start],
            _ => 0,
        }
    }

    pub(crate) fn is_number(&self, token: usize) -> bool {
        self.text.tokens.get(token).is_some_and(|t| t.kind == TokenKind::Number)
    }

    /// A whole number without separators.
    pub(crate) fn integer(&self, token: usize) -> Option<u32> {
        let t = self.text.tokens.get(token).filter(|t| t.kind == TokenKind::Number)?;
        let digits = &self.text.folded[t.start..t.end];
        digits.iter().try_fold(0u32, |sum, b| {
            let digit = match b {
                b'0'..=b'9' => u32::from(b - b'0'),
                b'o' => 0,
                b'l' | b'i' => 1,
                _ => return None,
            };
            sum.checked_mul(10)?.checked_add(digit)
        })
    }

    /// A year as four digits.
    pub(crate) fn year(&self, token: usize) -> Option<u32> {
        let t = self.text.tokens.get(token)?;
        (t.end - t.start == 4).then(|| self.integer(token)).flatten().filter(|y| (1945..=2099).contains(y))
    }

    pub(crate) fn start(&self, token: usize) -> usize {
        self.text.tokens.get(token).map_or(self.text.folded.len(), |t| t.start)
    }

    pub(crate) fn end(&self, token: usize) -> usize {
        self.text.tokens.get(token).map_or(self.text.folded.len(), |t| t.end)
    }

    /// True where the token follows its predecessor without a space.
    pub(crate) fn glued(&self, token: usize) -> bool {
        token > 0 && self.text.tokens.get(token).is_some_and(|t| self.text.tokens[token - 1].end == t.start)
    }

    /// The folded word right before a token.
    pub(crate) fn word_before(&self, token: usize) -> &[u8] {
        match token.checked_sub(1).and_then(|i| self.text.tokens.get(i)) {
            Some(t) if t.kind == TokenKind::Word => &self.text.folded[t.start..t.end],
            _ => &[],
        }
    }

    pub(crate) fn word(&self, token: usize) -> &[u8] {
        match self.text.tokens.get(token) {
            Some(t) if t.kind == TokenKind::Word => &self.text.folded[t.start..t.end],
            _ => &[],
        }
    }

    /// The number at a token, with groups of three that a space sets off.
    pub(crate) fn amount(&self, token: usize) -> Amount {
        let first = self.text.tokens[token];
        let mut amount = Amount { start: first.start, end: first.end, next: token + 1 };
        if let Some(joined) = self.scanned_decimal(token).or_else(|| self.scanned_share(token)).or_else(|| self.scanned_thousands(token)) {
            return joined;
        }
        if !self.can_lead_groups(token) {
            return amount;
        }
        while self.is_group(amount.next, amount.end) {
            amount.end = self.end(amount.next);
            amount.next += 1;
        }
        amount
    }

    /// One to three digits, not after a word that names the number (`thứ 2 100`).
    fn can_lead_groups(&self, token: usize) -> bool {
        let t = self.text.tokens[token];
        let digits = &self.text.folded[t.start..t.end];
        digits.len() <= 3 && digits[0] != b'0' && digits.iter().all(u8::is_ascii_digit) && self.word_before(token) != b"thu"
    }

    /// Three digits after exactly one space, and no fourth.
    fn is_group(&self, token: usize, end: usize) -> bool {
        let Some(t) = self.text.tokens.get(token).filter(|t| t.kind == TokenKind::Number) else { return false };
        let digits = &self.text.folded[t.start..t.end];
        let whole = digits.len() == 3 || digits.get(3) == Some(&b',') && digits.len() <= 6;
        let joined = self.text.joins.binary_search(&(end as u32)).is_ok();
        t.start == end + 1 && !joined && whole && digits[..3].iter().all(u8::is_ascii_digit)
    }

    /// `1. 037` of a scan: a point, a space, three digits that start with 0.
    fn scanned_thousands(&self, token: usize) -> Option<Amount> {
        let point = self.symbol(token + 1) == b'.';
        let rest = self.text.tokens.get(token + 2).filter(|t| t.kind == TokenKind::Number && t.end - t.start == 3)?;
        // `1. 037` only before a zero, which begins no sentence; `1 .250` always.
        let zero = self.glued(token + 1) && self.text.folded[rest.start] == b'0' || !self.glued(token + 1) && self.glued(token + 2);
        (point && zero && self.integer(token).is_some_and(|n| n < 1000)).then_some(Amount {
            start: self.start(token),
            end: rest.end,
            next: token + 3,
        })
    }

    /// `9 5,4 %` of a scan: a digit, a space, a digit with its fraction, a percent sign.
    fn scanned_share(&self, token: usize) -> Option<Amount> {
        let next = self.text.tokens.get(token + 1).filter(|t| t.kind == TokenKind::Number)?;
        let fraction = matches!(self.text.byte(next.start + 1), b',' | b'.') && next.end - next.start >= 3;
        let single = self.end(token) - self.start(token) == 1 && next.start == self.end(token) + 1;
        let lone = !matches!(self.symbol(token.wrapping_sub(1)), b',' | b'-' | b'/') && self.word_before(token) != b"do";
        (single && fraction && lone && self.symbol(token + 2) == b'%').then(|| Amount {
            start: self.start(token),
            end: next.end,
            next: token + 2,
        })
    }

    /// `8 7 ,5%` and `87 ,5%` of a scan.
    fn scanned_decimal(&self, token: usize) -> Option<Amount> {
        let mut at = token;
        while self.is_number(at + 1) && self.end(at) - self.start(at) == 1 && self.end(at + 1) - self.start(at + 1) == 1 && at < token + 2 {
            at += 1;
        }
        let comma = matches!(self.symbol(at + 1), b',' | b'.') && !self.glued(at + 1);
        let fraction = self.is_number(at + 2);
        let percent = self.symbol(at + 3) == b'%';
        (comma && fraction && percent).then(|| Amount { start: self.start(token), end: self.end(at + 2), next: at + 3 })
    }

    /// Value of an amount; `whole` where the thing comes in whole numbers.
    pub(crate) fn value(&self, amount: &Amount, whole: bool) -> Option<(Decimal, DigitStyle)> {
        let bytes = self.text.folded[amount.start..amount.end].iter();
        parse_digit_bytes(bytes.map(|b| if *b == b'i' { b'l' } else { *b }), whole)
    }

    /// The unit right after a character, with the units of its kind that a comma joins: unit, end.
    pub(crate) fn unit_after(&self, at: usize) -> Option<(UnitIndex, usize)> {
        let text = self.text;
        let (unit, mut end) = self.unit_at(text.skip_spaces(at))?;
        // `từ 1.547 năm 2019`: the year of the number, not its unit.
        if self.lexicon.unit(unit).id == "year" && self.year(text.token_at(end)).is_some() {
            return None;
        }
        while text.byte(text.skip_spaces(end)) == b',' {
            let next = text.skip_spaces(text.skip_spaces(end) + 1);
            match self.unit_starting(next) {
                // `2.874 người, công chức là 2.868 người`: the second noun has a number of its own.
                Some((same, more)) if same == unit && !self.leads_on(more) => end = more,
                _ => break,
            }
        }
        Some((unit, end))
    }

    /// `là` and a number follow.
    fn leads_on(&self, at: usize) -> bool {
        let next = self.text.token_at(at);
        self.word(next) == b"la" && self.is_number(next + 1)
    }

    /// The longest unit word that starts at a character, whatever it means there: unit, end.
    pub(crate) fn unit_starting(&self, at: usize) -> Option<(UnitIndex, usize)> {
        let (place, known) = self.last_unit.get();
        if place == at {
            return known;
        }
        let found = self.lexicon.units.starting(self.text, at);
        self.last_unit.set((at, found));
        found
    }

    /// The unit that starts at a character; `lần lượt` is none.
    fn unit_at(&self, at: usize) -> Option<(UnitIndex, usize)> {
        let (unit, end) = self.unit_starting(at)?;
        let in_turn = self.lexicon.unit(unit).id == "time" && self.word(self.text.token_at(end)) == b"luot";
        (!in_turn).then_some((unit, end))
    }

    /// True where a percent sign, a scale word, a unit or a slash and a number follow.
    pub(crate) fn is_measured(&self, at: usize) -> bool {
        let text = self.text;
        let next = text.skip_spaces(at);
        text.byte(next) == b'%'
            || self.lexicon.scales.starting(text, next).is_some()
            || self.unit_at(next).is_some()
            || text.byte(next) == b'/' && text.byte(text.skip_spaces(next + 1)).is_ascii_digit()
    }

    /// End of the figure or mention read last, if it lies right before a character.
    pub(crate) fn ends_item(&self, at: usize) -> bool {
        let at = self.text.skip_spaces_back(at);
        self.items.last().is_some_and(|i| i.end == at)
    }

    pub(crate) fn unit_named(&self, unit: Unit, id: &str) -> bool {
        match unit {
            Unit::Word(index) => self.lexicon.unit(index).id == id,
            Unit::Fixed(name) => name == id,
            Unit::Unsaid => false,
        }
    }
}

pub(crate) fn mention(start: usize, end: usize, class: &'static str, reason: &'static str) -> Item {
    Item { start, end, kind: ItemKind::Mention { class, reason } }
}

/// Pairs of quotation marks that hold a short name.
fn quotations(folded: &[u8]) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open = None;
    for at in memchr::memchr_iter(b'"', folded) {
        match open.take() {
            Some(start) if at - start <= LONGEST_NAME => found.push((start, at)),
            Some(_) | None => open = Some(at),
        }
    }
    found
}
