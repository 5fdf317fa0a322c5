//! Periods: `6 tháng đầu năm`, `9 tháng năm 2020`.

use crate::scan::{Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let months = scan.integer(token).filter(|n| (1..=12).contains(n))?;
    let words = [b"dau".as_slice(), b"cuoi", b"nam", b"qua", b"cua", b"nay", b"truoc"];
    let of_months = scan.word(token + 1) == b"thang" && words.contains(&scan.word(token + 2));
    let of_report = scan.word(token + 1) == b"thang" && matches!(scan.word_before(token), b"ky") && months != 1;
    let of_table = matches!(months, 3 | 6 | 9) && scan.word(token + 1) == b"thang" && scan.symbol(token + 2) == b':';
    let so_far = scan.word_before(token) == b"trong" && scan.word(token + 1) == b"thang" && scan.symbol(token + 2) == b',' && months >= 3;
    // `lũy kế 10 tháng`, `thu ngân sách 10 tháng ước đạt`
    let added_up = scan.word(token + 1) == b"thang" && (scan.word_before(token) == b"ke" || scan.word(token + 2) == b"uoc") && months > 1;
    (of_months || of_report || of_table || so_far || added_up)
        .then(|| Reading::one(mention(scan.start(token), scan.end(token + 1), "period", "months of a year"), token + 2))
}
