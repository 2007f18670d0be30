//! What all pages of one language share, as template values that are made once.

use std::collections::BTreeMap;

use jiff::civil::Date;
use tera::Value;

use crate::key::{Key, Keyed};
use crate::language::{Lang, format_date};
use crate::settings::{Language, Settings};
use crate::site::{Edition, Reference, Site};
use crate::theme::{Strings, Theme};

use super::glossary::Glossary;
use super::view::{DayView, HomeView, LanguageView, LinkView, SiteView};

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

    /// One scope for each language of the site.
    pub(super) fn all(site: &Site, theme: &Theme) -> BTreeMap<Lang, Keyed<Scope>> {
        let settings = &*site.settings;
        let homes = homes(site);
        let languages: BTreeMap<Lang, LanguageView> =
            settings.languages.iter().map(|language| (language.tag.clone(), view(language))).collect();
        let scope = |edition: &Edition| {
            let language = settings.languages.iter().find(|language| language.tag == edition.lang)?;
            let strings = theme.strings(&edition.lang)?.clone();
            let glossary = settings.glossary.as_ref().and_then(|id| Glossary::of(edition, &id.value));
            let site = site_view(settings, edition, language, &homes, theme);
            Some((
                edition.lang.clone(),
                Self::new(settings, language, &site, &languages, strings, glossary, theme.key()),
            ))
        };
        site.editions.iter().filter_map(scope).collect()
    }

    fn new(
        settings: &Settings,
        language: &Language,
        site: &SiteView,
        languages: &BTreeMap<Lang, LanguageView>,
        strings: Keyed<Strings>,
        glossary: Option<Keyed<Glossary>>,
        theme: Key,
    ) -> Keyed<Self> {
        let scope = Self {
            lang: language.tag.clone(),
            strings,
            glossary,
            site: Value::from_serializable(site),
            language: Value::from_serializable(&view(language)),
            languages: languages.clone(),
            homes: Value::from_serializable(&site.languages),
            origin: settings.base_url.origin.clone(),
            default_language: settings.default_language.clone(),
            home: site.home.clone(),
            title: language.title.clone(),
            edit_url: settings.edit_url.clone(),
            feedback_url: settings.feedback_url.clone(),
            section_feeds: settings.feeds.enabled && settings.feeds.sections,
            tag_feeds: settings.feeds.enabled && settings.feeds.tags,
            source_copies: settings.output.source_copies,
            toc_depth: settings.markdown.toc_depth,
            date_pattern: language.date_pattern.clone(),
            audiences: audiences(settings, &language.tag),
        };
        let links = (&scope.edit_url, &scope.feedback_url, scope.section_feeds, scope.tag_feeds);
        let plain = (links, scope.source_copies, scope.toc_depth, &scope.date_pattern, &scope.audiences);
        let texts = (&scope.strings, &scope.glossary);
        let key = Key::of(&(theme, texts, &scope.lang, site, &scope.default_language, plain));
        Keyed::with_key(key, scope)
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

fn view(language: &Language) -> LanguageView {
    LanguageView { tag: language.tag.to_string(), name: language.name.clone(), dir: language.direction }
}

fn homes(site: &Site) -> Vec<HomeView> {
    let languages = &site.settings.languages;
    let home = |edition: &Edition| {
        let language = languages.iter().find(|language| language.tag == edition.lang)?;
        Some(HomeView {
            language: view(language),
            title: language.title.clone(),
            description: language.description.clone(),
            url: edition.home.clone(),
        })
    };
    site.editions.iter().filter_map(home).collect()
}

fn site_view(
    settings: &Settings,
    edition: &Edition,
    language: &Language,
    homes: &[HomeView],
    theme: &Theme,
) -> SiteView {
    let below = |name: &str| format!("{}{name}", edition.home);
    let urls: BTreeMap<&str, String> = theme.asset_urls();
    SiteView {
        title: language.title.clone(),
        description: language.description.clone(),
        home: edition.home.clone(),
        base: settings.base_url.path.clone(),
        origin: settings.base_url.origin.clone(),
        languages: homes.to_vec(),
        search: settings.search.enabled.then(|| below("search/")),
        feed: settings.feeds.enabled.then(|| below("feed.xml")),
        tags: (!edition.tags.is_empty()).then(|| below("tags/")),
        status: settings.output.status_page.then(|| below("status/")),
        offline: settings.output.offline,
        manifest: below("site.webmanifest"),
        extra: settings.extra.clone(),
        options: theme.options().clone(),
        texts: urls.get(theme.texts_path(&language.tag).as_str()).cloned().unwrap_or_default(),
        asset: urls
            .into_iter()
            .map(|(path, url)| (path.to_owned(), url.into()))
            .collect::<serde_json::Map<_, _>>()
            .into(),
    }
}

/// Labels of all audiences in `lang`, where they have one.
fn audiences(settings: &Settings, lang: &Lang) -> BTreeMap<String, String> {
    let label = |labels: &BTreeMap<Lang, String>| {
        labels.get(lang).or_else(|| labels.get(&settings.default_language)).cloned()
    };
    settings.audiences.iter().filter_map(|(id, labels)| Some((id.clone(), label(labels)?))).collect()
}
