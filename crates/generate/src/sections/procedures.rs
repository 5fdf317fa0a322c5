//! Section II.2: procedures and dossiers.

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    writer.put("2. Cải cách thủ tục hành chính (TTHC)\n\n");
    listed(writer, facts);
    dossiers(writer, facts);
    one_stop(writer, facts);
}

fn listed(writer: &mut Writer, facts: &Facts<'_>) {
    let (province, commune) = (facts.stock(20, 1200, 1800), facts.stock(22, 110, 460));
    let district = if facts.has_districts() { facts.stock(21, 240, 340) } else { 0 };
    let of = facts.of("procedure", "procedures.total");
    writer.put("2.1. Danh mục\n\nToàn ").put(facts.kind()).put(" áp dụng ").count(province + district + commune, "TTHC", of);
    writer.put(", gồm ").count(province, "TTHC", of.level("province")).put(" cấp tỉnh");
    if district > 0 {
        writer.put(", ").count(district, "TTHC", of.level("district")).put(" cấp huyện");
    }
    writer.put(" và ").count(commune, "TTHC", of.level("commune")).put(" cấp xã. Công bố ");
    writer.count(facts.flow(23, 200, 900), "TTHC", facts.of("procedure", "procedures.announced")).put(" mới, sửa đổi; bãi bỏ ");
    writer.count(facts.flow(24, 60, 300), "TTHC", facts.of("procedure", "procedures.abolished")).put(".\n\n");
}

fn dossiers(writer: &mut Writer, facts: &Facts<'_>) {
    let (received, resolved, on_time) = (facts.total(|d| d.received), facts.total(|d| d.resolved), facts.total(|d| d.on_time));
    let online = received * facts.stock(25, 20, 85) / 100;
    writer.put("2.2. Tiếp nhận, giải quyết\n\nToàn ").put(facts.kind()).put(" tiếp nhận ");
    writer.count(received, "hồ sơ", facts.of("dossier", "dossiers.received"));
    writer.put(&format!(" (năm {}: ", facts.year() - 1));
    writer.count(facts.dossiers_before, "hồ sơ", facts.of("dossier", "dossiers.received").year(facts.year() - 1));
    writer.put("); trong đó nộp trực tuyến ").count(online, "hồ sơ", facts.of("dossier", "dossiers.received_online"));
    writer.put(", chiếm ").share(online, received, facts.of("percent", "dossiers.online_share")).put(". Đã giải quyết ");
    writer.count(resolved, "hồ sơ", facts.of("dossier", "dossiers.resolved")).put("; trước và đúng hạn ");
    let of = facts.of("dossier", "dossiers.on_time");
    writer.ratio(on_time, resolved, "hồ sơ", of).put(", đạt ").share(on_time, resolved, of).put("; trễ hạn ");
    writer.count(resolved - on_time, "hồ sơ", facts.of("dossier", "dossiers.overdue")).put(". Đang giải quyết ");
    writer.count(received - resolved, "hồ sơ", facts.of("dossier", "dossiers.pending")).put(".\n\n");
    table(writer, facts);
}

fn table(writer: &mut Writer, facts: &Facts<'_>) {
    writer.put("| Cấp | Tiếp nhận (hồ sơ) | Trễ hạn (hồ sơ) |\n|---|---|---|\n");
    let rows = [("Cấp tỉnh", "province"), ("Cấp huyện", "district"), ("Cấp xã", "commune")];
    for ((name, level), dossiers) in rows.into_iter().zip(facts.dossiers).filter(|(_, d)| d.received > 0) {
        row(writer, facts, name, level, dossiers.received, dossiers.resolved - dossiers.on_time);
    }
    row(writer, facts, "Tổng cộng", "all", facts.total(|d| d.received), facts.total(|d| d.resolved - d.on_time));
    writer.put("\n");
}

fn row(writer: &mut Writer, facts: &Facts<'_>, name: &str, level: &'static str, received: i64, late: i64) {
    let (of, late_of) = (facts.of("dossier", "dossiers.received"), facts.of("dossier", "dossiers.overdue"));
    writer.put(&format!("| {name} | ")).count(received, "", of.level(level)).put(" | ").count(late, "", late_of.level(level)).put(" |\n");
}

fn one_stop(writer: &mut Writer, facts: &Facts<'_>) {
    let of = facts.of("unit", "one_stop.units");
    writer.put("2.3. Một cửa\n\nCó ");
    if facts.has_districts() {
        writer.ratio(facts.districts, facts.districts, "huyện", of.level("district")).put(", ");
    }
    writer.ratio(facts.communes, facts.communes, "xã", of.level("commune")).put(" thực hiện cơ chế một cửa, đạt ");
    // The percent stands for both ratios.
    writer.percent(100.into(), of).put(". Tiếp nhận ");
    let feedback = facts.flow(26, 40, 900);
    writer.count(feedback, "phản ánh", facts.of("feedback", "feedback.received")).put(", kiến nghị.\n\n");
}
