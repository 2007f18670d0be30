//! What all pages of one language share, as template values that are made once.

mod all;

use std::collections::BTreeMap;

use jiff::civil::Date;
use tera::Value;

use crate::key::Keyed;
use crate::language::{Lang, format_date};
use crate::site::Reference;
use crate::theme::Strings;

use super::glossary::Glossary;
use super::view::{DayView, LanguageView, LinkView};
pub(super) use all::all;

/// See the module. Cloning one clones pointers.
#[derive(Debug, Clone)]
pub struct Scope {
    /// The readers' language.
    pub lang: Lang,
    /// The texts in it.
    pub strings: Keyed<Strings>,
    /// The terms that texts in it explain.
    pub glossary: Option<Keyed<Glossary>>,
    /// `site`.
    pub site: Value,
    /// `lang`.
    pub language: Value,
    /// Every language of the site.
    pub languages: BTreeMap<Lang, LanguageView>,
    /// The homes of all languages.
    pub homes: Value,
    /// `https://host`.
    pub origin: String,
    /// The language that `x-default` prefers after the original's.
    pub default_language: Lang,
    /// Address of the language's home.
    pub home: String,
    /// The site's title.
    pub title: String,
    /// Where sources can be edited; may be empty.
    pub edit_url: String,
    /// Where readers can say what they think of a page; may be empty.
    pub feedback_url: String,
    /// Whether sections have feeds of their own.
    pub section_feeds: bool,
    /// Whether tags have feeds of their own.
    pub tag_feeds: bool,
    /// Whether source texts are published beside the pages.
    pub source_copies: bool,
    /// Deepest heading of tables of contents.
    pub toc_depth: u8,
    /// The site's own form of dates.
    date_pattern: Option<String>,
    /// Labels of audiences in this language.
    audiences: BTreeMap<String, String>,
}

impl Scope {
    /// A path of the site as an address of its own.
    pub(super) fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.origin)
    }

    /// How a language is spoken of.
    pub(super) fn language_view(&self, lang: &Lang) -> Option<LanguageView> {
        self.languages.get(lang).cloned()
    }

    /// The language of a text, if it is not the reader's.
    pub(super) fn foreign(&self, lang: Option<&Lang>) -> Option<LanguageView> {
        lang.filter(|lang| **lang != self.lang).and_then(|lang| self.language_view(lang))
    }

    /// A day in the reader's language.
    pub(super) fn day(&self, date: Date) -> DayView {
        DayView { iso: date.to_string(), text: format_date(&self.lang, date, self.date_pattern.as_deref()) }
    }

    /// A link to another page.
    pub(super) fn link(&self, reference: &Reference) -> LinkView {
        LinkView {
            url: reference.url.clone(),
            title: reference.title.clone(),
            nav_title: reference.nav_title.clone(),
            summary: reference.summary.clone(),
            lang: self.foreign(reference.lang.as_ref()),
            updated: reference.updated.map(|date| self.day(date)),
            draft: reference.draft,
        }
    }

    /// Links to other pages.
    pub(super) fn links(&self, references: &[Keyed<Reference>]) -> Vec<LinkView> {
        references.iter().map(|reference| self.link(reference)).collect()
    }

    /// The label of an audience; its id where it has none.
    pub(super) fn audience(&self, id: &str) -> String {
        self.audiences.get(id).map_or(id, String::as_str).to_owned()
    }
}
