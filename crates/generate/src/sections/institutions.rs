//! Section II.1: legal documents.

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    let (resolutions, decisions) = (facts.flow(10, 12, 50), facts.flow(11, 30, 90));
    writer.put("II. KẾT QUẢ THỰC HIỆN\n\n1. Cải cách thể chế\n\nBan hành ");
    writer.count(resolutions + decisions, "văn bản", facts.of("document", "legal.documents_issued"));
    writer.put(" quy phạm pháp luật, gồm ");
    writer.count(resolutions, "nghị quyết", facts.of("document", "legal.resolutions")).put(" và ");
    writer.count(decisions, "quyết định", facts.of("document", "legal.decisions")).put(". Sở Tư pháp thẩm định ");
    writer.count(facts.flow(12, 40, 160), "dự thảo", facts.of("document", "legal.appraised"));
    writer.put(". Công bố ");
    writer.count(facts.flow(13, 10, 60), "văn bản", facts.of("document", "legal.expired_full")).put(" hết hiệu lực toàn bộ.\n\n");
}
