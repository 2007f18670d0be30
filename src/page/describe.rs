//! Entries as templates see them.

use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::article::{Status, Translation};
use crate::language::Lang;
use crate::site::{Alternate, Entry, Freshness, OwnerLink, Reference};

use super::frame::Frame;
use super::inputs::TextPage;
use super::outline::headings;
use super::scope::Scope;
use super::structured::{picture, structured};
use super::view::{AlternateView, ArticleView, LinkView, OwnerView, PageView, TagLinkView};

/// Words that a reader takes in per minute; fewer than in fiction.
const WORDS_PER_MINUTE: u32 = 200;

/// `page` for a text.
pub(super) fn page_of_text(page: &TextPage, kind: &'static str) -> PageView {
    let (entry, scope) = (&*page.entry, &*page.scope);
    let meta = &*entry.meta;
    let hidden = meta.noindex || matches!(meta.status, Some(Status::Draft | Status::Archived));
    PageView {
        kind,
        title: meta.title.clone(),
        description: meta.description.clone(),
        url: entry.url.clone(),
        canonical: Some(scope.absolute(&entry.canonical)),
        noindex: hidden,
        text_lang: scope.foreign(Some(&entry.article.lang)),
        alternates: alternates(&entry.translations, scope),
        default_alternate: default_alternate(&entry.translations, scope, original_of(entry, scope)),
        trail: scope.links(&entry.trail),
        picture: picture(entry, scope),
        json_ld: (!hidden && !entry.is_fallback()).then(|| structured(page, kind)),
    }
}

/// `page` for a page that isn't made from a text.
pub(super) fn page_of_frame(frame: &Frame, kind: &'static str, title: &str) -> PageView {
    let scope = &*frame.scope;
    PageView {
        kind,
        title: title.to_owned(),
        description: String::new(),
        url: frame.url.clone(),
        canonical: Some(scope.absolute(&frame.url)),
        noindex: false,
        text_lang: None,
        alternates: alternates(&frame.alternates, scope),
        default_alternate: default_alternate(&frame.alternates, scope, &scope.default_language),
        trail: scope.links(&frame.trail),
        picture: None,
        json_ld: None,
    }
}

/// What a switcher may offer: what really exists, and the page itself.
fn alternates(translations: &[Alternate], scope: &Scope) -> Vec<AlternateView> {
    let offered = |alternate: &&Alternate| alternate.real || alternate.lang == scope.lang;
    translations.iter().filter(offered).filter_map(|alternate| alternate_view(alternate, scope)).collect()
}

fn alternate_view(alternate: &Alternate, scope: &Scope) -> Option<AlternateView> {
    Some(AlternateView {
        language: scope.language_view(&alternate.lang)?,
        url: alternate.url.clone(),
        absolute: scope.absolute(&alternate.url),
        title: alternate.title.clone(),
        current: alternate.lang == scope.lang,
        real: alternate.real,
    })
}

/// The language of the original; of a section that nobody wrote a page for, the default one.
fn original_of<'a>(entry: &'a Entry, scope: &'a Scope) -> &'a Lang {
    if entry.article.source_text.is_empty() { &scope.default_language } else { &entry.meta.original }
}

/// The original where it exists, else the default language, else the first; the same choice
/// on all pages that name one another. Nothing where the page has no twin, or is none itself:
/// what a page is said to be a version of has to say so, too.
fn default_alternate(translations: &[Alternate], scope: &Scope, original: &Lang) -> Option<String> {
    let real = || translations.iter().filter(|alternate| alternate.real);
    if real().count() < 2 || !real().any(|alternate| alternate.lang == scope.lang) {
        return None;
    }
    let in_language = |lang: &Lang| real().find(|alternate| alternate.lang == *lang);
    let chosen =
        in_language(original).or_else(|| in_language(&scope.default_language)).or_else(|| real().next());
    chosen.map(|alternate| scope.absolute(&alternate.url))
}

/// `article`.
pub(super) fn article(page: &TextPage) -> ArticleView {
    let (entry, scope) = (&*page.entry, &*page.scope);
    let (meta, text) = (&*entry.meta, &*entry.article);
    let day = |date: Option<jiff::civil::Date>| date.map(|date| scope.day(date));
    let link = |reference: &Option<crate::key::Keyed<Reference>>| -> Option<LinkView> {
        reference.as_ref().map(|reference| scope.link(reference))
    };
    let is_written = !text.source_text.is_empty();
    ArticleView {
        id: meta.id.clone(),
        summary: text.front.summary.clone().unwrap_or_default(),
        toc: if meta.toc { headings(&text.outline, scope.toc_depth) } else { Vec::new() },
        status: meta.status,
        owner: meta.owner.as_ref().map(owner),
        tags: meta.tags.iter().map(tag).collect(),
        audience: meta.audience.iter().map(|id| scope.audience(id)).collect(),
        created: day(meta.created),
        updated: day(meta.updated),
        reviewed: day(meta.reviewed_on),
        review_due: day(meta.review_due),
        overdue: meta.overdue,
        original: original(entry, scope),
        outdated: outdated(entry, scope),
        translation_state: meta
            .translation
            .as_ref()
            .and_then(|translation: &Translation| translation.state.clone()),
        minutes: text.words.div_ceil(WORDS_PER_MINUTE).max(1),
        words: text.words,
        previous: link(&entry.previous),
        next: link(&entry.next),
        related: scope.links(&entry.related),
        edit_url: (is_written && !scope.edit_url.is_empty())
            .then(|| edit_url(&scope.edit_url, text.path.as_str())),
        feedback_url: (!scope.feedback_url.is_empty()).then(|| feedback_url(page)),
        source_url: (is_written && scope.source_copies).then(|| format!("{}index.md", entry.canonical)),
        extra: meta.extra.clone(),
    }
}

pub(super) fn owner(owner: &OwnerLink) -> OwnerView {
    let mail = || owner.email.as_ref().map(|email| format!("mailto:{email}"));
    OwnerView { name: owner.name.clone(), url: owner.url.clone().or_else(mail) }
}

fn tag(tag: &crate::site::TagLink) -> TagLinkView {
    TagLinkView { id: tag.id.clone(), label: tag.label.clone(), url: tag.url.clone() }
}

/// The original of a translation; nothing on the original itself and on fallback pages, which
/// say what they are in another way.
fn original(entry: &Entry, scope: &Scope) -> Option<AlternateView> {
    if entry.is_fallback() || entry.meta.original == entry.lang {
        return None;
    }
    let is_original = |alternate: &&Alternate| alternate.real && alternate.lang == entry.meta.original;
    entry.translations.iter().find(is_original).and_then(|alternate| alternate_view(alternate, scope))
}

/// What a translation was made from, where that has changed since.
fn outdated(entry: &Entry, scope: &Scope) -> Option<AlternateView> {
    let source = entry.meta.translated_from.as_ref()?;
    if entry.is_fallback() || !matches!(entry.meta.freshness, Freshness::Outdated(_)) {
        return None;
    }
    let is_source = |alternate: &&Alternate| alternate.real && alternate.lang == *source;
    entry.translations.iter().find(is_source).and_then(|alternate| alternate_view(alternate, scope))
}

/// Where a source can be edited: its path comes in place of `{path}`, or at the end.
fn edit_url(pattern: &str, path: &str) -> String {
    let encoded: Vec<String> = path.split('/').map(crate::theme::encode_segment).collect();
    let path = encoded.join("/");
    if pattern.contains("{path}") { pattern.replace("{path}", &path) } else { format!("{pattern}{path}") }
}

/// Where to say what one thinks of a page: what stands in braces is filled in.
fn feedback_url(page: &TextPage) -> String {
    let (entry, scope) = (&*page.entry, &*page.scope);
    let url = scope.absolute(&entry.url);
    let values = [
        ("{url}", url.as_str()),
        ("{title}", &entry.meta.title),
        ("{id}", &entry.meta.id),
        ("{lang}", entry.lang.as_str()),
        ("{path}", entry.article.path.as_str()),
    ];
    let encode = |text: &str| utf8_percent_encode(text, NON_ALPHANUMERIC).to_string();
    values.iter().fold(scope.feedback_url.clone(), |url, (name, value)| url.replace(name, &encode(value)))
}
