//! Finding the list of parts that a report sets behind a total.

use crate::reading::Reading;
use crate::wording::{ends_with, find_words, last_place, says};
use solieu_extract::Measure;

/// How a list of parts is opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Opening {
    /// `gồm`, `chia ra`, a colon, a bracket: meant to be complete.
    Closed,
    /// `trong đó`: may leave something out.
    Open,
    /// `Trong 638 trường học, hạng một có …`: the total is divided.
    Divided,
}

/// A total and its parts, in reading order.
#[derive(Debug, Clone)]
pub(crate) struct PartList {
    pub(crate) total: usize,
    pub(crate) parts: Vec<usize>,
    pub(crate) opening: Opening,
    /// All parts are counted in the total's unit.
    pub(crate) same_unit: bool,
}

/// Longest text between a total and the opener of its list, and between an opener and the first part.
const LONGEST_LEAD: usize = 160;
/// Longest text between two parts.
const LONGEST_STEP: usize = 110;

/// The list of parts behind a total, in its sentence.
pub(crate) fn list_in_sentence(reading: &Reading<'_>, total: usize) -> Option<PartList> {
    // `trả muộn 3.052 hồ sơ (0,64%), phần lớn ở: …`: the total's own share opens no list.
    let later: Vec<usize> = reading
        .later_in_sentence(total)
        .skip_while(|&i| is_aside(reading, i) || is_remark(reading, total, i) || counts_items(reading, total, i))
        .collect();
    let (&first, _) = (later.first()?, later.get(1)?);
    let gap = reading.between(total, first);
    // Two lists in one order: what follows is of each of the first.
    if [gap, reading.before(total)].iter().all(|text| says(text, &reading.wording.in_order)) {
        return None;
    }
    let remark = gap.trim_start().starts_with('(').then(|| gap.find(')')).flatten();
    let (opening, bracket, lead) = opening(reading, total, remark.map_or(gap, |end| &gap[end + 1..]))?;
    if lead.len() > LONGEST_LEAD {
        return None;
    }
    let scan = Scan { reading, total, bracket };
    let parts = scan.parts(lead, &later)?;
    finish(reading, total, parts, opening, lead)
}

/// `(kể cả 512 hồ sơ kỳ trước chuyển sang), gồm …`: alone in a bracket behind the total, no part of it.
fn is_remark(reading: &Reading<'_>, total: usize, index: usize) -> bool {
    let opens = reading.between(total, index).trim_start().strip_prefix('(');
    let inside = opens.filter(|inner| !inner.contains([')', '(']) && says(inner, &reading.wording.remarks));
    let after = reading.after(index);
    let next = reading.later_in_sentence(index).next();
    inside.is_some() && after.contains(')') && next.is_none_or(|next| closes_outer(reading.between(index, next)))
}

/// `5 tỷ 420 triệu đồng, chia cho ba việc: …`: the number of the items, not an item.
fn counts_items(reading: &Reading<'_>, total: usize, index: usize) -> bool {
    let few = reading.figure(index).measure == Measure::Count && reading.value(index) <= FEW.into();
    let listed = reading.after(index).find(':').is_some_and(|at| at <= LONGEST_NOUN);
    few && listed && reading.figure(index).unit != reading.figure(total).unit && reading.value(total) > FEW.into()
}

/// Items of a list at most, and characters of their noun.
const FEW: i64 = 12;
const LONGEST_NOUN: usize = 20;

/// A share or a change between a total and its list.
fn is_aside(reading: &Reading<'_>, index: usize) -> bool {
    let changed = reading.figure(index).measure == Measure::Change || ends_with(reading.before(index), &reading.wording.changes_by);
    reading.is_percent(index) || changed
}

/// Bullets under a line that ends with its total: `ban hành 83 văn bản, gồm:`.
pub(crate) fn list_of_bullets(reading: &Reading<'_>, total: usize) -> Option<PartList> {
    let passage = reading.figure(total).passage as usize;
    let tail = reading.text(passage, reading.figure(total).end as usize..reading.folded(passage).len());
    // `842.615 hồ sơ, bình quân 70.200 hồ sơ/tháng, chia ra:`
    let last = !reading.later_in_sentence(total).any(|i| reading.adds_up(i));
    let bullets: Vec<usize> = (0..reading.passages().len()).filter(|&i| reading.passages()[i].lead_in == Some(passage as u32)).collect();
    // Bullets under a bullet need no colon: `- Ban hành 45 văn bản.`, `+ Nghị quyết: 15.`
    if !last || bullets.is_empty() {
        return None;
    }
    let announced = tail.trim_end().ends_with(':');
    let first_part = |bullet: usize| reading.in_passage(bullet).iter().copied().find(|&i| is_part(reading, total, i));
    let parts: Vec<usize> = bullets.iter().map(|&bullet| first_part(bullet)).collect::<Option<_>>()?;
    let closed = !announced || says(tail, &reading.wording.closed_list);
    finish(reading, total, parts, if closed { Opening::Closed } else { Opening::Divided }, tail)
}

fn finish(reading: &Reading<'_>, total: usize, parts: Vec<usize>, opening: Opening, lead: &str) -> Option<PartList> {
    let unit = &reading.figure(total).unit;
    let last = *parts.last()?;
    let tail: String = reading.after(last).split(['.', ';', ')']).next().unwrap_or("").chars().take(LONGEST_TAIL).collect();
    let wording = reading.wording;
    // `gồm kỳ trước chuyển sang 12.607 …`: what came over is a part, and explains nothing.
    let explained = says(lead, &wording.explained) && !parts.first().is_some_and(|&i| says(&reading.label(i), &wording.carried));
    if says(behind_rest(&tail), &wording.incomplete) || says(reading.sentence_text(total), &wording.counted_twice) || explained {
        return None;
    }
    // `20 xã, phường (trong 20 xã, phường này có 06 …)`: said of the total itself.
    if parts.first().is_some_and(|&i| reading.value(i) == reading.value(total)) && parts.len() > 1 {
        return None;
    }
    // `…, 134 cấp xã; trong đó mức độ 3 là 1.089`: said of more than the last number.
    let goes_on = reading.between(total, *parts.first()?).contains(';');
    if goes_on && parts.iter().any(|&i| reading.value(i) > reading.value(total)) {
        return None;
    }
    let same_unit = parts.iter().all(|&i| reading.figure(i).unit == *unit);
    Some(PartList { total, parts, opening, same_unit })
}

/// `53 văn bản khác)`: the others are a part of their own, and leave nothing out.
fn behind_rest(tail: &str) -> &str {
    tail.trim_start().strip_prefix("khac").filter(|rest| !goes_on_in_word(rest)).unwrap_or(tail)
}

fn goes_on_in_word(rest: &str) -> bool {
    rest.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Characters behind the last part that still belong to the list.
const LONGEST_TAIL: usize = 60;

impl PartList {
    /// True where the parts are all there can be: on time and late.
    pub(crate) fn is_exhaustive(&self, reading: &Reading<'_>) -> bool {
        covers(reading, &self.parts)
    }

    /// True where the last part is what is left of the total: `các đối tượng còn lại 8.406 lượt`.
    pub(crate) fn ends_with_rest(&self, reading: &Reading<'_>) -> bool {
        let rest =
            |&last: &usize| [&reading.wording.left, &reading.wording.others].into_iter().any(|words| says(&reading.label(last), words));
        self.parts.last().is_some_and(rest)
    }

    /// True where the parts may count the same thing twice: women and party members.
    pub(crate) fn may_overlap(&self, reading: &Reading<'_>) -> bool {
        self.parts.iter().any(|&i| says(&reading.label(i), &reading.wording.overlapping))
    }
}

/// True where the words of the parts are all there can be, each said of a part of its own.
pub(crate) fn covers(reading: &Reading<'_>, parts: &[usize]) -> bool {
    covers_by(reading, parts, |_| true)
}

/// The same by words that say how far things are, not what is counted.
pub(crate) fn covers_by_state(reading: &Reading<'_>, parts: &[usize]) -> bool {
    let tells = |word: &str| word.len() >= SHORT || reading.wording.grades.iter().any(|grade| grade == word);
    covers_by(reading, parts, |set| set.iter().all(|word| word.split('|').all(tells)))
}

fn covers_by(reading: &Reading<'_>, parts: &[usize], tells: impl Fn(&[String]) -> bool) -> bool {
    let labels: Vec<String> = parts.iter().map(|&i| reading.label(i)).collect();
    let one = |part: usize, word: &str| {
        let anywhere = word.len() >= SHORT || reading.wording.grades.iter().any(|grade| grade == word);
        if anywhere { find_words(&labels[part], word).is_some() } else { is_counted(reading, parts[part], word) }
    };
    let said = |part: usize, words: &str| words.split('|').any(|word| one(part, word));
    let fits = |set: &&Vec<String>| {
        let once = |word: &String| (0..parts.len()).filter(|&part| said(part, word)).count() == 1;
        set.len() == parts.len() && set.iter().all(once) && (0..parts.len()).all(|part| set.iter().any(|word| said(part, word)))
    };
    // `cơ quan cấp tỉnh và cấp huyện …, cấp tỉnh 27, cấp xã 109`: of a larger set another part is spoken of.
    let speaks_of =
        |word: &String| find_words(reading.sentence_text(parts[0]), word).is_some() && !labels.iter().any(|label| label.contains(word));
    let larger = |set: &[String]| {
        let holds = |other: &&Vec<String>| other.len() > set.len() && set.iter().all(|word| other.contains(word));
        reading.wording.exhaustive.iter().filter(holds).flatten().any(|word| !set.contains(word) && speaks_of(word))
    };
    reading.wording.exhaustive.iter().any(|set| tells(set) && fits(&set) && !larger(set))
}

/// Words shorter than this stand for too much: `so` is `sở`, `số` and `sổ`.
const SHORT: usize = 4;

/// `7 sở, ngành`; `nữ 708 người`.
fn is_counted(reading: &Reading<'_>, index: usize, word: &str) -> bool {
    let quote = solieu_vietnamese::fold(&reading.figure(index).quote);
    let noun = quote.trim_start_matches(|c: char| !c.is_ascii_alphabetic());
    let first = noun.split(|c: char| !c.is_ascii_alphabetic()).next();
    let bare = noun.is_empty() && reading.after(index).trim_start().starts_with(word);
    first == Some(word) || bare || solieu_vietnamese::fold(&reading.word_before(index)) == word
}

/// True where the words of one part deny those of another: `chưa sử dụng` after `đã sử dụng`.
pub(crate) fn denies(reading: &Reading<'_>, denying: usize, other: usize) -> bool {
    let (label, told_of) = (reading.label(denying), reading.label(other));
    let words: Vec<&str> = label.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let negated = |at: usize| reading.wording.negations.iter().any(|negation| negation == words[at]);
    let counted = solieu_vietnamese::fold(&format!("{} {}", reading.figure(denying).quote, reading.figure(other).quote));
    let told = |word: &str| word.len() > 2 && find_words(&counted, word).is_none() && find_words(&told_of, word).is_some();
    let left = says(&label, &reading.wording.left) && !says(&told_of, &reading.wording.left);
    left || (0..words.len()).any(|at| {
        let behind = &words[at + 1..words.len().min(at + 3)];
        negated(at) && !behind.is_empty() && behind.iter().any(|word| told(word)) && find_words(&told_of, words[at]).is_none()
    })
}

/// How the list behind a total opens, whether in a bracket, and the text from the opener on.
fn opening<'r>(reading: &Reading<'_>, total: usize, gap: &'r str) -> Option<(Opening, bool, &'r str)> {
    let wording = reading.wording;
    // `34 đơn vị (22 sở, 12 huyện) được chấm điểm: …`: what follows is of more than the 12.
    let closes = gap.find(')').is_some_and(|at| !gap[..at].contains('('));
    if closes {
        return None;
    }
    if let Some(at) = gap.rfind('(').filter(|&at| !gap[at..].contains(')')) {
        let inner = &gap[at + 1..];
        let open = last_place(inner, &wording.open_list).is_some();
        return Some((if open { Opening::Open } else { Opening::Closed }, true, inner));
    }
    let closed = last_place(gap, &wording.closed_list);
    let open = last_place(gap, &wording.open_list);
    // `2.193 người; …, lần lượt là`: a list of something else; `…; trong đó` goes on with the total.
    // `1.830 HS; gồm …` goes on with the total too.
    let closed = closed.filter(|&(at, _)| gap[..at].find(';').is_none_or(|mark| gap[mark + 1..at].trim().is_empty()));
    if let Some((_, end)) = closed.max(open) {
        let kind = if closed >= open { Opening::Closed } else { Opening::Open };
        return Some((kind, false, &gap[end..]));
    }
    // `nhóm 1: 07 đơn vị; nhóm 2: 41 đơn vị`: colons behind labels open no list.
    let labelled = reading.before(total).trim_end().ends_with(':') && !gap.starts_with(':');
    if let Some(at) = gap.rfind(':').filter(|&at| !labelled && !gap[..at].contains(';')) {
        return Some((Opening::Closed, false, &gap[at + 1..]));
    }
    is_divided(reading, total).then_some((Opening::Divided, false, gap))
}

fn is_part(reading: &Reading<'_>, total: usize, part: usize) -> bool {
    let (whole, figure) = (reading.figure(total), reading.figure(part));
    let bare = figure.quote.chars().all(|c| !c.is_alphabetic());
    let money = (whole.measure == Measure::Money) == (figure.measure == Measure::Money);
    reading.adds_up(part) && money && (bare || figure.unit == whole.unit || akin(reading, &whole.unit, &figure.unit))
}

/// True for units whose counts may be of one kind: `lượt` and `người`.
pub(crate) fn akin(reading: &Reading<'_>, a: &str, b: &str) -> bool {
    reading.wording.akin_units.iter().any(|set| set.iter().any(|u| u == a) && set.iter().any(|u| u == b))
}

struct Scan<'s, 'a> {
    reading: &'s Reading<'a>,
    total: usize,
    bracket: bool,
}

enum Step {
    Part,
    Skip,
    End,
    Unclear,
}

impl Scan<'_, '_> {
    /// The parts up to where the list ends; `None` where that is unclear.
    fn parts(&self, lead: &str, later: &[usize]) -> Option<Vec<usize>> {
        let mut parts = Vec::new();
        let mut before: Option<usize> = None;
        let (mut nested, mut rounded_off) = (false, false);
        for &next in later {
            let gap = before.map_or(lead, |last| self.reading.between(last, next));
            let behind_last = rounded_off && gap.trim_start().starts_with(';');
            if behind_last || before.is_some() && !nested && closes_outer(gap) {
                break;
            }
            rounded_off = !parts.is_empty() && leads_in_last(gap);
            nested = self.is_nested(nested, gap, before.is_some());
            match self.step(gap, next, nested, parts.len()) {
                Step::Part => parts.push(next),
                Step::Skip => {}
                Step::End => break,
                Step::Unclear => return None,
            }
            before = Some(next);
        }
        Some(parts)
    }

    /// `5.118 hồ sơ của năm 2016 để lại và 607.287 hồ sơ mới`: what came over is a part of this year's.
    fn is_carried(&self, gap: &str, next: usize) -> bool {
        let carried = &self.reading.wording.carried;
        says(&self.reading.label(next), carried) || says(gap, carried)
    }

    fn is_nested(&self, nested: bool, gap: &str, inside: bool) -> bool {
        let opens = gap.rfind('(');
        let closes = gap.rfind(')');
        match (opens, closes) {
            _ if self.bracket || !inside => false,
            (None, None) => nested,
            (open, close) => open > close,
        }
    }

    fn step(&self, gap: &str, next: usize, nested: bool, parts: usize) -> Step {
        let reading = self.reading;
        let (whole, figure) = (self.total, reading.figure(next));
        let same_year = reading.meaning(next).year == reading.meaning(whole).year;
        let first = parts == 0;
        match () {
            () if nested => Step::Skip,
            // `giảm 07 xã (216 xã xuống 209 xã)`: from one value to another.
            () if says(gap, &reading.wording.becomes) => Step::Unclear,
            () if self.bracket && gap.contains(')') => Step::End,
            () if !first && (says(gap, &reading.wording.list_break) || starts_total(reading, next)) => Step::End,
            () if parts >= 2 && opens_list(reading, gap) && gap.contains(';') => Step::End,
            // `…; 15/17 văn bản đã được xử lý`: of the total again.
            () if parts >= 2 && figure.denominator == Some(reading.value(whole)) => Step::End,
            () if !first && opens_list(reading, gap) => Step::Unclear,
            () if gap.len() > LONGEST_STEP && parts >= 2 => Step::End,
            () if gap.len() > LONGEST_STEP => Step::Unclear,
            () if reading.is_percent(next) && !first => Step::Skip,
            () if !(same_year || self.is_carried(gap, next)) || !reading.is_exact(next) => Step::Unclear,
            () if is_part(reading, whole, next) => Step::Part,
            () if parts >= 2 || figure.measure == Measure::Change => Step::End,
            () => Step::Unclear,
        }
    }
}

/// `(… quá hạn 2.782 hồ sơ, trong đó cấp tỉnh 214, …, cấp xã 632); đang giải quyết 5.120`: the list stood in a bracket.
fn closes_outer(gap: &str) -> bool {
    gap.find(')').is_some_and(|at| !gap[..at].contains('('))
}

/// `bãi bỏ 34, sửa đổi 21 và thay thế 12 văn bản; kiểm tra 124 văn bản`: `và` leads in the last part.
fn leads_in_last(gap: &str) -> bool {
    let words = gap.trim();
    words == "va" || words.starts_with("va ") || words.ends_with(" va")
}

fn opens_list(reading: &Reading<'_>, gap: &str) -> bool {
    says(gap, &reading.wording.open_list) || says(gap, &reading.wording.closed_list)
}

/// `…; trong 14 địa phương có 04 …`: the next total, not a part.
fn starts_total(reading: &Reading<'_>, index: usize) -> bool {
    is_divided(reading, index)
}

/// `Trong 638 trường học`; not `Đức Trọng 638 trường học`, which folds alike.
fn is_divided(reading: &Reading<'_>, total: usize) -> bool {
    let marked = || {
        let word = reading.word_before(total);
        solieu_vietnamese::fold(&word) == "trong" && word.to_lowercase() != "trong"
    };
    ends_with(reading.before(total), &reading.wording.divided) && !marked()
}
