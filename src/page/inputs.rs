//! [`PageInputs`]: everything that a page may see, and so the list of what it depends on.

use std::sync::Arc;

use crate::article::Article;
use crate::key::{Key, Keyed};
use crate::path::OutPath;
use crate::site::{Entry, Redirect, References, Tag};

use super::frame::Frame;
use super::navigation::Navigation;
use super::print::PrintPage;
use super::scope::Scope;

/// Everything that one page may see. Equal keys mean equal pages.
#[derive(Debug, Clone)]
pub enum PageInputs {
    /// An article.
    Article(TextPage),
    /// A section or a home.
    Section(SectionPage),
    /// The list of a language's tags.
    Tags(TagsPage),
    /// One tag.
    Tag(TagPage),
    /// A page that is nothing but its template: search, not found, the choice of a language.
    Plain(PlainPage),
    /// A section, or all of a language, as one document.
    Print(PrintPage),
    /// How fresh the articles of a language are.
    Status(StatusPage),
    /// An old address.
    Redirect(RedirectPage),
}

/// A page that shows a text.
#[derive(Debug, Clone)]
pub struct TextPage {
    /// The text and all that belongs to it.
    pub entry: Arc<Entry>,
    /// The navigation beside it.
    pub nav: Keyed<Navigation>,
    /// What the reader's language shares.
    pub scope: Keyed<Scope>,
    /// What the text's language shares; another than `scope` on a fallback page.
    pub text_scope: Keyed<Scope>,
}

/// A section's page.
#[derive(Debug, Clone)]
pub struct SectionPage {
    /// Its text.
    pub text: TextPage,
    /// Whether it is the home.
    pub rank: Rank,
    /// Sections directly in it.
    pub sections: References,
    /// Articles directly in it.
    pub articles: References,
    /// What changed last, on homes.
    pub latest: References,
    /// Address of its print edition.
    pub print: Option<String>,
}

/// Where a section stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Rank {
    /// The top of a language.
    Home,
    /// Below it.
    Section,
}

/// The list of tags.
#[derive(Debug, Clone)]
pub struct TagsPage {
    /// All tags.
    pub tags: Vec<Arc<Tag>>,
    /// What frames it.
    pub frame: Frame,
}

/// A tag's page.
#[derive(Debug, Clone)]
pub struct TagPage {
    /// The tag.
    pub tag: Arc<Tag>,
    /// What frames it.
    pub frame: Frame,
}

/// A page without content of its own.
#[derive(Debug, Clone)]
pub struct PlainPage {
    /// Which.
    pub kind: Plain,
    /// What frames it.
    pub frame: Frame,
}

/// Pages without content of their own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Plain {
    /// The search page.
    Search,
    /// Nothing is here.
    NotFound,
    /// The choice of a language at the site's root.
    Chooser,
    /// What browsers ask for that keep the site among their apps.
    WebManifest,
}

/// A language's status page.
#[derive(Debug, Clone)]
pub struct StatusPage {
    /// What frames it.
    pub frame: Frame,
    /// All articles, those that need somebody first.
    pub entries: Vec<Arc<Entry>>,
}

/// A page that leads on.
#[derive(Debug, Clone)]
pub struct RedirectPage {
    /// From where to where.
    pub redirect: Redirect,
    /// What the target's language shares.
    pub scope: Keyed<Scope>,
}

impl PageInputs {
    /// Where the page is written.
    pub fn out(&self) -> &OutPath {
        match self {
            Self::Article(page) => &page.entry.out,
            Self::Section(page) => &page.text.entry.out,
            Self::Tags(page) => &page.frame.out,
            Self::Tag(page) => &page.frame.out,
            Self::Plain(page) => &page.frame.out,
            Self::Print(page) => &page.frame.out,
            Self::Status(page) => &page.frame.out,
            Self::Redirect(page) => &page.redirect.out,
        }
    }

    /// The key of all that the page sees; cheap, because the parts know their own.
    pub fn key(&self) -> Key {
        match self {
            Self::Article(page) => Key::of(&("article", page.key())),
            Self::Section(page) => Key::of(&(
                "section",
                page.text.key(),
                page.rank,
                page.sections.key(),
                page.articles.key(),
                page.latest.key(),
                &page.print,
            )),
            Self::Tags(page) => Key::of(&("tags", tags_key(&page.tags), page.frame.key())),
            Self::Tag(page) => Key::of(&("tag", tags_key(std::slice::from_ref(&page.tag)), page.frame.key())),
            Self::Plain(page) => Key::of(&("plain", page.kind, page.frame.key())),
            Self::Print(page) => page.key(),
            Self::Status(page) => page.key(),
            Self::Redirect(page) => {
                let Redirect { out, url, title, lang, source } = &page.redirect;
                Key::of(&("redirect", out, url, title, lang, source, page.scope.key()))
            }
        }
    }
}

impl PageInputs {
    /// The text that it shows, where it shows one.
    pub fn text(&self) -> Option<&TextPage> {
        match self {
            Self::Article(text) => Some(text),
            Self::Section(page) => Some(&page.text),
            _ => None,
        }
    }

    /// The same page with another version of its text, of the same face.
    pub fn with_text(&self, article: &Keyed<Article>) -> Self {
        let mut page = self.clone();
        if let Self::Article(text) | Self::Section(SectionPage { text, .. }) = &mut page {
            Arc::make_mut(&mut text.entry).article = article.clone();
        }
        page
    }
}

impl TextPage {
    fn key(&self) -> Key {
        let entry = &*self.entry;
        let content = (&entry.article, &entry.meta, &entry.links);
        let address = (&entry.lang, &entry.url, &entry.out, &entry.canonical);
        let around = (&entry.trail, &entry.previous, &entry.next, &entry.translations, &entry.related);
        Key::of(&(content, address, around, &self.nav, &self.scope, &self.text_scope))
    }
}

impl StatusPage {
    pub(super) fn key(&self) -> Key {
        let of = |entry: &Arc<Entry>| Key::of(&(&entry.url, &entry.meta, &entry.article.lang));
        Key::of(&("status", self.frame.key(), self.entries.iter().map(of).collect::<Vec<_>>()))
    }
}

fn tags_key(tags: &[Arc<Tag>]) -> Key {
    let parts: Vec<_> =
        tags.iter().map(|tag| (&tag.id, &tag.label, &tag.url, &tag.articles, &tag.translations)).collect();
    Key::of(&parts)
}
