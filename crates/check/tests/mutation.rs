//! Corrupts one digit at a time in text that agrees with itself and counts what the checks catch.
//!
//! `cargo test -p solieu-check --release --test mutation -- --nocapture` prints the table.
#![allow(clippy::unwrap_used, clippy::print_stdout)]

mod reports;

use std::collections::BTreeMap;

use solieu_catalog::Catalog;

/// Text that agrees with itself, by the check that holds its numbers against each other.
const CONSISTENT: &[(&str, &str)] = &[
    ("percent_of_ratio", "Làm xong {45/57 phần việc}, tức {78,95%}."),
    ("percent_of_ratio", "Có {17/31 sở} trình đề án, đạt tỷ lệ {54,84%}."),
    ("percent_of_ratio", "Bồi dưỡng {2.051/2.198 người}, đạt {93,31%}."),
    ("percent_of_ratio", "Toàn tỉnh có {332/460 xã} có Bộ phận một cửa hiện đại ({72,17%})."),
    ("percent_of_ratio", "Phát triển {124/195 xã}, đạt {63,59%}."),
    ("percent_of_count", "Giải quyết {5.874 hồ sơ}, trong đó nộp qua mạng {2.118 hồ sơ}, chiếm {36,06%}."),
    ("percent_of_count", "Có {2.914 hồ sơ} trên {4.021 hồ sơ} phải thu phí, tỷ lệ {72,47%}."),
    ("percent_of_named_base", "Thu về {3.372 phiếu}. Hài lòng có {2.891 phiếu}. Tỷ lệ hài lòng tính trên số phiếu thu về là {85,74%}."),
    (
        "paired_lists",
        "Số nhận mới lần lượt là {1.582}; {1.769} và {5.074 hồ sơ}, nộp qua mạng lần lượt là {1.428}; {1.184} và {3.351 hồ sơ}. Tỷ lệ tương ứng là {90,27%}, {66,93%}, {66,04%}.",
    ),
    ("closed_list", "Đoàn đến {23 đơn vị}, gồm {07 sở}, {06 huyện} và {10 xã}."),
    ("closed_list", "Cả ba cấp tiếp nhận {901.158 hồ sơ}: cấp tỉnh {96.310}, cấp huyện {148.725} và cấp xã {656.123}."),
    ("closed_list", "Trong {638 đơn vị} trường học, hạng một có {57 đơn vị}, hạng hai có {402 đơn vị}, hạng ba có {179 đơn vị}."),
    ("closed_list", "Bộ thủ tục có {2.206 TTHC}, gồm {1.782 TTHC} cấp tỉnh và {424 TTHC} cấp xã."),
    ("closed_list", "Xử lý {479.315 hồ sơ}, trong đó đúng hạn {468.047 hồ sơ}, trễ hạn {11.268 hồ sơ}."),
    ("closing_total", "Mở {214 lớp} ở tỉnh và {318 lớp} ở huyện, cộng lại là {532/640 lớp}, đạt {83,1%}."),
    ("complement", "Được giao {2.437 người}, đã sử dụng {2.298 người}, chưa sử dụng {139 người}."),
    ("complement", "Nhận {176.540 hồ sơ}, đã giải quyết {175.818 hồ sơ}, còn lại {722 hồ sơ}."),
    ("divided_by", "Cấp xã có {2.894 người}. Theo giới tính: nam {2.186 người}, nữ {708 người}."),
    ("remainder", "Kịp hạn {845.210/847.063 hồ sơ}, bằng {99,78%}; quá hạn {1.853 hồ sơ}."),
    ("remainder", "Làm xong {47/52 nhiệm vụ}, đạt {90,38%}; {05 nhiệm vụ} còn lại."),
    (
        "balance",
        "Tiếp nhận {412.350 hồ sơ|dossiers.received}; giải quyết {403.510 hồ sơ|dossiers.resolved}. Còn {8.840 hồ sơ|dossiers.pending}.",
    ),
    ("change_of_values", "Số phòng từ {48 phòng} xuống {31 phòng}, {giảm 35,42%}."),
    ("change_of_values", "Nộp qua mạng đạt {41,26%}, {tăng 12,85 điểm %} so với cùng kỳ ({28,41%})."),
    ("change_of_values", "Các sở còn {172 phòng}, {giảm 42 phòng} so với năm 2015 ({214 phòng})."),
    (
        "table_total",
        "Kết quả:\n\n| Cấp | Tiếp nhận | Trễ hạn |\n|---|---|---|\n| Tỉnh | {96.215} | {676} |\n| Huyện | {121.480} | {1.444} |\n| Xã | {194.655} | {381} |\n| Tổng cộng | {412.350} | {2.501} |",
    ),
    (
        "table_groups",
        "Kết quả:\n\n| TT | Nơi | Nhận |\n|---|---|---|\n| I | Tỉnh | {148.205} |\n| 1 | Sở A | {86.472} |\n| 2 | Sở B | {61.733} |\n| II | Huyện | {203.647} |\n| 1 | Huyện A | {58.640} |\n| 2 | Huyện B | {145.007} |\n| | Tổng số | {351.852} |",
    ),
    (
        "table_rows",
        "Kết quả:\n\n| Cấp | Giải quyết | Đúng hạn | Trễ hạn |\n|---|---|---|---|\n| Tỉnh | {5.120} | {4.983} | {137} |\n| Huyện | {8.431} | {8.116} | {315} |\n| Xã | {9.754} | {9.729} | {25} |\n| Khác | {3.266} | {3.170} | {96} |",
    ),
    (
        "restated",
        "I. KẾT QUẢ\n\nXong {63/74 nhiệm vụ|plan.tasks_completed}; tinh giản {247 người|civil_service.downsized}.\n\nII. ĐÁNH GIÁ CHUNG\n\nXong {63/74 nhiệm vụ|plan.tasks_completed}, tinh giản {247 người|civil_service.downsized}.",
    ),
    ("twins", "Cả tỉnh nhận {563.481 hồ sơ|dossiers.received} trong kỳ.\n\nNhư vậy, cả tỉnh nhận {563.481 hồ sơ|dossiers.received}."),
];

/// Names of the checks that find something.
fn findings(text: &str) -> Vec<&'static str> {
    solieu_check::check_by_rule(&reports::marked(text, 2016), Catalog::builtin()).into_iter().map(|(rule, _)| rule).collect()
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

/// Corrupted, caught, caught by the check that is meant.
#[derive(Default, Clone, Copy)]
struct Row(usize, usize, usize);

impl Row {
    fn print(self, name: &str) {
        let Row(all, caught, own) = self;
        println!("| {name} | {all} | {caught} | {:.1} % | {own} |", 100.0 * caught as f64 / all as f64);
    }
}

#[test]
fn nineteen_of_twenty_corrupted_digits_are_caught() {
    let mut table: BTreeMap<&str, Row> = BTreeMap::new();
    for (rule, text) in CONSISTENT {
        assert_eq!(findings(text), Vec::<&str>::new(), "{text}");
        let row = table.entry(rule).or_default();
        for corrupted in corruptions(text) {
            let found = findings(&corrupted);
            row.0 += 1;
            row.1 += usize::from(!found.is_empty());
            row.2 += usize::from(found.contains(rule));
            if found.is_empty() {
                println!("not caught: {corrupted}");
            }
        }
    }
    let sum = table.values().fold(Row::default(), |sum, row| Row(sum.0 + row.0, sum.1 + row.1, sum.2 + row.2));
    for (rule, row) in &table {
        row.print(rule);
    }
    sum.print("all");
    assert!(sum.1 * 20 >= sum.0 * 19, "{} of {}", sum.1, sum.0);
}
