//! The audiences that somebody asks for with `--audience`. One that nobody knows would leave out
//! what was meant for somebody, without a word.

use super::{Mode, Settings};
use crate::diag::did_you_mean;

/// `--audience public` stands for nobody in particular.
const PUBLIC: &str = "public";

impl Settings {
    /// Fails if there is no such audience. The error is a line for whoever asked.
    pub fn knows_audiences(&self, mode: &Mode) -> Result<(), String> {
        let Some(name) = self.unknown_audiences(mode).next() else { return Ok(()) };
        let all: Vec<&str> = self.audiences.keys().map(String::as_str).collect();
        let meant = did_you_mean(name, all.iter().copied());
        Err(format!("site.toml lists no audience `{name}`, only {}{meant}", all.join(", ")))
    }

    /// Those that are asked for and not listed, in a site that lists any.
    pub(super) fn unknown_audiences<'m>(&self, mode: &'m Mode) -> impl Iterator<Item = &'m String> {
        let known = &self.audiences;
        let asked = mode.audience.iter().flatten();
        asked.filter(move |name| !known.is_empty() && *name != PUBLIC && !known.contains_key(*name))
    }
}
