//! Phrases as a tree of their words, walked from every word of a text.
//!
//! A text is cut once into words and marks, each with its number; most words of a text begin no
//! phrase, and most walks end with the second word.

use rustc_hash::FxHashMap;
use solieu_vietnamese::{eight_bytes, first_bytes, leading_alphanumeric};

/// No phrase, no child, a word of no phrase.
const NONE: u32 = u32::MAX;

/// A word or a mark of a text.
#[derive(Debug, Clone, Copy)]
struct Piece {
    start: u32,
    end: u32,
    /// Its number; `NONE` where no phrase has it.
    word: u32,
    /// A space stands before it.
    spaced: bool,
}

/// Words and marks of the text that was scanned last: a buffer that scans share.
#[derive(Debug, Default)]
pub struct TextWords(Vec<Piece>);

/// The phrase that ends with a node, and its children: nodes in one row.
#[derive(Debug, Clone, Copy)]
struct Node {
    phrase: u32,
    first: u32,
    children: u32,
}

/// How phrases begin that begin with one word.
#[derive(Debug, Clone, Copy)]
struct Root {
    /// Bits of the words that may come next; all where the word is a phrase, none where no phrase begins with it.
    next: u64,
    node: u32,
}

/// A tree of phrases, by number.
#[derive(Debug)]
pub(crate) struct PhraseTree {
    words: Words,
    /// For each word, where the phrases that begin with it start.
    roots: Vec<Root>,
    nodes: Vec<Node>,
    /// For each node, the step that leads to it; in order among the children of one node.
    steps: Vec<u32>,
}

impl PhraseTree {
    /// Builds the tree of these phrases; none is empty, no two are equal.
    pub(crate) fn new(phrases: &[String]) -> Self {
        let mut words = Words::default();
        let cut: Vec<Vec<u32>> = phrases.iter().map(|phrase| words.learn(phrase.as_bytes())).collect();
        let mut order: Vec<u32> = (0..phrases.len() as u32).collect();
        order.sort_unstable_by_key(|at| &cut[*at as usize]);
        let none = Root { next: 0, node: NONE };
        let mut tree = Self { roots: vec![none; words.count as usize], words, nodes: Vec::new(), steps: Vec::new() };
        let first = tree.add_row(&cut, &order, 0);
        let words = tree.steps.clone();
        tree.grow(first, &cut, &order, 0);
        for (node, step) in (first..).zip(words) {
            tree.roots[(step >> 1) as usize] = tree.root(node);
        }
        tree
    }

    /// Calls `found` with phrase, start and end of every phrase between word edges; starts do not go back.
    pub(crate) fn scan(&self, text: &[u8], words: &mut TextWords, mut found: impl FnMut(u32, usize, usize)) {
        let TextWords(pieces) = words;
        self.words.cut(text, pieces);
        for (at, piece) in pieces.iter().enumerate() {
            let next = pieces.get(at + 1).map_or(0, |next| word_bit(next.word));
            if let Some(root) = self.roots.get(piece.word as usize).filter(|root| root.next & next != 0 || root.next == u64::MAX) {
                self.walk(root.node, &pieces[at..], &mut found);
            }
        }
    }

    fn walk(&self, root: u32, pieces: &[Piece], found: &mut impl FnMut(u32, usize, usize)) {
        let mut node = self.nodes[root as usize];
        let mut rest = pieces.iter();
        while let Some(piece) = rest.next() {
            if node.phrase != NONE {
                found(node.phrase, pieces[0].start as usize, piece.end as usize);
            }
            let next = rest.as_slice().first().filter(|next| next.word != NONE);
            match next.and_then(|next| self.child(node, step(next.word, next.spaced))) {
                Some(child) => node = child,
                None => return,
            }
        }
    }

    fn root(&self, node: u32) -> Root {
        let Node { phrase, first, children } = self.nodes[node as usize];
        let steps = &self.steps[first as usize..(first + children) as usize];
        let next = steps.iter().fold(0, |next, step| next | word_bit(step >> 1));
        Root { next: if phrase == NONE { next } else { u64::MAX }, node }
    }

    /// Most nodes have one child or a few.
    #[inline]
    fn child(&self, node: Node, step: u32) -> Option<Node> {
        let first = node.first as usize;
        let steps = &self.steps[first..first + node.children as usize];
        let at = if steps.len() > FEW { steps.binary_search(&step).ok() } else { steps.iter().position(|own| *own == step) };
        at.map(|at| self.nodes[first + at])
    }

    /// Adds the nodes that phrases in `order` have at `depth`; they share what is before it. Gives the first.
    fn add_row(&mut self, cut: &[Vec<u32>], order: &[u32], depth: usize) -> u32 {
        let first = self.nodes.len() as u32;
        for group in groups(cut, order, depth) {
            let phrase = group.first().filter(|at| cut[**at as usize].len() == depth + 1);
            self.nodes.push(Node { phrase: phrase.copied().unwrap_or(NONE), first: 0, children: 0 });
            self.steps.push(cut[group[0] as usize][depth]);
        }
        first
    }

    /// Gives the nodes of a row their children.
    fn grow(&mut self, first: u32, cut: &[Vec<u32>], order: &[u32], depth: usize) {
        for (node, group) in (first as usize..).zip(groups(cut, order, depth)) {
            let longer = &group[usize::from(self.nodes[node].phrase != NONE)..];
            let row = self.add_row(cut, longer, depth + 1);
            self.nodes[node].first = row;
            self.nodes[node].children = self.nodes.len() as u32 - row;
            self.grow(row, cut, longer, depth + 1);
        }
    }
}

/// Nodes with more children than this are searched by halves.
const FEW: usize = 6;

/// Phrases that have the same step at `depth`.
fn groups<'o>(cut: &'o [Vec<u32>], order: &'o [u32], depth: usize) -> impl Iterator<Item = &'o [u32]> {
    let at = move |phrase: &u32| cut[*phrase as usize][depth];
    order.chunk_by(move |a, b| at(a) == at(b))
}

/// One of 64 bits for each word: a word whose bit is not set is not among those whose bits are.
fn word_bit(word: u32) -> u64 {
    if word == NONE { 0 } else { 1 << (word & 63) }
}

/// From one word of a phrase to the next.
fn step(word: u32, spaced: bool) -> u32 {
    word << 1 | u32::from(spaced)
}

/// Words and marks of phrases, by number.
#[derive(Debug, Default)]
struct Words {
    /// Words of up to eight bytes, as one number each.
    short: FxHashMap<u64, u32>,
    long: FxHashMap<Vec<u8>, u32>,
    count: u32,
}

impl Words {
    /// The steps of a phrase, whose words get numbers.
    fn learn(&mut self, phrase: &[u8]) -> Vec<u32> {
        let mut pieces = Vec::new();
        self.cut(phrase, &mut pieces);
        for piece in pieces.iter().filter(|piece| piece.word == NONE) {
            let (start, end) = (piece.start as usize, piece.end as usize);
            let next = self.count;
            let word = match end - start {
                0..=8 => self.short.entry(eight_bytes(&phrase[..end], start)).or_insert(next),
                _ => self.long.entry(phrase[start..end].to_vec()).or_insert(next),
            };
            self.count += u32::from(*word == next);
        }
        self.cut(phrase, &mut pieces);
        pieces.iter().map(|piece| step(piece.word, piece.spaced)).collect()
    }

    /// Cuts a text into its words, and marks of one byte each.
    fn cut(&self, text: &[u8], pieces: &mut Vec<Piece>) {
        pieces.clear();
        pieces.reserve(text.len() / 3 + 4);
        let (mut start, mut spaced) = (0, false);
        while start < text.len() {
            let eight = eight_bytes(text, start);
            if eight as u8 == b' ' && !spaced {
                (start, spaced) = (start + 1, true);
                continue;
            }
            let length = leading_alphanumeric(eight);
            let (end, word) = if length < 8 {
                let length = length.max(1);
                (start + length, self.short.get(&first_bytes(eight, length)))
            } else {
                let end = start + text[start..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                (end, self.word(&text[start..end], eight))
            };
            pieces.push(Piece { start: start as u32, end: end as u32, word: word.copied().unwrap_or(NONE), spaced });
            (start, spaced) = (end, false);
        }
    }

    fn word(&self, word: &[u8], eight: u64) -> Option<&u32> {
        if word.len() == 8 { self.short.get(&eight) } else { self.long.get(word) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whole_words_only() {
        let check = |text: &str, expect: &[&str]| {
            let phrases = ["ho so", "ho", "so", "so, nganh", "(tthc)", "a", "ab", "abc", "ad", "ae", "hanhchinhcong", "hanhchinhcong so"]
                .map(str::to_owned);
            let mut found = Vec::new();
            PhraseTree::new(&phrases).scan(text.as_bytes(), &mut TextWords::default(), |phrase, start, end| {
                assert_eq!(&text[start..end], phrases[phrase as usize]);
                found.push(&text[start..end]);
            });
            assert_eq!(found, expect, "{text}");
        };
        check("1.245 ho so tre", &["ho", "ho so", "so"]);
        check("hoso, so, nganh", &["so", "so, nganh"]);
        check("so", &["so"]);
        check("cac so, nganhs", &["so"]);
        check("so,nganh", &["so"]);
        check("ho  so", &["ho", "so"]);
        check("x(tthc)y", &["(tthc)"]);
        check("( tthc)", &[]);
        check("abc ad axe ae", &["abc", "ad", "ae"]);
        check("hanhchinhcong so, hanhchinhcon", &["hanhchinhcong", "hanhchinhcong so", "so"]);
        check(" so ", &["so"]);
        check("", &[]);
    }
}
