//! What templates see: the public contract of themes, described in `docs/content/theming.md`.
//!
//! Changing or removing a field is a breaking change; adding one is not. Every template gets
//! the variables `site`, `lang`, `t`, `nav`, `page`, `article`, `section`, `tag`, `tags`,
//! `chooser`, `print` and `board`; those that a page has no use for are `none`.

use serde::Serialize;

use crate::article::Status;
use crate::language::Direction;

/// `lang`, and wherever else a language is spoken of.
#[derive(Debug, Clone, Hash, PartialEq, Eq, Serialize)]
pub struct LanguageView {
    /// BCP 47 tag, for `lang` attributes.
    pub tag: String,
    /// The language's name in itself.
    pub name: String,
    /// `ltr` or `rtl`, for `dir` attributes.
    pub dir: Direction,
}

/// `site`: what all pages of a language share.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct SiteView {
    /// The site's title in this language.
    pub title: String,
    /// What it is about, in this language; may be empty.
    pub description: String,
    /// Address of this language's home.
    pub home: String,
    /// The base path: `/`, or `/below/this/`.
    pub base: String,
    /// `https://host`, without a slash; put before an address to make it absolute.
    pub origin: String,
    /// All languages of the site.
    pub languages: Vec<HomeView>,
    /// Address of the search page; `none` when the site has no search.
    pub search: Option<String>,
    /// Address of the Atom feed; `none` when there is none.
    pub feed: Option<String>,
    /// Address of the list of tags; `none` when there are no tags.
    pub tags: Option<String>,
    /// Address of the status page; `none` where there is none.
    pub status: Option<String>,
    /// Whether readers can keep the pages of this language on their device.
    pub offline: bool,
    /// Address of the web app manifest, which tells browsers the site's name, icon and start.
    pub manifest: String,
    /// `[extra]` of `site.toml`.
    pub extra: serde_json::Value,
    /// The theme's options, with the values of `[theme_options]` in `site.toml`.
    pub options: serde_json::Value,
    /// Addresses of the theme's files by their path in the theme: `asset["js/main.js"]`, and
    /// `asset.css` for all styles.
    pub asset: serde_json::Value,
    /// The texts of the search dialog and of scripts, as the address of a JSON file.
    pub texts: String,
}

/// The home of a language.
#[derive(Debug, Clone, Hash, Serialize)]
pub struct HomeView {
    /// The language.
    #[serde(flatten)]
    pub language: LanguageView,
    /// The site's title in it.
    pub title: String,
    /// The site's description in it.
    pub description: String,
    /// Address of its home.
    pub url: String,
}

/// `page`: what every kind of page has.
#[derive(Debug, Clone, Serialize)]
pub struct PageView {
    /// `home`, `section`, `article`, `tags`, `tag`, `search`, `not_found`, `print`, `status`,
    /// `redirect` or `chooser`.
    pub kind: &'static str,
    /// Title, without the site's.
    pub title: String,
    /// For search engines; may be empty.
    pub description: String,
    /// Address, site-absolute.
    pub url: String,
    /// Absolute address of the page that search engines should show instead, or of this one.
    /// `none` where there is nothing to show.
    pub canonical: Option<String>,
    /// Whether search engines are asked to stay away.
    pub noindex: bool,
    /// The language of the text, where it is not the reader's.
    pub text_lang: Option<LanguageView>,
    /// The page in the languages that it really exists in, and the reader's, in the order of
    /// the settings.
    pub alternates: Vec<AlternateView>,
    /// Absolute address of the alternate for readers of no listed language (`x-default`).
    /// `none` where search engines should be told of no alternates.
    pub default_alternate: Option<String>,
    /// Home and sections above the page, outermost first.
    pub trail: Vec<LinkView>,
    /// A picture of the text that can stand for it where the page is shared.
    pub picture: Option<PictureView>,
    /// Structured data (JSON-LD) as JSON, ready to stand in a script element.
    pub json_ld: Option<String>,
}

/// A picture that stands for a page.
#[derive(Debug, Clone, Serialize)]
pub struct PictureView {
    /// Absolute address.
    pub url: String,
    /// Its size.
    pub width: u32,
    /// Its size.
    pub height: u32,
}

/// A page in one language.
#[derive(Debug, Clone, Serialize)]
pub struct AlternateView {
    /// Its language.
    #[serde(flatten)]
    pub language: LanguageView,
    /// Address.
    pub url: String,
    /// Absolute address.
    pub absolute: String,
    /// Title.
    pub title: String,
    /// Whether it is this page.
    pub current: bool,
    /// Whether it was really written in that language; only `current` may not be.
    pub real: bool,
}

/// Enough to link to a page.
#[derive(Debug, Clone, Serialize)]
pub struct LinkView {
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// Shorter title for navigation.
    pub nav_title: String,
    /// Summary; may be empty.
    pub summary: String,
    /// The language of title and summary, where it is not the reader's.
    pub lang: Option<LanguageView>,
    /// Last change.
    pub updated: Option<DayView>,
    /// Whether it is a draft.
    pub draft: bool,
}

/// A day.
#[derive(Debug, Clone, Serialize)]
pub struct DayView {
    /// `2026-03-07`, for `datetime` attributes.
    pub iso: String,
    /// In full, in the reader's language.
    pub text: String,
}

/// `article`: the text, on articles, sections and homes.
#[derive(Debug, Clone, Serialize)]
pub struct ArticleView {
    /// Joins translations.
    pub id: String,
    /// Summary as its author wrote it; empty where there is none. (In lists, where something is
    /// needed, links have the first paragraph instead.)
    pub summary: String,
    /// Headings for the table of contents; empty when it is switched off.
    pub toc: Vec<HeadingView>,
    /// `draft`, `unverified`, `verified`, `archived` or `none`.
    pub status: Option<Status>,
    /// Who looks after it.
    pub owner: Option<OwnerView>,
    /// Labels and addresses of its tags.
    pub tags: Vec<TagLinkView>,
    /// Labels of those whom it is for; empty for everyone.
    pub audience: Vec<String>,
    /// First written.
    pub created: Option<DayView>,
    /// Last changed.
    pub updated: Option<DayView>,
    /// Last reviewed.
    pub reviewed: Option<DayView>,
    /// The day by which it should be reviewed again.
    pub review_due: Option<DayView>,
    /// Whether that day is over.
    pub overdue: bool,
    /// The original, when this is a translation and readers may want it.
    pub original: Option<AlternateView>,
    /// What this was translated from, where that has changed since.
    pub outdated: Option<AlternateView>,
    /// How far the translation is, as its front matter says.
    pub translation_state: Option<String>,
    /// Minutes that reading takes, at least one.
    pub minutes: u32,
    /// Words of prose.
    pub words: u32,
    /// The page before it in reading order.
    pub previous: Option<LinkView>,
    /// The page after it.
    pub next: Option<LinkView>,
    /// Articles on the same matter, best first.
    pub related: Vec<LinkView>,
    /// Where it can be edited.
    pub edit_url: Option<String>,
    /// Its source text, published beside it.
    pub source_url: Option<String>,
    /// Where readers can say what they think of it.
    pub feedback_url: Option<String>,
    /// `extra` of its front matter.
    pub extra: serde_json::Value,
}

/// A heading of the table of contents.
#[derive(Debug, Clone, Serialize)]
pub struct HeadingView {
    /// 2 to 6.
    pub level: u8,
    /// Its id.
    pub id: String,
    /// Its text.
    pub text: String,
    /// How many levels it lies below the first heading's: 0, 1, …
    pub depth: u8,
    /// Whether deeper headings follow, which are listed in it.
    pub opens: bool,
    /// How many lists end after it.
    pub closes: u8,
}

/// An owner.
#[derive(Debug, Clone, Serialize)]
pub struct OwnerView {
    /// Name in the reader's language.
    pub name: String,
    /// Where to reach them: their page, else their mail address as `mailto:`.
    pub url: Option<String>,
}

/// A tag on a page.
#[derive(Debug, Clone, Serialize)]
pub struct TagLinkView {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Address of the tag's page.
    pub url: String,
}

/// `section`: what is in a section or home.
#[derive(Debug, Clone, Serialize)]
pub struct SectionView {
    /// Sections directly in it.
    pub sections: Vec<LinkView>,
    /// Articles directly in it.
    pub articles: Vec<LinkView>,
    /// On homes: what changed last in all of the language, latest first.
    pub latest: Vec<LinkView>,
    /// Address of its print edition; `none` where there is none.
    pub print_url: Option<String>,
    /// Address of its Atom feed, on sections that have one.
    pub feed_url: Option<String>,
}

/// `tag`: a tag's page.
#[derive(Debug, Clone, Serialize)]
pub struct TagView {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// What carries it.
    pub articles: Vec<LinkView>,
    /// Address of its Atom feed; `none` where there is none.
    pub feed_url: Option<String>,
}

/// One of `tags`, on the list of tags.
#[derive(Debug, Clone, Serialize)]
pub struct TagCountView {
    /// Id.
    pub id: String,
    /// Label.
    pub label: String,
    /// Address.
    pub url: String,
    /// How many articles carry it.
    pub articles: usize,
}

/// A line of `nav`. The tree is flat, so that templates can write nested lists without
/// calling themselves: after a line either a list opens, or `closes` lists end.
#[derive(Debug, Clone, Serialize)]
pub struct NavLineView {
    /// Address.
    pub url: String,
    /// Title.
    pub title: String,
    /// The language of the title, where it is not the reader's.
    pub lang: Option<LanguageView>,
    /// Whether it is a section.
    pub section: bool,
    /// Whether the page lies in this section.
    pub open: bool,
    /// Usually 0. Otherwise the line stands for this many articles of the section that are not
    /// listed, and leads to the section's page.
    pub more: usize,
    /// Whether a list of what is in it follows.
    pub opens: bool,
    /// How many lists end after it.
    pub closes: usize,
}
