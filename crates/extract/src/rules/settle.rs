//! Settles what a number alone could not say: units carried along a list or back from the total,
//! signs said once for several numbers.

use rust_decimal::Decimal;

use crate::lexicon::{Lexicon, UnitIndex};
use crate::model::Measure;
use crate::passage::{PassageText, TokenKind};
use crate::scan::{Draft, Item, ItemKind, Unit};

pub(crate) fn settle(text: &PassageText<'_>, lexicon: &Lexicon, items: &mut [Item]) {
    carry_back(text, items);
    carry_ranks(text, items);
    carry_signs(text, items);
    drop_scales(text, lexicon, items);
    for at in 0..items.len() {
        settle_one(text, lexicon, items, at);
    }
}

/// `(thang điểm từ 0% đến 100%)`: the ends of a scale measure nothing.
fn drop_scales(text: &PassageText<'_>, lexicon: &Lexicon, items: &mut [Item]) {
    let mut last = None;
    for item in items.iter_mut().filter(|item| matches!(item.kind, ItemKind::Figure(_))) {
        let goes_on = last.is_some_and(|end: usize| matches!(text.folded[end.min(item.start)..item.start].trim_ascii(), b"den" | b"-"));
        if goes_on || lexicon.scales_of_points.ending(text, item.start).is_some() {
            item.kind = ItemKind::Mention { class: "limit", reason: "an end of a scale" };
            last = Some(item.end);
        }
    }
}

fn draft(item: &Item) -> Option<&Draft> {
    match &item.kind {
        ItemKind::Figure(draft) => Some(draft),
        ItemKind::Mention { .. } => None,
    }
}

/// `88,12; 87,95 và 85,64 điểm`, `từ 42 xuống 15 cơ quan`: the unit of the last is that of all.
fn carry_back(text: &PassageText<'_>, items: &mut [Item]) {
    for at in (1..items.len()).rev() {
        let Some(next) = draft(&items[at]).cloned() else { continue };
        // What stands dressed (`dưới 80%`) begins a clause of its own.
        let dressed = items[at].start < next.core.0 && next.measure != Measure::Rank;
        let joined = !dressed && is_list_gap(&text.folded[items[at - 1].end.min(items[at].start)..items[at].start]);
        let ItemKind::Figure(previous) = &mut items[at - 1].kind else { continue };
        let same_shape = previous.denominator.is_some() == next.denominator.is_some();
        let bare = previous.unit == Unit::Unsaid && previous.rule != "zero_in_words";
        if !(joined && bare && same_shape && next.unit != Unit::Unsaid) {
            continue;
        }
        let carried = match next.measure {
            Measure::Change | Measure::Money | Measure::Rank => None,
            measure => Some(measure),
        };
        if let Some(measure) = carried {
            previous.unit = next.unit;
            previous.measure = measure;
            previous.confidence = 0.9;
        }
    }
}

/// `thứ hạng từ 38 lên 21`: what a rank rose or fell to is a rank.
fn carry_ranks(text: &PassageText<'_>, items: &mut [Item]) {
    for at in 1..items.len() {
        let ranked = draft(&items[at - 1]).is_some_and(|d| d.measure == Measure::Rank);
        let gap = text.folded[items[at - 1].end.min(items[at].start)..items[at].start].trim_ascii();
        let ItemKind::Figure(next) = &mut items[at].kind else { continue };
        if ranked && next.unit == Unit::Unsaid && next.value.is_integer() && matches!(gap, b"len" | b"xuong" | b"con" | b"len thu" | b"va")
        {
            (next.measure, next.unit) = (Measure::Rank, Unit::Fixed("rank"));
        }
    }
}

/// Only separators, `và`, or the words of a chain between two numbers of a list.
fn is_list_gap(gap: &[u8]) -> bool {
    let mut words = gap.split(|b| matches!(b, b' ' | b',' | b';')).filter(|w| !w.is_empty());
    let joins = |word: &[u8]| matches!(word, b"va" | b"xuong" | b"len" | b"con" | b"hoac" | b"thanh" | b"den");
    !gap.is_empty() && words.by_ref().take(2).all(joins) && words.next().is_none()
}

/// `giảm 12%, 7%, 31%`
fn carry_signs(text: &PassageText<'_>, items: &mut [Item]) {
    for at in 1..items.len() {
        let Some(previous) = draft(&items[at - 1]).filter(|d| d.measure == Measure::Change).cloned() else { continue };
        let gap = &text.folded[items[at - 1].end.min(items[at].start)..items[at].start];
        let plain = gap.iter().all(|b| matches!(b, b' ' | b',' | b';')) || gap.trim_ascii() == b"va";
        let items_start = items[at].start;
        let ItemKind::Figure(next) = &mut items[at].kind else { continue };
        let shares = previous.unit == next.unit && next.measure == Measure::Percent;
        // `tăng 29 bậc và 8,06 điểm`
        let points = next.measure == Measure::Score && gap.trim_ascii() == b"va" && next.core.0 == items_start;
        let same = (shares || points) && previous.value.abs() != Decimal::ZERO;
        if plain && same && !gap.contains(&b'(') {
            next.measure = Measure::Change;
            next.value *= if previous.value < Decimal::ZERO { Decimal::NEGATIVE_ONE } else { Decimal::ONE };
        }
    }
}

/// Gives a number without a unit that of its sentence, or leaves it undecided.
fn settle_one(text: &PassageText<'_>, lexicon: &Lexicon, items: &mut [Item], at: usize) {
    let Some(this) = draft(&items[at]).filter(|d| d.unit == Unit::Unsaid) else { return };
    let (rule, start, end) = (this.rule, items[at].start, items[at].end);
    let written = &text.folded[this.core.0..this.core.1];
    let fraction = !this.value.is_integer() || written.iter().rposition(|b| *b == b',').is_some_and(|comma| written.len() - comma <= 3);
    if rule == "bare" && !fraction && is_pointed_fraction(text, items, at) {
        let ItemKind::Figure(draft) = &mut items[at].kind else { return };
        draft.value /= Decimal::ONE_THOUSAND;
        settle_fraction(text, items, at);
        return;
    }
    if matches!(rule, "bare" | "range") && fraction {
        settle_fraction(text, items, at);
        return;
    }
    let denied = (rule == "zero_in_words").then(|| denied_in_sentence(text, lexicon, start)).flatten();
    if rule == "bare" && is_percent_list(text, start) {
        let ItemKind::Figure(draft) = &mut items[at].kind else { return };
        (draft.unit, draft.measure) = (Unit::Fixed("percent"), Measure::Percent);
        return;
    }
    let named = (rule == "bare" && counts_a_noun(text, end)).then_some(Unit::Fixed("unit"));
    let found = denied
        .or_else(|| of_which(text, lexicon, end))
        .or(named)
        .or_else(|| from_words(text, lexicon, start))
        .or_else(|| from_figures(text, lexicon, items, at))
        .or_else(|| from_sentence(text, lexicon, start))
        .or_else(|| implied(text, lexicon, start));
    let ItemKind::Figure(draft) = &mut items[at].kind else { return };
    match found {
        Some(unit) => draft.unit = unit,
        None if rule == "bare" => {
            items[at].kind = ItemKind::Mention { class: "undecided", reason: "no unit is said for it" };
            return;
        }
        None => draft.unit = Unit::Fixed("unit"),
    }
    revalue(lexicon, draft);
}

/// `48,059, 42.269 và 37,223`: a point that stands for the comma of its neighbours.
fn is_pointed_fraction(text: &PassageText<'_>, items: &[Item], at: usize) -> bool {
    let separated = |item: &Item, separator: u8| {
        draft(item).is_some_and(|d| {
            let written = &text.folded[d.core.0..d.core.1];
            let mark = written.iter().position(|b| *b == separator);
            mark.is_some_and(|m| m <= 2 && written.len() == m + 4 && written[m + 1..].iter().all(u8::is_ascii_digit))
        })
    };
    let (from, to) = text.sentence(items[at].start);
    let near = items.iter().filter(|i| i.start >= from && i.start < to);
    separated(&items[at], b'.') && near.into_iter().any(|i| separated(i, b','))
}

/// A number with a fraction counts nothing whole: it is a score or a share, by its sentence.
fn settle_fraction(text: &PassageText<'_>, items: &mut [Item], at: usize) {
    let (from, to) = text.sentence(items[at].start);
    let near = |measure: Measure| {
        let distance = |i: &Item| i.start.abs_diff(items[at].start);
        items.iter().filter(|i| i.start >= from && i.start < to && draft(i).is_some_and(|d| d.measure == measure)).map(distance).min()
    };
    let spoken = |words: &[&str]| words.iter().any(|w| text.holds(from, to, w));
    let scored = ["diem", "diem so", "gia tri", "papi", "pci", "dti", "index", "ddci", "chi so"];
    // `chỉ số PAR INDEX đạt 93,77; chỉ số SIPAS đạt 90%`: a percent beyond the semicolon is another's.
    let (own_from, own_to) = text.clause(items[at].start);
    let own = scored.iter().any(|w| text.holds(own_from, items[at].start, w)) && !text.folded[own_from..own_to].contains(&b'%');
    let score = near(Measure::Score).or_else(|| spoken(&scored).then_some(if own { 0 } else { usize::MAX - 1 }));
    let share =
        near(Measure::Percent).or_else(|| (spoken(&["ty le", "ti le"]) || text.folded[from..to].contains(&b'%')).then_some(usize::MAX));
    let told = || items[..at].iter().rev().filter_map(draft).map(|d| d.measure).find(|m| matches!(m, Measure::Score | Measure::Percent));
    let earlier = if score.is_none() && share.is_none() { told() } else { None };
    let ItemKind::Figure(draft) = &mut items[at].kind else { return };
    let (measure, unit) = match (score, share) {
        (None, None) if earlier == Some(Measure::Score) => (Measure::Score, "point"),
        (None, None) if earlier == Some(Measure::Percent) => (Measure::Percent, "percent"),
        (Some(a), Some(b)) if a > b => (Measure::Percent, "percent"),
        (Some(_), _) => (Measure::Score, "point"),
        (None, Some(_)) => (Measure::Percent, "percent"),
        (None, None) => {
            items[at].kind = ItemKind::Mention { class: "undecided", reason: "a fraction of nothing that is named" };
            return;
        }
    };
    draft.unit = Unit::Fixed(unit);
    if draft.measure == Measure::Count {
        draft.measure = measure;
    }
}

/// A point or comma is read again now that the unit is known to be whole or not.
fn revalue(lexicon: &Lexicon, draft: &mut Draft) {
    if let Unit::Word(unit) = draft.unit
        && lexicon.unit(unit).duration
        && draft.measure == Measure::Count
    {
        draft.measure = Measure::Duration;
    }
    let points = matches!(draft.unit, Unit::Word(unit) if lexicon.unit(unit).id == "point");
    if points && draft.measure == Measure::Count {
        draft.measure = Measure::Score;
    }
}

/// `Số hồ sơ trễ hạn là`: the noun after `số` nearest before the number, in its clause.
fn from_words(text: &PassageText<'_>, lexicon: &Lexicon, start: usize) -> Option<Unit> {
    let (from, _) = text.clause(start);
    let first = text.token_at(from);
    let last = text.token_at(start);
    (first..last)
        .rev()
        .filter(|t| text.word(*t) == b"so" && lexicon.units.ending(text, text.tokens[*t].end).is_none())
        .find_map(|t| text.tokens.get(t + 1).and_then(|next| lexicon.units.starting(text, next.start)))
        .map(|(unit, _)| Unit::Word(unit))
}

/// `(%)` or `đơn vị tính: %` in the sentence governs every number that has no unit of its own.
fn is_percent_list(text: &PassageText<'_>, start: usize) -> bool {
    let (from, to) = text.sentence(start);
    let sentence = &text.folded[from..to];
    let governs = |at: usize| {
        let before = &sentence[..at];
        before.ends_with(b"(") && sentence.get(at + 1) == Some(&b')') || before.ends_with(b"tinh: ") || before.ends_with(b"dvt: ")
    };
    memchr::memchr_iter(b'%', sentence).any(governs)
}

/// A noun that the lexicon does not know follows the number: what it counts is that, not what was counted before.
fn counts_a_noun(text: &PassageText<'_>, end: usize) -> bool {
    let next = text.token_at(end);
    let Some(token) = text.tokens.get(next).filter(|t| t.kind == TokenKind::Word && t.start == end + 1) else { return false };
    let word = &text.folded[token.start..token.end];
    let goes_on = text.tokens.get(next + 1).is_some_and(|t| t.kind == TokenKind::Word);
    goes_on && word.len() > 1 && !NOT_NOUNS.contains(&word)
}

/// Words that often follow a bare number and are no noun.
const NOT_NOUNS: &[&[u8]] = &[
    b"va", b"trong", b"so", b"da", b"dat", b"la", b"con", b"tang", b"giam", b"duoc", b"do", b"theo", b"cua", b"tai", b"thuoc", b"chiem",
    b"bang", b"voi", b"gom", b"so", b"o", b"de", b"tren", b"den", b"cho", b"dung", b"truoc", b"qua", b"tre", b"cap", b"cung", b"khi",
    b"nhung", b"thi", b"ma", b"bao", b"co", b"khong", b"chua", b"dang", b"hien", b"tu", b"ve", b"nam", b"xuong", b"len", b"hoac", b"toan",
    b"mot", b"nhu", b"se", b"sau", b"vao", b"vi", b"bi", b"phai", b"nay", b"deu", b"chi", b"tuong", b"moi", b"xep", b"nang", b"giai",
    b"thu", b"ra", b"hoan", b"phat",
];

/// Words of the clause that say what is counted where no noun does.
fn implied(text: &PassageText<'_>, lexicon: &Lexicon, start: usize) -> Option<Unit> {
    let (from, to) = text.sentence(start);
    let (first, last) = (text.token_at(from), text.token_at(to));
    (first..last).find_map(|t| lexicon.implied.starting(text, text.tokens[t].start)).map(|(unit, _)| Unit::Word(unit))
}

/// What is denied elsewhere in the clause or sentence: `phản ánh, kiến nghị …: chưa phát sinh`.
fn denied_in_sentence(text: &PassageText<'_>, lexicon: &Lexicon, start: usize) -> Option<Unit> {
    [text.clause(start), text.sentence(start)].into_iter().find_map(|(from, to)| {
        let (first, last) = (text.token_at(from), text.token_at(to));
        (first..last).find_map(|t| lexicon.denied.starting(text, text.tokens[t].start)).map(|(unit, _)| Unit::Word(unit))
    })
}

/// `1/3 số hồ sơ`, `trên 95 tổng số xã`: what follows `số`.
fn of_which(text: &PassageText<'_>, lexicon: &Lexicon, end: usize) -> Option<Unit> {
    let next = text.token_at(end);
    let at = (next..next + 2).find(|t| text.word(*t) == b"so")?;
    let noun = text.tokens.get(at + 1)?;
    lexicon.units.starting(text, noun.start).map(|(unit, _)| Unit::Word(unit))
}

/// The figure before it in the sentence, where that one has a unit; else the one after it.
fn from_figures(text: &PassageText<'_>, lexicon: &Lexicon, items: &[Item], at: usize) -> Option<Unit> {
    let (from, to) = text.sentence(items[at].start);
    let carried = |unit: Unit| match unit {
        Unit::Word(index) => {
            let word = lexicon.unit(index);
            !word.duration && !matches!(word.id.as_str(), "kilometre" | "square_metre" | "hectare" | "metre" | "kilogram" | "tonne")
        }
        _ => false,
    };
    let usable = |item: &&Item| {
        draft(item)
            .is_some_and(|d| carried(d.unit) && matches!(d.measure, Measure::Count | Measure::Ratio | Measure::Average | Measure::Change))
    };
    let before = items[..at].iter().rev().take_while(|i| i.start >= from).find(usable);
    let after = || items[at + 1..].iter().take_while(|i| i.start < to).find(usable);
    before.or_else(after).and_then(draft).map(|d| d.unit)
}

/// The last unit noun of the sentence before the number.
fn from_sentence(text: &PassageText<'_>, lexicon: &Lexicon, start: usize) -> Option<Unit> {
    let (from, _) = text.sentence(start);
    let (first, last) = (text.token_at(from), text.token_at(start));
    (first..last)
        .rev()
        .find_map(|t| lexicon.units.starting(text, text.tokens[t].start).map(|(unit, _)| (unit, text.tokens[t].start)))
        .map(|(unit, at): (UnitIndex, usize)| Unit::Word(head_noun(text, lexicon, unit, at)))
}

/// `biên chế công chức`: of nouns that follow one another the first is what is counted.
fn head_noun(text: &PassageText<'_>, lexicon: &Lexicon, unit: UnitIndex, at: usize) -> UnitIndex {
    match lexicon.units.ending(text, at) {
        Some((before, from)) if from < at && text.folded[at - 1] == b' ' => head_noun(text, lexicon, before, from),
        _ => unit,
    }
}
