//! Letterhead, title and first paragraph.

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    let identity = facts.identity;
    let (kind, name) = (facts.kind(), facts.name());
    let number = facts.stock(1, 90, 400);
    let (day, month, year) = (identity.date.day(), identity.date.month(), identity.date.year());
    let words = identity.slot.words;
    let head = format!(
        "ỦY BAN NHÂN DÂN                    CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n{} {}                       Độc lập - Tự do - Hạnh phúc\nSố: {number}/BC-UBND                       {name}, ngày {day:02} tháng {month:02} năm {year}\n\nBÁO CÁO\nCông tác cải cách hành chính {words}năm {}\n\nKính gửi: Bộ Nội vụ\n\n",
        kind.to_uppercase(),
        name.to_uppercase(),
        identity.year,
    );
    let opening = format!(
        "Ủy ban nhân dân {kind} {name} báo cáo công tác cải cách hành chính (CCHC) {words}năm {} trên địa bàn như sau:\n\n",
        identity.year
    );
    writer.put(&head).put(&opening);
}
