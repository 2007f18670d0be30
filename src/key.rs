//! Identity by content: two things are the same when their keys are.
//!
//! A [`Key`] is a 128-bit hash of what a value says, [`Keyed`] a shared value that carries
//! its key, and [`Memo`] remembers what a stage made for a key. Nothing here knows what is
//! being keyed, and a key is no security boundary: it tells versions of one site apart, it
//! does not resist somebody who wants two texts to collide.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::ops::Deref;
use std::sync::Arc;

use xxhash_rust::xxh3::{Xxh3, xxh3_128};

/// The 128-bit xxh3 hash of some content.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Key(u128);

impl Key {
    /// The key of a run of bytes.
    pub fn of_bytes(bytes: &[u8]) -> Self {
        Self(xxh3_128(bytes))
    }

    /// The key of anything that can be hashed. Equal values have equal keys within one build
    /// of `vade`; the key of a value is not a stable format, only [`Key::of_bytes`] is.
    pub fn of<T: Hash + ?Sized>(value: &T) -> Self {
        let mut hasher = KeyHasher(Xxh3::new());
        value.hash(&mut hasher);
        Self(hasher.0.digest128())
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
