//! `site.toml` into [`Settings`].
//!
//! The steps: the file as a table, the languages (everything else is given per language), the
//! rest key by key, then what nobody asked for. All problems are reported at once, and what
//! is wrong gets a value that the build can go on with, so that articles are checked too.

use std::collections::BTreeMap;

use super::checks::checks;
use super::labels::{Labels, labels, owners};
use super::languages::{self, Languages};
use super::{
    BaseUrl, Feeds, Forward, Highlight, Interval, Markdown, MissingTranslation, Mode, Navigation,
    OutputSettings, RedirectForm, SearchSettings, Settings, ThemeOption,
};
use crate::diag::{Checked, Code, Diagnostic, Place, nearest, text_of};
use crate::key::Keyed;
use crate::language::Lang;
use crate::notation::{self, Entry, Fields, Located, Origin, address};
use crate::path::SitePath;
use crate::source::Tree;

/// Where the settings are.
pub const FILE: &str = "site.toml";

/// Entries of a feed unless the site says otherwise: some weeks of a lively handbook.
const FEED_ENTRIES: usize = 20;

/// Reads the settings of the site; `None` where they are missing or cannot be read at all.
pub fn read(tree: &Tree, mode: &Mode) -> Checked<Option<Settings>> {
    let mut notes = Vec::new();
    let file = SitePath::new(FILE).expect("a plain name is a path");
    let Some(source) = tree.get(&file) else { return Checked::new(None, vec![missing()]) };
    // What cannot be read was reported when the tree was made.
    let Some(bytes) = source.bytes() else { return Checked::clean(None) };
    let Some(text) = text_of(&file, bytes, &mut notes) else { return Checked::new(None, notes) };
    let origin = Origin { file: &file, text };
    let Some(table) = notation::toml_file(origin).unpack(&mut notes) else {
        return Checked::new(None, notes);
    };
    let mut unknown = Vec::new();
    let mut settings = settings(Fields::new(origin, &table, &mut notes), &mut unknown, tree, mode);
    notes.extend(super::terms::read(tree, &mut settings, mode));
    notes.extend(super::lexicons::read(tree, &mut settings));
    notes.extend(unknown.iter().map(|name| unknown_key(&file, name)));
    Checked::new(Some(settings), notes)
}

fn missing() -> Diagnostic {
    Diagnostic::nowhere(Code::MissingSettings, "there is no site.toml in this folder").help(
        "`vade init` makes a new site; for a folder of Markdown, two lines are enough: \
         `title = \"My handbook\"` and `base_url = \"https://handbook.example.org/\"`",
    )
}

/// Keys that nobody knows, for one report at the end.
type Unknown = Vec<Located<String>>;

fn settings(mut fields: Fields<'_, '_>, unknown: &mut Unknown, tree: &Tree, mode: &Mode) -> Settings {
    let (base_url, usual_base_url) = base_url(&mut fields, mode);
    let Languages { languages, default_language, prefixed } = languages::read(&mut fields, tree, unknown);
    let tags: Vec<Lang> = languages.iter().map(|language| language.tag.clone()).collect();
    let names = Labels { languages: &tags, default_language: &default_language };
    let settings = Settings {
        base_url,
        usual_base_url,
        theme: fields.text("theme").unwrap_or_else(|| "default".to_owned()),
        owners: owners(&mut fields, &names, unknown),
        tags: labels(&mut fields, "tags", &names),
        audiences: labels(&mut fields, "audiences", &names),
        default_audience: fields.words("default_audience").unwrap_or_default(),
        missing_translation: policies(&mut fields, unknown),
        markdown: Keyed::new(markdown(&mut fields, unknown)),
        review_every: reviews(&mut fields, unknown),
        checks: checks(&mut fields),
        known_keys: known_keys(&mut fields, unknown),
        redirects: redirects(&mut fields),
        feeds: feeds(&mut fields, unknown),
        output: output(&mut fields, unknown),
        navigation: navigation(&mut fields, unknown),
        search: search(&mut fields, &names, unknown),
        extra: fields.anything("extra"),
        edit_url: edit_url(&mut fields),
        feedback_url: feedback_url(&mut fields),
        glossary: fields.located("glossary"),
        glossary_titles: BTreeMap::new(),
        terms: Vec::new(),
        theme_options: theme_options(&mut fields),
        languages,
        default_language,
        part: mode.part.clone(),
        prefixed,
    };
    check_default_audience(&mut fields, &settings);
    check_asked_audience(&mut fields, &settings, mode);
    unknown.extend(fields.finish());
    settings
}

/// `base_url`, checked even where the command line has another, and the one that it then stands for.
fn base_url(fields: &mut Fields<'_, '_>, mode: &Mode) -> (BaseUrl, Option<BaseUrl>) {
    let written = fields.located("base_url");
    let parsed = written.as_ref().map(|text| BaseUrl::parse(&text.value));
    match (&written, &parsed) {
        (Some(text), Some(Err(flaw))) => {
            let message = format!("`{}` is not the address of a site", text.value);
            fields.note(Code::InvalidBaseUrl, &text.range(), message, |problem| {
                problem.label(*flaw).help("write all of it: `https://handbook.example.org/`")
            });
        }
        (None, _) if mode.base_url.is_none() => {
            let help =
                "add the address that the site will have: `base_url = \"https://handbook.example.org/\"`";
            fields.missing("base_url", help);
        }
        _ => {}
    }
    let fallback = || BaseUrl { origin: "https://example.org".to_owned(), path: "/".to_owned() };
    let written = parsed.and_then(Result::ok);
    match &mode.base_url {
        Some(other) => (other.clone(), written.filter(|written| written != other)),
        None => (written.unwrap_or_else(fallback), None),
    }
}

fn policies(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> MissingTranslation {
    let policies = [("fallback", MissingTranslation::Fallback), ("omit", MissingTranslation::Omit)];
    let Some(mut table) = fields.table("policies") else { return MissingTranslation::Fallback };
    let policy = table.choice("missing_translation", &policies);
    unknown.extend(table.finish());
    policy.unwrap_or(MissingTranslation::Fallback)
}

fn markdown(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> Markdown {
    let default = Markdown::default();
    let Some(mut table) = fields.table("markdown") else { return default };
    let depth = table.integer("toc_depth", 1..=6).and_then(|depth| u8::try_from(depth).ok());
    let markdown = Markdown {
        smart_punctuation: table.flag("smart_punctuation").unwrap_or(default.smart_punctuation),
        raw_html: table.flag("raw_html").unwrap_or(default.raw_html),
        autolinks: table.flag("autolinks").unwrap_or(default.autolinks),
        highlight: if table.flag("highlight") == Some(false) { Highlight::Off } else { default.highlight },
        toc_depth: depth.unwrap_or(default.toc_depth),
    };
    unknown.extend(table.finish());
    markdown
}

fn reviews(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> BTreeMap<String, Interval> {
    let mut reviews = BTreeMap::new();
    let Some(mut table) = fields.table("reviews") else { return reviews };
    let every = table.parsed("every", Interval::parse, "an interval", Interval::EXAMPLES);
    reviews.extend(every.map(|every| (String::new(), every)));
    if let Some(mut sections) = table.table("sections") {
        for entry in sections.entries() {
            let every = sections.parsed_of(entry, Interval::parse, "an interval", Interval::EXAMPLES);
            reviews.extend(every.map(|every| (entry.0.text.trim_matches('/').to_owned(), every)));
        }
    }
    unknown.extend(table.finish());
    reviews
}

fn known_keys(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> Vec<String> {
    let Some(mut table) = fields.table("front_matter") else { return Vec::new() };
    let allowed = table.words("allow").unwrap_or_default();
    unknown.extend(table.finish());
    allowed
}

fn redirects(fields: &mut Fields<'_, '_>) -> BTreeMap<String, Forward> {
    let mut redirects = BTreeMap::new();
    let Some(mut table) = fields.table("redirects") else { return redirects };
    let file = SitePath::new(FILE).expect("a plain name is a path");
    for entry in table.entries() {
        let Some(target) = table.text_of(entry) else { continue };
        let from = address::path(&entry.0.text);
        if let Err(flaw) = &from {
            let message = format!("`{}` cannot be an address of this site", entry.0.text);
            table.note(Code::InvalidSlug, &entry.0.bytes, message, |problem| problem.label(*flaw));
        } else if !entry.0.text.starts_with('/') {
            let message = format!("the address `{}` does not begin with a slash", entry.0.text);
            table.note(Code::InvalidSlug, &entry.0.bytes, message, |problem| {
                problem.label("an old address").help("write it from the root of the site: `/en/old-page/`")
            });
        }
        if !is_address(&target) && !target.starts_with('/') {
            table.wrong(entry, "an address", "write `/en/new-page/`, or an address with `https://`");
        } else if let Ok(from) = from {
            let at = Place::new(&file, entry.0.bytes.clone());
            redirects.insert(from, Forward { target: Located::new(target, &entry.1.bytes), at });
        }
    }
    redirects
}

fn is_address(text: &str) -> bool {
    text.starts_with("https://") || text.starts_with("http://")
}

fn feeds(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> Feeds {
    let mut feeds = Feeds { enabled: true, limit: FEED_ENTRIES, sections: true, tags: true };
    let Some(mut table) = fields.table("feeds") else { return feeds };
    feeds.enabled = table.flag("enabled").unwrap_or(true);
    let limit = table.integer("limit", 1..=1000).and_then(|limit| usize::try_from(limit).ok());
    feeds.limit = limit.unwrap_or(feeds.limit);
    feeds.sections = table.flag("sections").unwrap_or(true);
    feeds.tags = table.flag("tags").unwrap_or(true);
    unknown.extend(table.finish());
    feeds
}

fn output(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> OutputSettings {
    let mut output = OutputSettings {
        source_copies: true,
        print: true,
        status_page: false,
        reviews: true,
        redirects: vec![RedirectForm::Pages],
        headers: false,
        offline: false,
    };
    let Some(mut table) = fields.table("output") else { return output };
    output.source_copies = table.flag("source_copies").unwrap_or(true);
    output.print = table.flag("print").unwrap_or(true);
    output.status_page = table.flag("status_page").unwrap_or(false);
    output.reviews = table.flag("reviews").unwrap_or(true);
    output.redirects = redirect_forms(&mut table).unwrap_or(output.redirects);
    output.headers = table.flag("headers").unwrap_or(false);
    output.offline = table.flag("offline").unwrap_or(false);
    unknown.extend(table.finish());
    output
}

/// The forms of redirects that the site wants; none at all where the list is empty.
fn redirect_forms(table: &mut Fields<'_, '_>) -> Option<Vec<RedirectForm>> {
    const FORMS: [(&str, RedirectForm); 4] = [
        ("pages", RedirectForm::Pages),
        ("netlify", RedirectForm::Netlify),
        ("nginx", RedirectForm::Nginx),
        ("apache", RedirectForm::Apache),
    ];
    let named = table.texts("redirects")?;
    let form =
        |text: &Located<String>| FORMS.iter().find(|(name, _)| *name == text.value).map(|(_, form)| *form);
    if let Some(wrong) = named.iter().find(|text| form(text).is_none()) {
        let message = format!("`{}` is no form of redirects", wrong.value);
        let help = "there are pages, netlify (also for Cloudflare Pages), nginx, apache";
        table.note(Code::WrongType, &wrong.range(), message, |problem| problem.help(help));
    }
    Some(named.iter().filter_map(form).collect())
}

fn navigation(fields: &mut Fields<'_, '_>, unknown: &mut Unknown) -> Navigation {
    let Some(mut table) = fields.table("navigation") else { return Navigation { sections: Vec::new() } };
    let sections = table.texts("sections").unwrap_or_default();
    unknown.extend(table.finish());
    let trimmed = |section: &Located<String>| section.with(section.value.trim_matches('/').to_owned());
    Navigation { sections: sections.iter().map(trimmed).collect() }
}

fn search(fields: &mut Fields<'_, '_>, names: &Labels<'_>, unknown: &mut Unknown) -> SearchSettings {
    let Some(mut table) = fields.table("search") else {
        return SearchSettings { enabled: true, ..SearchSettings::default() };
    };
    let settings = SearchSettings {
        enabled: table.flag("enabled").unwrap_or(true),
        synonyms: names.by_language(table.table("synonyms"), |fields, entry| fields.groups_of(entry)),
        families: names.by_language(table.table("families"), |fields, entry| fields.groups_of(entry)),
        lexicons: BTreeMap::new(),
        stop_words: names.by_language(table.table("stop_words"), |fields, entry| {
            Some(fields.texts_of(entry)?.into_iter().map(|word| word.value).collect())
        }),
    };
    unknown.extend(table.finish());
    settings
}

fn edit_url(fields: &mut Fields<'_, '_>) -> String {
    let Some(entry) = fields.entry("edit_url") else { return String::new() };
    let Some(url) = fields.text_of(entry) else { return String::new() };
    if !is_address(&url) {
        let help = "write what comes before `content/…`: `https://github.com/example/handbook/edit/main/`";
        fields.wrong(entry, "an address", help);
        return String::new();
    }
    // A path may follow a parameter just as well: `…?file=`.
    if url.ends_with(['/', '=']) { url } else { url + "/" }
}

fn feedback_url(fields: &mut Fields<'_, '_>) -> String {
    let Some(entry) = fields.entry("feedback_url") else { return String::new() };
    let Some(url) = fields.text_of(entry) else { return String::new() };
    if !is_address(&url) && !url.starts_with("mailto:") {
        let help = "write `https://example.org/feedback?page={url}`, or `mailto:` and an address";
        fields.wrong(entry, "an address", help);
        return String::new();
    }
    url
}

/// `[theme_options]`: only the theme knows which there are.
fn theme_options(fields: &mut Fields<'_, '_>) -> Vec<ThemeOption> {
    let Some(table) = fields.table("theme_options") else { return Vec::new() };
    let file = SitePath::new(FILE).expect("a plain name is a path");
    let option = |(name, node): &Entry| ThemeOption {
        name: name.text.clone(),
        value: node.to_json(),
        name_at: Place::new(&file, name.bytes.clone()),
        value_at: Place::new(&file, node.bytes.clone()),
    };
    table.entries().iter().map(option).collect()
}

fn check_default_audience(fields: &mut Fields<'_, '_>, settings: &Settings) {
    if settings.audiences.is_empty() {
        return;
    }
    for audience in fields.texts("default_audience").unwrap_or_default() {
        if !settings.audiences.contains_key(&audience.value) {
            let message = format!("there is no audience `{}`", audience.value);
            let known = settings.audiences.keys().map(String::as_str);
            let help = match nearest(&audience.value, known) {
                Some(meant) => format!("did you mean `{meant}`?"),
                None => format!("add `[audiences.{}]`", audience.value),
            };
            fields.note(Code::UnknownAudience, &audience.range(), message, |problem| {
                problem.label("not in `[audiences]`").help(help)
            });
        }
    }
}

/// Complains about an audience of the command line that nobody knows: what was meant for somebody
/// would be left out without a word. Commands refuse such a name before they begin; this is for
/// a preview whose `site.toml` has changed since.
fn check_asked_audience(fields: &mut Fields<'_, '_>, settings: &Settings, mode: &Mode) {
    let known = &settings.audiences;
    for name in settings.unknown_audiences(mode) {
        let near = nearest(name, known.keys().map(String::as_str));
        let names: Vec<&str> = known.keys().map(String::as_str).collect();
        let help = near
            .map_or_else(|| format!("there are {}", names.join(", ")), |near| format!("`{near}` is close"));
        let problem =
            Diagnostic::nowhere(Code::UnknownAudience, format!("there is no audience `{name}` to build for"));
        fields.push(problem.help(help));
    }
}

/// Keys that may stand at the top of the file only, for those who write them below a table.
const TOP_LEVEL: [&str; 9] = [
    "title",
    "description",
    "base_url",
    "default_language",
    "theme",
    "default_audience",
    "edit_url",
    "feedback_url",
    "glossary",
];

fn unknown_key(file: &SitePath, name: &Located<String>) -> Diagnostic {
    let last = name.value.rsplit('.').next().unwrap_or_default();
    let help = if name.value.contains('.') && TOP_LEVEL.contains(&last) {
        format!("if this is the site's `{last}`, move it up, above the first line in brackets")
    } else {
        "docs/content/configuration.md lists all keys; your own go into `[extra]`".to_owned()
    };
    Diagnostic::new(Code::UnknownKey, Place::of(file, &name.bytes), format!("nothing reads `{}`", name.value))
        .label("unknown key")
        .help(help)
}
