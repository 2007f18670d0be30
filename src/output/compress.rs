//! Compressed siblings of texts (`page.html.gz`, `page.html.br`), for web servers that send what is
//! there instead of compressing at every request.
//!
//! The same file gives the same bytes on every day: no time is written into them. Files that are
//! small, or hardly get smaller, have none. Pictures are compressed already.

use std::io::Write;
use std::sync::Arc;

use flate2::write::GzEncoder;
use rayon::prelude::*;

use super::{Artifact, Output, manifest};
use crate::path::OutPath;

/// In what way a sibling is compressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Coding {
    /// gzip, which everything reads.
    Gzip,
    /// Brotli, which every browser reads over TLS; somewhat smaller.
    Brotli,
}

/// What is known outside of this room.
pub trait Store: Sync {
    /// The bytes of a finished file.
    fn bytes(&self, file: &Artifact) -> Option<Arc<[u8]>>;
    /// The sibling that the last build made of the same bytes.
    fn sibling(&self, path: &OutPath, file: &Artifact, coding: Coding) -> Option<Arc<[u8]>>;
}

/// What texts are called. Everything else is left alone.
const TEXTS: [&str; 13] =
    ["html", "css", "js", "json", "xml", "svg", "txt", "md", "webmanifest", "csv", "map", "ics", "xhtml"];

/// Files that fit into a packet or two don't arrive sooner when they are smaller.
const WORTH_IT: usize = 1024;

/// A sibling saves at least one part in this many.
const SAVED: usize = 10;

/// How hard Brotli tries. 10 and 11 make files 8 to 9 % smaller and take ten times as long.
const QUALITY: u32 = 9;

/// Brotli's window for all sizes: 4 MiB, which every reader has to accept.
const WINDOW: u32 = 22;

/// The website with the siblings.
pub fn compress(output: Output, store: &dyn Store) -> Output {
    let texts: Vec<(&OutPath, &Artifact)> = output.files.iter().filter(|(path, _)| is_text(path)).collect();
    let made: Vec<(OutPath, Artifact)> =
        texts.par_iter().flat_map_iter(|(path, file)| siblings(path, file, store)).collect();
    let mut files = output.files;
    for (path, sibling) in made {
        // A file of the writer's with this name counts.
        files.entry(path).or_insert(sibling);
    }
    Output::complete(files)
}

fn is_text(path: &OutPath) -> bool {
    let extension = path.as_str().rsplit_once('.').map_or("", |(_, extension)| extension);
    path.as_str() != manifest::NAME && TEXTS.contains(&extension)
}

fn siblings(path: &OutPath, file: &Artifact, store: &dyn Store) -> Vec<(OutPath, Artifact)> {
    let Some(bytes) = store.bytes(file).filter(|bytes| bytes.len() >= WORTH_IT) else { return Vec::new() };
    let sibling = |coding: Coding| {
        let name = OutPath::new(&format!("{path}.{}", coding.extension()))?;
        let packed = store.sibling(path, file, coding).or_else(|| packed(&bytes, coding).map(Arc::from))?;
        let smaller = packed.len() <= bytes.len() - bytes.len() / SAVED;
        smaller.then(|| (name, Artifact::new(packed, Arc::clone(&file.sources))))
    };
    [Coding::Gzip, Coding::Brotli].into_iter().filter_map(sibling).collect()
}

/// `None` can't happen: nothing here runs out of disk.
fn packed(bytes: &[u8], coding: Coding) -> Option<Vec<u8>> {
    match coding {
        Coding::Gzip => {
            let mut encoder = GzEncoder::new(Vec::new(), flate2::Compression::best());
            encoder.write_all(bytes).ok()?;
            encoder.finish().ok()
        }
        Coding::Brotli => {
            let mut encoder = brotli::CompressorWriter::new(Vec::new(), BUFFER, QUALITY, WINDOW);
            encoder.write_all(bytes).ok()?;
            Some(encoder.into_inner())
        }
    }
}

/// Bytes that Brotli takes at a time.
const BUFFER: usize = 64 * 1024;

impl Coding {
    /// What the name of a sibling ends with.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Gzip => "gz",
            Self::Brotli => "br",
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    /// No earlier build.
    struct Nothing;

    impl Store for Nothing {
        fn bytes(&self, file: &Artifact) -> Option<Arc<[u8]>> {
            file.body.held()
        }

        fn sibling(&self, _: &OutPath, _: &Artifact, _: Coding) -> Option<Arc<[u8]>> {
            None
        }
    }

    fn file(name: &str, bytes: &[u8]) -> (OutPath, Artifact) {
        (OutPath::new(name).expect("a path"), Artifact::new(bytes, Vec::new()))
    }

    #[test]
    fn texts_that_get_smaller_have_siblings_and_nothing_else_has() {
        let text = "Breathe in, and out. ".repeat(200).into_bytes();
        // No compressor finds anything in xorshift.
        let mut state = 0x9e37_79b9_7f4a_7c15_u64;
        let mut noise = || {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state.to_le_bytes()[3]
        };
        let noise: Vec<u8> = (0..4096).map(|_| noise()).collect();
        let files = [
            file("a.html", &text),
            file("small.html", b"small"),
            file("a.png", &text),
            file("noise.txt", &noise),
            file("own.css", &text),
            file("own.css.gz", b"the writer's"),
        ];
        let output = compress(Output::complete(files), &Nothing);
        let names: Vec<&str> = output.files.keys().map(OutPath::as_str).collect();
        assert_eq!(
            names,
            [
                "a.html",
                "a.html.br",
                "a.html.gz",
                "a.png",
                "manifest.json",
                "noise.txt",
                "own.css",
                "own.css.br",
                "own.css.gz",
                "small.html"
            ]
        );
        let bytes = |name: &str| Nothing.bytes(&output.files[name]).expect("in memory");
        assert_eq!(&*bytes("own.css.gz"), b"the writer's");
        let mut read = Vec::new();
        flate2::read::GzDecoder::new(&*bytes("a.html.gz")).read_to_end(&mut read).expect("gzip");
        assert_eq!(read, text);
        let mut read = Vec::new();
        brotli::Decompressor::new(&*bytes("a.html.br"), 4096).read_to_end(&mut read).expect("Brotli");
        assert_eq!(read, text);
        // No time and no system in the header of gzip.
        assert_eq!(bytes("a.html.gz")[3..8], [0; 5]);
    }
}
