//! Names and their numbers. A site has hundreds of thousands of words and stems, so all of them
//! share one string.

use std::hash::BuildHasher;

use hashbrown::{HashTable, hash_table};
use rustc_hash::FxBuildHasher;

/// Different names, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub struct Names {
    /// One after the other.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
    numbers: HashTable<Entry>,
}

/// A number by the hash of its name. Most of a large table is in no cache of the processor: with
/// the hash beside the number, names are only looked at where they are the same or nearly so, and
/// a table that grows looks at none.
#[derive(Debug, Clone, Copy)]
struct Entry {
    hash: u32,
    number: u32,
}

impl Entry {
    /// What the table goes by: it takes the place from the low bits and a tag from the highest.
    fn spread(hash: u32) -> u64 {
        u64::from(hash) << 32 | u64::from(hash)
    }
}

impl Names {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.ends.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.ends.is_empty()
    }

    /// The name of a number; empty where there is none.
    pub fn get(&self, number: u32) -> &str {
        nth(&self.text, &self.ends, number)
    }

    /// The number of a name, if it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        let hash = hash(name);
        let is_it = |entry: &Entry| entry.hash == hash && self.get(entry.number) == name;
        self.numbers.find(Entry::spread(hash), is_it).map(|entry| entry.number)
    }

    /// The number of each name, if it has one. Looking for many at once is faster: what one has
    /// to wait for from memory arrives while another is asked for.
    pub fn find_all(&self, names: &[&str]) -> Vec<Option<u32>> {
        let likely = |name: &&str| {
            let hash = hash(name);
            let found = self.numbers.find(Entry::spread(hash), |entry| entry.hash == hash);
            found.map(|entry| entry.number)
        };
        let likely: Vec<Option<u32>> = names.iter().map(likely).collect();
        let sure = |(number, name): (Option<u32>, &&str)| match number {
            Some(number) if self.get(number) != *name => self.find(name),
            number => number,
        };
        likely.into_iter().zip(names).map(sure).collect()
    }

    /// The number of a name, a new one if it has none yet.
    pub fn number(&mut self, name: &str) -> u32 {
        let Self { text, ends, numbers } = self;
        let hash = hash(name);
        let is_it = |entry: &Entry| entry.hash == hash && nth(text, ends, entry.number) == name;
        match numbers.entry(Entry::spread(hash), is_it, |entry| Entry::spread(entry.hash)) {
            hash_table::Entry::Occupied(known) => known.get().number,
            hash_table::Entry::Vacant(free) => {
                let number = ends.len() as u32;
                free.insert(Entry { hash, number });
                text.push_str(name);
                ends.push(text.len());
                number
            }
        }
    }
}

/// The name of a number among names that lie one after the other in `text`; empty where there is none.
fn nth<'t>(text: &'t str, ends: &[usize], number: u32) -> &'t str {
    let at = number as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    ends.get(at).map_or("", |&end| &text[start..end])
}

fn hash(name: &str) -> u32 {
    let hash = FxBuildHasher.hash_one(name);
    (hash ^ hash >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_has_one_number() {
        let mut names = Names::default();
        let numbers: Vec<u32> = ["a", "", "ab", "a", "b", ""].iter().map(|name| names.number(name)).collect();
        assert_eq!(numbers, [0, 1, 2, 0, 3, 1]);
        let all: Vec<&str> = (0..5).map(|number| names.get(number)).collect();
        assert_eq!((names.len(), &all[..]), (4, &["a", "", "ab", "b", ""][..]));
        assert_eq!((names.find("b"), names.find("c")), (Some(3), None));
        assert_eq!(names.find_all(&["ab", "c", "a"]), [Some(2), None, Some(0)]);
    }

    #[test]
    fn many_names_are_found_again() {
        let mut names = Names::default();
        let name = |number: u32| format!("w{}", number * 7919);
        assert!((0..10_000).all(|number| names.number(&name(number)) == number));
        assert!((0..10_000).all(|number| names.find(&name(number)) == Some(number)));
    }
}
