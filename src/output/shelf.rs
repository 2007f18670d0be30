//! Where finished files wait until the whole site is there.
//!
//! Who serves a site keeps it in memory ([`Memory`]). Who writes one doesn't look at a page again
//! before it is written; `disk::Spool` puts the pages of a large site where they need no memory. What a
//! file holds, and so its key, doesn't depend on where it waits.

use std::fmt::Debug;
use std::io::{self, Write};
use std::sync::Arc;

use super::Body;

/// Takes what files hold as they are made, on any thread.
pub trait Shelf: Send + Sync {
    /// Puts bytes away; they come back as they are.
    fn put(&self, bytes: Arc<[u8]>) -> Body;
}

/// Bytes that were put away.
pub trait Shelved: Debug + Send + Sync {
    /// How many they are.
    fn length(&self) -> u64;
    /// Writes them to `out`, a little at a time.
    fn copy_to(&self, out: &mut dyn Write) -> io::Result<()>;

    /// Fetches them all.
    fn bytes(&self) -> io::Result<Arc<[u8]>> {
        let mut bytes = Vec::with_capacity(usize::try_from(self.length()).unwrap_or_default());
        self.copy_to(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// Files stay as they are.
pub struct Memory;

impl Shelf for Memory {
    fn put(&self, bytes: Arc<[u8]>) -> Body {
        Body::Bytes(bytes)
    }
}

impl Default for Box<dyn Shelf> {
    fn default() -> Self {
        Box::new(Memory)
    }
}
