//! Assessment, tasks, proposals, signature.

use super::facts::Facts;
use crate::writer::Writer;

pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>) {
    writer.put("III. ĐÁNH GIÁ CHUNG\n\n1. Ưu điểm\n\nCông tác CCHC được triển khai đồng bộ, kỷ cương hành chính được giữ vững.\n\n");
    writer.put("2. Hạn chế\n\nHồ sơ đất đai còn chậm; hạ tầng số ở vùng xa chưa đáp ứng yêu cầu.\n\n");
    writer.put("IV. NHIỆM VỤ THỜI GIAN TỚI\n\n1. Tiếp tục đơn giản hóa thủ tục, nhất là lĩnh vực đất đai.\n\n");
    writer.put("V. KIẾN NGHỊ\n\nĐề nghị Bộ Nội vụ sớm hướng dẫn những nội dung còn vướng mắc./.\n\n");
    writer.put(&format!("Nơi nhận:                         TM. ỦY BAN NHÂN DÂN\n- Bộ Nội vụ;                          KT. CHỦ TỊCH\n- Thường trực {};                    PHÓ CHỦ TỊCH\n- Lưu: VT, NC.\n", if facts.kind() == "tỉnh" { "Tỉnh ủy" } else { "Thành ủy" }));
}
