//! The endings of a language: which stems a word may have.
//!
//! A table lists prefixes and suffixes of folded words, each with the length of the shortest stem
//! it may leave, and rewrites of a stem's end. It doesn't say which reading of a word is right;
//! [`keys`](super::keys()) asks the site's vocabulary. Integer arithmetic only, so that the
//! browser finds the same.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// A language's table, as its file has it and as the browser gets it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Table {
    /// Marks tell words apart: whoever types them means no other word, as in Vietnamese.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub tones: bool,
    /// Words that say little about what is looked for: those that ask, and those that glue;
    /// folded, but where marks tell words apart.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub light: Vec<String>,
    /// `[from, to, least]`: a stem that ends in `from` with at least `least` characters before
    /// it ends in `to` instead; the first that fits.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rewrites: Vec<(String, String, usize)>,
    /// Capitals and the letters that each stands for in affixes, so that the harmony of vowels need not
    /// be spelt out: with `A` for `ae`, `lAr` is `lar` and `ler`. An affix has capitals for all such
    /// letters or for none; one without goes before one with.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub classes: BTreeMap<char, String>,
    /// Prefixes and the shortest stems.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prefixes: BTreeMap<String, usize>,
    /// Suffixes and the shortest stems.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub suffixes: BTreeMap<String, usize>,
}

/// A language's endings, ready to use.
#[derive(Debug)]
pub struct Endings {
    /// Letter by letter from the end.
    suffixes: Affixes,
    prefixes: Affixes,
    /// For each letter that harmony changes, the capital that stands for it.
    class_of: FxHashMap<char, char>,
    /// By the last letter of what they rewrite.
    rewrites: FxHashMap<char, Vec<(String, String, usize)>>,
}

/// Affixes as a tree of letters: most words leave it after one or two. The first place is the root.
#[derive(Debug)]
struct Affixes(Vec<Place>);

#[derive(Debug, Default)]
struct Place {
    /// The shortest stem that the affix may leave that ends here.
    least: Option<usize>,
    /// The places that letters lead to; few anywhere but at the root.
    next: Vec<(char, usize)>,
}

impl Affixes {
    fn of<L: Iterator<Item = char>>(affixes: impl Iterator<Item = (L, usize)>) -> Self {
        let mut all = Self(vec![Place::default()]);
        for (letters, least) in affixes {
            let end = letters
                .fold(0, |place, letter| all.step(place, letter).unwrap_or_else(|| all.add(place, letter)));
            all.0[end].least = Some(least);
        }
        // To take nothing away is always right.
        all.0[0].least = Some(0);
        all
    }

    fn add(&mut self, place: usize, letter: char) -> usize {
        let new = self.0.len();
        self.0[place].next.push((letter, new));
        self.0.push(Place::default());
        new
    }

    fn step(&self, place: usize, letter: char) -> Option<usize> {
        self.0[place].next.iter().find(|(known, _)| *known == letter).map(|&(_, next)| next)
    }

    /// Every affix that some letters begin with, the empty one first: how many letters it has, how
    /// many bytes, and the shortest stem. `letters` are those of the affix and of the word.
    fn found(
        &self,
        letters: impl Iterator<Item = (char, char)>,
    ) -> impl Iterator<Item = (usize, usize, usize)> {
        let walk = letters.scan((0, 0), |(place, bytes), (letter, written)| {
            *place = self.step(*place, letter)?;
            *bytes += written.len_utf8();
            Some((*place, *bytes))
        });
        let reached = [(0, 0)].into_iter().chain(walk).enumerate();
        reached.filter_map(|(count, (place, bytes))| Some((count, bytes, self.0[place].least?)))
    }
}

/// One reading of a word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading<'w> {
    /// The word without affixes, rewritten.
    pub stem: Cow<'w, str>,
    /// How likely affixes of that length are affixes: 16·log2 of a share.
    pub prior: i32,
}

/// `16·log2(share)`, rounded down, for shares of .30, .32 … .90: see [`prior`].
const PRIORS: [i32; 31] = [
    -28, -27, -25, -24, -23, -22, -21, -19, -18, -17, -16, -16, -15, -14, -13, -12, -12, -11, -10, -9, -9,
    -8, -7, -7, -6, -6, -5, -5, -4, -3, -3,
];

/// `2^(15 + k/16)`, rounded up: where a sixteenth of an octave begins.
const OCTAVE: [u64; 16] = [
    32768, 34219, 35734, 37316, 38968, 40694, 42495, 44377, 46341, 48393, 50536, 52773, 55109, 57549, 60097,
    62758,
];

impl Endings {
    /// Reads a table.
    pub fn new(table: &Table) -> Self {
        let forth = table.prefixes.iter().map(|(affix, &least)| (affix.chars(), least));
        let back = table.suffixes.iter().map(|(affix, &least)| (affix.chars().rev(), least));
        let members = |(&class, letters): (&char, &'_ String)| -> Vec<(char, char)> {
            letters.chars().map(|letter| (letter, class)).collect()
        };
        let mut rewrites: FxHashMap<char, Vec<_>> = FxHashMap::default();
        for rewrite in &table.rewrites {
            let last = rewrite.0.chars().next_back();
            rewrites.entry(last.unwrap_or_default()).or_default().push(rewrite.clone());
        }
        Self {
            suffixes: Affixes::of(back),
            prefixes: Affixes::of(forth),
            class_of: table.classes.iter().flat_map(members).collect(),
            rewrites,
        }
    }

    /// Every reading of a folded word, the one without affixes first.
    pub fn readings<'w>(&self, word: &'w str) -> Vec<Reading<'w>> {
        // A browser counts units of UTF-16, of which such letters have two; no table knows them.
        if word.chars().any(|char| char.len_utf16() > 1) {
            return vec![Reading { stem: word.into(), prior: prior(0, 0) }];
        }
        let length = word.chars().count();
        let mut found = Vec::new();
        for (p, start, least) in self.prefixes.found(word.chars().map(|letter| (letter, letter))) {
            let rest = length - p;
            if p > 0 && rest < least {
                continue;
            }
            for (s, end, shortest) in self.suffixes_of(&word[start..]) {
                if rest - s >= shortest.max(least) {
                    let stem = self.rewrite(&word[start..word.len() - end]);
                    found.push(Reading { stem, prior: prior(p, s) });
                }
            }
        }
        found
    }

    /// Every suffix that a word may have: letters, bytes, and the shortest stem.
    fn suffixes_of(&self, word: &str) -> Vec<(usize, usize, usize)> {
        let written = word.chars().rev().map(|letter| (letter, letter));
        let mut found: Vec<_> = self.suffixes.found(written).collect();
        if !self.class_of.is_empty() {
            let class_of = |letter| self.class_of.get(&letter).copied().unwrap_or(letter);
            let classed = word.chars().rev().map(|letter| (class_of(letter), letter));
            found.extend(self.suffixes.found(classed));
            // Of two of one length, the one that is written out comes first and stays.
            found.sort_by_key(|&(count, ..)| count);
            found.dedup_by_key(|&mut (count, ..)| count);
        }
        found
    }

    fn rewrite<'w>(&self, stem: &'w str) -> Cow<'w, str> {
        let fits = |(from, _, least): &&(String, String, usize)| {
            stem.strip_suffix(from.as_str()).is_some_and(|rest| rest.chars().count() >= *least)
        };
        let listed = stem.chars().next_back().and_then(|last| self.rewrites.get(&last));
        match listed.into_iter().flatten().find(fits) {
            Some((from, to, _)) => format!("{}{to}", &stem[..stem.len() - from.len()]).into(),
            None => stem.into(),
        }
    }
}

/// `16·log2(min(.9, .3 + .12·suffix + .1·prefix))`: the longer the affix, the less likely that
/// the word just happens to end so.
fn prior(prefix: usize, suffix: usize) -> i32 {
    PRIORS[(12 * suffix + 10 * prefix).min(60) / 2]
}

/// `16·log2(count)`, rounded down, without floating point.
pub fn support(count: u32) -> i32 {
    let count = count.max(1);
    let octave = count.ilog2();
    let mantissa = (u64::from(count) << 15) >> octave;
    let sixteenth = OCTAVE.iter().rposition(|&from| from <= mantissa).unwrap_or(0);
    i32::try_from(octave as usize * 16 + sixteenth).unwrap_or(i32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn support_grows_by_sixteen_an_octave() {
        let found: Vec<i32> = [0, 1, 2, 3, 4, 6, 7, 8, 1000, u32::MAX].map(support).into();
        assert_eq!(found, [0, 0, 16, 25, 32, 41, 44, 48, 159, 511]);
    }

    #[test]
    fn affixes_leave_the_shortest_stem_they_may() {
        let table: Table = serde_json::from_str(
            r#"{"rewrites":[["i","y",2]],"prefixes":{"un":3},"suffixes":{"er":3,"s":2}}"#,
        )
        .unwrap();
        let stems = |word| -> Vec<String> {
            Endings::new(&table).readings(word).into_iter().map(|reading| reading.stem.into_owned()).collect()
        };
        assert_eq!(stems("unhappier"), ["unhappier", "unhappy", "happier", "happy"]);
        assert_eq!(stems("under"), ["under", "und", "der"]);
        assert_eq!(stems("us"), ["us"]);
        assert_eq!(stems(""), [""]);
    }

    #[test]
    fn a_capital_is_each_letter_of_its_class() {
        let table: Table = serde_json::from_str(
            r#"{"classes":{"A":"ae","D":"dt"},"suffixes":{"DAn":2,"lAr":2,"ten":5,"AlAr":2}}"#,
        )
        .unwrap();
        let endings = Endings::new(&table);
        let stems = |word| -> Vec<String> {
            endings.readings(word).into_iter().map(|reading| reading.stem.into_owned()).collect()
        };
        assert_eq!(stems("evden"), ["evden", "ev"]);
        assert_eq!(stems("kitaptan"), ["kitaptan", "kitap"]);
        assert_eq!(stems("merten"), ["merten"], "what is written out goes first");
        assert_eq!(stems("sonralar"), ["sonralar", "sonra", "sonr"]);
    }
}
