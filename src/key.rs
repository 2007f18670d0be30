//! Identity by content: two things are the same when their keys are.
//!
//! A [`Key`] is a 128-bit hash of what a value says, [`Keyed`] a shared value that carries
//! its key, and [`Memo`] remembers what a stage made for a key. Nothing here knows what is
//! being keyed, and a key is no security boundary: it tells versions of one site apart, it
//! does not resist somebody who wants two texts to collide.

use std::collections::HashMap;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::io::{self, Read};
use std::ops::Deref;
use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxBuildHasher;
use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// Bytes read at a time: few calls for a large file, and little memory for many threads.
const STREAM_BUFFER: usize = 64 * 1024;

/// The 128-bit xxh3 hash of some content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(u128);

impl Key {
    /// The key of a run of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }

    /// The key as a number.
    pub fn number(self) -> u128 {
        self.0
    }

    /// The key of bytes that come in pieces; the same as [`Key::of_bytes`] of all of them.
    pub fn of_stream(mut stream: impl Read) -> io::Result<Self> {
        let mut hasher = Xxh3::new();
        let mut buffer = vec![0; STREAM_BUFFER];
        loop {
            match stream.read(&mut buffer) {
                Ok(0) => return Ok(Self(hasher.digest128())),
                Ok(length) => hasher.update(&buffer[..length]),
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
    }

    /// The key of anything that can be hashed. Equal values have equal keys within one build
    /// of `vade`; the key of a value is not a stable format, only [`Key::of_bytes`] is.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut hasher = KeyHasher(Xxh3::new());
        value.hash(&mut hasher);
        Self(hasher.0.digest128())
    }
}

impl Key {
    /// One of `choices` numbers from zero on, the same for the same key.
    pub fn choose(self, choices: usize) -> usize {
        (self.0 as usize) % choices.max(1)
    }
}

impl fmt::Display for Key {
    /// 32 hexadecimal digits.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:032x}", self.0)
    }
}

impl fmt::Debug for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Key({:08x}…)", self.0 >> 96)
    }
}

/// Feeds `Hash` implementations into xxh3; only its 128-bit digest is used.
struct KeyHasher(Xxh3);

impl Hasher for KeyHasher {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        self.0.digest()
    }
}

/// A shared value with its key. Cloning is cheap, and hashing one writes the key alone, so a
/// struct of keyed parts gets its own key without walking what the parts hold.
pub struct Keyed<T: ?Sized> {
    key: Key,
    value: Arc<T>,
}

impl<T: Hash> Keyed<T> {
    /// Computes the key from the whole value.
    pub fn new(value: T) -> Self {
        Self { key: Key::of(&value), value: Arc::new(value) }
    }
}

impl<T> Keyed<T> {
    /// For a value whose key follows from what it was made of.
    pub fn with_key(key: Key, value: T) -> Self {
        Self { key, value: Arc::new(value) }
    }
}

impl<T: ?Sized> Keyed<T> {
    /// The key of the value.
    pub fn key(&self) -> Key {
        self.key
    }

    /// The value, to be shared further.
    pub fn shared(&self) -> &Arc<T> {
        &self.value
    }
}

impl<T: ?Sized> Clone for Keyed<T> {
    fn clone(&self) -> Self {
        Self { key: self.key, value: Arc::clone(&self.value) }
    }
}

impl<T: ?Sized> Deref for Keyed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T: ?Sized> Hash for Keyed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.key.hash(state);
    }
}

impl<T: ?Sized> PartialEq for Keyed<T> {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl<T: ?Sized> Eq for Keyed<T> {}

impl<T: ?Sized + fmt::Debug> fmt::Debug for Keyed<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

/// What a stage made, remembered by the key of what it was made from.
///
/// A result that two calls in a row did not ask for is forgotten: that keeps what an edit
/// undone brings back, and no more.
#[derive(Debug)]
pub struct Memo<V> {
    results: HashMap<Key, Remembered<V>, FxBuildHasher>,
    round: u64,
    /// Whether [`Memo::each`] remembers nothing and asks for no key.
    forgets: bool,
}

#[derive(Debug)]
struct Remembered<V> {
    value: V,
    asked_in: u64,
}

/// Calls to [`Memo::each`] that a result outlives without being asked for.
const ROUNDS_KEPT: u64 = 1;

impl<V> Default for Memo<V> {
    fn default() -> Self {
        Self { results: HashMap::default(), round: 0, forgets: false }
    }
}

impl<V> Memo<V> {
    /// One whose [`Memo::each`] makes everything anew, for those who ask once.
    pub fn forgetful() -> Self {
        Self { forgets: true, ..Self::default() }
    }
}

impl<V: Clone + Send + Sync> Memo<V> {
    /// The result for each of `inputs`, in their order: what is remembered for its key, else
    /// what `make` returns, called in parallel. `make` has to be a function of what `key` was
    /// computed from, and two inputs of one key are made once each in the first round.
    pub fn each<I: Sync>(
        &mut self,
        inputs: &[I],
        key: impl Fn(&I) -> Key + Sync,
        make: impl Fn(&I) -> V + Sync,
    ) -> Vec<V> {
        if self.forgets {
            return inputs.par_iter().map(&make).collect();
        }
        self.round += 1;
        let known = &self.results;
        let made: Vec<(Key, V)> = inputs
            .par_iter()
            .map(|input| {
                let key = key(input);
                (key, known.get(&key).map_or_else(|| make(input), |found| found.value.clone()))
            })
            .collect();
        let round = self.round;
        for (key, value) in &made {
            self.results
                .entry(*key)
                .and_modify(|found| found.asked_in = round)
                .or_insert_with(|| Remembered { value: value.clone(), asked_in: round });
        }
        self.results.retain(|_, found| round - found.asked_in <= ROUNDS_KEPT);
        made.into_iter().map(|(_, value)| value).collect()
    }

    /// The result for the only input of a round.
    pub fn of(&mut self, key: Key, make: impl FnOnce() -> V) -> V {
        self.round += 1;
        let round = self.round;
        let found = self.results.entry(key).and_modify(|found| found.asked_in = round);
        let value = found.or_insert_with(|| Remembered { value: make(), asked_in: round }).value.clone();
        self.results.retain(|_, found| round - found.asked_in <= ROUNDS_KEPT);
        value
    }

    /// The result for one key, between two calls of [`Memo::each`]: nothing is forgotten by it.
    pub fn one(&mut self, key: Key, make: impl FnOnce() -> V) -> V {
        let round = self.round;
        let found = self.results.entry(key);
        found.or_insert_with(|| Remembered { value: make(), asked_in: round }).value.clone()
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicUsize, Ordering};

    use super::*;

    #[test]
    fn a_keyed_value_hashes_as_its_key() {
        let long = Keyed::new("long".repeat(100));
        assert_eq!(Key::of(&long), Key::of(&long.key()));
        assert_eq!(Keyed::new(1), Keyed::new(1));
        assert_ne!(Keyed::new(1), Keyed::new(2));
    }

    #[test]
    fn a_memo_makes_only_what_it_does_not_know() {
        let made = AtomicUsize::new(0);
        let mut memo = Memo::default();
        let mut squares = |numbers: &[u64]| {
            made.store(0, Ordering::Relaxed);
            let squares = memo.each(numbers, Key::of, |n| {
                made.fetch_add(1, Ordering::Relaxed);
                n * n
            });
            (squares, made.load(Ordering::Relaxed))
        };
        assert_eq!(squares(&[3, 1, 2]), (vec![9, 1, 4], 3));
        assert_eq!(squares(&[2, 4]), (vec![4, 16], 1));
        assert_eq!(squares(&[3]), (vec![9], 0), "one round later it is still remembered");
        assert_eq!(squares(&[1]), (vec![1], 1), "two rounds later it is forgotten");
    }

    #[test]
    fn a_forgetful_memo_asks_for_no_key_and_makes_the_same() {
        let mut memo = Memo::forgetful();
        for _ in 0..2 {
            assert_eq!(memo.each(&[3, 1], |_| unreachable!(), |n| n * n), [9, 1]);
        }
    }

    #[test]
    fn one_result_outlives_one_round() {
        let mut memo = Memo::default();
        let mut made = |number: u32| {
            let mut made = false;
            memo.of(Key::of(&number), || made = true);
            made
        };
        assert_eq!([1, 1, 2, 1, 3, 4, 1].map(&mut made), [true, false, true, false, true, true, true]);
    }

    #[test]
    fn what_is_asked_for_between_rounds_is_remembered_and_ends_none() {
        let mut memo = Memo::default();
        let first = memo.each(&[1, 2], Key::of, |n| n * n);
        assert_eq!(memo.one(Key::of(&3), || 9), 9);
        assert_eq!(memo.one(Key::of(&2), || unreachable!()), first[1]);
        assert_eq!(memo.each(&[3, 1], Key::of, |_| unreachable!()), [9, 1]);
    }
}
