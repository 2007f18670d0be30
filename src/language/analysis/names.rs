//! Names and their numbers. A site has hundreds of thousands of words and stems, so all of them
//! share one string.

use std::hash::BuildHasher;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

/// Different names, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub struct Names {
    /// One after the other.
    text: String,
    /// Where each ends in `text`.
    ends: Vec<usize>,
    /// The number of each.
    numbers: HashTable<u32>,
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
        name(&self.text, &self.ends, number)
    }

    /// The number of a name, if it has one.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.numbers.find(hash(name), |&number| self.get(number) == name).copied()
    }

    /// The number of a name, a new one if it has none yet.
    pub fn number(&mut self, name: &str) -> u32 {
        if let Some(known) = self.find(name) {
            return known;
        }
        let number = self.ends.len() as u32;
        self.text.push_str(name);
        self.ends.push(self.text.len());
        let Self { text, ends, numbers } = self;
        numbers.insert_unique(hash(name), number, |&number| hash(self::name(text, ends, number)));
        number
    }
}

fn name<'a>(text: &'a str, ends: &[usize], number: u32) -> &'a str {
    let at = number as usize;
    let start = at.checked_sub(1).map_or(0, |before| ends[before]);
    ends.get(at).map_or("", |&end| &text[start..end])
}

fn hash(name: &str) -> u64 {
    FxBuildHasher.hash_one(name)
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
    }

    #[test]
    fn many_names_are_found_again() {
        let mut names = Names::default();
        let name = |number: u32| format!("w{}", number * 7919);
        assert!((0..10_000).all(|number| names.number(&name(number)) == number));
        assert!((0..10_000).all(|number| names.find(&name(number)) == Some(number)));
    }
}
