//! Section II.5: public finance.

use rust_decimal::Decimal;

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    writer.put("5. Cải cách tài chính công\n\nThu ngân sách nhà nước trên địa bàn ");
    writer.money(facts.flow(50, 2_000, 40_000) * 1000, facts.of("VND", "finance.revenue")).put(". Giải ngân vốn đầu tư công đạt ");
    let rate = Decimal::new(facts.stock(51, 700, 985) * facts.identity.slot.done / 100, 1);
    writer.percent(rate, facts.of("percent", "finance.public_investment_disbursed")).put(" kế hoạch.\n\n");
}
