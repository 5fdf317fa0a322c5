//! Cells of tables: a number whose column, row and caption say what it is.

use rust_decimal::Decimal;
use solieu_document::CellPlace;
use solieu_vietnamese::fold;

use crate::lexicon::Lexicon;
use crate::model::{Measure, Qualifier};
use crate::passage::{PassageText, TokenKind};
use crate::prepared::Prepared;
use crate::scan::{Draft, Item, ItemKind, Scan, Unit, mention};

/// Reads the numbers of a cell.
pub(crate) fn read(text: &PassageText<'_>, lexicon: &Lexicon, place: &CellPlace, items: Vec<Item>) -> Vec<Item> {
    let scan = Scan::new(text, lexicon, items);
    if place.header {
        return scan.run_without_figures("heading");
    }
    if place.headers.iter().any(|h| h == "STT") || place.column == 0 && is_row_number(&scan, place) {
        return scan.run_without_figures("row_number");
    }
    match lone_number(&scan, place) {
        Some(item) => vec![item],
        None => ranked_number(&scan, place).unwrap_or_else(|| settle_by_place(scan.run(), lexicon, place)),
    }
}

/// A small whole number in a first column that has a name beside it.
fn is_row_number(scan: &Scan<'_>, place: &CellPlace) -> bool {
    let named = !place.stub.is_empty();
    named && scan.text.tokens.len() <= 2 && scan.integer(0).is_some_and(|n| n <= place.row + 1)
}

/// The cell's only content: a number, a ratio or a percentage.
fn lone_number(scan: &Scan<'_>, place: &CellPlace) -> Option<Item> {
    let signed = sign_of(scan);
    let first = usize::from(signed.is_some());
    if !scan.is_number(first) {
        return None;
    }
    let amount = scan.amount(first);
    let (mut next, mut end, mut denominator) = (amount.next, amount.end, None);
    if scan.symbol(next) == b'/' && scan.is_number(next + 1) {
        let total = scan.amount(next + 1);
        denominator = Some(scan.value(&total, true)?.0);
        (next, end) = (total.next, total.end);
    }
    let percent = scan.symbol(next) == b'%';
    if percent {
        (next, end) = (next + 1, scan.end(next));
    }
    if next < scan.text.tokens.len() {
        return None;
    }
    let kind = kind_of(scan.lexicon, place, percent, denominator.is_some());
    let start = scan.start(0);
    if kind.is_year(scan, place) {
        return Some(mention(start, end, "year", "a year as a column's or row's name"));
    }
    let (number, _) = scan.value(&amount, kind.whole)?;
    let value = number.checked_mul(Decimal::from(10i64.checked_pow(kind.power)?))?;
    let value = if signed == Some(-1) { -value } else { value };
    let ratio = kind.measure == Measure::Count && denominator.is_some();
    let kind = if ratio || number.is_integer() { kind } else { kind.of_fraction(scan.lexicon, place) };
    let changed = signed.is_some() || tells_changes(place);
    let draft = Draft {
        measure: match kind.measure {
            _ if ratio => Measure::Ratio,
            _ if changed => Measure::Change,
            measure => measure,
        },
        value,
        denominator: denominator.filter(|_| ratio),
        unit: kind.unit,
        unit_words: (end, end),
        qualifier: Qualifier::Exact,
        rule: "cell",
        confidence: 0.9,
        core: (amount.start, end),
    };
    Some(Item { start, end, kind: ItemKind::Figure(draft) })
}

/// `71,55 (37)`, `(49)` under a line that speaks of ranks: a value, and its rank in brackets.
fn ranked_number(scan: &Scan<'_>, place: &CellPlace) -> Option<Vec<Item>> {
    let said = format!("{} {} {}", place.caption, place.headers.join(" "), place.stub);
    if !fold(&said).contains("hang") {
        return None;
    }
    let open = (0..scan.text.tokens.len()).find(|&token| scan.symbol(token) == b'(')?;
    let rank = scan.integer(open + 1).filter(|_| scan.symbol(open + 2) == b')' && open + 3 == scan.text.tokens.len())?;
    let core = (scan.start(open + 1), scan.end(open + 1));
    let rank = cell_figure(core, Measure::Rank, rank.into(), Unit::Fixed("rank"));
    if open == 0 {
        return Some(vec![rank]);
    }
    let amount = Some(0).filter(|_| scan.is_number(0)).map(|first| scan.amount(first)).filter(|amount| amount.next == open)?;
    let kind = kind_of(scan.lexicon, place, false, false);
    let (value, _) = scan.value(&amount, kind.whole)?;
    let kind = if value.is_integer() { kind } else { kind.of_fraction(scan.lexicon, place) };
    Some(vec![cell_figure((amount.start, amount.end), kind.measure, value, kind.unit), rank])
}

fn cell_figure(core: (usize, usize), measure: Measure, value: Decimal, unit: Unit) -> Item {
    let draft = Draft {
        measure,
        value,
        denominator: None,
        unit,
        unit_words: (core.1, core.1),
        qualifier: Qualifier::Exact,
        rule: "cell",
        confidence: 0.9,
        core,
    };
    Item { start: core.0, end: core.1, kind: ItemKind::Figure(draft) }
}

/// `-12`, `+16.557`, `−0,6`: the sign glued before a cell's number.
fn sign_of(scan: &Scan<'_>) -> Option<i8> {
    let sign = match scan.symbol(0) {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    (scan.is_number(1) && scan.glued(1)).then_some(sign)
}

/// A column of differences: `Tăng, giảm`, `So sánh 2022/2021`, `Chênh lệch`.
fn tells_changes(place: &CellPlace) -> bool {
    let own = place.headers.last().map(|h| fold(h)).unwrap_or_default();
    let both = own.contains("tang") && own.contains("giam") && !own.contains("ty le");
    both || own.contains("chenh lech") || own.contains("muc tang")
}

/// What a cell's place says of its number.
struct CellKind {
    measure: Measure,
    unit: Unit,
    power: u32,
    whole: bool,
}

impl CellKind {
    /// A fraction counts no offices, indices or ranks: it is a share or a score, by the lines above the table.
    fn of_fraction(self, lexicon: &Lexicon, place: &CellPlace) -> Self {
        let index = matches!(self.unit, Unit::Word(index) if matches!(lexicon.unit(index).id.as_str(), "criterion" | "rank"));
        let nothing = self.measure == Measure::Count && (self.unit == Unit::Unsaid || is_place(lexicon, self.unit));
        if !nothing && !index {
            return self;
        }
        let share = ["ty le", "ti le", "%"].iter().any(|w| fold(&place.caption).contains(w));
        let (measure, unit) = if share { (Measure::Percent, "percent") } else { (Measure::Score, "point") };
        Self { measure, unit: Unit::Fixed(unit), ..self }
    }

    fn is_year(&self, scan: &Scan<'_>, place: &CellPlace) -> bool {
        let name = place.headers.iter().any(|h| fold(h).contains("nam"));
        scan.year(0).is_some() && scan.text.tokens.len() == 1 && (name || place.stub.is_empty())
    }
}

/// `Kết quả (điểm, %)`: a column of scores and shares, which the row's name tells apart.
const EITHER: [&str; 9] = ["diem, %", "diem; %", "diem/%", "diem / %", "diem hoac %", "diem, ty le", "diem/ty le", "%, diem", "%/diem"];

/// The row is one of shares, or of satisfaction, which is told in percent.
fn is_share(stub: &str) -> bool {
    let stub = fold(stub);
    ["%", "ty le", "ti le", "hai long", "sipas"].iter().any(|words| stub.contains(words))
}

fn kind_of(lexicon: &Lexicon, place: &CellPlace, percent: bool, slashed: bool) -> CellKind {
    let own = fold(&place.headers.join(" "));
    let named = ["%", "ty le", "ti le", "hang", "vi tri", "diem"].iter().any(|w| own.contains(w));
    // Where the column is a year or an office, the row says what is measured.
    let header = if named { own } else { fold(&place.stub) };
    let has = |words: &[&str]| words.iter().any(|w| crate::passage::find_words(header.as_bytes(), w.as_bytes()).is_some());
    let fixed = |measure, unit, whole| CellKind { measure, unit: Unit::Fixed(unit), power: 0, whole };
    let either = EITHER.iter().any(|words| header.contains(words));
    if either && !percent && !is_share(&place.stub) {
        return fixed(Measure::Score, "point", false);
    }
    if percent || !slashed && (header.contains('%') || has(&["ty le", "ti le"])) {
        return fixed(Measure::Percent, "percent", false);
    }
    if let Some(kind) = kind_of_unit(lexicon, &place.unit).filter(|_| !named) {
        return kind;
    }
    if has(&["hang", "xep hang", "vi tri", "thu hang", "xep thu"]) {
        return fixed(Measure::Rank, "rank", true);
    }
    let site = ["diem cau", "diem phuc vu", "diem tiep nhan", "diem buu dien", "diem giao dich"];
    // `Được chấm điểm` counts those that were graded.
    let graded = has(&["cham diem"]) && !has(&["diem cham", "so diem", "diem so"]);
    if has(&["diem", "diem so", "so diem"]) && !has(&site) && !graded {
        return fixed(Measure::Score, "point", false);
    }
    let (headers, unit_line) = (header_text(place), unit_line(&place.caption));
    if let Some(power) = [headers.as_str(), place.stub.as_str(), unit_line].into_iter().find_map(money_power) {
        return CellKind { measure: Measure::Money, unit: Unit::Fixed("VND"), power, whole: false };
    }
    let mut prepared = Prepared::default();
    // `Kế hoạch` over a column is what was planned, no count of plans.
    let planned = matches!(fold(headers.trim()).as_str(), "ke hoach" | "thuc hien" | "ke hoach giao" | "ke hoach nam");
    let headers = if planned { String::new() } else { headers };
    let mut in_text = |text: &str| unit_in(&mut prepared, lexicon, text);
    let told = in_text(&headers).or_else(|| in_text(unit_line));
    // `Bảng 2. Mức độ hài lòng (đơn vị: %)`
    let shares = unit_line.contains('%')
        || bracketed(&place.caption).any(|inner| inner.trim_end().ends_with('%') && !inner.contains(|c: char| c.is_ascii_digit()));
    if told.is_none() && shares {
        return fixed(Measure::Percent, "percent", false);
    }
    if told.is_none()
        && let Some(power) = bracketed(&place.caption).find_map(money_power)
    {
        return CellKind { measure: Measure::Money, unit: Unit::Fixed("VND"), power, whole: false };
    }
    let unit = told.or_else(|| {
        // A row is often named by a place, which says nothing of the column's unit.
        let named = in_text(&place.stub);
        match named.filter(|unit| !is_place(lexicon, *unit)) {
            Some(unit) => Some(unit),
            // A time in the lines above (`Sáu tháng đầu`) says when, not what the cells count.
            None => in_text(&place.caption).filter(|unit| !is_duration(lexicon, *unit)).or(named),
        }
    });
    let unit = unit.unwrap_or(Unit::Unsaid);
    let (measure, whole) = match unit {
        Unit::Word(index) if lexicon.unit(index).duration => (Measure::Duration, false),
        Unit::Word(index) if lexicon.unit(index).id == "rank" => (Measure::Rank, true),
        _ => (Measure::Count, true),
    };
    let averaged = ["binh quan", "trung binh"].iter().any(|w| header.contains(w));
    CellKind { measure: if averaged { Measure::Average } else { measure }, unit, power: 0, whole: whole && !averaged }
}

/// What the row's cell under `Đơn vị tính` says.
fn kind_of_unit(lexicon: &Lexicon, text: &str) -> Option<CellKind> {
    let kind = |measure, unit, power, whole| Some(CellKind { measure, unit, power, whole });
    let folded = fold(text.trim());
    match (folded.as_str(), money_power(text).or_else(|| short_money(&folded))) {
        ("", _) => None,
        ("%" | "ty le" | "phan tram", _) => kind(Measure::Percent, Unit::Fixed("percent"), 0, false),
        ("diem", _) => kind(Measure::Score, Unit::Fixed("point"), 0, false),
        ("hang" | "thu hang" | "xep hang" | "vi tri", _) => kind(Measure::Rank, Unit::Fixed("rank"), 0, true),
        (_, Some(power)) => kind(Measure::Money, Unit::Fixed("VND"), power, false),
        _ => match unit_in(&mut Prepared::default(), lexicon, text)? {
            Unit::Word(index) if lexicon.unit(index).duration => kind(Measure::Duration, Unit::Word(index), 0, false),
            unit => kind(Measure::Count, unit, 0, true),
        },
    }
}

/// `Tỷ`, `Tr.đ` alone in a cell.
fn short_money(folded: &str) -> Option<u32> {
    match folded {
        "ty" | "ti" => Some(9),
        "trieu" | "tr.d" | "tr d" => Some(6),
        _ => None,
    }
}

fn is_duration(lexicon: &Lexicon, unit: Unit) -> bool {
    matches!(unit, Unit::Word(index) if lexicon.unit(index).duration)
}

fn is_place(lexicon: &Lexicon, unit: Unit) -> bool {
    matches!(unit, Unit::Word(index) if lexicon.unit(index).id == "unit")
}

/// Headers from the cell's own up.
fn header_text(place: &CellPlace) -> String {
    let mut headers = place.headers.clone();
    headers.reverse();
    headers.join(" ")
}

/// What follows `ĐVT:` in the lines above a table.
fn unit_line(caption: &str) -> &str {
    let line = caption.lines().find(|l| {
        let folded = fold(l);
        folded.contains("dvt") || folded.contains("don vi tinh") || folded.contains("don vi:")
    });
    line.and_then(|l| l.split_once(':')).map_or("", |(_, unit)| unit.trim_matches([' ', ')', '*', '.']))
}

/// What stands in brackets in the lines above a table: `Bảng tổng hợp kinh phí (triệu đồng)`.
fn bracketed(caption: &str) -> impl Iterator<Item = &str> {
    caption.split('(').skip(1).filter_map(|piece| piece.split_once(')')).map(|(inner, _)| inner)
}

/// Power of ten of money: `triệu đồng` is 6.
fn money_power(text: &str) -> Option<u32> {
    let folded = fold(text);
    [
        ("nghin ty", 12),
        ("ty dong", 9),
        ("(ty", 9),
        ("(trieu", 6),
        ("(tr.d", 6),
        ("trd", 6),
        ("trieu dong", 6),
        ("tr.dong", 6),
        ("nghin dong", 3),
        ("ngan dong", 3),
        ("(dong)", 0),
        ("vnd", 0),
    ]
    .iter()
    .find(|(words, _)| folded.contains(words))
    .map(|(_, power)| *power)
    .or_else(|| (folded.trim() == "dong").then_some(0))
}

/// The first unit noun of a text.
fn unit_in(prepared: &mut Prepared, lexicon: &Lexicon, text: &str) -> Option<Unit> {
    let view = prepared.set(text);
    let units = view.tokens.iter().filter_map(|t| lexicon.units.starting(&view, t.start));
    // `Năm 2022`, `Tháng 6` name a column.
    let dated = |end: usize| view.tokens.get(view.token_at(end)).is_some_and(|t| t.kind == TokenKind::Number);
    let mut counted = units.filter(|(unit, end)| !(lexicon.unit(*unit).duration && dated(*end)) && lexicon.unit(*unit).id != "year");
    counted.next().map(|(unit, _)| Unit::Word(unit))
}

/// Numbers that the cell's text left without a unit take the place's.
fn settle_by_place(mut items: Vec<Item>, lexicon: &Lexicon, place: &CellPlace) -> Vec<Item> {
    let kind = kind_of(lexicon, place, false, false);
    for item in &mut items {
        let ItemKind::Figure(draft) = &mut item.kind else { continue };
        if draft.rule == "bare" {
            draft.unit = kind.unit;
        }
        if draft.unit == Unit::Unsaid && draft.rule == "bare" {
            item.kind = ItemKind::Mention { class: "undecided", reason: "no unit is said for it" };
        }
    }
    items
}
