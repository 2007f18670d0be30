//! Writes an [`Output`] into a folder: all of it or nothing.
//!
//! The steps: take the lock; clear what killed builds left; compare with what stands there,
//! byte by byte; stop if nothing differs. Otherwise build the new folder beside the old one
//! ([`beside`]), where unchanged files and files of other people are hard links to the old
//! ones, and exchange the two names in one step of the file system. Whoever looks sees the
//! old site or the new one, whole, also after a kill. Where the folder can't be exchanged, as a
//! mount point can't, files are replaced one by one ([`in_place`]).
//!
//! Whose file is whose is known from the manifest of the last build. Other people's files are
//! never changed or removed; if one stands where the site needs a file, nothing is written.

#![expect(clippy::disallowed_methods, reason = "this is where finished files go out")]

mod beside;
mod difference;
mod failure;
mod in_place;
mod lock;
mod part;
mod place;
mod siblings;
mod spool;
mod standing;

use std::path::Path;

pub use failure::Failure;
pub use part::part;
pub use place::refuse;
pub use siblings::LastBuild;
pub use spool::Spool;

use super::Output;
use difference::Difference;
use lock::Lock;
use place::Place;
use standing::Standing;

/// How many files were touched.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Written {
    /// New files, and files whose bytes changed.
    pub written: usize,
    /// Files that were there with the same bytes; their inodes and times are what they were.
    pub unchanged: usize,
    /// Files of an earlier build that are no longer part of the site.
    pub removed: usize,
}

/// What happens to files that others put where the site needs one of its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Strangers {
    /// They stay, and nothing is written.
    Refused,
    /// They are replaced, as `--force` asks.
    Replaced,
}

/// Makes `folder` hold `output`. `waiting` is called if another build holds the lock.
pub fn write(
    folder: &Path,
    output: &Output,
    strangers: Strangers,
    waiting: &dyn Fn(),
) -> Result<Written, Failure> {
    let place = Place::resolve(folder)?;
    let _lock = Lock::take(&place, waiting)?;
    beside::clear_leftovers(&place)?;
    in_place::clear_leftovers(&place);
    let difference = Difference::find(&place.folder, output);
    if difference.is_nothing() {
        return Ok(difference.written());
    }
    let standing = Standing::look(&place.folder, &difference, strangers)?;
    match beside::write(&place, &difference, &standing) {
        Err(beside::Obstacle::NotHere) => in_place::write(&place.folder, &difference, &standing)?,
        Err(beside::Obstacle::Failed(failure)) => return Err(failure),
        Ok(()) => {}
    }
    Ok(difference.written())
}

#[cfg(all(test, unix))]
mod tests;
