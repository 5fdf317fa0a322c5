//! What a report says of itself: number, dates, office, place, year and period, signatory.

use solieu_document::{Block, BlockKind, Document};
use solieu_vietnamese::{fold, iso_date};

use crate::lexicon::Lexicon;
use crate::model::ReportMetadata;

/// Reads the letterhead, the title, the first paragraphs and the signature.
pub(crate) fn metadata(document: &Document, lexicon: &Lexicon) -> ReportMetadata {
    let header: Vec<Line> = lines(document, BlockKind::Header);
    let closing: Vec<Line> = lines(document, BlockKind::Closing);
    let opening: Vec<Line> = document.blocks.iter().filter(|b| is_prose(b)).take(4).map(line).collect();
    let title = title(&header);
    let date = header.iter().find_map(dated_line);
    let (issuer, place) = office(&header, &opening, lexicon);
    let subject = title.as_deref().map(|t| Line { text: t.to_owned(), folded: fold(t) });
    let report_year = subject.iter().chain(&opening).find_map(year_of).or_else(|| date.as_ref().and_then(|d| d.get(..4)?.parse().ok()));
    let (data_from, data_to) = data_window(document);
    ReportMetadata {
        number: header.iter().find_map(report_number),
        received_date: received(&header),
        issuer,
        place,
        signatory_title: signatory(&closing),
        period: report_year.map(|_| subject.iter().chain(opening.first()).find_map(period_of).unwrap_or("year").to_owned()),
        title,
        date,
        report_year,
        data_from,
        data_to,
    }
}

struct Line {
    text: String,
    folded: String,
}

fn line(block: &Block) -> Line {
    Line { text: block.text.clone(), folded: fold(&block.text) }
}

fn lines(document: &Document, kind: BlockKind) -> Vec<Line> {
    document.blocks.iter().filter(|b| b.kind == kind).map(line).collect()
}

fn is_prose(block: &Block) -> bool {
    matches!(block.kind, BlockKind::Paragraph | BlockKind::Bullet)
}

/// What stands behind `BÁO CÁO` and on the lines after it, joined.
fn title(header: &[Line]) -> Option<String> {
    let at = header.iter().position(is_title)?;
    let part = |l: &&Line| !l.folded.starts_with("kinh gui") && !l.folded.starts_with("den ") && !l.folded.contains("chuyen:");
    let begun = header[at].text.trim_matches(|c: char| !c.is_alphanumeric()).split_whitespace().skip(2).collect::<Vec<_>>().join(" ");
    let after = header[at + 1..].iter().filter(part).map(|l| strip_number(&l.text));
    let texts: Vec<&str> = std::iter::once(begun.as_str()).filter(|text| !text.is_empty()).chain(after).collect();
    let joined = texts.join(" ").trim_matches(['*', ' ', '-', '_']).to_owned();
    (!joined.is_empty()).then_some(joined)
}

/// `Số: 106.80. Tình hình …` of a stamp beside the title.
fn strip_number(text: &str) -> &str {
    let Some(rest) = text.strip_prefix("Số:") else { return text };
    rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, ' ' | '.' | '/' | '-')).trim_start()
}

/// `Số: 312/BC-UBND`; a scan's `2l5` is 215.
fn report_number(line: &Line) -> Option<String> {
    let at = line
        .folded
        .find("so:")
        .map(|i| i + 3)
        .or_else(|| line.folded.starts_with("so ").then_some(3))
        .or_else(|| bare_number(&line.folded))?;
    let tail: String = line.text.chars().skip(at).collect();
    let tail = tail.trim_start_matches([':', ' ']).replace(" /", "/").replace("/ ", "/");
    let number: String = tail.chars().take_while(|c| !c.is_whitespace() && !matches!(c, ',' | ';')).collect();
    let (digits, letters) = number.split_once('/')?;
    let digits: String = digits
        .chars()
        .map(|c| {
            if matches!(c, 'l' | 'I') {
                '1'
            } else if matches!(c, 'O' | 'o') {
                '0'
            } else {
                c
            }
        })
        .collect();
    let numeric = !digits.is_empty() && digits.chars().all(|c| c.is_ascii_digit());
    (numeric && letters.chars().any(char::is_alphabetic)).then(|| format!("{digits}/{letters}"))
}

/// `187/BC-UBND` on a line of its own, its `Số:` on the line before.
fn bare_number(folded: &str) -> Option<usize> {
    let digits = folded.bytes().take_while(u8::is_ascii_digit).count();
    (digits > 0 && folded[digits..].starts_with("/bc") && folded.len() < 30).then_some(0)
}

/// `Huế, ngày 03 tháng 7 năm 2021`
fn dated_line(line: &Line) -> Option<String> {
    let at = line.folded.find("ngay ")?;
    let words: Vec<&str> = line.folded[at..].split([' ', '.', ',']).filter(|w| !w.is_empty()).collect();
    match words.as_slice() {
        ["ngay", day, "thang", month, "nam", year, ..] => iso_date(scanned(day)?, scanned(month)?, scanned(year)?),
        // `Lào Cai, ngày 12/12/2025`
        ["ngay", numbers, ..] => dates_in(numbers).pop(),
        _ => None,
    }
}

fn scanned(digits: &str) -> Option<u32> {
    digits.replace(['l', 'i'], "1").replace('o', "0").parse().ok()
}

/// The date of a receiving stamp: `Ngày: 18/12/13`, `ĐẾN Ngày: 13.12.16`.
fn received(header: &[Line]) -> Option<String> {
    header.iter().find_map(|l| {
        let at = l.folded.find("ngay:").map(|i| i + 5)?;
        let date: String = l.folded[at..].trim_start().chars().take_while(|c| c.is_ascii_digit() || "/.-loi".contains(*c)).collect();
        let parts: Vec<u32> = date.split(['/', '.', '-']).filter(|p| !p.is_empty()).map(scanned).collect::<Option<_>>()?;
        match parts.as_slice() {
            [day, month, year] => iso_date(*day, *month, *year),
            _ => None,
        }
    })
}

/// Who issued the report, and the province's name: from the letterhead, the line with the date, the first paragraphs.
fn office(header: &[Line], opening: &[Line], lexicon: &Lexicon) -> (Option<String>, Option<String>) {
    let head: &[Line] = header.iter().position(is_title).map_or(header, |at| &header[..at]);
    let named = header.iter().find_map(|l| named_place(l, true));
    let in_text = || opening.iter().find_map(|l| named_place(l, false));
    let city = named.as_ref().filter(|(kind, name)| *kind != "tỉnh" && !lexicon.central_cities.contains(&fold(name)));
    // A department's report bears its letters; without them the name is that of a receiving stamp.
    let own_letters = header.iter().find_map(report_number).is_some_and(|number| !number.to_uppercase().contains("UBND"));
    let of = |office: String| match &named {
        Some((kind, name)) => format!("{office} {kind} {name}"),
        None => office,
    };
    let department = || head.iter().filter(|_| own_letters).find_map(department).map(of);
    let below = head
        .iter()
        .find_map(|l| lower_office(l, lexicon))
        .or_else(department)
        .or_else(|| city.map(|(kind, name)| format!("Ủy ban nhân dân {kind} {name}")));
    if let Some(office) = below {
        let of_province = |lines: &[Line]| lines.iter().filter_map(|l| named_place(l, false)).find(|(kind, _)| *kind == "tỉnh");
        let central = named.as_ref().filter(|_| city.is_none()).cloned();
        let place = of_province(header).or(central).or_else(|| of_province(opening));
        return (Some(office), place.map(|(_, name)| name));
    }
    let beside_date =
        || header.iter().find(|l| dated_line(l).is_some()).and_then(|l| l.text.split_once(',').map(|(p, _)| ("tỉnh", p.trim().to_owned())));
    let place = named.or_else(in_text).or_else(beside_date);
    (place.as_ref().map(|(kind, name)| format!("Ủy ban nhân dân {kind} {name}")), place.map(|(_, name)| name))
}

/// `BÁO CÁO`, alone or with the title in capitals.
fn is_title(line: &Line) -> bool {
    let bare = line.folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    bare == "bao cao" || bare.starts_with("bao cao ") && in_capitals(line)
}

/// An office below the province in a line of the letterhead: `UBND HUYỆN VĂN CHẤN`, `PHƯỜNG 5`.
fn lower_office(line: &Line, lexicon: &Lexicon) -> Option<String> {
    let bare = line.folded.trim_start_matches("uy ban nhan dan").trim_start_matches("ubnd").trim_start();
    let from = line.folded.len() - bare.len();
    let kinds = [
        ("huyen ", "huyện"),
        ("quan ", "quận"),
        ("thi xa ", "thị xã"),
        ("thanh pho ", "thành phố"),
        ("xa ", "xã"),
        ("phuong ", "phường"),
        ("thi tran ", "thị trấn"),
        ("dac khu ", "đặc khu"),
    ];
    let (word, kind) = kinds.iter().find(|(word, _)| in_capitals(line) && bare.starts_with(word))?;
    let name = match capitalised(&line.text, from + word.len(), true) {
        name if name.is_empty() => bare[word.len()..].chars().take_while(char::is_ascii_digit).collect(),
        name => name,
    };
    let province = *kind == "thành phố" && lexicon.central_cities.contains(&fold(&name));
    (!name.is_empty() && !province).then(|| format!("Ủy ban nhân dân {kind} {name}"))
}

/// `SỞ NỘI VỤ`
fn department(line: &Line) -> Option<String> {
    let named = ["so ", "ban quan ly ", "ban dan toc", "thanh tra tinh"].iter().any(|w| line.folded.starts_with(w));
    if !named || !in_capitals(line) || line.folded.contains('/') {
        return None;
    }
    let lower = line.text.to_lowercase();
    let words = lower.split_whitespace().enumerate().map(|(i, w)| if i < 2 { title_case(w) } else { w.to_owned() });
    Some(words.collect::<Vec<_>>().join(" "))
}

fn in_capitals(line: &Line) -> bool {
    !line.text.chars().any(char::is_lowercase)
}

/// The name after `tỉnh` or `thành phố`: words with capitals.
fn named_place(line: &Line, heading: bool) -> Option<(&'static str, String)> {
    let kinds = [("tinh ", "tỉnh"), ("thanh pho ", "thành phố"), ("tp. ", "thành phố"), ("tp ", "thành phố")];
    let found = kinds.iter().filter_map(|(word, kind)| {
        let at = (0..line.folded.len()).find(|i| {
            line.folded[*i..].starts_with(word)
                && (*i == 0 || line.folded.as_bytes()[i - 1] == b' ')
                && capital_at(&line.text, i + word.len())
        })?;
        Some((at, *kind, at + word.len()))
    });
    let (_, kind, from) = found.min_by_key(|(at, _, _)| *at)?;
    let name = capitalised(&line.text, from, heading);
    (!name.is_empty()).then_some((kind, name))
}

fn capital_at(text: &str, at: usize) -> bool {
    text.chars().nth(at).is_some_and(char::is_uppercase)
}

/// Words with capitals from a character on, in title case.
fn capitalised(text: &str, from: usize, _heading: bool) -> String {
    let rest: String = text.chars().skip(from).collect();
    let words = rest.split_whitespace().map_while(|w| {
        // `Bà Rịa - Vũng Tàu`
        let capital = w.chars().next().is_some_and(char::is_uppercase) || matches!(w, "-" | "–");
        capital.then_some(w)
    });
    let mut name = Vec::new();
    for word in words.take(5) {
        let bare = word.trim_end_matches([',', '.', ';', ':', ')']);
        if !name.is_empty() && matches!(bare, "Số:" | "Số" | "CỘNG" | "Độc" | "Kế" | "Về" | "Báo" | "BÁO") {
            break;
        }
        name.push(title_case(bare));
        if bare.len() < word.len() {
            break;
        }
    }
    while name.last().is_some_and(|word: &String| matches!(word.as_str(), "-" | "–" | "")) {
        name.pop();
    }
    name.join(" ")
}

/// `HỒ` to `Hồ`; hyphened parts each.
fn title_case(word: &str) -> String {
    let part = |p: &str| {
        let mut chars = p.chars();
        chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect::<String>())
    };
    word.split('-').map(part).collect::<Vec<_>>().join("-")
}

/// The first `năm 2016` of a line that reports, not of a plan's number.
fn year_of(line: &Line) -> Option<i32> {
    let mut from = 0;
    while let Some(at) = line.folded[from..].find("nam ") {
        let digits: String = line.folded[from + at + 4..].chars().take_while(char::is_ascii_digit).collect();
        let dated = line.folded[..from + at].trim_end().ends_with(|c: char| c.is_ascii_digit());
        if digits.len() == 4 && !dated {
            let since = line.folded[..from + at].trim_end().ends_with("tu");
            let last = Some(&line.folded[from + at + 8..]).filter(|_| since).and_then(last_of_span);
            let year = last.or_else(|| digits.parse().ok());
            return year.filter(|y| (1990..=2100).contains(y));
        }
        from += at + 4;
    }
    None
}

/// `Từ năm 2015-2020`, `từ năm 2015 đến năm 2020`: the last, of what stands behind the first.
fn last_of_span(behind: &str) -> Option<i32> {
    let rest = behind.trim_start();
    let last = ["-", "den nam ", "den "].iter().find_map(|joint| rest.strip_prefix(joint))?.trim_start();
    last.get(..4).filter(|_| !last[4..].starts_with(|c: char| c.is_ascii_digit()))?.parse().ok()
}

/// `half`, `quarter`, `nine_months`, `year`; `None` where the line names no period.
fn period_of(line: &Line) -> Option<&'static str> {
    let head: String = line.folded.chars().take(220).collect();
    let has = |words: &[&str]| words.iter().any(|w| head.contains(w));
    if has(&["6 thang dau nam", "06 thang dau nam", "sau thang dau nam", "6 thang nam", "06 thang nam"]) {
        return Some("half");
    }
    if has(&["9 thang", "09 thang", "chin thang"]) {
        return Some("nine_months");
    }
    if has(&["quy iv", "quy iii", "quy ii", "quy i ", "quy i/", "quy 1", "quy 2", "quy 3", "quy 4"]) && !has(&[" nam va ", "ca nam"]) {
        return Some("quarter");
    }
    None
}

/// `KT. CHỦ TỊCH` and `PHÓ CHỦ TỊCH`: the titles of the signature, joined.
fn signatory(closing: &[Line]) -> Option<String> {
    let titles = [
        "chu tich",
        "pho chu tich",
        "kt. chu tich",
        "kt.chu tich",
        "q. chu tich",
        "quyen chu tich",
        "giam doc",
        "pho giam doc",
        "kt. giam doc",
        "tl. chu tich",
        "tuq. chu tich",
        "chanh van phong",
    ];
    let starts = |l: &&Line| {
        let bare = l.folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
        titles.iter().any(|t| bare.starts_with(t)) && l.text.chars().filter(|c| c.is_alphabetic()).all(char::is_uppercase)
    };
    let found: Vec<&str> = closing.iter().filter(starts).map(|l| l.text.trim_matches(['*', ' ', '_'])).collect();
    (!found.is_empty()).then(|| found.join(" - "))
}

/// First and last day of the data, where a sentence says: `số liệu từ 15/12/2024 đến 30/11/2025`.
fn data_window(document: &Document) -> (Option<String>, Option<String>) {
    let early = document.blocks.iter().filter(|b| is_prose(b) || b.kind == BlockKind::Footnote).take(14);
    for block in early {
        let folded = fold(&block.text);
        let Some(at) = folded.find("so lieu") else { continue };
        let dates = dates_in(&folded[at..folded.len().min(at + 140)]);
        match dates.as_slice() {
            [from, to, ..] if folded[at..].contains("tu ") => return (Some(from.clone()), Some(to.clone())),
            [to, ..] => return (None, Some(to.clone())),
            [] => {}
        }
    }
    (None, None)
}

fn dates_in(folded: &str) -> Vec<String> {
    folded
        .split(|c: char| !(c.is_ascii_digit() || c == '/'))
        .filter_map(|piece| {
            let parts: Vec<u32> = piece.split('/').filter_map(|p| p.parse().ok()).collect();
            match parts.as_slice() {
                [day, month, year] => iso_date(*day, *month, *year),
                _ => None,
            }
        })
        .collect()
}
