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

/// A node: the phrase that ends here, and where its children stand.
#[derive(Debug, Clone, Copy)]
struct Node {
    phrase: u32,
    first: u32,
    /// Number of children; 0 children and a row never go together.
    few: u8,
    row: bool,
}

/// A tree of phrases, by number.
#[derive(Debug)]
pub(crate) struct PhraseTree {
    nodes: Vec<Node>,
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
        let mut tree = Self { nodes: Vec::new(), edges: Vec::new(), rows: Vec::new(), class, classes };
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
            if node.phrase != NONE && !joins(*byte, text.get(at)) {
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

    /// Adds the node of all phrases in `order`, which share their first `depth` bytes.
    fn grow(&mut self, phrases: &[String], order: &[u32], depth: usize) -> u32 {
        let id = self.nodes.len() as u32;
        self.nodes.push(Node { phrase: NONE, first: 0, few: 0, row: false });
        let byte = |at: &u32| phrases[*at as usize].as_bytes()[depth];
        let ends = order.first().filter(|at| phrases[**at as usize].len() == depth);
        let longer = &order[usize::from(ends.is_some())..];
        let groups = longer.chunk_by(|a, b| byte(a) == byte(b));
        let children: Vec<(u8, u32)> =
            groups.map(|group| (self.class[byte(&group[0]) as usize], self.grow(phrases, group, depth + 1))).collect();
        let phrase = ends.copied().unwrap_or(NONE);
        self.nodes[id as usize] = self.placed(phrase, &children);
        id
    }

    fn placed(&mut self, phrase: u32, children: &[(u8, u32)]) -> Node {
        if children.len() <= FEW {
            let first = self.edges.len() as u32;
            self.edges.extend_from_slice(children);
            return Node { phrase, first, few: children.len() as u8, row: false };
        }
        let first = self.rows.len();
        self.rows.resize(first + self.classes, NONE);
        for (class, child) in children {
            self.rows[first + *class as usize] = *child;
        }
        Node { phrase, first: first as u32, few: 0, row: true }
    }
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
