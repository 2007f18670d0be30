//! A site with all that its sources hold, for the commands that look after it.

use super::arguments::{Format, Sources};
use super::{Failure, problems, source};
use crate::compiler::Compiler;
use crate::diag::in_order;
use crate::site::Site;
use crate::source::Tree;

/// The sources and what they say.
pub struct Survey {
    pub tree: Tree,
    pub site: Site,
}

/// Reads a site. Files that can't be read are told, and don't keep the others from being looked at.
pub fn survey(sources: &Sources) -> Result<Survey, Failure> {
    let mut notes = Vec::new();
    let tree = source::tree(&sources.root)?.unpack(&mut notes);
    let day = sources.as_of.unwrap_or_else(source::today);
    let site = Compiler::default().survey(&tree, day).unpack(&mut notes);
    // What is wrong with links and pictures is for `vade check`; here it would drown the answer.
    notes.retain(|note| note.is_error() && note.code.is_fixed());
    problems::report(&in_order(notes), &tree, Format::Human);
    let site = site.ok_or_else(|| Failure("there is no site to look at".to_owned()))?;
    Ok(Survey { tree, site })
}
