//! How a file lies on the disk: what tells, without reading it, that it is still the same.
//!
//! Times are as fine as the file system keeps them, and some keep whole seconds. A file that was
//! changed a moment before it was read could be changed again and look the same, so such a stamp
//! is not relied on (git calls such files racy) and the contents are compared instead.

#![expect(clippy::disallowed_methods, reason = "files' times mean something only beside the clock's")]

use std::fs::Metadata;
use std::time::{Duration, SystemTime};

/// How old a change has to be before no other can hide behind it: FAT keeps times in steps of
/// two seconds, and clocks of network drives differ a little from ours.
const GRAIN: Duration = Duration::from_secs(3);

/// Size, times and number of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Time of the last change of contents or properties, device and number; zeros where the
    /// system has none.
    changed: (i64, i64),
    file: (u64, u64),
}

/// The time before a file is read.
pub(super) fn now() -> SystemTime {
    SystemTime::now()
}

impl Stamp {
    pub(super) fn of(metadata: &Metadata) -> Self {
        let (changed, file) = identity(metadata);
        Self { length: metadata.len(), modified: metadata.modified().ok(), changed, file }
    }

    /// This stamp if it can be relied on: nothing moved while the file was read, from `began`
    /// on, and its last change was long enough ago.
    pub(super) fn settled(self, after: &Metadata, began: SystemTime) -> Option<Self> {
        let changed = u64::try_from(self.changed.0).ok().map(|seconds| {
            let nanoseconds = u32::try_from(self.changed.1).unwrap_or_default();
            SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds)
        });
        let is_old = |time: SystemTime| began.duration_since(time).is_ok_and(|age| age > GRAIN);
        let old = self.modified.is_some_and(is_old) && changed.is_none_or(is_old);
        (old && Self::of(after) == self).then_some(self)
    }
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> ((i64, i64), (u64, u64)) {
    use std::os::unix::fs::MetadataExt;
    ((metadata.ctime(), metadata.ctime_nsec()), (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(metadata: &Metadata) -> ((i64, i64), (u64, u64)) {
    use std::time::UNIX_EPOCH;
    let created = metadata.created().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
    ((0, 0), created.map_or((0, 0), |age| (age.as_secs(), age.subsec_nanos().into())))
}
