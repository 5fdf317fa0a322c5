//! Section II.4: civil service.

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    let cut = facts.flow(40, 20, 220);
    let (cadres, officials) = (facts.communes * 10 + facts.stock(41, 1, 90), facts.communes * 9 + facts.stock(42, 1, 90));
    writer.put("4. Cải cách chế độ công vụ\n\nTinh giản ");
    writer.count(cut, "trường hợp", facts.of("case", "civil_service.downsized")).put(", kinh phí ");
    writer.money(cut * facts.stock(43, 95, 150), facts.of("VND", "civil_service.downsizing_cost")).put(". Cán bộ, công chức cấp xã có ");
    let of = facts.of("person", "civil_service.commune_staff").level("commune");
    writer.count(cadres + officials, "người", of).put(", gồm ");
    writer.count(cadres, "cán bộ", facts.of("person", "civil_service.commune_cadres").level("commune")).put(" và ");
    writer.count(officials, "công chức", facts.of("person", "civil_service.commune_officials").level("commune")).put(". Tuyển dụng ");
    writer.count(facts.flow(44, 60, 500), "người", facts.of("person", "civil_service.recruited")).put("; kỷ luật ");
    writer.count(facts.flow(45, 10, 60), "cán bộ, công chức", facts.of("person", "civil_service.disciplined")).put(".\n\n");
}
