//! `findings`: contradictions within the report.

use solieu_check::Finding;

use crate::columns::{Columns, place};
use crate::conform::Source;
use crate::identity::{Ordinals, short_id};

/// The rows of the report's findings.
pub(crate) fn findings(source: &Source<'_>, findings: &[Finding]) -> Columns {
    let mut ordinals = Ordinals::default();
    let ids: Vec<String> = findings.iter().map(|finding| finding_id(source, finding, &mut ordinals)).collect();
    let figure = |index: &u32| source.figure_ids.get(*index as usize).map(String::as_str);
    source
        .columns("findings", findings.len())
        .text("finding_id", ids.iter().map(String::as_str))
        .ordinal()
        .same_text("scope", "report")
        .text("kind", findings.iter().map(|finding| finding.kind.as_str()))
        .text("severity", findings.iter().map(|finding| finding.severity.into()))
        .text("stated", findings.iter().map(|finding| finding.stated.as_str()))
        .text("computed", findings.iter().map(|finding| finding.computed.as_str()))
        .text("message_vi", findings.iter().map(|finding| finding.message_vi.as_str()))
        .text("message_en", findings.iter().map(|finding| finding.message.as_str()))
        .texts("figures", findings.iter().map(|finding| finding.figures.iter().filter_map(figure)))
        .ints("span_starts", findings.iter().map(|finding| finding.spans.iter().map(|span| place(span.start))))
        .ints("span_ends", findings.iter().map(|finding| finding.spans.iter().map(|span| place(span.end))))
        .maybe_text("suggestion", findings.iter().map(|finding| finding.suggestion.as_deref()))
        .same_text("status", "open")
}

/// The same contradiction keeps its id when others come or go.
fn finding_id(source: &Source<'_>, finding: &Finding, ordinals: &mut Ordinals) -> String {
    let spans = format!("{:?}", finding.spans);
    let name = short_id(&[&source.context.content_id, "report", &finding.kind, &finding.stated, &finding.computed, &spans]);
    let ordinal = ordinals.of(&name).to_string();
    short_id(&[&name, &ordinal])
}
