//! Phrases of the lexicon, matched forward and backward in folded text.
//!
//! A phrase of several syllables is matched folded and without its spaces, so that the split and
//! toneless words of a scan are found (`th ủ tục`, `chuyên rnục`). A phrase of one syllable must
//! stand with its diacritics where the text has any: `sở` is not `số`.

use solieu_vietnamese::fold;

use crate::passage::PassageText;

/// One phrase and what it stands for.
#[derive(Debug, Clone)]
struct Phrase<T> {
    /// Folded letters without spaces.
    compact: Vec<u8>,
    /// Lower case as written, where diacritics must agree.
    exact: Option<String>,
    value: T,
}

/// Phrases with what they stand for.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    /// By first letter, longest first.
    by_first: Vec<Vec<Phrase<T>>>,
    /// By last letter, longest first.
    by_last: Vec<Vec<Phrase<T>>>,
    /// For each first letter, the second letters there are: a cheap look that spares most others.
    seconds: Vec<u128>,
}

impl<T: Copy> Phrases<T> {
    pub(crate) fn new<'w>(entries: impl IntoIterator<Item = (&'w str, T)>) -> Self {
        let mut by_first: Vec<Vec<Phrase<T>>> = (0..128).map(|_| Vec::new()).collect();
        let mut by_last = by_first.clone();
        for (words, value) in entries {
            let phrase = phrase(words, value);
            if let (Some(&first), Some(&last)) = (phrase.compact.first(), phrase.compact.last()) {
                by_first[usize::from(first)].push(phrase.clone());
                by_last[usize::from(last)].push(phrase);
            }
        }
        for list in by_first.iter_mut().chain(by_last.iter_mut()) {
            list.sort_by_key(|p| std::cmp::Reverse(p.compact.len()));
        }
        let seconds = by_first.iter().map(|list| list.iter().fold(0, |set, p| set | second_letter(p))).collect();
        Self { by_first, by_last, seconds }
    }

    /// False where no phrase begins with the two letters that a word begins with.
    pub(crate) fn may_start(&self, word: &[u8]) -> bool {
        match *word {
            [first, second, ..] => self.seconds[usize::from(first) & 127] & (1 << (second & 127)) != 0,
            _ => true,
        }
    }

    /// The longest phrase that starts at character `at`: its value and end.
    pub(crate) fn starting(&self, text: &PassageText<'_>, at: usize) -> Option<(T, usize)> {
        let first = *text.folded.get(at)?;
        if at > 0 && text.folded[at - 1].is_ascii_lowercase() {
            return None;
        }
        let second = text.byte(at + 1);
        // The words of a scan may be split after one letter, and `rn` stand for m.
        if second.is_ascii_lowercase() && first != b'r' && self.seconds[usize::from(first) & 127] & (1 << second) == 0 {
            return None;
        }
        let list = &self.by_first[usize::from(if text.folded[at..].starts_with(b"rn") { b'm' } else { first }) & 127];
        list.iter().find_map(|p| p.forward(text, at).map(|end| (p.value, end)))
    }

    /// The longest phrase that ends right before character `at`, spaces aside: its value and start.
    pub(crate) fn ending(&self, text: &PassageText<'_>, at: usize) -> Option<(T, usize)> {
        let end = text.skip_spaces_back(at);
        if end == 0 || text.folded.get(end).is_some_and(|b| is_letter(*b)) && end == at {
            return None;
        }
        let last = text.folded[end - 1];
        self.by_last[usize::from(last) & 127].iter().find_map(|p| p.backward(text, end).map(|start| (p.value, start)))
    }
}

fn phrase<T>(words: &str, value: T) -> Phrase<T> {
    let folded = fold(words);
    let compact: Vec<u8> = folded.bytes().filter(|b| *b != b' ').collect();
    let single = !folded.contains(' ');
    Phrase { compact, exact: single.then(|| words.to_lowercase()), value }
}

/// The second letter as a bit; all letters for a phrase of one.
fn second_letter<T>(phrase: &Phrase<T>) -> u128 {
    // `m` may stand as `rn`, so its neighbours cannot be told.
    match phrase.compact.get(1) {
        Some(b'm') | None => u128::MAX,
        Some(letter) => 1 << (letter & 127),
    }
}

fn is_letter(byte: u8) -> bool {
    byte.is_ascii_alphanumeric()
}

impl<T> Phrase<T> {
    fn forward(&self, text: &PassageText<'_>, at: usize) -> Option<usize> {
        let folded = text.folded;
        let mut position = at;
        for (i, &want) in self.compact.iter().enumerate() {
            if i > 0 && folded.get(position) == Some(&b' ') {
                position += 1;
            }
            match folded.get(position) {
                Some(&got) if got == want => position += 1,
                Some(b'r') if want == b'm' && folded.get(position + 1) == Some(&b'n') => position += 2,
                _ => return None,
            }
        }
        let whole = folded.get(position).is_none_or(|b| !is_letter(*b));
        (whole && self.agrees(text, at, position)).then_some(position)
    }

    fn backward(&self, text: &PassageText<'_>, end: usize) -> Option<usize> {
        let folded = text.folded;
        let mut position = end;
        for (i, &want) in self.compact.iter().rev().enumerate() {
            if i > 0 && position > 0 && folded[position - 1] == b' ' {
                position -= 1;
            }
            match position.checked_sub(1).map(|p| folded[p]) {
                Some(got) if got == want => position -= 1,
                Some(b'n') if want == b'm' && position > 1 && folded[position - 2] == b'r' => position -= 2,
                _ => return None,
            }
        }
        let whole = position == 0 || !is_letter(folded[position - 1]);
        (whole && self.agrees(text, position, end)).then_some(position)
    }

    /// For one syllable: the letters as written, tone placement aside.
    fn agrees(&self, text: &PassageText<'_>, start: usize, end: usize) -> bool {
        let Some(exact) = &self.exact else { return true };
        let written = &text.chars[start..end];
        let lower = written.iter().flat_map(|c| c.to_lowercase());
        lower.clone().eq(exact.chars()) || is_long(exact) && written.iter().all(char::is_ascii)
    }
}

/// Long enough to be known without its diacritics.
fn is_long(word: &str) -> bool {
    word.chars().count() >= 6
}
