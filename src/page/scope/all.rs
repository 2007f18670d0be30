//! The scopes of all languages.

use std::collections::BTreeMap;

use tera::Value;

use super::Scope;
use crate::key::{Key, Keyed};
use crate::language::Lang;
use crate::page::glossary::Glossary;
use crate::page::view::{HomeView, LanguageView, SiteView};
use crate::settings::{Language, Settings};
use crate::site::{Edition, Site};
use crate::theme::Theme;

/// One scope for each language of the site.
pub(in crate::page) fn all(site: &Site, theme: &Theme) -> BTreeMap<Lang, Keyed<Scope>> {
    let settings = &*site.settings;
    let languages = settings.languages.iter().map(|language| (language.tag.clone(), view(language)));
    let shared = Shared { settings, theme, homes: homes(site), languages: languages.collect() };
    let scope = |edition: &Edition| Some((edition.lang.clone(), shared.scope(edition)?));
    site.editions.iter().filter_map(scope).collect()
}

/// What the scopes of all languages are made of.
struct Shared<'a> {
    settings: &'a Settings,
    theme: &'a Theme,
    homes: Vec<HomeView>,
    languages: BTreeMap<Lang, LanguageView>,
}

impl Shared<'_> {
    /// The scope of a language.
    fn scope(&self, edition: &Edition) -> Option<Keyed<Scope>> {
        let settings = self.settings;
        let language = settings.languages.iter().find(|language| language.tag == edition.lang)?;
        let site = self.site_view(edition, language);
        let scope = Scope {
            lang: language.tag.clone(),
            strings: self.theme.strings(&edition.lang)?.clone(),
            glossary: settings.glossary.as_ref().and_then(|id| Glossary::of(edition, &id.value)),
            site: Value::from_serializable(&site),
            language: Value::from_serializable(&view(language)),
            languages: self.languages.clone(),
            homes: Value::from_serializable(&self.homes),
            origin: settings.base_url.origin.clone(),
            default_language: settings.default_language.clone(),
            home: edition.home.clone(),
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
        Some(Keyed::with_key(self.key(&scope, &site), scope))
    }

    /// The key of all that a scope says, most of which `site` says too.
    fn key(&self, scope: &Scope, site: &SiteView) -> Key {
        let links = (&scope.edit_url, &scope.feedback_url, scope.section_feeds, scope.tag_feeds);
        let plain = (links, scope.source_copies, scope.toc_depth, &scope.date_pattern, &scope.audiences);
        let texts = (&scope.strings, &scope.glossary);
        Key::of(&(self.theme.key(), texts, &scope.lang, site, &scope.default_language, plain))
    }

    /// `site`, as the templates of a language see it.
    fn site_view(&self, edition: &Edition, language: &Language) -> SiteView {
        let (settings, theme) = (self.settings, self.theme);
        let below = |name: &str| format!("{}{name}", edition.home);
        let urls: BTreeMap<&str, String> = theme.asset_urls();
        SiteView {
            title: language.title.clone(),
            description: language.description.clone(),
            home: edition.home.clone(),
            base: settings.base_url.path.clone(),
            origin: settings.base_url.origin.clone(),
            languages: self.homes.clone(),
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

/// Labels of all audiences in `lang`, where they have one.
fn audiences(settings: &Settings, lang: &Lang) -> BTreeMap<String, String> {
    let label = |labels: &BTreeMap<Lang, String>| {
        labels.get(lang).or_else(|| labels.get(&settings.default_language)).cloned()
    };
    settings.audiences.iter().filter_map(|(id, labels)| Some((id.clone(), label(labels)?))).collect()
}
