//! From the options to what the compiler takes: the tree of sources and the mode of the build.

#![expect(clippy::disallowed_methods, reason = "the folder, the day and the environment come in here")]

use std::env;
use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

use super::Failure;
use super::arguments::Scope;
use crate::diag::Checked;
use crate::settings::{self, BaseUrl, Drafts, Mode};
use crate::source::{Tree, disk};

/// Set by systems that build packages so that they come out the same every time
/// (<https://reproducible-builds.org/specs/source-date-epoch/>).
const BUILD_TIME: &str = "SOURCE_DATE_EPOCH";

/// The file and the folder that make a folder a site: either will do.
const SETTINGS: &str = "site.toml";
const CONTENT: &str = "content";

/// What the build is asked for.
pub fn mode(scope: &Scope, drafts: Drafts, base_url: Option<BaseUrl>) -> Mode {
    let audience = scope.audience.as_ref().map(|names| {
        let names = names.iter().map(|name| name.trim().to_string());
        let mut names: Vec<String> = names.filter(|name| !name.is_empty()).collect();
        names.sort();
        names.dedup();
        names
    });
    Mode { drafts, audience, base_url, ..Mode::on(scope.as_of.unwrap_or_else(today)) }
}

/// Fails if the site lists audiences, and not those that are asked for.
pub fn check_audience(tree: &Tree, mode: &Mode) -> Result<(), Failure> {
    if mode.audience.is_none() {
        return Ok(());
    }
    let settings = settings::read(tree, mode).value;
    settings.map_or(Ok(()), |settings| settings.knows_audiences(mode)).map_err(Failure)
}

/// The day, the same for all machines of the world.
pub fn today() -> Date {
    let given = env::var(BUILD_TIME).ok().and_then(|seconds| seconds.parse().ok());
    let moment =
        given.and_then(|seconds| Timestamp::from_second(seconds).ok()).unwrap_or_else(Timestamp::now);
    moment.to_zoned(TimeZone::UTC).date()
}

/// The sources of the site at `root`, and what keeps files from being read. Fails if there is no
/// such folder.
pub fn tree(root: &Path) -> Result<Checked<Tree>, Failure> {
    check_root(root)?;
    Ok(disk::read(root, None))
}

/// Fails if there is no folder at `root`, or if it lies within a site.
pub fn check_root(root: &Path) -> Result<(), Failure> {
    let shown = root.display();
    match (fs::read_dir(root), site_around(root)) {
        (Err(error), _) => Err(Failure(match error.kind() {
            ErrorKind::NotADirectory => {
                format!("`{shown}` is a file; --root names the folder that it lies in")
            }
            ErrorKind::NotFound => format!("there is no folder `{shown}`"),
            _ => format!("cannot read the folder `{shown}`: {error}"),
        })),
        (Ok(_), Some(site)) => Err(Failure(format!(
            "there is no site.toml in `{shown}`, but there is one in `{0}`: add --root {0}",
            site.display()
        ))),
        (Ok(_), None) => Ok(()),
    }
}

/// The nearest folder around `root` that has a site, if `root` has none.
fn site_around(root: &Path) -> Option<PathBuf> {
    if root.join(SETTINGS).exists() || root.join(CONTENT).is_dir() {
        return None;
    }
    let levels = fs::canonicalize(root).ok()?.components().count();
    let start = if root == Path::new(".") { Path::new("") } else { root };
    let above = (1..levels).map(|up| start.join(vec![".."; up].join("/")));
    above.into_iter().find(|folder| folder.join(SETTINGS).is_file())
}
