//! What the shape of a text says: tables, headings on lines of their own, letterheads of offices below the province.
#![allow(clippy::unwrap_used)]

use solieu_document::MediaType;
use solieu_extract::{Extraction, Lexicon};

fn extract(text: &str) -> Extraction {
    let document = solieu_document::read(text.as_bytes(), MediaType::Text).unwrap();
    solieu_extract::extract(&document, Lexicon::builtin())
}

/// Each figure as `quote measure value unit`.
fn figures(text: &str) -> Vec<String> {
    extract(text).figures.iter().map(|f| format!("{} {} {} {}", f.quote, f.measure, f.value, f.unit)).collect()
}

#[test]
fn cells_are_told_by_column_row_and_caption() {
    for (input, expect) in [
        (
            "Kinh phí bố trí (triệu đồng)\n\nNội dung     Kế hoạch   Thực hiện   Đạt (%)\nĐào tạo      1.200      1.150,5     95,9\nThiết bị     3.400      3.400       100\n",
            vec![
                "1.200 money 1200000000 VND",
                "1.150,5 money 1150500000 VND",
                "95,9 percent 95.9 percent",
                "3.400 money 3400000000 VND",
                "3.400 money 3400000000 VND",
                "100 percent 100 percent",
            ],
        ),
        (
            "Mức độ hài lòng (đơn vị: %)\n\nNội dung     2021   2022\nThủ tục      86,2   88,0\nCông chức    84,9   87,5\n",
            vec!["86,2 percent 86.2 percent", "88,0 percent 88 percent", "84,9 percent 84.9 percent", "87,5 percent 87.5 percent"],
        ),
        (
            "| Chỉ tiêu | 2021 | **2022** | Tăng, giảm |\n|---|---|---|---|\n| **Hồ sơ trễ hạn** | 45 | **30** | -15 |\n| Tỷ lệ đúng hạn (%) | 99,1 | 99,4 | 0,3 |\n",
            vec![
                "45 count 45 dossier",
                "30 count 30 dossier",
                "-15 change -15 dossier",
                "99,1 percent 99.1 percent",
                "99,4 percent 99.4 percent",
                "0,3 change 0.3 percent",
            ],
        ),
        (
            "Kết quả xếp hạng (điểm; hạng trong ngoặc):\n\n| Chỉ số | 2017 | 2018 |\n|---|---|---|\n| PCI | 63,41 (22) | 64,05 (19) |\n| ICT | (31) | – |\n",
            vec!["63,41 score 63.41 point", "22 rank 22 rank", "64,05 score 64.05 point", "19 rank 19 rank", "31 rank 31 rank"],
        ),
        (
            "ĐVT: hồ sơ\n+----+-----------+---------------------+\n| TT | Đơn vị    | Kết quả             |\n|    |           +----------+----------+\n|    |           | Đúng hạn | Xếp hạng |\n+----+-----------+----------+----------+\n| 1  | Sở Y tế   | 1.204    | 3        |\n+----+-----------+----------+----------+\n",
            vec!["1.204 count 1204 dossier", "3 rank 3 rank"],
        ),
        (
            "| Chỉ tiêu | Đơn vị tính | Thực hiện |\n|---|---|---|\n| Khắc phục sau kiểm tra | đơn vị | 26 |\n| Chi cho cải cách | triệu đồng | 1.250 |\n| Hài lòng chung | % | 86,4 |\n| Chỉ số | điểm | 84,05 |\n",
            vec!["26 count 26 unit", "1.250 money 1250000000 VND", "86,4 percent 86.4 percent", "84,05 score 84.05 point"],
        ),
        (
            "Sáu tháng cuối năm, vài nơi nhận nhiều:\n\n| Nơi | Nhận | Trễ |\n|---|---|---|\n| Phường Một | 21.480 | 74 |\n",
            vec!["21.480 count 21480 unit", "74 count 74 unit"],
        ),
        (
            "| Chỉ số | Kết quả (điểm, %) | Hạng |\n|---|---|---|\n| PCI | 66,18 | 17 |\n| SIPAS | 84,09 | 25 |\n",
            vec!["66,18 score 66.18 point", "17 rank 17 rank", "84,09 percent 84.09 percent", "25 rank 25 rank"],
        ),
        ("| Chỉ số | Tỷ lệ điểm đạt được |\n|---|---|\n| PCI | 66,18 |\n", vec!["66,18 percent 66.18 percent"]),
        (
            "Kết quả của năm (96,8%)\n\n| Nơi | Nhận | Xong |\n|---|---|---|\n| Phường Một | 21.480 | 20.964 |\n| Xã Hai | 3.118 | 3.020 |\n",
            vec![
                "96,8% percent 96.8 percent",
                "21.480 count 21480 unit",
                "20.964 count 20964 unit",
                "3.118 count 3118 unit",
                "3.020 count 3020 unit",
            ],
        ),
    ] {
        assert_eq!(figures(input), expect, "{input}");
    }
}

#[test]
fn titles_stand_on_lines_of_their_own() {
    let text =
        "PHẦN I\nKẾT QUẢ THỰC HIỆN\n\nCẢI CÁCH THỂ CHẾ\nTỉnh có 5 văn bản.\n\nPHẦN II\nNHIỆM VỤ NĂM TỚI\n1. Phấn đấu đạt 90% hồ sơ.\n";
    let extraction = extract(text);
    let titles: Vec<String> = extraction.sections.iter().filter(|s| s.span.is_some()).map(|s| s.titles.join(" > ")).collect();
    assert_eq!(titles, ["KẾT QUẢ THỰC HIỆN", "KẾT QUẢ THỰC HIỆN > CẢI CÁCH THỂ CHẾ", "NHIỆM VỤ NĂM TỚI", "NHIỆM VỤ NĂM TỚI > "]);
    assert_eq!(figures(text), ["5 văn bản count 5 document", "90% percent 90 percent"]);
}

#[test]
fn notes_gathered_at_the_end_are_notes() {
    let extraction = extract("Huyện mở 4 lớp(1) cho 90 người.\n\n(1) Trong đó có 2 lớp trực tuyến.\n");
    assert!(extraction.mentions.iter().any(|m| m.class == "footnote_mark" && m.quote == "(1)"));
    assert_eq!(extraction.figures.iter().map(|f| f.quote.as_str()).collect::<Vec<_>>(), ["4 lớp", "90 người", "2 lớp"]);
}

#[test]
fn an_office_below_the_province_is_the_issuer() {
    let report = |letterhead: &str| {
        format!("{letterhead}\n\nBÁO CÁO\nCông tác cải cách hành chính năm 2019\n\n1. Kết quả\nHuyện thuộc tỉnh Yên Bái có 5 xã.\n")
    };
    for (letterhead, issuer, place) in [
        ("UBND TỈNH YÊN BÁI\nSố: 5/BC-UBND", "Ủy ban nhân dân tỉnh Yên Bái", "Yên Bái"),
        (
            "UBND HUYỆN VĂN CHẤN          CỘNG HÒA XÃ HỘI\nSố: 5/BC-UBND          Văn Chấn, ngày 05 tháng 12 năm 2019",
            "Ủy ban nhân dân huyện Văn Chấn",
            "Yên Bái",
        ),
        ("TỈNH NGHỆ AN\nUBND THÀNH PHỐ VINH\nSố: 5/BC-UBND", "Ủy ban nhân dân thành phố Vinh", "Nghệ An"),
        ("UBND THÀNH PHỐ HÀ NỘI\nSỞ NỘI VỤ\nSố: 5/BC-SNV", "Sở Nội vụ thành phố Hà Nội", "Hà Nội"),
    ] {
        let metadata = extract(&report(letterhead)).metadata;
        assert_eq!((metadata.issuer.as_deref(), metadata.place.as_deref()), (Some(issuer), Some(place)), "{letterhead}");
    }
}

#[test]
fn title_and_date_may_stand_on_one_line() {
    let text = "UBND TỈNH LÀO CAI\nSố: 286/BC-UBND - Lào Cai, ngày 12/12/2019\n\nBÁO CÁO CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2019\n\n1. Kết quả\nMở 5 lớp.\n";
    let metadata = extract(text).metadata;
    assert_eq!(metadata.title.as_deref(), Some("CÔNG TÁC CẢI CÁCH HÀNH CHÍNH NĂM 2019"));
    assert_eq!((metadata.date.as_deref(), metadata.report_year), (Some("2019-12-12"), Some(2019)));
}

#[test]
fn a_report_on_several_years_is_of_the_last() {
    for (title, year) in [
        ("Kết quả cải cách hành chính từ năm 2016 đến năm 2020", 2020),
        ("Kết quả cải cách hành chính từ năm 2011-2015", 2015),
        ("Kết quả năm 2018 đến nay", 2018),
        ("Kết quả năm 2019 thực hiện Chương trình giai đoạn 2011-2020", 2019),
    ] {
        let text = format!("UBND TỈNH LÀO CAI\nSố: 286/BC-UBND\n\nBÁO CÁO\n{title}\n\n1. Kết quả\nMở 5 lớp.\n");
        assert_eq!(extract(&text).metadata.report_year, Some(year), "{title}");
    }
}

#[test]
fn text_goes_on_behind_the_signature() {
    let text = "1. Kết quả\nMở 5 lớp.\n\nTM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH\nNơi nhận: Bộ Nội vụ; lưu VT (05).\n\na) Sở Nội vụ đã trả lời 386 câu hỏi nghiệp vụ của các xã, cử 12 cán bộ hướng dẫn tại chỗ trong hai tháng đầu.\n";
    assert_eq!(figures(text)[..3], ["5 lớp count 5 class", "386 count 386 unit", "12 cán bộ count 12 person"]);
}
