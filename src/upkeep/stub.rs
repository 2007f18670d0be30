//! A translation that waits for its translator: the text of its source, in a file of another
//! language, with all that must not change on the way.
//!
//! Headings get the ids of the source, because links lead to them and their words will change.
//! Pictures, downloads and included files that only the source's folder has are named from
//! where the translation stands. Links to articles stay: they mean the same in each language.

use std::borrow::Cow;

use jiff::civil::Date;
use percent_encoding::percent_decode_str;

use super::begin::{folder, free, language};
use super::{named, unknown, version, written};
use crate::article::fingerprint::Fingerprint;
use crate::article::front::amend::{self, Refusal, Setting};
use crate::article::{Heading, LinkRef, include_lines};
use crate::edit::{self, Change, Edit};
use crate::language::Lang;
use crate::path::{SitePath, relative};
use crate::site::{Entry, Site};
use crate::source::Tree;

/// Fields of the source that a stub doesn't repeat: those that translations inherit, and those
/// that are true of the source alone.
const LEFT_OUT: &[&str] = &[
    "id",
    "weight",
    "tags",
    "draft",
    "audience",
    "owner",
    "review_every",
    "publish_on",
    "expires_on",
    "related",
    "template",
    "noindex",
    "aliases",
    "reviewed_on",
    "updated",
    "translation.state",
    "translation.translator",
];

/// A new translation.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// The id of the article, or the path of the source.
    pub name: &'a str,
    /// The language to translate from.
    pub from: &'a Lang,
    /// The language to translate into; else the default one.
    pub lang: Option<&'a Lang>,
    /// The day on which it was begun.
    pub day: Date,
}

/// The source, and the file that is to be.
struct Stub<'a> {
    tree: &'a Tree,
    source: &'a Entry,
    /// The text of the source's file.
    text: &'a str,
    /// The folders of the two languages.
    folders: [String; 2],
    file: SitePath,
}

/// The file of a new translation, a draft. The error is a line for whoever asked.
pub fn stub(site: &Site, tree: &Tree, wanted: Wanted<'_>) -> Result<Change, String> {
    let (from, lang) = (language(site, Some(wanted.from))?, language(site, wanted.lang)?);
    if from == lang {
        return Err(format!("a translation from {from} needs another language: add --lang"));
    }
    let source = source(site, wanted.name, from)?;
    if let Some(standing) = version(site, &source.meta.id, lang) {
        return Err(format!("{} is there already, and it stays as it is", standing.article.path));
    }
    let path = &source.article.path;
    let folders = [folder(site, tree, from), folder(site, tree, lang)];
    let twin = path.below(&folders[0]).and_then(|rest| SitePath::new(&format!("{}/{rest}", folders[1])));
    let file = twin.ok_or_else(|| format!("{path} is not in the folder of a language"))?;
    free(tree, &file)?;
    let text = tree.text(path).ok_or_else(|| format!("{path} can't be read"))?;
    let stub = Stub { tree, source, text, folders, file };
    let text = stub.front(stub.body(), shared_path(site, source), wanted.day).map_err(|refusal| refusal.0)?;
    Ok(Change::Created { file: stub.file, text })
}

/// The text that is to be translated.
fn source<'s>(site: &'s Site, name: &str, from: &Lang) -> Result<&'s Entry, String> {
    let all = named(site, name);
    if let Some(source) = all.iter().find(|entry| entry.lang == *from) {
        return Ok(source);
    }
    if let Some(other) = all.first() {
        let languages: Vec<&str> = all.iter().map(|entry| entry.lang.as_str()).collect();
        let (id, languages) = (&other.meta.id, languages.join(", "));
        return Err(format!("`{id}` is not there in {}, only in {languages}", from.english_name()));
    }
    Err(unknown(site, name))
}

/// Whether files of another article have the path of this one in other languages, so that the
/// path doesn't say which article a file is.
fn shared_path(site: &Site, source: &Entry) -> bool {
    let place =
        |entry: &Entry| (entry.article.section.clone(), entry.article.role, entry.article.stem.clone());
    let own = place(source);
    written(site).any(|entry| entry.meta.id != source.meta.id && place(entry) == own)
}

impl Stub<'_> {
    /// The text of the source, with what has to stay.
    fn body(&self) -> String {
        let article = &self.source.article;
        let here = |file: &SitePath| *file == article.path;
        let headings = article.outline.iter().filter(|heading| here(&heading.place.file));
        let links = article.links.iter().chain(&article.withheld).filter(|link| here(&link.place.file));
        let mut edits: Vec<Edit> = headings.filter_map(|heading| self.keep_id(heading)).collect();
        edits.extend(links.filter_map(|link| self.keep_target(link)));
        edits.extend(self.keep_includes());
        edit::apply(self.text, &edits)
    }

    /// Writes down the id of a heading, which else follows from its words.
    fn keep_id(&self, heading: &Heading) -> Option<Edit> {
        let bytes = heading.place.start as usize..heading.place.end as usize;
        let piece = self.text.get(bytes.clone())?;
        let words = words_of(piece).filter(|_| !heading.id.is_empty())?;
        let end = bytes.start + words.len();
        let attributes = words.strip_suffix('}').and_then(|words| Some(words.rsplit_once('{')?.1));
        match attributes {
            Some(attributes) if attributes.split_whitespace().any(|word| word.starts_with('#')) => None,
            Some(_) => Some(self.insertion(end - 1, format!(" #{}", heading.id))),
            None => Some(self.insertion(end, format!(" {{#{}}}", heading.id))),
        }
    }

    /// Names a picture or download of the source's folder from where the stub stands.
    fn keep_target(&self, link: &LinkRef) -> Option<Edit> {
        let bytes = link.place.start as usize..link.place.end as usize;
        let target = self.text.get(bytes.clone()).filter(|text| *text == link.target)?;
        let path = &target[..target.find(['?', '#']).unwrap_or(target.len())];
        let decoded = percent_decode_str(path).decode_utf8().ok().filter(|_| !path.is_empty())?;
        let meant = match decoded.strip_prefix('/') {
            Some(below) => SitePath::new(&format!("{}/{below}", self.folders[0]))?,
            None => self.source.article.path.join(&decoded)?,
        };
        let is_article = ["md", "markdown"].iter().any(|known| meant.extension().eq_ignore_ascii_case(known));
        let moved = self.moved(&meant).filter(|_| !is_article)?;
        let end = bytes.start + path.len();
        Some(Edit::new(&self.file, bytes.start..end, escaped(&moved)))
    }

    /// The same for included files.
    fn keep_includes(&self) -> Vec<Edit> {
        let lines = include_lines(&self.source.article.path, self.text, &self.folders[0]);
        let edit = |(bytes, meant): (std::ops::Range<usize>, SitePath)| {
            let quote = if self.text[bytes.clone()].starts_with('"') { "\"" } else { "" };
            Some(Edit::new(&self.file, bytes, format!("{quote}{}{quote}", self.moved(&meant)?)))
        };
        lines.into_iter().filter_map(edit).collect()
    }

    /// How the stub names a file of the source's language that its own language lacks.
    fn moved(&self, meant: &SitePath) -> Option<String> {
        let rest = meant.below(&self.folders[0])?;
        let twin = SitePath::new(&format!("{}/{rest}", self.folders[1]))?;
        let lacks = self.tree.get(meant).is_some() && self.tree.get(&twin).is_none();
        lacks.then(|| relative(self.file.folder(), meant.as_str()))
    }

    fn insertion(&self, at: usize, with: String) -> Edit {
        Edit::insertion(&self.file, at, with)
    }

    /// The front matter: a draft, a translation, and nothing that it inherits.
    fn front(&self, mut text: String, shared_path: bool, day: Date) -> Result<String, Refusal> {
        let article = &self.source.article;
        let fingerprint = Fingerprint::of(&article.parts).to_string();
        let fields = [
            ("status", Setting::Text("draft")),
            ("created", Setting::Date(day)),
            ("translation.source", Setting::Text(article.lang.as_str())),
            ("translation.fingerprint", Setting::Text(&fingerprint)),
        ];
        let id = shared_path.then_some(("id", Setting::Text(&self.source.meta.id)));
        // What is to be there comes first: without any field, front matter would be two rules.
        for (key, value) in fields.into_iter().chain(id) {
            text = amended(&text, amend::set(&self.file, &text, key, value)?);
        }
        for field in LEFT_OUT.iter().filter(|field| **field != "id" || id.is_none()) {
            text = amended(&text, amend::remove(&self.file, &text, field)?);
        }
        Ok(text)
    }
}

fn amended(text: &str, edit: Option<Edit>) -> String {
    edit.map_or_else(|| text.to_owned(), |edit| edit::apply(text, &[edit]))
}

/// The heading without the line below it; nothing for those of HTML.
fn words_of(piece: &str) -> Option<&str> {
    let piece = piece.trim_end();
    if piece.trim_start().starts_with('#') {
        return piece.lines().next().map(str::trim_end);
    }
    let (words, line) = piece.rsplit_once('\n')?;
    let line = line.trim_start_matches(|c: char| c == '>' || c.is_whitespace());
    let is_underline = ['=', '-'].iter().any(|sign| line.chars().all(|c| c == *sign));
    is_underline.then(|| words.trim_end())
}

/// A path as the target of a link.
fn escaped(path: &str) -> Cow<'_, str> {
    let special = |c: char| matches!(c, '%' | ' ' | '(' | ')' | '<' | '>' | '?' | '#' | '"');
    if !path.contains(special) {
        return path.into();
    }
    let escape = |c: char| if special(c) { format!("%{:02X}", u32::from(c)) } else { c.to_string() };
    path.chars().map(escape).collect()
}
