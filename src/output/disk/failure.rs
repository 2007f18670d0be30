//! Why an output could not be written: a matter of the machine, not of the site.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::path::OutPath;

/// Most files of other people that are named in a message.
const NAMED: usize = 5;

/// Nothing was written, or not all where files are replaced one by one.
#[derive(Debug)]
pub enum Failure {
    /// The folder can't be written to by its nature; says why.
    Refused(String),
    /// Files that `vade` did not write stand where its own must.
    Strangers {
        /// The output folder.
        folder: PathBuf,
        /// The files.
        files: Vec<PathBuf>,
    },
    /// The system said no.
    System {
        /// What was tried: "write", "remove".
        doing: &'static str,
        /// On which file or folder.
        path: PathBuf,
        /// Its answer.
        error: io::Error,
    },
}

impl Failure {
    /// For `map_err`: names the operation and the path.
    pub(super) fn of(doing: &'static str, path: impl AsRef<Path>) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::System { doing, path: path.as_ref().to_path_buf(), error }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Refused(why) => f.write_str(why),
            Self::System { doing, path, error } => write!(f, "cannot {doing} `{}`: {error}", path.display()),
            Self::Strangers { folder, files } => {
                write!(
                    f,
                    "`{}` holds files that vade did not write, where its own must stand:",
                    folder.display()
                )?;
                for file in files.iter().take(NAMED) {
                    write!(f, "\n  {}", file.display())?;
                }
                match files.len().saturating_sub(NAMED) {
                    0 => Ok(()),
                    more => write!(f, "\n  and {more} more"),
                }
            }
        }
    }
}

impl Error for Failure {}

/// The path on disk of a finished file.
pub(super) fn on_disk(folder: &Path, path: &OutPath) -> PathBuf {
    path.on_disk(folder)
}
