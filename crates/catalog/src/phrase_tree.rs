//! Phrases as a tree of their bytes, walked from every place where a word begins.
//!
//! Only phrases that begin and end at a word's edge count, so most places of a text are passed over
//! without a look, and a walk mostly ends within a word.

/// No phrase, no child.
const NONE: u32 = u32::MAX;
/// Nodes with more children than this have a row with a place for every byte of the alphabet.
const FEW: usize = 3;
/// Class of bytes that no phrase has.
const FOREIGN: u8 = 0;

/// A node: the bytes that all phrases below it share, the phrase that ends with them, and where its children stand.
#[derive(Debug, Clone, Copy)]
struct Node {
    phrase: u32,
    first: u32,
    shared: u32,
    shared_length: u16,
    /// Number of children; 0 children and a row never go together.
    few: u8,
    row: bool,
}

/// A tree of phrases, by number.
#[derive(Debug)]
pub(crate) struct PhraseTree {
    nodes: Vec<Node>,
    /// What nodes share, one behind the other.
    shared: Vec<u8>,
    /// Children of nodes with few: class and node.
    edges: Vec<(u8, u32)>,
    /// Children of nodes with many, a row of `classes` each.
    rows: Vec<u32>,
    class: [u8; 256],
    classes: usize,
}

impl PhraseTree {
    /// Builds the tree of these phrases; none is empty, no two are equal.
    pub(crate) fn new(phrases: &[String]) -> Self {
        let (class, classes) = alphabet(phrases);
        let mut order: Vec<u32> = (0..phrases.len() as u32).collect();
        order.sort_unstable_by_key(|at| phrases[*at as usize].as_bytes());
        let mut tree = Self { nodes: Vec::new(), shared: Vec::new(), edges: Vec::new(), rows: Vec::new(), class, classes };
        tree.grow(phrases, &order, 0);
        tree
    }

    /// Calls `found` with phrase, start and end of every phrase between word edges; starts do not go back.
    pub(crate) fn scan(&self, text: &[u8], mut found: impl FnMut(u32, usize, usize)) {
        let mut in_word = false;
        for (at, byte) in text.iter().enumerate() {
            let word = byte.is_ascii_alphanumeric();
            if !(in_word && word) {
                self.walk(text, at, &mut found);
            }
            in_word = word;
        }
    }

    fn walk(&self, text: &[u8], start: usize, found: &mut impl FnMut(u32, usize, usize)) {
        let mut node = self.nodes[0];
        let mut at = start;
        while let Some(byte) = text.get(at) {
            let child = self.child(node, *byte);
            if child == NONE {
                return;
            }
            node = self.nodes[child as usize];
            at += 1;
            for shared in &self.shared[node.shared as usize..][..usize::from(node.shared_length)] {
                if text.get(at) != Some(shared) {
                    return;
                }
                at += 1;
            }
            if node.phrase != NONE && !joins(text[at - 1], text.get(at)) {
                found(node.phrase, start, at);
            }
        }
    }

    /// Most nodes have one child: that comes first.
    #[inline(always)]
    fn child(&self, node: Node, byte: u8) -> u32 {
        let class = self.class[byte as usize];
        let first = node.first as usize;
        if node.few == 1 {
            let (own, child) = self.edges[first];
            return if own == class { child } else { NONE };
        }
        if node.row {
            return self.rows[first + class as usize];
        }
        let few = &self.edges[first..first + node.few as usize];
        few.iter().find(|(own, _)| *own == class).map_or(NONE, |(_, child)| *child)
    }

    /// Adds the node of all phrases in `order`, which share their first `depth` bytes at least.
    fn grow(&mut self, phrases: &[String], order: &[u32], depth: usize) -> u32 {
        let id = self.nodes.len();
        // The root is not entered by a byte, so it shares none.
        let shared = if depth == 0 { 0 } else { shared_length(phrases, order) };
        let place = (self.shared.len() as u32, (shared - depth) as u16);
        self.shared.extend(order.first().map_or(&[][..], |at| &phrases[*at as usize].as_bytes()[depth..shared]));
        self.nodes.push(Node { phrase: NONE, first: 0, shared: place.0, shared_length: place.1, few: 0, row: false });
        let byte = |at: &u32| phrases[*at as usize].as_bytes()[shared];
        let ends = order.first().filter(|at| phrases[**at as usize].len() == shared);
        let longer = &order[usize::from(ends.is_some())..];
        let groups = longer.chunk_by(|a, b| byte(a) == byte(b));
        let children: Vec<(u8, u32)> =
            groups.map(|group| (self.class[byte(&group[0]) as usize], self.grow(phrases, group, shared + 1))).collect();
        self.nodes[id].phrase = ends.copied().unwrap_or(NONE);
        self.place(id, &children);
        id as u32
    }

    fn place(&mut self, id: usize, children: &[(u8, u32)]) {
        let node = &mut self.nodes[id];
        if children.len() <= FEW {
            (node.first, node.few) = (self.edges.len() as u32, children.len() as u8);
            self.edges.extend_from_slice(children);
            return;
        }
        let first = self.rows.len();
        (node.first, node.row) = (first as u32, true);
        self.rows.resize(first + self.classes, NONE);
        for (class, child) in children {
            self.rows[first + *class as usize] = *child;
        }
    }
}

/// Bytes that all of these phrases begin with; they are in order, so the first and the last tell.
fn shared_length(phrases: &[String], order: &[u32]) -> usize {
    let text = |at: Option<&u32>| at.map_or(&[][..], |at| phrases[*at as usize].as_bytes());
    let (first, last) = (text(order.first()), text(order.last()));
    first.iter().zip(last).take_while(|(a, b)| a == b).count()
}

/// Class of each byte, and how many classes there are; bytes of no phrase share one.
fn alphabet(phrases: &[String]) -> ([u8; 256], usize) {
    let mut class = [FOREIGN; 256];
    let mut classes = 1;
    for byte in phrases.iter().flat_map(|phrase| phrase.bytes()) {
        let own = &mut class[byte as usize];
        if *own == FOREIGN {
            *own = classes;
            classes += 1;
        }
    }
    (class, classes as usize)
}

/// The byte and the next one are of one word.
fn joins(byte: u8, next: Option<&u8>) -> bool {
    byte.is_ascii_alphanumeric() && next.is_some_and(u8::is_ascii_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_whole_words_only() {
        let check = |text: &str, expect: &[&str]| {
            let phrases = ["ho so", "ho", "so", "so, nganh", "(tthc)", "a", "ab", "abc", "ad", "ae"].map(str::to_owned);
            let mut found = Vec::new();
            PhraseTree::new(&phrases).scan(text.as_bytes(), |phrase, start, end| {
                assert_eq!(&text[start..end], phrases[phrase as usize]);
                found.push(&text[start..end]);
            });
            assert_eq!(found, expect, "{text}");
        };
        check("1.245 ho so tre", &["ho", "ho so", "so"]);
        check("hoso, so, nganh", &["so", "so, nganh"]);
        check("so", &["so"]);
        check("cac so, nganhs", &["so"]);
        check("x(tthc)y", &["(tthc)"]);
        check("abc ad axe ae", &["abc", "ad", "ae"]);
        check("", &[]);
    }
}
