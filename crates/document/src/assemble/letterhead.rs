//! The letterhead: what stands before the report's first sentence.

use super::Assembler;
use crate::heading::{heading, in_capitals};
use crate::lines::{Line, fold_source};
use crate::model::BlockKind;

/// Lines within which the letterhead must end.
const LONGEST: usize = 60;

impl<'s> Assembler<'_, 's> {
    /// Takes the letterhead, where there is one; gives the number of its lines.
    pub(super) fn letterhead(&mut self) -> usize {
        let end = end_of_letterhead(self.lines);
        for line in &self.lines[..end] {
            if !line.is_blank() {
                self.take_columns(line, BlockKind::Header);
            }
        }
        end
    }
}

/// The line after the letterhead; 0 where the text has none.
fn end_of_letterhead(lines: &[Line<'_>]) -> usize {
    let window = &lines[..lines.len().min(LONGEST)];
    let marks: Vec<bool> = window.iter().map(|l| is_mark(l)).collect();
    let Some(first) = marks.iter().position(|m| *m) else { return 0 };
    if window[..first].iter().any(is_prose) {
        return 0;
    }
    let title = window.iter().position(is_title);
    let from = title.map_or_else(|| marks.iter().rposition(|m| *m).unwrap_or(first) + 1, |t| t + 1);
    from + window[from..].iter().enumerate().take_while(|(i, _)| !starts_body(&window[from..], *i, title.is_some())).count()
}

/// `CỘNG HÒA XÃ HỘI …`, `Số: 12/BC-UBND`, `BÁO CÁO`, the office's name in capitals.
fn is_mark(line: &Line<'_>) -> bool {
    if line.is_blank() || line.chars > 160 {
        return false;
    }
    let folded = fold_source(line.text);
    let symbol = folded.starts_with("so:") || folded.starts_with("so ") && folded.contains("/bc");
    let capitals = !line.text.chars().take(30).any(char::is_lowercase);
    let office = capitals && (folded.starts_with("uy ban nhan dan") || folded.starts_with("ubnd tinh"));
    folded.contains("cong hoa xa hoi chu nghia") || symbol && line.chars < 90 || office || is_title(line)
}

/// `BÁO CÁO`, alone or with the title in capitals.
fn is_title(line: &Line<'_>) -> bool {
    if line.chars > 160 {
        return false;
    }
    let folded = fold_source(line.text);
    let bare = folded.trim_matches(|c: char| !c.is_ascii_alphanumeric());
    bare == "bao cao" || bare.starts_with("bao cao ") && !line.text.chars().any(char::is_lowercase)
}

/// A line that can only be a sentence of the report.
fn is_prose(line: &Line<'_>) -> bool {
    line.chars > 160 || line.chars > 60 && line.text.ends_with(['.', ';'])
}

/// True where the report's body starts: a heading, prose, or a long line after the title's lines.
fn starts_body(lines: &[Line<'_>], at: usize, titled: bool) -> bool {
    let line = &lines[at];
    if line.is_blank() {
        return false;
    }
    let folded = fold_source(line.text);
    // Words a report's first sentence begins with, and no title does.
    let opening = ["thuc hien ", "theo ", "can cu ", "uy ban nhan dan ", "ubnd "].iter().any(|w| folded.starts_with(w));
    if opening && line.chars >= 60 && line.text.chars().any(char::is_lowercase) {
        return true;
    }
    let numbered = heading(line.text).is_some_and(|h| !h.label.is_empty() && !h.title.is_empty() && h.level != 9 || h.is_bare_part());
    let after_title = lines[..at].iter().skip_while(|l| l.is_blank()).any(|l| l.is_blank());
    if titled && after_title && in_capitals(line.text).is_some_and(|h| h.title.split(' ').count() > 3) {
        return true;
    }
    let colon = line.chars > 60 && line.text.ends_with(':');
    numbered || is_prose(line) || colon || line.chars >= 60 && (after_title || !titled)
}
