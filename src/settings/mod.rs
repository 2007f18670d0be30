//! `site.toml`, checked.
//!
//! [`Settings`] is what the other stages know about the site as a whole. Every key of the
//! file is documented in `docs/content/configuration.md`.

mod audiences;
mod base_url;
mod checks;
mod interval;
mod labels;
mod languages;
mod lexicons;
mod part;
mod read;
mod terms;
#[cfg(test)]
pub mod testing;

use std::collections::BTreeMap;

use jiff::civil::Date;

pub use base_url::BaseUrl;
pub use interval::Interval;
pub use lexicons::LexiconFiles;
pub use part::Part;
pub use read::{FILE, read};
pub use terms::FILE as TERMS_FILE;

use crate::diag::{Code, Place, Severity};
use crate::key::Keyed;
use crate::language::{Direction, Lang};
use crate::notation::Located;

/// The JSON Schema of `site.toml`, as `vade schema site` prints it.
pub const SCHEMA: &str = include_str!("site.schema.json");

/// The JSON Schema of `terms.toml`.
pub const TERMS_SCHEMA: &str = include_str!("terms.schema.json");

/// The settings of a site.
#[derive(Debug, Clone, Hash)]
pub struct Settings {
    /// Where the site is published.
    pub base_url: BaseUrl,
    /// Where `site.toml` says that it is, in a build for another place: links are written for it.
    pub usual_base_url: Option<BaseUrl>,
    /// The languages, in the order of `site.toml`. Never empty.
    pub languages: Vec<Language>,
    /// Read first where nothing else decides; one of `languages`.
    pub default_language: Lang,
    /// Whose files this build makes.
    pub part: Part,
    /// Whether addresses and content folders begin with the language. Only a site of one
    /// language whose folder isn't there does without.
    pub prefixed: bool,
    /// The folder below `themes/`.
    pub theme: String,
    /// People and teams by id.
    pub owners: BTreeMap<String, Owner>,
    /// Labels of tags: id, then language.
    pub tags: BTreeMap<String, BTreeMap<Lang, String>>,
    /// Labels of audiences: id, then language.
    pub audiences: BTreeMap<String, BTreeMap<Lang, String>>,
    /// Who a build without `--audience` is for; empty means: only what is for everyone.
    pub default_audience: Vec<String>,
    /// What readers of a language get where a translation is missing.
    pub missing_translation: MissingTranslation,
    /// How the body of an article is read.
    pub markdown: Keyed<Markdown>,
    /// Review interval by section path (`""` for all), where an article names none.
    pub review_every: BTreeMap<String, Interval>,
    /// Severities that differ from the codes' own; `None` switches a check off.
    pub checks: BTreeMap<Code, Option<Severity>>,
    /// Front-matter keys that need no warning.
    pub known_keys: Vec<String>,
    /// Old addresses and where they lead, from `[redirects]`; site-absolute paths.
    pub redirects: BTreeMap<String, Forward>,
    /// `[feeds]`.
    pub feeds: Feeds,
    /// `[output]`.
    pub output: OutputSettings,
    /// `[navigation]`.
    pub navigation: Navigation,
    /// Search settings by language, synonyms included.
    pub search: SearchSettings,
    /// `[extra]`: anything, for templates.
    pub extra: serde_json::Value,
    /// Where "edit this page" leads: the address up to the source's path. Empty: nowhere.
    pub edit_url: String,
    /// Where "say what you think of this page" leads, with `{url}`, `{title}`, `{id}`, `{lang}`
    /// and `{path}` to be filled in. Empty: nowhere.
    pub feedback_url: String,
    /// The id of the article whose definitions are explained in all others.
    pub glossary: Option<Located<String>>,
    /// What the page of terms is called, where `terms.toml` has terms.
    pub glossary_titles: BTreeMap<Lang, String>,
    /// The terms of `terms.toml` that are for the readers of the build.
    pub terms: Vec<Term>,
    /// `[theme_options]`: values for what the theme declares, checked when the theme is read.
    pub theme_options: Vec<ThemeOption>,
}

/// Where an old address of `[redirects]` leads.
#[derive(Debug, Clone, Hash)]
pub struct Forward {
    /// An address of this site or another's.
    pub target: Located<String>,
    /// Where the old address stands.
    pub at: Place,
}

/// A term of the site.
#[derive(Debug, Clone, Hash)]
pub struct Term {
    /// Its name in `terms.toml`.
    pub id: String,
    /// Whom it is for; empty means everyone.
    pub audience: Vec<Located<String>>,
    /// What it is called and means, by language.
    pub wordings: BTreeMap<Lang, Wording>,
}

/// A term in one language.
#[derive(Debug, Clone, Hash)]
pub struct Wording {
    /// What it is called.
    pub term: String,
    /// What it means, in Markdown; may be empty.
    pub definition: String,
    /// What else it is called.
    pub synonyms: Vec<String>,
    /// What it should not be called.
    pub avoid: Vec<Avoided>,
}

/// A word that is not to be used.
#[derive(Debug, Clone, Hash)]
pub struct Avoided {
    /// The word, or several.
    pub form: String,
    /// Why not.
    pub reason: Option<String>,
}

/// A key of `[theme_options]`.
#[derive(Debug, Clone, Hash)]
pub struct ThemeOption {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: serde_json::Value,
    /// Where its name stands.
    pub name_at: Place,
    /// Where its value stands.
    pub value_at: Place,
}

/// One language of the site, with every text setting resolved for it.
#[derive(Debug, Clone, Hash)]
pub struct Language {
    /// Its tag.
    pub tag: Lang,
    /// Its name in itself (`Slovenčina`).
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: Direction,
    /// The site's title in it.
    pub title: String,
    /// What the site is about, in it.
    pub description: String,
    /// A date pattern that overrides CLDR's (`d. MMMM y` style is not parsed: see docs).
    pub date_pattern: Option<String>,
}

/// A person or team.
#[derive(Debug, Clone, Hash)]
pub struct Owner {
    /// Default name.
    pub name: String,
    /// Names by language.
    pub names: BTreeMap<Lang, String>,
    /// Mail address.
    pub email: Option<String>,
    /// A page about them.
    pub url: Option<String>,
}

/// What a missing translation does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingTranslation {
    /// The page is shown in a language it has, with a notice.
    Fallback,
    /// There is no page.
    Omit,
}

/// How Markdown is read.
#[derive(Debug, Clone, Hash, PartialEq, Eq)]
pub struct Markdown {
    /// Straight quotes and double hyphens become typographic ones.
    pub smart_punctuation: bool,
    /// Raw HTML passes; otherwise it is shown as text.
    pub raw_html: bool,
    /// Web and mail addresses in running text become links.
    pub autolinks: bool,
    /// What becomes of the colours of code.
    pub highlight: Highlight,
    /// Deepest heading level in the table of contents.
    pub toc_depth: u8,
}

/// What becomes of the colours of code.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Highlight {
    /// Code gets them.
    Colours,
    /// Only languages that have none are told of: nobody is going to look at the code.
    Names,
    /// Nobody wants them.
    Off,
}

impl Default for Markdown {
    fn default() -> Self {
        Self {
            smart_punctuation: false,
            raw_html: true,
            autolinks: true,
            highlight: Highlight::Colours,
            toc_depth: 3,
        }
    }
}

/// `[feeds]`.
#[derive(Debug, Clone, Hash)]
pub struct Feeds {
    /// Whether there are any.
    pub enabled: bool,
    /// Most entries in one.
    pub limit: usize,
    /// Whether sections have feeds of their own.
    pub sections: bool,
    /// Whether tags have feeds of their own.
    pub tags: bool,
}

/// `[output]`.
#[derive(Debug, Clone, Hash)]
pub struct OutputSettings {
    /// Whether each page's source text is published beside it as `index.md`.
    pub source_copies: bool,
    /// Whether there are print editions.
    pub print: bool,
    /// Whether each language has a page that says how fresh every article is.
    pub status_page: bool,
    /// Whether there are files that say when what is to be reviewed, if anything is.
    pub reviews: bool,
    /// In which forms old addresses lead to new ones.
    pub redirects: Vec<RedirectForm>,
    /// Whether there is a `_headers` for hosts that read it.
    pub headers: bool,
    /// Whether readers can keep all pages of a language on their device.
    pub offline: bool,
}

/// A form in which old addresses lead to new ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RedirectForm {
    /// Pages that send readers on, for any web server.
    Pages,
    /// `_redirects`, as Netlify and Cloudflare Pages read it.
    Netlify,
    /// A map for nginx.
    Nginx,
    /// Rules for Apache's mod_rewrite.
    Apache,
}

/// `[navigation]`.
#[derive(Debug, Clone, Hash)]
pub struct Navigation {
    /// Top-level sections in this order before all others (which follow by weight and title).
    pub sections: Vec<Located<String>>,
}

/// `[search]`.
#[derive(Debug, Clone, Default, Hash)]
pub struct SearchSettings {
    /// Whether there is an index.
    pub enabled: bool,
    /// Groups of words that mean the same, by language.
    pub synonyms: BTreeMap<Lang, Vec<Vec<String>>>,
    /// Words that weigh nothing, by language.
    pub stop_words: BTreeMap<Lang, Vec<String>>,
    /// Word families (forms that belong together), by language.
    pub families: BTreeMap<Lang, Vec<Vec<String>>>,
    /// The files of lexicons, by language.
    pub lexicons: BTreeMap<Lang, Keyed<LexiconFiles>>,
}

/// What a build is asked for, beside the files: the only inputs that are not in the tree.
#[derive(Debug, Clone, Hash)]
pub struct Mode {
    /// Whether drafts and pages that are not yet published are built.
    pub drafts: Drafts,
    /// `--audience`; `None` means the site's `default_audience`.
    pub audience: Option<Vec<String>>,
    /// The day of the build: what is published, expired and overdue on it.
    pub as_of: Date,
    /// Overrides `base_url`.
    pub base_url: Option<BaseUrl>,
    /// Whose files are made.
    pub part: Part,
}

impl Mode {
    /// What a build makes on a day where nothing else is asked for.
    pub const fn on(as_of: Date) -> Self {
        Self { drafts: Drafts::Hidden, audience: None, as_of, base_url: None, part: Part::Whole }
    }
}

/// Whether drafts are built.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Drafts {
    /// Left out, everywhere.
    Hidden,
    /// Built and marked.
    Shown,
}

#[cfg(test)]
mod tests;
