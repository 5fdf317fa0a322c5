//! A whole, a part and what the words say is not that part: `giao 2.437 biên chế, đã sử dụng 2.298
//! biên chế, chưa sử dụng 139 biên chế`, or `tổng số 43 xã, đạt chuẩn 30 xã, không đạt 13 xã`.
//!
//! The list has no opener, so the words must show that it is complete: a part that denies another
//! (`chưa sử dụng`, `đang giải quyết`), or parts that are all there is (`đúng hạn`, `quá hạn`). The
//! figures stand in one sentence, or each leads a bullet of its own.

use rust_decimal::Decimal;
use solieu_document::BlockKind;

use super::Rule;
use super::part_list::{akin, covers, covers_by_state, denies, list_in_sentence};
use crate::model::{Finding, Severity};
use crate::note::{Note, milder};
use crate::printed::show;
use crate::reading::Reading;
use crate::slip::{one_slip, swap_makes_sum};
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "complement", run };

/// Parts that are tried at most.
const MOST_PARTS: usize = 5;

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for passage in (0..reading.passages().len()).filter(|&p| reading.is_prose(p) && reading.in_passage(p).len() > 2) {
        let sentences = sentences(reading, passage);
        for (at, sentence) in sentences.iter().enumerate() {
            found.extend(first_odd(reading, sentence).or_else(|| of_next_sentences(reading, sentence, &sentences[at + 1..])));
        }
    }
    for bullets in bullets(reading) {
        found.extend(first_odd(reading, &bullets));
    }
}

/// `… phải giải quyết là 388.086 hồ sơ. Đã trả kết quả 384.559 hồ sơ, còn 3.527 hồ sơ.`; `92 nhiệm vụ. Xong: 79 nhiệm
/// vụ. Đang làm: 09 nhiệm vụ.`: the last figure of a sentence, and those of the next, or of the next that have one each.
fn of_next_sentences(reading: &Reading<'_>, sentence: &[usize], behind: &[Vec<usize>]) -> Option<Finding> {
    let next = behind.first()?;
    // `Theo giới tính: nam …, nữ …` is another check's.
    if says(reading.before(*next.first()?), &reading.wording.by_attribute) {
        return None;
    }
    let parts: Vec<usize> = if next.len() > 1 {
        next.clone()
    } else {
        behind.iter().take_while(|one| one.len() == 1).take(MOST_PARTS).flatten().copied().collect()
    };
    // `phải giải quyết 786.540 hồ sơ, trong đó … cấp xã 395.475 hồ sơ. Đã giải quyết …`: of the last, or of all that the sentence is about.
    let wholes = [*sentence.last()?, *sentence.first()?];
    // `dự kiến đến 24 đơn vị, thực tế 27 đơn vị. Số này gồm …`
    let sum: Decimal = parts.iter().map(|&i| reading.value(i)).sum();
    if sentence.iter().any(|&i| reading.value(i) == sum) {
        return None;
    }
    let judged = wholes.iter().flat_map(|&whole| [Some(parts.clone()), done_and_left(reading, next)].map(|parts| (whole, parts)));
    let judged: Vec<Judged> = judged.filter_map(|(whole, parts)| Some(check(reading, whole, &parts?))).collect();
    if judged.iter().any(|judged| matches!(judged, Judged::Agrees)) {
        return None;
    }
    judged.into_iter().find_map(|judged| if let Judged::Odd(finding) = judged { Some(*finding) } else { None })
}

/// `Đã giải quyết 267.896 hồ sơ, trong đó đúng hạn …, trễ hạn …; số còn lại là 2.180 hồ sơ`: what is done, without its own parts, and what is left.
fn done_and_left(reading: &Reading<'_>, sentence: &[usize]) -> Option<Vec<usize>> {
    let (&done, behind) = sentence.split_first().filter(|(_, behind)| behind.len() > 1)?;
    let left = behind.iter().copied().find(|&i| says(&reading.label(i), &reading.wording.left))?;
    Some(vec![done, left])
}

/// Figures that can be added up, by sentence.
fn sentences(reading: &Reading<'_>, passage: usize) -> Vec<Vec<usize>> {
    let mut sentences: Vec<Vec<usize>> = Vec::new();
    for &index in reading.in_passage(passage).iter().filter(|&&i| reading.adds_up(i)) {
        match sentences.last_mut() {
            Some(last) if reading.same_sentence(last[0], index) => last.push(index),
            _ => sentences.push(vec![index]),
        }
    }
    sentences
}

/// Bullets that follow each other, each with one figure that can be added up.
fn bullets(reading: &Reading<'_>) -> Vec<Vec<usize>> {
    let mut runs: Vec<Vec<usize>> = Vec::new();
    let mut last = None;
    for (passage, at) in reading.passages().iter().enumerate() {
        let only: Vec<usize> = reading.in_passage(passage).iter().copied().filter(|&i| reading.adds_up(i)).collect();
        let &[index] = only.as_slice() else { continue };
        if at.kind != BlockKind::Bullet {
            continue;
        }
        match runs.last_mut() {
            Some(run) if last == passage.checked_sub(1) => run.push(index),
            _ => runs.push(vec![index]),
        }
        last = Some(passage);
    }
    runs.retain(|run| run.len() > 2);
    runs
}

fn first_odd(reading: &Reading<'_>, figures: &[usize]) -> Option<Finding> {
    for (at, &whole) in figures.iter().enumerate() {
        match check(reading, whole, &figures[at + 1..]) {
            Judged::Untold => {}
            // What follows are its parts.
            Judged::Agrees => return None,
            Judged::Odd(finding) => return Some(*finding),
        }
    }
    None
}

/// What a whole and the figures behind it tell.
enum Judged {
    /// They need not belong together.
    Untold,
    /// They make the whole.
    Agrees,
    /// They should make the whole and do not.
    Odd(Box<Finding>),
}

fn check(reading: &Reading<'_>, whole: usize, behind: &[usize]) -> Judged {
    let total = reading.value(whole);
    let unit = &reading.figure(whole).unit;
    let counted = |i: usize| reading.figure(i).unit == *unit || akin(reading, &reading.figure(i).unit, unit);
    let alike = |&&i: &&usize| counted(i) && reading.is_exact(i) && reading.year(i) == reading.year(whole);
    let parts: Vec<usize> = behind.iter().take_while(alike).take(MOST_PARTS).copied().collect();
    let plain = |parts: &[usize]| parts.iter().all(|&i| reading.figure(i).denominator.is_none());
    if parts.len() < 2 || !reading.is_exact(whole) || total < Decimal::TEN {
        return Judged::Untold;
    }
    let sums: Vec<Decimal> = (2..=parts.len()).map(|count| parts[..count].iter().map(|&i| reading.value(i)).sum()).collect();
    if sums.contains(&total) || sums.iter().any(|sum| Some(*sum) == reading.figure(whole).denominator) {
        return Judged::Agrees;
    }
    let all = parts.len();
    let complete = |count: usize| {
        let (parts, sum) = (&parts[..count], sums[count - 2]);
        plain(parts) && is_near(reading, total, sum, parts) && is_complete(reading, whole, parts, count == all)
    };
    let swapped = |count: usize| plain(&parts[..count]) && is_swapped(reading, whole, &parts[..count]);
    let complete = (2..=parts.len()).rev().find(|&count| complete(count));
    match complete.or_else(|| (2..=parts.len()).rev().find(|&count| swapped(count))) {
        // A list with an opener is another check's.
        Some(_) if reading.same_sentence(whole, parts[0]) && list_in_sentence(reading, whole).is_some() => Judged::Untold,
        Some(count) => Judged::Odd(Box::new(finding(reading, whole, &parts[..count], sums[count - 2], complete.is_some()))),
        None => Judged::Untold,
    }
}

/// `đúng hạn 412 hồ sơ, …`: no word says that the parts are all, but two digits that have changed places make them so.
fn is_swapped(reading: &Reading<'_>, whole: usize, parts: &[usize]) -> bool {
    let total = reading.value(whole);
    let values: Vec<Decimal> = parts.iter().map(|&i| reading.value(i)).collect();
    let counted = parts.iter().all(|&i| reading.figure(i).unit == reading.figure(whole).unit);
    let less = values.iter().all(|value| *value < total && *value >= Decimal::TEN);
    let tells = total >= Decimal::ONE_THOUSAND || parts.len() > 2 && total >= Decimal::ONE_HUNDRED;
    tells && counted && less && swap_makes_sum(total, &values)
}

/// True where the words of the parts leave nothing out.
fn is_complete(reading: &Reading<'_>, whole: usize, parts: &[usize], all: bool) -> bool {
    let denied = parts.iter().any(|&denying| parts.iter().any(|&other| other != denying && denies(reading, denying, other)));
    // `40 cơ quan dùng phần mềm; 20 sở, 11 huyện và 226 xã`: short numbers, and more of them.
    let short = reading.value(whole) < Decimal::ONE_HUNDRED;
    let apart = short && (!all || reading.between(whole, parts[0]).contains(';'));
    // `216 xã xuống 209 xã và 1 huyện`: the whole is counted in one of the parts' words.
    let same = || covers(reading, &[&[whole], &parts[1..]].concat());
    let told = if apart { all && covers_by_state(reading, parts) } else { covers(reading, parts) };
    denied || told && !same() || is_not_done(reading, parts)
}

/// `tiếp nhận 695, đã trả lời 681, còn 14 đang xử lý`: one part is done, the other is not.
fn is_not_done(reading: &Reading<'_>, parts: &[usize]) -> bool {
    let &[done, left] = parts else { return false };
    let open = |i: usize| reading.word_before(i).to_lowercase() == "còn" || says(&reading.label(i), &reading.wording.not_done);
    // `từ 28 cơ quan còn 14 cơ quan`
    let falls = reading.word_before(done).to_lowercase() == "từ" || says(reading.between(done, left), &reading.wording.becomes);
    let late = falls || says(&reading.label(left), &reading.wording.late);
    open(left) && !open(done) && !late && !reading.between(done, left).contains('.')
}

fn is_near(reading: &Reading<'_>, total: Decimal, sum: Decimal, parts: &[usize]) -> bool {
    let slipped = |&i: &usize| one_slip(reading.value(i), reading.value(i) + total - sum);
    // Short numbers are one slip apart by chance: 46 and 6.
    let short = total < Decimal::ONE_HUNDRED;
    let possible = !short || sum * Decimal::TWO >= total && parts.iter().all(|&i| reading.value(i) < total);
    // Two digits that have changed places explain it, however far the sum is.
    let values: Vec<Decimal> = parts.iter().map(|&i| reading.value(i)).collect();
    swap_makes_sum(total, &values)
        || possible && ((total - sum).abs() * Decimal::ONE_HUNDRED <= total || one_slip(total, sum) || parts.iter().any(slipped))
}

fn finding(reading: &Reading<'_>, whole: usize, parts: &[usize], sum: Decimal, sure: bool) -> Finding {
    let total = reading.value(whole);
    let terms: Vec<String> = parts.iter().map(|&i| show(reading.value(i))).collect();
    let equation = format!("{} = {}", terms.join(" + "), show(sum));
    let mut figures = vec![whole];
    figures.extend(parts);
    let explained = figures.iter().any(|&i| says(reading.sentence_text(i), &reading.wording.explained));
    let missing = total - sum;
    let mut slips = parts.iter().map(|&i| reading.value(i)).filter(|part| one_slip(*part, *part + missing));
    Note {
        kind: "sum_mismatch",
        severity: if explained || !sure { milder(Severity::Error) } else { Severity::Error },
        stated: show(total),
        computed: show(sum),
        message: format!("{equation}, the report states {} for all of it", show(total)),
        message_vi: format!("{equation}, báo cáo ghi tổng số {}", show(total)),
        suggestion: match (one_slip(total, sum), slips.next(), slips.next()) {
            (true, None, _) => Some(show(sum)),
            (false, Some(part), None) => Some(show(part + missing)),
            _ => None,
        },
        figures: &figures,
    }
    .finding(reading)
}
