//! Section II.6: digital government.

use rust_decimal::Decimal;

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    let (first, second) = (facts.stock(60, 300, 1100), facts.stock(61, 200, 700));
    writer.put("6. Hiện đại hóa hành chính\n\nCung cấp ");
    if facts.year() >= 2022 {
        writer.count(first, "dịch vụ công", facts.of("procedure", "digital.services_full")).put(" trực tuyến toàn trình và ");
        writer
            .count(second, "dịch vụ công", facts.of("procedure", "digital.services_partial"))
            .put(" trực tuyến một phần. Thanh toán trực tuyến đạt ");
        writer.percent(Decimal::new(facts.stock(62, 300, 800), 1), facts.of("percent", "digital.online_payment_rate")).put(".\n\n");
    } else {
        writer.count(second, "dịch vụ công", facts.of("procedure", "digital.services_level_3")).put(" trực tuyến mức độ 3 và ");
        writer.count(first, "dịch vụ công", facts.of("procedure", "digital.services_level_4")).put(" mức độ 4.\n\n");
    }
}
