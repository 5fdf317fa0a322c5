//! Lists in one order: `tiếp nhận lần lượt là 158.230; 176.905 và 507.480 hồ sơ, trong số đó trực tuyến lần lượt là 142.860;
//! 118.415 và 335.105 hồ sơ. Tỷ lệ tương ứng là 90,29%, 66,94% và 66,03%`.
//!
//! The percents follow from the lists, one by one. Where all but one do, that one is wrong.

use super::Rule;
use super::percent_link::share_mismatch;
use super::percent_of_count::fits;
use crate::model::{Finding, Severity};
use crate::printed::{decimals, percent, show};
use crate::reading::Reading;
use crate::slip::one_slip;
use crate::wording::says;

pub(crate) const RULE: Rule = Rule { id: "paired_lists", run };

fn run(reading: &Reading<'_>, found: &mut Vec<Finding>) {
    for passage in (0..reading.passages().len()).filter(|&p| reading.is_prose(p) && reading.in_passage(p).len() > 5) {
        let lists = ordered_lists(reading, passage);
        for pair in lists.windows(2) {
            found.extend(check(reading, &pair[0], &pair[1]));
        }
    }
}

/// Runs of counts that `lần lượt` opens, of one unit, with nothing but commas between them.
fn ordered_lists(reading: &Reading<'_>, passage: usize) -> Vec<Vec<usize>> {
    let mut lists: Vec<Vec<usize>> = Vec::new();
    let mut open = false;
    let mut last: Option<usize> = None;
    for &index in reading.in_passage(passage) {
        let gap = match last {
            Some(last) if reading.same_sentence(last, index) => reading.between(last, index),
            _ => reading.before(index),
        };
        let counted = reading.adds_up(index) && reading.is_exact(index);
        if counted && says(gap, &reading.wording.in_order) {
            lists.push(vec![index]);
            open = true;
        } else if open && counted && is_separator(gap) {
            lists.last_mut().into_iter().for_each(|list| list.push(index));
        } else {
            open = false;
        }
        last = Some(index);
    }
    lists.retain(|list| list.len() > 1);
    lists
}

fn is_separator(gap: &str) -> bool {
    gap.len() < LONGEST_UNIT
        && gap.split([',', ';', ' ']).all(|word| word.is_empty() || word == "va" || word.chars().all(char::is_alphabetic))
        && (gap.contains([',', ';']) || says(gap, &["va".to_owned()]))
}

/// Characters between two values of a list: a unit and a comma.
const LONGEST_UNIT: usize = 16;

fn check(reading: &Reading<'_>, wholes: &[usize], parts: &[usize]) -> Option<Finding> {
    let together = reading.figure(wholes[0]).passage == reading.figure(parts[0]).passage;
    if !together || wholes.len() != parts.len() || reading.figure(*wholes.last()?).unit != reading.figure(*parts.last()?).unit {
        return None;
    }
    let percents = percents_behind(reading, *parts.last()?, parts.len())?;
    let agrees = |at: usize| {
        let stated = percents[at];
        fits(reading.value(parts[at]), reading.value(wholes[at]), reading.value(stated), decimals(&reading.figure(stated).quote))
    };
    let odd: Vec<usize> = (0..parts.len()).filter(|&at| !agrees(at)).collect();
    let &[odd] = odd.as_slice() else { return None };
    finding(reading, wholes[odd], parts[odd], percents[odd])
}

/// The percents right behind a list, as many as it has values, in its sentence or the next, told to be in its order.
fn percents_behind(reading: &Reading<'_>, last: usize, count: usize) -> Option<Vec<usize>> {
    let all = reading.in_passage(reading.figure(last).passage as usize);
    let behind = all.iter().copied().skip_while(|&i| reading.figure(i).start <= reading.figure(last).start);
    let percents: Vec<usize> = behind.take_while(|&i| reading.is_percent(i)).collect();
    let &first = percents.first()?;
    let one_sentence = percents.iter().all(|&i| reading.same_sentence(first, i));
    (percents.len() == count && one_sentence && says(reading.before(first), &reading.wording.in_order)).then_some(percents)
}

fn finding(reading: &Reading<'_>, whole: usize, part: usize, stated: usize) -> Option<Finding> {
    let digits = decimals(&reading.figure(stated).quote);
    let right = percent(reading.value(part), reading.value(whole))?.round_dp(digits);
    let suggestion = one_slip(reading.value(stated), right).then(|| format!("{} %", show(right)));
    share_mismatch(reading, (part, whole, stated), Severity::Error, suggestion, &[part, stated])
}
