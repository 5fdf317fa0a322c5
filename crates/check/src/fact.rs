//! What a figure is about, as far as two figures can be told to be about the same thing.

use std::collections::BTreeSet;
use std::ops::Range;

use rust_decimal::Decimal;
use solieu_extract::Measure;

use crate::reading::Reading;
use crate::wording::{find_words, says};

/// Characters around a figure whose words tell what it is about.
const AROUND: usize = 70;
/// Figures behind a total that may be its parts.
const MOST_PARTS: usize = 10;

impl Reading<'_> {
    /// True for a figure of a named office or place, not of the whole province.
    pub(crate) fn is_of_a_part(&self, index: usize) -> bool {
        let meaning = self.meaning(index);
        meaning.territory.is_some() || meaning.subject.as_deref().is_some_and(|subject| self.names_a_part(subject))
    }

    /// `Sở Tư pháp`, `Lâm Hà`; not `Tổng số` or `đúng hạn`, which are read as subjects too.
    fn names_a_part(&self, subject: &str) -> bool {
        let words: Vec<&str> = subject.split_whitespace().collect();
        let capital = |word: &str| word.chars().next().is_some_and(char::is_uppercase);
        let acronym = |word: &str| word.chars().count() > 1 && word.chars().all(char::is_uppercase);
        let named =
            words.iter().skip(1).any(|word| capital(word) && !acronym(word)) || words.iter().all(|word| capital(word) && !acronym(word));
        let lower = subject.to_lowercase();
        named
            || self
                .wording
                .offices
                .iter()
                .any(|office| lower.strip_prefix(office.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with(' ')))
    }

    /// Year that the words give; a year that no word gives is the report's.
    pub(crate) fn year(&self, index: usize) -> i32 {
        let (year, own) = (self.meaning(index).year, self.report.identity.report_year);
        let said = || {
            find_words(self.sentence_text(index), &format!("nam {year}")).is_some() || says(self.sentence_text(index), &self.wording.past)
        };
        let cell = || self.passages()[self.figure(index).passage as usize].cell.is_some();
        // Of an index the year is that of its last edition.
        let index_of = || matches!(self.figure(index).measure, Measure::Rank | Measure::Score);
        if year == own || index_of() || cell() || said() { year } else { own }
    }

    /// A change by a number of things is a number of things: `giảm 241 người`.
    pub(crate) fn is_amount(&self, index: usize) -> bool {
        let figure = self.figure(index);
        let of_things = || {
            figure.measure == Measure::Change && !matches!(figure.unit.as_str(), "percent" | "percentage_point" | "time" | "rank" | "point")
        };
        matches!(figure.measure, Measure::Count | Measure::Money) || of_things()
    }

    /// Words around a figure: of its cell's row and column, else between two semicolons of its sentence.
    pub(crate) fn topic(&self, index: usize) -> String {
        match &self.passages()[self.figure(index).passage as usize].cell {
            Some(cell) => solieu_vietnamese::fold(&format!("{} ; {}", cell.headers.join(" "), cell.stub)),
            None => self.clause(index).to_owned(),
        }
    }

    /// What stands around a figure between two semicolons.
    pub(crate) fn clause(&self, index: usize) -> &str {
        let (around, at) = self.around(index);
        let from = around[..at].rfind(';').map_or(0, |semicolon| semicolon + 1);
        let to = around[at..].find(';').map_or(around.len(), |semicolon| at + semicolon);
        &around[from..to]
    }

    /// Text around a figure in its sentence, and where in it the figure stands.
    fn around(&self, index: usize) -> (&str, usize) {
        let (figure, sentence) = (self.figure(index), self.sentence(index));
        let start = sentence.start.max((figure.start as usize).saturating_sub(AROUND));
        let around = self.text(figure.passage as usize, start..sentence.end.min(figure.end as usize + AROUND));
        (around, (figure.start as usize - start).min(around.len()))
    }

    /// The words that label a figure: those before it and behind it up to the next mark or figure.
    pub(crate) fn label(&self, index: usize) -> String {
        let figure = self.figure(index);
        let Range { start, end } = self.sentence(index);
        let start = self.earlier_in_sentence(index).next().map_or(start, |last| self.figure(last).end as usize);
        let end = self.later_in_sentence(index).next().map_or(end, |next| self.figure(next).start as usize);
        let passage = figure.passage as usize;
        let before = self.text(passage, start..figure.start as usize);
        let after = self.text(passage, figure.end as usize..end);
        let before = before.rsplit([',', ';', '(', ')', '.']).next().unwrap_or("");
        // `276 thủ tục ở cấp huyện và 171 thủ tục ở cấp xã`: what stands before `và` is of the number before.
        let before = if start > self.sentence(index).start && before.trim_end().ends_with(" va") { "" } else { before };
        let after = after.split([',', ';', '(', ')', '.', ':']).next().unwrap_or("");
        format!("{before} {} {after}", self.text(passage, figure.start as usize..figure.end as usize))
    }

    /// True where the sentence of either figure states how far they are apart: `giảm 18 đơn vị`.
    pub(crate) fn states_difference(&self, a: usize, b: usize) -> bool {
        let whole = |i: usize| self.figure(i).denominator.unwrap_or_else(|| self.value(i));
        let apart = (whole(a) - whole(b)).abs();
        let beside = |i: usize| self.earlier_in_sentence(i).chain(self.later_in_sentence(i));
        beside(a).chain(beside(b)).any(|other| self.is_amount(other) && self.value(other).abs() == apart)
    }

    /// True where other figures make the value: the counts right behind it add up to it, or two of its sentence differ by it.
    pub(crate) fn is_proven(&self, index: usize) -> bool {
        let (value, passage) = (self.value(index), self.in_passage(self.figure(index).passage as usize));
        let place = passage.partition_point(|&i| i <= index);
        let mut sum = Decimal::ZERO;
        let behind = passage[place..].iter().filter(|&&i| self.figure(i).measure == Measure::Count);
        let adds_up = behind.take(MOST_PARTS).position(|&part| {
            sum += self.value(part);
            sum == value
        });
        let amounts: Vec<Decimal> = self
            .earlier_in_sentence(index)
            .chain(self.later_in_sentence(index))
            .filter(|&i| self.is_amount(i))
            .map(|i| self.value(i).abs())
            .collect();
        let differs = || amounts.iter().any(|a| amounts.iter().any(|b| *b > Decimal::ZERO && a - b == value));
        adds_up.is_some_and(|parts| parts > 0) || differs()
    }

    /// True where the value stands in the report as a value or as the whole of a ratio, elsewhere than in
    /// the figure's own passage; a short number must not be one of another indicator.
    pub(crate) fn is_stated_elsewhere(&self, index: usize, long: bool) -> bool {
        let (own, meaning) = (self.figure(index), self.meaning(index));
        let alike = |value: Decimal| value.abs() == own.value.abs();
        let of_it = |other: usize| long || self.meaning(other).indicator.as_ref().is_none_or(|id| Some(id) == meaning.indicator.as_ref());
        self.figures().iter().enumerate().any(|(at, other)| {
            let here = other.passage != own.passage && other.unit == own.unit && of_it(at);
            here && (alike(other.value) || other.denominator.is_some_and(alike))
        })
    }
}

/// Pairs of neighbouring words, without numbers and words that tell nothing.
pub(crate) fn pairs_of_words(text: &str) -> BTreeSet<(&str, &str)> {
    let words: Vec<&str> = text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let plain = |word: &str| word.bytes().all(|b| b.is_ascii_alphabetic()) && !STOP.contains(&word);
    words.windows(2).filter(|pair| plain(pair[0]) && plain(pair[1])).map(|pair| (pair[0], pair[1])).collect()
}

/// Pairs of words that two figures share.
pub(crate) fn shared_words(reading: &Reading<'_>, a: usize, b: usize) -> usize {
    let (first, second) = (reading.topic(a), reading.topic(b));
    pairs_of_words(&first).intersection(&pairs_of_words(&second)).count()
}

/// Words of their labels that two figures share, what is counted left out: `chậm` of `chậm 534 hồ sơ`.
pub(crate) fn shared_labels(reading: &Reading<'_>, a: usize, b: usize) -> usize {
    let (first, second) = (reading.label(a), reading.label(b));
    let counted = solieu_vietnamese::fold(&format!("{} {}", reading.figure(a).quote, reading.figure(b).quote));
    let words: BTreeSet<&str> = first.split(|c: char| !c.is_ascii_alphabetic()).filter(|word| word.len() > 3).collect();
    words.into_iter().filter(|word| find_words(&second, word).is_some() && find_words(&counted, word).is_none()).count()
}

/// Words that tell nothing of the subject.
const STOP: [&str; 12] = ["da", "dat", "ty", "le", "trong", "va", "cac", "duoc", "don", "vi", "tai", "nam"];
