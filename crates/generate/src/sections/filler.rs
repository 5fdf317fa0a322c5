//! Paragraphs that make a report as long as real ones: mostly prose, with figures of named places.

use super::facts::Facts;
use crate::phrases::{place, sentence};
use crate::random::Random;
use crate::writer::Writer;

/// Adds paragraphs until the text has so many bytes.
pub(crate) fn write(writer: &mut Writer, facts: &Facts<'_>, random: &mut Random, bytes: usize) {
    while writer.text.len() < bytes {
        writer.put(if random.one_in(3) { "- " } else { "" });
        for _ in 0..random.range(2, 5) {
            sentence(random, &mut writer.text);
            writer.put(" ");
        }
        if random.one_in(2) {
            local(writer, facts, random);
        }
        let end = writer.text.trim_end().len();
        writer.text.truncate(end);
        writer.put("\n\n");
    }
}

/// A sentence on one district or commune.
fn local(writer: &mut Writer, facts: &Facts<'_>, random: &mut Random) {
    let (noun, level) = if facts.has_districts() && random.one_in(2) { ("huyện", "district") } else { ("xã", "commune") };
    let received = random.range(800, 60_000);
    let on_time = received - random.range(1, received / 30 + 1);
    let of = |indicator| facts.of("dossier", indicator).level(level);
    writer.put(&format!("Riêng {noun} {} tiếp nhận ", place(random)));
    let (all, good) = (of("dossiers.received"), of("dossiers.on_time"));
    writer.count(received, "hồ sơ", all).put(", đúng hạn ").ratio(on_time, received, "hồ sơ", good);
    writer.put(", đạt ").share(on_time, received, good).put(". ");
}
