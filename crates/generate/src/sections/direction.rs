//! Section I: plan, indices, inspections.

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    writer.put("I. CÔNG TÁC CHỈ ĐẠO, ĐIỀU HÀNH\n\n");
    plan(writer, facts);
    let with_indices = has_indices(facts);
    if with_indices {
        indices(writer, facts);
    }
    inspections(writer, facts, if with_indices { 3 } else { 2 });
}

fn plan(writer: &mut Writer, facts: &Facts<'_>) {
    let tasks = facts.stock(2, 35, 90);
    let done = tasks - facts.stock(3, 1, 9);
    let task = facts.of("task", "plan.tasks_completed");
    writer.put("1. Kế hoạch\n\nKế hoạch CCHC trong năm có ").count(tasks, "nhiệm vụ", facts.of("task", "plan.missions"));
    writer.put("; đã hoàn thành ").ratio(done, tasks, "nhiệm vụ", task).put(", đạt ").share(done, tasks, task);
    writer.put("; còn lại ").count(tasks - done, "nhiệm vụ", facts.of("task", "")).put(" đang thực hiện. UBND ban hành ");
    writer.count(facts.flow(4, 60, 240), "văn bản", facts.of("document", "direction.documents_issued"));
    writer.put(" chỉ đạo. Kinh phí bố trí cho CCHC là ");
    writer.money(facts.stock(5, 4_000, 60_000), facts.of("VND", "direction.budget")).put(".\n\n");
}

/// The index of 2024 ranks the 63 of then, which the reports of the 34 do not restate here.
fn has_indices(facts: &Facts<'_>) -> bool {
    facts.identity.provinces == 63 && (2014..=2025).contains(&facts.year())
}

fn indices(writer: &mut Writer, facts: &Facts<'_>) {
    let year = facts.year() - 1;
    let (rank, before) = (facts.rank(year, 0), facts.rank(year - 1, 0));
    writer.put(&format!("2. Các chỉ số\n\nPAR INDEX năm {year} của {} đạt ", facts.kind()));
    writer.score(facts.score(rank, year), facts.of("point", "par_index.score").year(year)).put(", xếp ");
    writer.rank(rank, 63, facts.of("rank", "par_index.rank").year(year));
    writer.put(&format!("; năm {} xếp ", year - 1));
    writer.rank(before, 63, facts.of("rank", "par_index.rank").year(year - 1)).put(".\n\n");
}

fn inspections(writer: &mut Writer, facts: &Facts<'_>, number: u32) {
    let units = facts.flow(6, 12, 45);
    let remedied = units - facts.stock(7, 0, 2).min(units - 1);
    let of = facts.of("unit", "inspection.units_remedied");
    writer.put(&format!("{number}. Kiểm tra\n\nĐã kiểm tra CCHC tại "));
    writer.count(units, "đơn vị", facts.of("unit", "inspection.units_inspected")).put("; có ");
    writer.ratio(remedied, units, "đơn vị", of).put(" báo cáo khắc phục, đạt ").share(remedied, units, of).put(".\n\n");
}
