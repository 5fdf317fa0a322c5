//! Phrases of the lexicon, matched forward and backward in folded text.
//!
//! A phrase of several syllables is matched folded and without its spaces, so that the split and
//! toneless words of a scan are found (`th ủ tục`, `chuyên rnục`). A phrase of one syllable must
//! stand with its diacritics where the text has any: `sở` is not `số`.

use solieu_vietnamese::{fold, lower_char};

use crate::passage::PassageText;

/// One phrase and what it stands for.
#[derive(Debug, Clone)]
struct Phrase<T> {
    /// Folded letters without spaces.
    compact: Vec<u8>,
    /// Lower case as written, where diacritics must agree: of one syllable, and of four letters in all.
    exact: Option<String>,
    value: T,
}

/// Phrases with what they stand for.
#[derive(Debug, Clone)]
pub(crate) struct Phrases<T> {
    /// By first letter, and there by second letter.
    by_first: Vec<Edge<T>>,
    /// By last letter, and there by the letter before it.
    by_last: Vec<Edge<T>>,
}

/// Phrases that share their first or last letter, longest first.
#[derive(Debug, Clone)]
struct Edge<T> {
    all: Vec<Phrase<T>>,
    /// For each letter, which of `lists` holds the phrases that have it next to the edge.
    list_of: Vec<u8>,
    /// The first one: phrases of one letter alone, which are in the others too.
    lists: Vec<Vec<Phrase<T>>>,
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
        let by_first = by_first.into_iter().map(|all| Edge::new(all, own_second_letters)).collect();
        let by_last = by_last.into_iter().map(|all| Edge::new(all, own_letters_before_last)).collect();
        Self { by_first, by_last }
    }

    /// The longest phrase that starts at character `at`: its value and end.
    pub(crate) fn starting(&self, text: &PassageText<'_>, at: usize) -> Option<(T, usize)> {
        let first = *text.folded.get(at)?;
        if at > 0 && text.folded[at - 1].is_ascii_lowercase() {
            return None;
        }
        let list = match (first, text.byte(at + 1)) {
            (b'r', b'n') => &self.by_first[usize::from(b'm')].all,
            (first, second) => self.by_first[usize::from(first) & 127].with_neighbour(second),
        };
        list.iter().find_map(|p| p.forward(text, at).map(|end| (p.value, end)))
    }

    /// The longest phrase that ends right before character `at`, spaces aside: its value and start.
    pub(crate) fn ending(&self, text: &PassageText<'_>, at: usize) -> Option<(T, usize)> {
        let end = text.skip_spaces_back(at);
        if end == 0 || text.folded.get(end).is_some_and(|b| is_letter(*b)) && end == at {
            return None;
        }
        let (last, before) = (text.folded[end - 1], end.checked_sub(2).map_or(0, |at| text.folded[at]));
        let list = self.by_last[usize::from(last) & 127].with_neighbour(before);
        list.iter().find_map(|p| p.backward(text, end).map(|start| (p.value, start)))
    }
}

fn phrase<T>(words: &str, value: T) -> Phrase<T> {
    let folded = fold(words);
    let compact: Vec<u8> = folded.bytes().filter(|b| *b != b' ').collect();
    // So short that another word may fold alike: `cơ sở` is not `có số`.
    let short = !folded.contains(' ') || compact.len() <= 4;
    Phrase { compact, exact: short.then(|| words.to_lowercase()), value }
}

impl<T: Clone> Edge<T> {
    /// `letters` gives the letters that may stand next to the edge of a phrase, as bits.
    fn new(all: Vec<Phrase<T>>, letters: fn(&[u8]) -> u128) -> Self {
        let single = |p: &&Phrase<T>| p.compact.len() == 1;
        let mut lists = vec![all.iter().filter(single).cloned().collect()];
        let mut list_of = vec![0; 128];
        let used = all.iter().fold(0, |set, p| set | letters(&p.compact));
        for letter in (0..128).filter(|letter| used & (1 << letter) != 0) {
            list_of[letter] = lists.len() as u8;
            lists.push(all.iter().filter(|p| single(p) || letters(&p.compact) & (1 << letter) != 0).cloned().collect());
        }
        Self { all, list_of, lists }
    }

    /// Phrases that the letter next to the edge leaves; all of them where the words of a scan are split.
    fn with_neighbour(&self, letter: u8) -> &[Phrase<T>] {
        match letter {
            b' ' => &self.all,
            _ => &self.lists[usize::from(self.list_of[usize::from(letter) & 127])],
        }
    }
}

/// The second letter as a bit; `m` may stand as `rn`. No letter for a word of one.
fn own_second_letters(word: &[u8]) -> u128 {
    match word.get(1) {
        Some(b'm') => 1 << b'm' | 1 << b'r',
        Some(letter) => 1 << (letter & 127),
        None => 0,
    }
}

/// The letter before the last as a bit; the `m` that may stand as `rn` ends with `n`.
fn own_letters_before_last(word: &[u8]) -> u128 {
    match word.iter().rev().nth(1) {
        Some(b'm') => 1 << b'm' | 1 << b'n',
        Some(letter) => 1 << (letter & 127),
        None => 0,
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
        written.iter().map(|c| lower_char(*c)).eq(exact.chars()) || is_long(exact) && written.iter().all(char::is_ascii)
    }
}

/// Long enough to be known without its diacritics.
fn is_long(word: &str) -> bool {
    word.chars().count() >= 6 || word.contains(' ')
}
