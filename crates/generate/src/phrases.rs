//! The words of sentences without figures: `phrases/*.txt`, one a line.

use std::sync::LazyLock;

use crate::random::Random;

macro_rules! lines {
    ($file:literal) => {
        LazyLock::new(|| include_str!(concat!("../phrases/", $file)).lines().filter(|line| !line.is_empty()).collect())
    };
}

type Lines = LazyLock<Vec<&'static str>>;

static ACTORS: Lines = lines!("actors.txt");
static ACTIONS: Lines = lines!("actions.txt");
static OBJECTS: Lines = lines!("objects.txt");
static PURPOSES: Lines = lines!("purposes.txt");
static OUTCOMES: Lines = lines!("outcomes.txt");
static PLACES: Lines = lines!("places.txt");

/// Adds a sentence without a figure.
pub(crate) fn sentence(random: &mut Random, out: &mut String) {
    let parts = [random.pick(&ACTORS), " ", random.pick(&ACTIONS), " ", random.pick(&OBJECTS), " ", random.pick(&PURPOSES)];
    out.extend(parts);
    if random.one_in(2) {
        out.push_str(if random.one_in(2) { ", " } else { "; " });
        out.push_str(random.pick(&OUTCOMES));
    }
    out.push('.');
}

/// Name of a district or commune.
pub(crate) fn place(random: &mut Random) -> &'static str {
    random.pick(&PLACES)
}
