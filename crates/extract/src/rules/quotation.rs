//! Numbers inside a short quotation are part of a name: “4 tại chỗ”, “Trả kết quả trong 24 giờ”.

use crate::scan::{Reading, Scan, mention};

pub(crate) fn read(scan: &Scan<'_>, token: usize) -> Option<Reading> {
    let (start, end) = (scan.start(token), scan.end(token));
    let quoted = scan.quotations.iter().any(|(from, to)| *from < start && end <= *to);
    let share = scan.text.byte(scan.text.skip_spaces(end)) == b'%';
    (quoted && !share).then(|| Reading::one(mention(start, end, "name", "stands in quotation marks"), token + 1))
}
