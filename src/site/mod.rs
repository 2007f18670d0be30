//! All articles become one [`Site`]: addresses, links, navigation, tags, translations.
//!
//! [`assemble()`] makes it. What a page may know of the rest of the site is attached to its
//! [`Entry`], in keyed parts, so that a page whose parts kept their keys need not be made again.

mod addresses;
mod assemble;
mod assets;
mod audiences;
mod checks;
mod collisions;
mod entries;
mod family;
mod freshness;
mod groundwork;
mod languages;
mod likeness;
mod links;
mod meta;
mod nav;
mod order;
mod plan;
mod redirects;
mod related;
mod routes;
mod standing;
mod tags;
mod terms;
#[cfg(test)]
pub mod testing;
#[cfg(test)]
mod tests;
mod translations;
mod visibility;

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::civil::Date;

use crate::article::{Article, Status, Translation};
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::path::{OutPath, SitePath};
use crate::settings::Settings;

pub use self::addresses::host_file;
pub use self::assemble::{Remembered, Sources, assemble};
pub use self::freshness::{Freshness, name as section_name, verb as drift_verb};

/// A whole site, ready to be rendered.
#[derive(Debug, Clone)]
pub struct Site {
    /// Its settings.
    pub settings: Keyed<Settings>,
    /// The day of the build.
    pub as_of: Date,
    /// Each language's part, in the order of the settings.
    pub editions: Vec<Edition>,
    /// Old addresses and where they lead.
    pub redirects: Vec<Redirect>,
    /// Pictures and downloads beside articles, and everything below `static/`, by path.
    pub assets: BTreeMap<SitePath, Asset>,
    /// The key of all that it was made of but for the texts behind the faces of its articles. Sites
    /// of one ground have the same pages in the same order; their entries differ in nothing but the
    /// article, its freshness and what is related to it.
    pub ground: Key,
}

/// The site as readers of one language have it.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The language.
    pub lang: Lang,
    /// Address of the language's home: `/base/sk/`, or `/base/` without prefixes.
    pub home: String,
    /// Every article that these readers can open, in navigation order: real ones and fallbacks,
    /// sections' own pages excluded.
    pub entries: Vec<Arc<Entry>>,
    /// Every section, parents before children, in navigation order; the first is the home.
    pub sections: Vec<Arc<Section>>,
    /// Tags that occur, sorted by label in the language's collation.
    pub tags: Vec<Arc<Tag>>,
}

/// An article as one language's readers see it: a page.
#[derive(Debug, Clone)]
pub struct Entry {
    /// The readers' language. Where `article.lang` differs, the page is a fallback.
    pub lang: Lang,
    /// What is shown.
    pub article: Keyed<Article>,
    /// Its front matter, shared fields inherited.
    pub meta: Keyed<Meta>,
    /// Site-absolute, percent-encoded address with the base path and a slash at the end.
    pub url: String,
    /// Where the page is written.
    pub out: OutPath,
    /// Address (as `url`) of the page that search engines should show: the shown article's own.
    pub canonical: String,
    /// What [`Article::links`] lead to from this page, index by index.
    pub links: Keyed<Vec<Resolved>>,
    /// Home and sections above it, outermost first.
    pub trail: References,
    /// The pages before and after it in reading order.
    pub previous: Option<Keyed<Reference>>,
    /// See `previous`.
    pub next: Option<Keyed<Reference>>,
    /// The same article in every language that has a page for it, this one included, in the
    /// order of the settings.
    pub translations: Keyed<Vec<Alternate>>,
    /// Articles on the same matter, best first; fallbacks only where nothing else is there.
    pub related: References,
    /// The navigation beside it.
    pub nav: Keyed<Nav>,
}

/// The same page in another language.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Alternate {
    /// The readers' language.
    pub lang: Lang,
    /// Its address.
    pub url: String,
    /// Its title.
    pub title: String,
    /// Whether the article was really written in that language.
    pub real: bool,
}

/// A section of one language: its own page and what is in it.
#[derive(Debug, Clone)]
pub struct Section {
    /// Folders below the language; `""` for the home.
    pub path: String,
    /// Its title: that of its own page, else from the folder's name.
    pub title: String,
    /// Its page. Where the site has no `index.md` for it, the text is empty and the title is
    /// made from the folder's name.
    pub page: Arc<Entry>,
    /// Whether an `index.md` of some language is behind the page.
    pub written: bool,
    /// Sections directly below, in navigation order.
    pub sections: References,
    /// Articles directly in it, in navigation order.
    pub articles: References,
}

/// Enough of a page to link to it and say what it is.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Reference {
    /// Address, as in [`Entry::url`].
    pub url: String,
    /// Title.
    pub title: String,
    /// Title for navigation.
    pub nav_title: String,
    /// Summary, else the first paragraph.
    pub summary: String,
    /// The language its text is in, where that is not the reader's.
    pub lang: Option<Lang>,
    /// Last change.
    pub updated: Option<Date>,
    /// Whether it is a draft.
    pub draft: bool,
}

/// A list of pages; the pages are shared with all other lists.
pub type References = Keyed<Vec<Keyed<Reference>>>;

/// The navigation beside a page: the top level, and the branch that leads to the page's
/// section. Everything else is left out, or pages would grow with the site.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct Nav {
    /// Top-level sections and articles of the home, in navigation order.
    pub nodes: Vec<NavNode>,
    /// How many more there are at the top level than `nodes` lists.
    pub hidden: usize,
}

/// A line of the navigation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct NavNode {
    /// Address.
    pub url: String,
    /// Title for navigation.
    pub title: String,
    /// The language of the title, where that is not the reader's.
    pub lang: Option<Lang>,
    /// Whether it is a section.
    pub section: bool,
    /// Whether the page lies in this section.
    pub open: bool,
    /// What is in it, where it is open.
    pub children: Vec<NavNode>,
    /// How many articles are not listed in `children` because the section is too long; its
    /// own page lists all. Nothing is hidden of a section that isn't open.
    pub hidden: usize,
}

/// A tag of one language.
#[derive(Debug, Clone)]
pub struct Tag {
    /// Its id.
    pub id: String,
    /// Its label.
    pub label: String,
    /// Address of its page.
    pub url: String,
    /// Where its page is written.
    pub out: OutPath,
    /// What carries it, by title in the language's collation.
    pub articles: References,
    /// The same tag's pages in other languages, this one included.
    pub translations: Keyed<Vec<Alternate>>,
}

/// Front matter as it counts: shared fields inherited, defaults filled in.
#[derive(Debug, Clone, Hash)]
pub struct Meta {
    /// Joins translations: path without language and extension, or as the front matter says.
    pub id: String,
    /// Title.
    pub title: String,
    /// Title for navigation.
    pub nav_title: String,
    /// For search engines: `description`, else summary.
    pub description: String,
    /// For lists: `summary`, else the first paragraph.
    pub summary: String,
    /// Order in the section; the largest number where the front matter says nothing.
    pub weight: i64,
    /// Tag id, label in the article's readers' language, address of its page.
    pub tags: Vec<TagLink>,
    /// Status; `verified` and `unverified` are what the file or its original says.
    pub status: Option<Status>,
    /// Whom it is for; empty means everyone.
    pub audience: Vec<String>,
    /// Who looks after it.
    pub owner: Option<OwnerLink>,
    /// Last review.
    pub reviewed_on: Option<Date>,
    /// Day from which the next review is overdue.
    pub review_due: Option<Date>,
    /// Whether it is overdue on the day of the build.
    pub overdue: bool,
    /// First written.
    pub created: Option<Date>,
    /// Last changed.
    pub updated: Option<Date>,
    /// The language of the original.
    pub original: Lang,
    /// What is known of it as a translation.
    pub freshness: Freshness,
    /// The language that it was translated from; `None` for an original.
    pub translated_from: Option<Lang>,
    /// What the file says of itself as a translation.
    pub translation: Option<Translation>,
    /// Search: words that readers type and the text doesn't hold.
    pub keywords: Vec<String>,
    /// Search: factor in thousandths.
    pub boost: u32,
    /// Whether search leaves it out (`search.exclude`, archived, `noindex`).
    pub unsearched: bool,
    /// Whether the table of contents is shown.
    pub toc: bool,
    /// The template, without `.html`; `article` or `section` unless the front matter says otherwise.
    pub template: String,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// Anything, for templates.
    pub extra: serde_json::Value,
}

/// A tag on a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct TagLink {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Address.
    pub url: String,
}

/// An owner on a page.
#[derive(Debug, Clone, PartialEq, Eq, Hash, serde::Serialize)]
pub struct OwnerLink {
    /// Id.
    pub id: String,
    /// Name in the reader's language.
    pub name: String,
    /// Mail address.
    pub email: Option<String>,
    /// A page about them.
    pub url: Option<String>,
}

/// What a link leads to.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Resolved {
    /// The address to write, not yet escaped for HTML.
    pub href: String,
    /// Size of a picture.
    pub pixels: Option<(u32, u32)>,
}

/// A picture or download of the site.
#[derive(Debug, Clone)]
pub struct Asset {
    /// The file it comes from.
    pub path: SitePath,
    /// Where it is written.
    pub out: OutPath,
    /// Its address.
    pub url: String,
    /// Its content.
    pub key: Key,
    /// Size of a picture.
    pub pixels: Option<(u32, u32)>,
}

/// An old address.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// Where the redirecting page is written.
    pub out: OutPath,
    /// Where it leads.
    pub url: String,
    /// Title of what it leads to.
    pub title: String,
    /// The language of the target.
    pub lang: Lang,
    /// The file that asked for it.
    pub source: SitePath,
}

impl Entry {
    /// Whether the text is in another language than the reader's.
    pub fn is_fallback(&self) -> bool {
        self.lang != self.article.lang
    }
}

impl Site {
    /// How many articles are published, each translation counted; sections' own pages are among
    /// them where somebody wrote them.
    pub fn articles(&self) -> usize {
        let of = |edition: &Edition| {
            let sections = edition.sections.iter().filter(|section| section.written);
            let pages = sections.map(|section| &section.page).chain(&edition.entries);
            pages.filter(|page| !page.is_fallback()).count()
        };
        self.editions.iter().map(of).sum()
    }
}
