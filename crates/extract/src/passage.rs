//! A passage as the grammar sees it: characters, folded bytes, tokens, sentences.

use solieu_vietnamese::{eight_bytes, first_bytes, is_syllable, leading_letters};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum TokenKind {
    /// Letters.
    Word,
    /// Digits with points and commas between them; scans' `O` and `l` for digits.
    Number,
    /// Anything else but a space.
    Symbol,
}

/// A token: characters `start..end` of the passage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: TokenKind,
    pub start: usize,
    pub end: usize,
    /// A word with digits in it.
    pub digits: bool,
    /// Letters of a word without digits, up to eight, as one number; else 0.
    pub word: u64,
}

/// The text of one passage, prepared.
#[derive(Debug)]
pub(crate) struct PassageText<'p> {
    pub chars: &'p [char],
    /// One byte a character.
    pub folded: &'p [u8],
    pub tokens: &'p [Token],
    pub sentence_ends: &'p [u32],
    /// Characters that join two lines of the source.
    pub joins: &'p [u32],
}

impl PassageText<'_> {
    /// Position of the last character before `at` that is no space, plus one.
    pub(crate) fn skip_spaces_back(&self, at: usize) -> usize {
        let mut at = at.min(self.folded.len());
        while at > 0 && self.folded[at - 1] == b' ' {
            at -= 1;
        }
        at
    }

    /// Position of the first character from `at` on that is no space.
    pub(crate) fn skip_spaces(&self, at: usize) -> usize {
        let mut at = at;
        while self.folded.get(at) == Some(&b' ') {
            at += 1;
        }
        at
    }

    pub(crate) fn byte(&self, at: usize) -> u8 {
        self.folded.get(at).copied().unwrap_or(0)
    }

    /// The sentence around a character.
    pub(crate) fn sentence(&self, at: usize) -> (usize, usize) {
        let next = self.sentence_ends.partition_point(|end| *end as usize <= at);
        let start = next.checked_sub(1).and_then(|i| self.sentence_ends.get(i)).map_or(0, |e| *e as usize);
        let end = self.sentence_ends.get(next).map_or(self.folded.len(), |e| *e as usize);
        (start, end)
    }

    /// The clause around a character: its sentence, cut at semicolons.
    pub(crate) fn clause(&self, at: usize) -> (usize, usize) {
        let (start, end) = self.sentence(at);
        let before = memchr::memrchr(b';', &self.folded[start..at]).map_or(start, |i| start + i + 1);
        let after = memchr::memchr(b';', &self.folded[at..end]).map_or(end, |i| at + i);
        (before, after)
    }

    /// True where the folded text between two characters holds the words, whole.
    pub(crate) fn holds(&self, start: usize, end: usize, words: &str) -> bool {
        find_words(&self.folded[start..end.max(start)], words.as_bytes()).is_some()
    }

    /// The characters as text.
    pub(crate) fn slice(&self, start: usize, end: usize) -> String {
        self.chars[start..end].iter().collect()
    }

    /// Index of the first token at or after a character.
    pub(crate) fn token_at(&self, at: usize) -> usize {
        self.tokens.partition_point(|t| t.start < at)
    }

    pub(crate) fn word(&self, token: usize) -> &[u8] {
        self.tokens.get(token).map_or(&[], |t| &self.folded[t.start..t.end])
    }
}

/// Position of whole words in folded text.
pub(crate) fn find_words(text: &[u8], words: &[u8]) -> Option<usize> {
    let last = text.len().checked_sub(words.len())?;
    // Clauses are short: a searcher for each would cost more than it finds.
    let starts = memchr::memchr_iter(*words.first()?, &text[..=last]);
    starts.into_iter().find(|at| {
        let end = at + words.len();
        let before = *at == 0 || !text[at - 1].is_ascii_alphanumeric();
        before && text[*at..end] == *words && text.get(end).is_none_or(|b| !b.is_ascii_alphanumeric())
    })
}

/// Cuts folded text into tokens. `chars` tells small letters from capitals.
pub(crate) fn tokenize(chars: &[char], folded: &[u8], tokens: &mut Vec<Token>) {
    tokens.clear();
    let mut at = 0;
    while at < folded.len() {
        let eight = eight_bytes(folded, at);
        if eight as u8 == b' ' {
            at += 1;
            continue;
        }
        let token = plain_word(eight, at).unwrap_or_else(|| any_token(chars, folded, at));
        tokens.push(token);
        at = token.end;
    }
}

/// Most tokens: a word of up to seven letters, with a space or a mark behind it.
#[inline]
fn plain_word(eight: u64, at: usize) -> Option<Token> {
    let letters = leading_letters(eight);
    let next = (eight >> (8 * letters.min(7))) as u8;
    let plain =
        matches!(letters, 1..8) && !next.is_ascii_digit() && next != b'\'' && !(is_confused(eight as u8) && may_follow((eight >> 8) as u8));
    plain.then(|| Token { kind: TokenKind::Word, start: at, end: at + letters, digits: false, word: first_bytes(eight, letters) })
}

fn any_token(chars: &[char], folded: &[u8], at: usize) -> Token {
    let number = if may_be_number(folded, at) { number_end(folded, at) } else { None };
    let (kind, (end, digits)) = match number {
        Some(end) => (TokenKind::Number, (end, true)),
        None if folded[at].is_ascii_lowercase() => (TokenKind::Word, word_end(chars, folded, at)),
        None => (TokenKind::Symbol, (at + 1, false)),
    };
    let short = kind == TokenKind::Word && !digits && end - at <= 8;
    let word = if short { first_bytes(eight_bytes(folded, at), end - at) } else { 0 };
    Token { kind, start: at, end, digits, word }
}

/// End of a word, and whether digits are glued to its letters (`QH15`, `m2`).
fn word_end(chars: &[char], folded: &[u8], at: usize) -> (usize, bool) {
    let end = letters_end(folded, at);
    let digits = folded.get(end).is_some_and(u8::is_ascii_digit);
    if !digits || lost_space(chars, folded, at, end) {
        return (end, false);
    }
    // `đơn vị'm3`: the digits are not of the word before the mark, which may end a phrase.
    if let Some(mark) = folded[at + 1..end].iter().position(|b| *b == b'\'') {
        return (at + 1 + mark, false);
    }
    let rest = folded[end..].iter().take_while(|b| b.is_ascii_alphanumeric()).count();
    (end + rest, true)
}

/// End of the letters, and marks among them that a scan leaves.
fn letters_end(folded: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < folded.len() {
        let letters = leading_letters(eight_bytes(folded, end));
        end += letters;
        match folded.get(end) {
            Some(b'\'') => end += 1,
            _ if letters < 8 => break,
            _ => {}
        }
    }
    end
}

/// A cheap look: a digit, or a letter like one before something that can go on with a number.
fn may_be_number(folded: &[u8], at: usize) -> bool {
    folded[at].is_ascii_digit() || is_confused(folded[at]) && folded.get(at + 1).is_some_and(|byte| may_follow(*byte))
}

/// What a number may go on with.
fn may_follow(byte: u8) -> bool {
    byte.is_ascii_digit() || is_confused(byte) || matches!(byte, b',' | b'.' | b'%' | b' ')
}

/// `tại10/10`, `đạt98,5%` of a scan: a syllable in small letters, then only digits.
fn lost_space(chars: &[char], folded: &[u8], start: usize, digit: usize) -> bool {
    let after = folded[digit..].iter().take_while(|b| b.is_ascii_digit()).count();
    let whole = folded.get(digit + after).is_none_or(|b| !b.is_ascii_alphanumeric());
    digit - start >= 2 && whole && chars[start + 1..digit].iter().all(|c| c.is_lowercase()) && is_syllable(&folded[start..digit])
}

/// End of a number that starts here, or `None`.
fn number_end(folded: &[u8], at: usize) -> Option<usize> {
    if !folded[at].is_ascii_digit() && !is_confused(folded[at]) {
        return None;
    }
    let mut end = run_end(folded, at)?;
    while matches!(folded.get(end), Some(b'.' | b',')) {
        match run_end(folded, end + 1) {
            Some(next) => end = next,
            None => break,
        }
    }
    Some(end)
}

/// Digits and letters that scans put for digits; at least one digit, no letter after it unless a unit is glued on.
fn run_end(folded: &[u8], at: usize) -> Option<usize> {
    let length = folded[at..].iter().take_while(|b| b.is_ascii_digit() || is_confused(**b)).count();
    let run = &folded[at..at + length];
    let digits = run.iter().filter(|b| b.is_ascii_digit()).count();
    if digits == 0 {
        return confused_alone(folded, at, length);
    }
    if run.iter().all(u8::is_ascii_digit) {
        return Some(at + length);
    }
    let letter_after = folded.get(at + length).is_some_and(u8::is_ascii_lowercase);
    if letter_after || length > 12 {
        // `5 lớp` without its space, `10 ổ`: the digits alone.
        let plain = run.iter().take_while(|b| b.is_ascii_digit()).count();
        return (plain > 0).then_some(at + plain);
    }
    Some(at + length)
}

/// Letters alone that stand for digits: `l.208`, `l,6 lần`, `lO%`.
fn confused_alone(folded: &[u8], at: usize, length: usize) -> Option<usize> {
    let rest = &folded[at + length..];
    let digits = rest.iter().skip(1).take_while(|b| b.is_ascii_digit()).count();
    let ended = rest.get(1 + digits).is_none_or(|b| !b.is_ascii_alphanumeric());
    let separated = match rest.first() {
        Some(b'.') => length == 1 && digits == 3,
        Some(b',') => length == 1 && (1..=3).contains(&digits),
        _ => false,
    };
    let share = length <= 3 && rest.trim_ascii_start().first() == Some(&b'%');
    (separated && ended || share).then_some(at + length)
}

fn is_confused(byte: u8) -> bool {
    matches!(byte, b'o' | b'l' | b'i')
}

/// Ends of sentences: a full stop, question or exclamation mark before a space and a capital or digit.
pub(crate) fn sentence_ends(chars: &[char], folded: &[u8], tokens: &[Token], ends: &mut Vec<u32>) {
    ends.clear();
    let marks = tokens.iter().filter(|t| t.kind == TokenKind::Symbol).map(|t| t.start);
    for at in marks.filter(|at| matches!(folded[*at], b'.' | b'?' | b'!' | 0x7f)) {
        let stop = folded[at] != 0x7f || chars[at] == '…';
        if stop && folded.get(at + 1) == Some(&b' ') && begins(chars, at + 2) && !abbreviates(folded, chars, at) {
            ends.push((at + 2) as u32);
        }
    }
    if ends.last().is_none_or(|e| (*e as usize) < chars.len()) {
        ends.push(chars.len() as u32);
    }
}

fn begins(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| c.is_uppercase() || c.is_ascii_digit() || matches!(c, '"' | '“' | '-' | '(' | '*'))
}

/// `TP. Huế`, `Tp. `, `TT. HĐND`, `KT. `, a lone capital; `1. 037` of a scan.
fn abbreviates(folded: &[u8], chars: &[char], at: usize) -> bool {
    if folded[at] != b'.' {
        return false;
    }
    let start = folded[..at].iter().rposition(|b| !b.is_ascii_alphanumeric()).map_or(0, |i| i + 1);
    let word = &folded[start..at];
    let short_capital = word.len() <= 2 && chars[start..at].iter().all(|c| c.is_uppercase());
    let scanned = word.iter().all(u8::is_ascii_digit)
        && word.len() <= 3
        && folded.get(at + 2) == Some(&b'0')
        && folded[at + 2..].iter().take(4).filter(|b| b.is_ascii_digit()).count() == 3;
    matches!(word, b"tp" | b"tx" | b"tt" | b"kt" | b"ths" | b"ts") || short_capital && !word.is_empty() || scanned
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(text: &str) -> Vec<String> {
        let folded = solieu_vietnamese::fold(text);
        let mut found = Vec::new();
        let chars: Vec<char> = text.chars().collect();
        tokenize(&chars, folded.as_bytes(), &mut found);
        found.iter().map(|t| folded[t.start..t.end].to_owned()).collect()
    }

    #[test]
    fn cuts_numbers_whole() {
        for (input, expect) in [
            ("có 1.756 TTHC", vec!["co", "1.756", "tthc"]),
            ("O5 Quyết định, l68).", vec!["o5", "quyet", "dinh", ",", "l68", ")", "."]),
            ("2l/21 cơ quan", vec!["2l", "/", "21", "co", "quan"]),
            ("l.208 hồ sơ", vec!["l.208", "ho", "so"]),
            ("số 80/2025/QH15", vec!["so", "80", "/", "2025", "/", "qh15"]),
            ("đạt 84,21%.", vec!["dat", "84,21", "%", "."]),
            ("30c/NQ-CP", vec!["30", "c", "/", "nq", "-", "cp"]),
            ("5 lớp", vec!["5", "lop"]),
            ("tại10/10 xã", vec!["tai", "10", "/", "10", "xa"]),
            ("Đạt98,5%", vec!["dat", "98,5", "%"]),
            ("QH15, ĐA06, m2, Covid19", vec!["qh15", ",", "da06", ",", "m2", ",", "covid19"]),
            ("tăng l,6 lần", vec!["tang", "l,6", "lan"]),
            ("giảm lO%", vec!["giam", "lo", "%"]),
        ] {
            assert_eq!(tokens(input), expect, "{input}");
        }
    }

    #[test]
    fn ends_sentences() {
        for (input, expect) in
            [("Có 5 xã. Trong đó 2 xã.", 2), ("TP. Huế có 1. 037 hồ sơ. Hết", 2), ("đạt 5,3%. 100% văn bản", 2), ("một, hai; ba", 1)]
        {
            let chars: Vec<char> = input.chars().collect();
            let folded = solieu_vietnamese::fold(input);
            let (mut tokens, mut ends) = (Vec::new(), Vec::new());
            tokenize(&chars, folded.as_bytes(), &mut tokens);
            sentence_ends(&chars, folded.as_bytes(), &tokens, &mut ends);
            assert_eq!(ends.len(), expect, "{input}");
        }
    }
}
