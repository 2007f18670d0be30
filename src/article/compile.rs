//! From a file to an [`Article`]: decode, split off the front matter, read the body.

use std::sync::Arc;

use super::body::{self, Composed, Library, Manuscript};
use super::fingerprint::{self, Part};
use super::published::published;
use super::{Article, FrontMatter, Placement, Reading, Role, front};
use crate::diag::{self, Checked, Diagnostic};
use crate::key::{Key, Keyed};
use crate::path::SitePath;
use crate::source::File;

/// Reads one article. `include` looks up the files that it includes. Nothing comes back only
/// if the file is no text at all; an article whose front matter or Markdown has problems is
/// still an article, so that links to it are not reported as broken.
pub fn compile<'f>(
    file: &File,
    placement: &Placement,
    reading: &Reading,
    include: &'f dyn Fn(&SitePath) -> Option<&'f File>,
) -> Checked<Option<Article>> {
    let mut notes = Vec::new();
    let Some(text) = decode(file, &mut notes) else { return Checked::new(None, notes) };
    let (front, start) = front::read(&file.path, text).unpack(&mut notes);
    let title = front.title.as_ref().map(|title| title.value.as_str());
    let library = Library { root: placement.root.clone(), lang: placement.lang.clone(), file: include };
    let manuscript = Manuscript { path: &file.path, text, start, title };
    let mut composed = body::compose(&manuscript, reading, &library);
    notes.append(&mut composed.notes);
    let read = |path: &SitePath| include(path).and_then(text_of);
    let included = |piece: &str| fingerprint::included(&file.path, piece, &placement.root, &read);
    let parts = fingerprint::parts(text, start, &composed.cuts, &front, &included);
    Checked::new(Some(article(file, text, placement, front, composed, parts)), notes)
}

fn article(
    file: &File,
    text: &str,
    placement: &Placement,
    front: FrontMatter,
    composed: Composed,
    parts: Vec<Part>,
) -> Article {
    let title = front.title.as_ref().map(|title| title.value.trim().to_owned());
    let title = title.or(composed.title).unwrap_or_else(|| title_of_name(placement));
    let published = published(&title, composed.source_text.as_deref().unwrap_or(text));
    let source_text = match composed.source_text {
        Some(text) => Arc::from(text.into_bytes()),
        None => file.bytes().cloned().unwrap_or_default(),
    };
    Article {
        path: file.path.clone(),
        lang: placement.lang.clone(),
        section: placement.section.clone(),
        role: placement.role,
        stem: placement.stem.clone(),
        title,
        front,
        body: composed.body,
        outline: composed.outline,
        anchors: composed.anchors,
        links: composed.links,
        passages: composed.passages,
        words: composed.words,
        lead: composed.lead,
        source_text,
        published,
        parts,
        blocks: composed.blocks,
        withheld: composed.withheld,
        history: file.history,
        includes: composed.included,
        face: Key::default(),
    }
    .with_face()
}

/// A title made from the name of the file, or of the folder for a section's page.
fn title_of_name(placement: &Placement) -> String {
    let name = match placement.role {
        Role::Page => &placement.stem,
        Role::Index => placement.section.rsplit('/').next().unwrap_or_default(),
    };
    let spaced = name.replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The file as text.
fn decode<'f>(file: &'f File, notes: &mut Vec<Diagnostic>) -> Option<&'f str> {
    diag::text_of(&file.path, file.bytes()?, notes)
}

/// The file's Markdown, if it is a text.
fn text_of(file: &File) -> Option<&str> {
    let text = file.text()?;
    text.get(front::read(&file.path, text).value.1..)
}

/// The text of an included file and where its Markdown begins. What is wrong with its front
/// matter is reported when it is an article of its own.
pub(super) fn body_of<'f>(file: &'f File, notes: &mut Vec<Diagnostic>) -> Option<(&'f str, usize)> {
    let text = decode(file, notes)?;
    Some((text, front::read(&file.path, text).value.1))
}

/// The files that `file` asks for by `:::include`, of those that it stands beside. Names a few
/// too many at worst (those in examples of code). Takes as long as reading the file, so callers
/// remember it by the file's key.
pub fn includes(file: &File, placement: &Placement) -> Vec<SitePath> {
    if file.bytes().is_some_and(|bytes| body::may_include(bytes)) {
        return targets(file, &placement.root);
    }
    Vec::new()
}

fn targets(file: &File, root: &str) -> Vec<SitePath> {
    body::targets(&file.path, file.text().unwrap_or_default(), root)
}

/// Identifies what [`compile`] makes of a file: the keys of the file, of where it stands, of
/// how it is read, and of all that it includes, if by way of others. `included` is what
/// [`includes`] says of the file.
pub fn memo_key<'f>(
    file: &File,
    placement: &Placement,
    reading: &Keyed<Reading>,
    included: &[SitePath],
    include: &'f dyn Fn(&SitePath) -> Option<&'f File>,
) -> Key {
    let own = Key::of(&(file.key, &file.path, placement, reading));
    if included.is_empty() {
        return own;
    }
    let mut open = included.to_vec();
    let mut seen: Vec<(SitePath, Option<Key>)> = Vec::new();
    while let Some(path) = open.pop() {
        if seen.iter().any(|(known, _)| *known == path) {
            continue;
        }
        let file = include(&path);
        open.extend(file.map(|file| targets(file, &placement.root)).unwrap_or_default());
        seen.push((path, file.map(|file| file.key)));
    }
    Key::of(&(own, seen))
}
