//! One build at a time per output folder.
//!
//! A locked file beside the folder says that a build is at work. The system releases the lock
//! when the process ends, however it ends, so a killed build never blocks the next one.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

use same_file::Handle;

use super::Failure;
use super::place::Place;

/// Held while an output folder is compared and written.
pub struct Lock {
    path: PathBuf,
    // Closed when dropped, which releases it.
    _file: File,
}

impl Lock {
    /// Waits until nobody else writes to the place.
    pub fn take(place: &Place, waiting: &dyn Fn()) -> Result<Self, Failure> {
        let beside = place.beside("lock");
        match Self::at(&beside, waiting) {
            // A container may be allowed to write into the folder only.
            Err(error) if is_closed(&error) && place.folder.is_dir() => {
                let inside = place.folder.join(".vade-lock");
                Self::at(&inside, waiting).map_err(Failure::of("lock", &inside))
            }
            result => result.map_err(Failure::of("lock", &beside)),
        }
    }

    fn at(path: &Path, waiting: &dyn Fn()) -> io::Result<Self> {
        let mut told = false;
        loop {
            let file = OpenOptions::new().create(true).truncate(false).write(true).open(path)?;
            match file.try_lock() {
                Err(TryLockError::WouldBlock) => {
                    // Of many builds that wait, each takes its turn, and all may lose it to another.
                    if !told {
                        waiting();
                        told = true;
                    }
                    file.lock()?;
                }
                // Some network file systems know no locks; better to build than to refuse.
                Err(TryLockError::Error(_)) | Ok(()) => {}
            }
            // Whoever held the lock removed the file when done; then this one locks nobody out.
            let own = Handle::from_file(file.try_clone()?)?;
            if Handle::from_path(path).is_ok_and(|there| there == own) {
                return Ok(Self { path: path.to_path_buf(), _file: file });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        // While it is still held: afterwards it might be another build's. Failing is harmless.
        let _ = fs::remove_file(&self.path);
    }
}

/// Whether the folder takes no new files.
pub fn is_closed(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}
