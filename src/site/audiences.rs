//! Whom articles and their blocks say they are for: names that nobody knows, and blocks for readers
//! that their surroundings are not for.

use crate::article::BlockAudience;
use crate::diag::{Code, Diagnostic, Place, nearest};

use super::family::Version;
use super::groundwork::Groundwork;

/// What is wrong with the audiences of all articles, hidden ones included: a misspelt name hides.
pub(super) fn check(ground: &Groundwork) -> Vec<Diagnostic> {
    ground.families.versions.iter().flat_map(|version| of_version(ground, version)).collect()
}

fn of_version(ground: &Groundwork, version: &Version) -> Vec<Diagnostic> {
    let article = &version.article;
    let written = article.front.audience.iter().flatten();
    let in_front = written.map(|name| (name.value.as_str(), Place::of(&article.path, &name.bytes)));
    let in_blocks = article.blocks.iter().flat_map(|block| &block.names);
    let in_blocks = in_blocks.map(|(name, place)| (name.as_str(), place.clone()));
    let mut notes: Vec<Diagnostic> =
        in_front.chain(in_blocks).filter_map(|(name, place)| unknown(ground, name, place)).collect();
    let own = article.front.audience.as_ref().or(ground.families.inherited(version).audience.as_ref());
    let page: Vec<&str> = own.into_iter().flatten().map(|name| name.value.as_str()).collect();
    notes.extend(article.blocks.iter().filter_map(|block| widened(ground, &page, block)));
    notes
}

fn unknown(ground: &Groundwork, name: &str, place: Place) -> Option<Diagnostic> {
    let known = &ground.settings.audiences;
    if known.is_empty() || known.contains_key(name) {
        return None;
    }
    let help = match nearest(name, known.keys().map(String::as_str)) {
        Some(near) => format!("`{near}` is close"),
        None => "add it to `[audiences]` of site.toml".to_owned(),
    };
    let note = Diagnostic::new(Code::UnknownAudience, place, format!("there is no audience `{name}`"));
    Some(note.label("`site.toml` lists no such audience").help(help))
}

/// The first name of a block that is known and not among those of the block around it, or of the page.
fn widened(ground: &Groundwork, page: &[&str], block: &BlockAudience) -> Option<Diagnostic> {
    let outer: Vec<&str> = block.outer.iter().map(String::as_str).collect();
    let (around, what) =
        if outer.is_empty() { (page, "the page is") } else { (&*outer, "the block around it is") };
    if around.is_empty() {
        return None;
    }
    let known = &ground.settings.audiences;
    let mut names = block.names.iter().filter(|(name, _)| known.is_empty() || known.contains_key(name));
    let (name, place) = names.find(|(name, _)| !around.contains(&name.as_str()))?;
    let message = format!("this block is for `{name}`, who don't get what is around it");
    let help = "a block narrows whom its page is for; take the name out, or add it to `audience` of the page";
    let note = Diagnostic::new(Code::WidenedAudience, place.clone(), message);
    Some(note.label(format!("{what} for {}", around.join(", "))).help(help))
}
