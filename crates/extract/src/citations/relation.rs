//! What a report does with a document it names: the verb that governs it, also over a list.

use compact_str::CompactString;

use crate::lexicon::Lexicon;
use crate::passage::{PassageText, TokenKind};

/// How far before a document its verb may stand, in tokens.
const REACH: usize = 40;

/// Carries the verb of a list from its first document to the others of the sentence.
pub(super) struct Governing<'g> {
    text: &'g PassageText<'g>,
    lexicon: &'g Lexicon,
    /// What the line that leads in this passage says: `đã ban hành các văn bản sau:`.
    led: Option<u16>,
    /// End of the document before, and what is done with the list it belongs to.
    last: Option<(usize, Option<u16>)>,
}

impl<'g> Governing<'g> {
    pub(super) fn new(text: &'g PassageText<'g>, lexicon: &'g Lexicon, led: Option<u16>) -> Self {
        Self { text, lexicon, led, last: None }
    }

    /// The relation of the document that starts and ends here; documents are asked for in reading order.
    pub(super) fn relation(&mut self, start: usize, end: usize) -> CompactString {
        let (sentence, _) = self.text.sentence(start);
        let before = self.last.filter(|(last, _)| *last > sentence);
        let (relation, list) = match before {
            Some((_, list)) if self.is_joined(start) => (list, list),
            Some((last, list)) => (self.nested(last, start), list),
            None => {
                let first = nearest(self.text, self.lexicon, sentence, start).or(self.led);
                (first, first)
            }
        };
        self.last = Some((end, list));
        relation.map_or_else(|| CompactString::const_new("basis"), |r| self.lexicon.relation_names[usize::from(r)].clone())
    }

    /// A comma, a semicolon or `và` right before: another document of the list.
    fn is_joined(&self, start: usize) -> bool {
        let mut token = self.text.token_at(start);
        while token > 0 {
            token -= 1;
            match self.text.word(token) {
                b"so" | b"cac" | b"\"" => {}
                word => return matches!(word, b"," | b";" | b"va" | b"cung" | b"hoac" | b"-"),
            }
        }
        false
    }

    /// A document that the one before it speaks of: `Quyết định số 29 sửa đổi, bổ sung Quyết định số 27`.
    fn nested(&self, from: usize, start: usize) -> Option<u16> {
        let changed = (self.text.token_at(from)..self.text.token_at(start))
            .filter_map(|t| self.lexicon.relations.starting(self.text, self.text.tokens[t].start))
            .map(|(relation, _)| relation)
            .find(|relation| self.lexicon.relation_changes(*relation));
        changed.or_else(|| nearest(self.text, self.lexicon, from, start))
    }
}

/// What a line that leads in a list does with the documents listed.
pub(crate) fn leading(text: &PassageText<'_>, lexicon: &Lexicon) -> Option<u16> {
    let end = text.folded.len();
    let (sentence, _) = text.sentence(end.saturating_sub(1));
    nearest(text, lexicon, sentence, end)
}

/// The last verb before a document.
fn nearest(text: &PassageText<'_>, lexicon: &Lexicon, from: usize, start: usize) -> Option<u16> {
    let (first, last) = (text.token_at(from), text.token_at(start));
    let verbs = (first..last).rev().take(REACH).filter(|t| text.tokens[*t].kind == TokenKind::Word);
    let mut found = verbs.filter(|t| governs(text, *t, last)).filter_map(|t| {
        let (relation, _) = lexicon.relations.starting(text, text.tokens[t].start)?;
        Some((relation, t))
    });
    let (relation, token) = found.next()?;
    // `ban hành và triển khai`: what was issued may be put to work at once.
    let is_both = |t: &usize| text.word(*t) == b"ban" && text.word(*t + 1) == b"hanh" && matches!(text.word(*t + 2), b"va" | b",");
    let both = (token.saturating_sub(6).max(first)..token).rev().find(is_both);
    both.and_then(|t| lexicon.relations.starting(text, text.tokens[t].start)).map_or(Some(relation), |(issued, _)| Some(issued))
}

/// Not the name of the law on issuing documents, nor `có hiệu quả`.
fn governs(text: &PassageText<'_>, token: usize, last: usize) -> bool {
    match text.word(token) {
        b"ban" => token == 0 || text.word(token - 1) != b"luat",
        b"co" => last - token <= 2,
        // `sửa đổi một số điều tại Quyết định …`
        b"tai" => token == 0 || text.word(token - 1) != b"dieu",
        _ => true,
    }
}
