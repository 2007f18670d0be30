//! A site with all that its sources hold, for the commands that look after it.

use super::arguments::{Format, Sources};
use super::{Failure, problems, source};
use crate::compiler::Compiler;
use crate::diag::Diagnostic;
use crate::site::Site;
use crate::source::Tree;
use crate::source::disk::read;

/// The sources and what they say.
pub struct Survey {
    pub tree: Tree,
    pub site: Site,
}

/// Reads a site. Errors in it are told, and don't keep it from being looked at as far as it goes.
pub fn survey(sources: &Sources) -> Result<Survey, Failure> {
    source::check_root(&sources.root)?;
    let mut notes = Vec::new();
    let tree = read(&sources.root, None).unpack(&mut notes);
    let day = sources.as_of.unwrap_or_else(source::today);
    let site = Compiler::default().survey(&tree, day).unpack(&mut notes);
    notes.retain(Diagnostic::is_error);
    notes.sort();
    problems::report(&notes, &tree, Format::Human);
    let site = site.ok_or_else(|| Failure("there is no site to look at".to_owned()))?;
    Ok(Survey { tree, site })
}
