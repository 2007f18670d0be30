//! One file becomes one [`Article`]; it never sees another article.
//!
//! The steps: split the front matter from the text, check it ([`front`]), read the Markdown
//! into HTML with holes ([`body`]) and collect headings, anchors, links and plain passages on
//! the way. Links and pictures are holes because where they lead is known only when all
//! articles are: the page stage fills them in. So an article depends on its own file (and
//! the files it includes) and nothing else.

use std::sync::Arc;

use jiff::civil::Date;

mod body;
mod compile;
mod face;
pub mod fingerprint;
pub mod front;
mod glossary;
mod placement;
mod published;
mod snippets;

pub use body::{
    Block, BlockKind, CodeBlock, OPAQUE, Picture, Survey, Table, include_lines, survey, without_numbers,
};
pub use compile::{compile, includes, memo_key};
pub use glossary::{WithTerms, with_terms};
pub use placement::Placement;
pub use snippets::snippets;

use crate::diag::Place;
use crate::key::{Key, Keyed};
use crate::language::Lang;
pub use crate::notation::Located;
use crate::path::SitePath;
use crate::settings::{Interval, Markdown};

/// The JSON Schema of front matter, as `vade schema article` prints it.
pub const SCHEMA: &str = include_str!("article.schema.json");

/// How the bodies of a build's articles are read: all that an article depends on beside
/// files.
#[derive(Debug, Clone, Hash)]
pub struct Reading {
    /// The Markdown settings.
    pub markdown: Keyed<Markdown>,
    /// Whom the build is for; empty means: only what is for everyone.
    pub audience: Vec<String>,
}

/// One file of content, understood.
#[derive(Debug, Clone)]
pub struct Article {
    /// The file.
    pub path: SitePath,
    /// The language of its folder.
    pub lang: Lang,
    /// Folders below the language, `/`-separated; `""` at the top. For the file
    /// `content/en/leave/forms/apply.md` it is `leave/forms`, and so it is for
    /// `content/en/leave/forms/index.md`.
    pub section: String,
    /// Whether it is the page of its section (`index.md` or `README.md`).
    pub role: Role,
    /// The file name without extension; `""` for a section's own page.
    pub stem: String,
    /// Front matter, checked, before anything is inherited.
    pub front: FrontMatter,
    /// Title of the front matter, else the first level-one heading, else made from the name
    /// of the file, or of its folder for a section's page. Empty for a home that has none.
    pub title: String,
    /// The text as HTML with holes. A level-one heading that gave the title is not in it.
    pub body: Body,
    /// Its headings, in order.
    pub outline: Vec<Heading>,
    /// Ids that raw HTML and footnotes add to those of the headings.
    pub anchors: Vec<String>,
    /// Links out of it, in order; holes refer to them by index.
    pub links: Vec<LinkRef>,
    /// Plain text by section, for search, summaries and related articles.
    pub passages: Vec<Passage>,
    /// Words of prose.
    pub words: u32,
    /// The first paragraph as plain text, at most some 300 characters; for lists.
    pub lead: String,
    /// The file as it may be published, front matter included: what is for other audiences is
    /// cut out, included files stand in their place. UTF-8; the bytes of the file itself, not
    /// copied, where nothing had to be changed.
    pub source_text: Arc<[u8]>,
    /// What its title and `source_text` say, for programs that want to know whether it changed.
    pub published: Key,
    /// Blocks that name their readers, those for others included.
    pub blocks: Vec<BlockAudience>,
    /// All links of the file, those in blocks for other readers included; empty where there are
    /// no such blocks. Only good for knowing which files are theirs.
    pub withheld: Vec<LinkRef>,
    /// The sections of the whole file, whoever the build is for, by which translations are compared.
    pub parts: Vec<fingerprint::Part>,
    /// Days of its first and last commit, where known.
    pub history: Option<crate::source::History>,
    /// Files that it includes, if by way of others, sorted.
    pub includes: Vec<SitePath>,
    /// The key of all of it that other pages may show or check: everything but its text.
    pub face: Key,
}

/// What a file is in its section.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// The section's own page, or the language's home.
    Index,
    /// A page of its own.
    Page,
}

/// Front matter as the file has it. `None` means that the file doesn't say, so that shared
/// fields can be inherited from the original.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub struct FrontMatter {
    /// `title`.
    pub title: Option<Located<String>>,
    /// `nav_title`: a shorter title for navigation.
    pub nav_title: Option<String>,
    /// `description`, for search engines.
    pub description: Option<String>,
    /// `summary`, for lists.
    pub summary: Option<String>,
    /// `id` (S): joins translations.
    pub id: Option<Located<String>>,
    /// `slug`: last segment of the address.
    pub slug: Option<Located<String>>,
    /// `aliases`: old addresses.
    pub aliases: Vec<Located<String>>,
    /// `weight` (S).
    pub weight: Option<i64>,
    /// `tags` (S).
    pub tags: Option<Vec<Located<String>>>,
    /// `status` (S); `draft: true` is a synonym for `draft`.
    pub status: Option<Status>,
    /// `audience` (S); empty means everyone.
    pub audience: Option<Vec<Located<String>>>,
    /// `owner` (S).
    pub owner: Option<Located<String>>,
    /// `reviewed_on`.
    pub reviewed_on: Option<Date>,
    /// `review_every` (S).
    pub review_every: Option<Interval>,
    /// `publish_on` (S).
    pub publish_on: Option<Date>,
    /// `expires_on` (S): the first day on which it is no longer published.
    pub expires_on: Option<Date>,
    /// `created`.
    pub created: Option<Date>,
    /// `updated`.
    pub updated: Option<Date>,
    /// `translation`.
    pub translation: Option<Translation>,
    /// `related` (S): ids.
    pub related: Option<Vec<Located<String>>>,
    /// `search`.
    pub search: SearchFields,
    /// `toc`.
    pub toc: Option<bool>,
    /// `template` (S).
    pub template: Option<Located<String>>,
    /// `noindex` (S).
    pub noindex: Option<bool>,
    /// `extra` (a JSON object, or null): anything, for templates.
    pub extra: serde_json::Value,
    /// Top-level keys that nobody knows, with their places.
    pub unknown: Vec<Located<String>>,
}

/// `status`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Not published.
    Draft,
    /// Published; nobody has vouched for it.
    Unverified,
    /// Somebody vouches for it.
    Verified,
    /// Published with a notice, out of navigation and search.
    Archived,
}

/// `translation`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Translation {
    /// The original's language.
    pub source: Option<Located<Lang>>,
    /// What the original looked like when it was translated.
    pub fingerprint: Option<Located<String>>,
    /// How far it is.
    pub state: Option<String>,
    /// Who made it.
    pub translator: Option<String>,
}

/// `search`.
#[derive(Debug, Clone, Default, PartialEq, Hash)]
pub struct SearchFields {
    /// Words that readers type and the text doesn't hold.
    pub keywords: Vec<String>,
    /// Factor for the rank in thousandths (1000 is neutral), so that it can be hashed.
    pub boost: Option<u32>,
    /// Left out of the index.
    pub exclude: bool,
}

/// A block that names its readers.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct BlockAudience {
    /// Whom it is for, and where that is written.
    pub names: Vec<(String, Place)>,
    /// Whom the block around it is for; empty where none around it says so.
    pub outer: Vec<String>,
}

/// HTML with holes.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Body {
    /// The HTML without what goes into the holes.
    pub html: String,
    /// What to insert where, by ascending offset.
    pub holes: Vec<Hole>,
}

/// A place in [`Body::html`] that the page stage fills.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Hole {
    /// Byte offset into the HTML.
    pub at: u32,
    /// What goes there.
    pub filling: Filling,
}

impl Body {
    /// Writes the HTML to `out` and lets `fill` write what goes into each hole.
    pub fn write(&self, out: &mut String, mut fill: impl FnMut(&Filling, &mut String)) {
        let mut done = 0;
        for hole in &self.holes {
            let at = hole.at as usize;
            out.push_str(&self.html[done..at]);
            fill(&hole.filling, out);
            done = at;
        }
        out.push_str(&self.html[done..]);
    }
}

/// What goes into a hole.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filling {
    /// The address of [`Article::links`] at this index, escaped for an attribute in double
    /// quotes.
    Link(u32),
    /// The attributes ` width="…" height="…"` of the picture that is the link at this index;
    /// nothing where its size is unknown.
    Pixels(u32),
    /// A text of the user interface (`alert.note`), escaped.
    Label(&'static str),
}

/// A link or a picture, as written.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct LinkRef {
    /// The destination with Markdown's escapes and HTML's entities resolved, still
    /// percent-encoded.
    pub target: String,
    /// What kind of thing it asks for.
    pub kind: LinkKind,
    /// The destination in the source (an included file has places of its own), or the whole
    /// link where the destination can't be told apart.
    pub place: Place,
}

/// What a link asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum LinkKind {
    /// Something to go to.
    Link,
    /// Something to show: an image, a source of one, a medium.
    Embed,
}

/// A heading.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Heading {
    /// 1 to 6.
    pub level: u8,
    /// Its id in the page.
    pub id: String,
    /// Its text without markup.
    pub text: String,
    /// The heading in the source.
    pub place: Place,
}

/// The text under one heading, plain.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Passage {
    /// Index into [`Article::outline`]; `None` before the first heading.
    pub heading: Option<u32>,
    /// Prose: paragraphs, lists, tables, alerts; blocks separated by `\n`.
    pub text: String,
    /// Code, blocks separated by `\n`.
    pub code: String,
}

#[cfg(test)]
mod robustness;
#[cfg(test)]
mod tests;
