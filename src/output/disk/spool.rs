//! The finished pages of a large site, in a file without a name.
//!
//! Nobody but this process can see the file, and the system frees it whatever becomes of the
//! process: nothing has to be cleared up after a build that fails or is killed.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use crate::output::Body;
use crate::output::shelf::{Shelf, Shelved};

/// Bytes of sources of a site that needs no file: those of about a thousand articles.
const SMALL: u64 = 12 * 1024 * 1024;

/// Bytes of pages that stay in memory, of a small site and of a larger one. Pages, copies and
/// print editions are ten times as long as the sources.
const IN_MEMORY: (usize, usize) = (160 * 1024 * 1024, 32 * 1024 * 1024);

/// Bytes that are read at a time: most pages, and a small part of a long print edition.
const BUFFER: usize = 64 * 1024;

/// Keeps the first files in memory and the others on disk.
pub struct Spool {
    /// Where the file is, so that it takes its room where the site will take it.
    folder: PathBuf,
    in_memory: usize,
    taken: AtomicUsize,
    /// `None` where no file could be made; then everything stays in memory.
    file: OnceLock<Option<Arc<Mutex<File>>>>,
}

/// Bytes in the file.
#[derive(Debug)]
struct Piece {
    file: Arc<Mutex<File>>,
    at: u64,
    length: usize,
}

impl Spool {
    /// For a site of so many bytes of sources that will be written to `folder`. Nothing is made
    /// before it is needed.
    pub fn beside(folder: &Path, sources: u64) -> Self {
        Self::holding(if sources <= SMALL { IN_MEMORY.0 } else { IN_MEMORY.1 }, folder)
    }

    /// Keeps no more than so many bytes in memory.
    pub fn holding(in_memory: usize, folder: &Path) -> Self {
        let folder = folder.parent().unwrap_or(folder).to_path_buf();
        Self { folder, in_memory, taken: AtomicUsize::new(0), file: OnceLock::new() }
    }

    fn file(&self) -> Option<&Arc<Mutex<File>>> {
        let make = || tempfile::tempfile_in(&self.folder).or_else(|_| tempfile::tempfile()).ok();
        self.file.get_or_init(|| make().map(|file| Arc::new(Mutex::new(file)))).as_ref()
    }
}

impl Shelf for Spool {
    fn put(&self, bytes: Arc<[u8]>) -> Body {
        let taken = self.taken.fetch_add(bytes.len(), Ordering::Relaxed);
        if taken + bytes.len() <= self.in_memory {
            return Body::Bytes(bytes);
        }
        // Where the disk is full, memory may still do; writing the site will tell.
        match self.file().and_then(|file| Piece::write(file, &bytes).ok()) {
            Some(piece) => Body::Shelved(Arc::new(piece)),
            None => Body::Bytes(bytes),
        }
    }
}

impl Piece {
    /// Adds bytes at the end of the file.
    fn write(shared: &Arc<Mutex<File>>, bytes: &[u8]) -> io::Result<Self> {
        let mut file = shared.lock().unwrap_or_else(PoisonError::into_inner);
        let at = file.seek(SeekFrom::End(0))?;
        file.write_all(bytes)?;
        Ok(Self { file: Arc::clone(shared), at, length: bytes.len() })
    }

    fn read(&self, at: u64, piece: &mut [u8]) -> io::Result<()> {
        let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
        file.seek(SeekFrom::Start(at))?;
        file.read_exact(piece)
    }
}

impl Shelved for Piece {
    fn length(&self) -> u64 {
        self.length as u64
    }

    fn copy_to(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut buffer = vec![0; BUFFER.min(self.length)];
        let (mut at, mut left) = (self.at, self.length);
        while left > 0 {
            let piece = &mut buffer[..BUFFER.min(left)];
            self.read(at, piece)?;
            out.write_all(piece)?;
            at += piece.len() as u64;
            left -= piece.len();
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Artifact;

    #[test]
    fn what_finds_no_room_in_memory_comes_back_from_the_file() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let spool = Spool::holding(10, &folder.path().join("public"));
        let put = |text: &str| Artifact::new(text.as_bytes(), []).shelved(&spool);
        let files = [put("in memory"), put("on disk"), put("there, too")];
        assert!(matches!(files[0].body, Body::Bytes(_)));
        assert!(files[1..].iter().all(|file| matches!(file.body, Body::Shelved(_))));
        let texts = files.iter().map(|file| file.body.held().expect("it can be read").to_vec());
        assert_eq!(texts.collect::<Vec<_>>(), [&b"in memory"[..], b"on disk", b"there, too"]);
        assert_eq!(files[1].key, Artifact::new(*b"on disk", []).key);
        let seen = std::fs::read_dir(folder.path()).expect("reads").count();
        assert_eq!(seen, 0, "the file has no name");
    }
}
