//! Corrupts one digit at a time in text that agrees with itself and counts what the checks catch.
//!
//! `cargo test -p solieu-check --release --test mutation -- --nocapture` prints the table.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod reports;

use std::collections::BTreeMap;

use solieu_catalog::Catalog;

/// What is corrupted, by the kind of agreement that gives it away.
const CONSISTENT: &[(&str, &str)] = &[
    ("ratio and percent", "Làm xong {32/38 phần việc}, tức {84,21%}."),
    ("ratio and percent", "Có {13/29 đơn vị} trình đề án vị trí việc làm, đạt tỷ lệ {44,83%}."),
    ("ratio and percent", "Bồi dưỡng {2.051/2.198 người}, đạt {93,31%}."),
    ("ratio and percent", "Toàn tỉnh có {332/460 xã} có Bộ phận một cửa hiện đại ({72,17%})."),
    ("ratio and percent", "Phát triển {124/195 xã}, đạt {63,59%}."),
    ("closed list", "Khảo sát tại {20 đơn vị}, gồm {06 sở}, {05 huyện} và {09 xã}."),
    ("closed list", "Cả ba cấp tiếp nhận {901.158 hồ sơ}: cấp tỉnh {96.310}, cấp huyện {148.725} và cấp xã {656.123}."),
    (
        "closed list",
        "Trong {1.754 đơn vị} sự nghiệp, nhóm 1 có {12 đơn vị}, nhóm 2 có {96 đơn vị}, nhóm 3 có {408 đơn vị}, nhóm 4 có {1.238 đơn vị}.",
    ),
    ("closed list", "Bộ thủ tục có {2.206 TTHC}, gồm {1.782 TTHC} cấp tỉnh và {424 TTHC} cấp xã."),
    ("exhaustive parts", "Giải quyết {479.315 hồ sơ}, trong đó đúng hạn {468.047 hồ sơ}, trễ hạn {11.268 hồ sơ}."),
    ("closing total", "Cung cấp {521 TTHC} ở mức độ 3 và {896 TTHC} ở mức độ 4, cộng lại là {1.417/1.867 TTHC}, đạt {75,9%}."),
    ("remainder", "Đúng hạn {1.269.342/1.271.904 hồ sơ}, đạt {99,8%}; trễ hạn {2.562 hồ sơ}."),
    ("remainder", "Hoàn thành {72/81 nhiệm vụ}, đạt {88,89%}; {09 nhiệm vụ} còn lại."),
    (
        "balance",
        "Tiếp nhận {412.350 hồ sơ|dossiers.received}; giải quyết {403.510 hồ sơ|dossiers.resolved}. Còn {8.840 hồ sơ|dossiers.pending}.",
    ),
    ("change", "Cơ quan từ {42 cơ quan} xuống {15 cơ quan}, {giảm 64,29%}."),
    ("change", "Trực tuyến chiếm {34,11%}, {tăng 11,4 điểm %} so với cùng kỳ ({22,71%})."),
    (
        "table total",
        "Kết quả:\n\n| Cấp | Tiếp nhận | Trễ hạn |\n|---|---|---|\n| Tỉnh | {96.215} | {676} |\n| Huyện | {121.480} | {1.444} |\n| Xã | {194.655} | {381} |\n| Tổng cộng | {412.350} | {2.501} |",
    ),
    (
        "restated",
        "I. KẾT QUẢ\n\nHoàn thành {72/81 nhiệm vụ|plan.tasks_completed}; tinh giản {186 người|civil_service.downsized}.\n\nII. ĐÁNH GIÁ CHUNG\n\nHoàn thành {72/81 nhiệm vụ|plan.tasks_completed}, tinh giản {186 người|civil_service.downsized}.",
    ),
];

fn findings(text: &str) -> usize {
    solieu_check::check_report(&reports::marked(text, 2016), Catalog::builtin()).len()
}

/// The text with one digit of one figure changed, for each digit and three changes.
fn corruptions(text: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut inside = false;
    for (at, c) in text.char_indices() {
        match c {
            '{' => inside = true,
            '|' | '}' => inside = false,
            '0'..='9' if inside => all.extend([1, 4, 7].iter().map(|step| changed(text, at, c, *step))),
            _ => {}
        }
    }
    all
}

fn changed(text: &str, at: usize, digit: char, step: u32) -> String {
    let other = char::from_digit((digit.to_digit(10).unwrap() + step) % 10, 10).unwrap();
    format!("{}{other}{}", &text[..at], &text[at + 1..])
}

#[test]
fn nineteen_of_twenty_corrupted_digits_are_caught() {
    let mut table: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
    for (kind, text) in CONSISTENT {
        assert_eq!(findings(text), 0, "{text}");
        let row = table.entry(kind).or_default();
        for corrupted in corruptions(text) {
            let caught = findings(&corrupted) > 0;
            row.0 += 1;
            row.1 += usize::from(caught);
            if !caught {
                println!("not caught: {corrupted}");
            }
        }
    }
    let (all, caught) = table.values().fold((0, 0), |sum, row| (sum.0 + row.0, sum.1 + row.1));
    for (kind, (all, caught)) in &table {
        println!("| {kind} | {all} | {caught} | {:.1} % |", 100.0 * *caught as f64 / *all as f64);
    }
    println!("| all | {all} | {caught} | {:.1} % |", 100.0 * caught as f64 / all as f64);
    assert!(caught * 20 >= all * 19, "{caught} of {all}");
}
