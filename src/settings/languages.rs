//! The languages of a site: what `site.toml` lists, and what the folders say.

use std::collections::BTreeMap;

use super::Language;
use crate::diag::{Code, Diagnostic, Place};
use crate::language::{Direction, Lang, date_fields, unknown_date_field};
use crate::notation::{Entry, Fields, Located, Value};
use crate::path::SitePath;
use crate::source::Tree;

/// The language of a site that names none.
const UNNAMED: &str = "en";

/// Stands in for a missing title, so that the rest can be checked.
const UNTITLED: &str = "Untitled";

/// What to do about articles elsewhere.
const BELOW: &str = "in a site with language folders, articles lie in those of their language: content/en/…";

/// What the languages are.
pub(super) struct Languages {
    /// In the order of the file; never empty.
    pub languages: Vec<Language>,
    /// One of them.
    pub default_language: Lang,
    /// Whether addresses begin with the language.
    pub prefixed: bool,
}

/// Texts that a language has unless it brings its own.
struct Common {
    title: Option<String>,
    description: String,
}

/// Reads the languages, their titles included, and compares them with the folders.
pub(super) fn read(
    fields: &mut Fields<'_, '_>,
    tree: &Tree,
    unknown: &mut Vec<Located<String>>,
) -> Languages {
    let common =
        Common { title: fields.text("title"), description: fields.text("description").unwrap_or_default() };
    let wanted = default_language(fields);
    let mut languages = listed(fields, &common, unknown);
    if languages.is_empty() {
        let tag = wanted.as_ref().map(|lang| lang.value.clone()).or_else(|| Lang::new(UNNAMED));
        languages.extend(tag.map(|tag| Language::of(tag, &common)));
    }
    if languages.iter().any(|language| language.title.is_empty()) {
        fields.missing("title", "add the name of the site as the first line: `title = \"My handbook\"`");
    }
    for language in languages.iter_mut().filter(|language| language.title.is_empty()) {
        language.title = UNTITLED.to_owned();
    }
    let default_language = chosen(fields, wanted, &languages);
    let folders = Folders::of(tree);
    let prefixed = languages.len() > 1 || languages.iter().any(|language| folders.have(&language.tag));
    folders.check(fields, &languages, prefixed);
    Languages { languages, default_language, prefixed }
}

impl Language {
    fn of(tag: Lang, common: &Common) -> Self {
        Self {
            name: tag.autonym().to_owned(),
            direction: tag.direction(),
            title: common.title.clone().unwrap_or_default(),
            description: common.description.clone(),
            date_pattern: None,
            tag,
        }
    }
}

/// `languages = ["en", "sk"]`, or a table for each.
fn listed<'a>(
    fields: &mut Fields<'a, '_>,
    common: &Common,
    unknown: &mut Vec<Located<String>>,
) -> Vec<Language> {
    let Some(entry) = fields.entry("languages") else { return Vec::new() };
    let mut languages: Vec<Language> = Vec::new();
    if !matches!(entry.1.value, Value::Table(_)) {
        for text in fields.texts_of(entry).unwrap_or_default() {
            if let Some(tag) = new_tag(fields, &text, &languages) {
                languages.push(Language::of(tag, common));
            }
        }
        return languages;
    }
    let Some(mut table) = fields.table_of(entry) else { return languages };
    for entry in table.entries() {
        let text = Located::new(entry.0.text.clone(), &entry.0.bytes);
        if let Some(tag) = new_tag(&mut table, &text, &languages) {
            languages.push(language(&mut table, entry, tag, common, unknown));
        }
    }
    languages
}

fn language<'a>(
    table: &mut Fields<'a, '_>,
    entry: &'a Entry,
    tag: Lang,
    common: &Common,
    unknown: &mut Vec<Located<String>>,
) -> Language {
    let mut language = Language::of(tag, common);
    // A language's table may be empty, but `sk = "Slovak"` most likely means its name.
    let Some(mut fields) = table.table_of(entry) else { return language };
    let directions = [("ltr", Direction::Ltr), ("rtl", Direction::Rtl)];
    language.name = fields.text("name").unwrap_or(language.name);
    language.title = fields.text("title").unwrap_or(language.title);
    language.description = fields.text("description").unwrap_or(language.description);
    language.direction = fields.choice("direction", &directions).unwrap_or(language.direction);
    language.date_pattern = date_pattern(&mut fields);
    unknown.extend(fields.finish());
    language
}

fn date_pattern(fields: &mut Fields<'_, '_>) -> Option<String> {
    let entry = fields.entry("date_pattern")?;
    let pattern = fields.text_of(entry)?;
    if let Some(field) = unknown_date_field(&pattern) {
        let names: Vec<String> = date_fields().map(|name| format!("`{{{name}}}`")).collect();
        let message = format!("there is no `{{{field}}}` in a date");
        let help = format!("a pattern may hold {}", names.join(", "));
        fields.note(Code::WrongType, &entry.1.bytes, message, |problem| {
            problem.label("this pattern").help(help)
        });
        return None;
    }
    Some(pattern)
}

/// The tag that `text` is; reported where it is none, or one that is there already.
fn new_tag(fields: &mut Fields<'_, '_>, text: &Located<String>, known: &[Language]) -> Option<Lang> {
    let tag = tag(fields, text)?;
    if known.iter().any(|language| language.tag == tag) {
        let message = format!("the language `{tag}` is listed twice");
        fields.note(Code::UnknownLanguage, &text.range(), message, |problem| {
            problem.label("listed before, in another spelling").help("remove one of the two")
        });
        return None;
    }
    Some(tag)
}

fn tag(fields: &mut Fields<'_, '_>, text: &Located<String>) -> Option<Lang> {
    let tag = Lang::new(&text.value);
    if tag.is_none() {
        let help = match Lang::called(&text.value) {
            Some(lang) => format!("the tag of {} is `{lang}`", lang.english_name()),
            None => "write a tag of BCP 47, such as `sk`, `pt-BR` or `zh-Hans`".to_owned(),
        };
        fields.note(
            Code::UnknownLanguage,
            &text.range(),
            format!("`{}` is not a language tag", text.value),
            |problem| problem.label("not of the form of BCP 47").help(help),
        );
    }
    tag
}

fn default_language(fields: &mut Fields<'_, '_>) -> Option<Located<Lang>> {
    let text = fields.located("default_language")?;
    tag(fields, &text).map(|lang| text.with(lang))
}

/// The default language, if it is one of the site's; else the first.
fn chosen(fields: &mut Fields<'_, '_>, wanted: Option<Located<Lang>>, languages: &[Language]) -> Lang {
    let first = languages[0].tag.clone();
    let Some(wanted) = wanted else { return first };
    if languages.iter().any(|language| language.tag == wanted.value) {
        return wanted.value;
    }
    let message = format!("`{}` is not a language of this site", wanted.value);
    let help = format!("add `[languages.{}]`, or choose another, such as `{first}`", wanted.value);
    fields.note(Code::UnknownLanguage, &wanted.range(), message, |problem| {
        problem.label("not in `[languages]`").help(help)
    });
    first
}

/// The folders directly below `content/`.
struct Folders<'a> {
    /// Those with articles in them, each with the first.
    first: BTreeMap<&'a str, &'a SitePath>,
    /// Articles beside them.
    beside: Vec<&'a SitePath>,
}

impl<'a> Folders<'a> {
    fn of(tree: &'a Tree) -> Self {
        let mut folders = Self { first: BTreeMap::new(), beside: Vec::new() };
        for file in tree.below("content").filter(|file| file.path.extension() == "md") {
            match file.path.below("content").and_then(|path| path.split_once('/')) {
                Some((folder, _)) if folder.starts_with(['_', '.']) => {}
                Some((folder, _)) => {
                    folders.first.entry(folder).or_insert(&file.path);
                }
                None => folders.beside.push(&file.path),
            }
        }
        folders
    }

    fn have(&self, lang: &Lang) -> bool {
        self.first.keys().any(|folder| Lang::new(folder).as_ref() == Some(lang))
    }

    /// Reports folders of languages that are not listed. In a site without language folders a
    /// section may well be called `it` or `hr`; only where all there is looks like languages,
    /// that is what it must be.
    fn check(&self, fields: &mut Fields<'_, '_>, languages: &[Language], prefixed: bool) {
        let known = |folder: &str| Lang::new(folder).is_some_and(|lang| lang.is_known());
        let looks_prefixed = self.beside.is_empty() && self.first.keys().all(|folder| known(folder));
        if !prefixed && !looks_prefixed {
            return;
        }
        // A README may well explain the folder to those who look into it.
        for article in self.beside.iter().filter(|article| article.file_name() != "README.md") {
            let message = format!("{article} is in no language");
            fields.push(Diagnostic::new(Code::UnknownLanguage, Place::file(article), message).help(BELOW));
        }
        let missing = |folder: &str| {
            let lang = Lang::new(folder);
            !languages.iter().any(|language| Some(&language.tag) == lang.as_ref())
        };
        let unlisted: Vec<_> = self.first.iter().filter(|(folder, _)| missing(folder)).collect();
        if unlisted.len() > 1 && !fields.has("languages") && unlisted.iter().all(|(folder, _)| known(folder))
        {
            fields.push(none_listed(self.first.keys()));
            return;
        }
        let tables = fields
            .entries()
            .iter()
            .any(|(name, node)| name.text == "languages" && matches!(node.value, Value::Table(_)));
        let listed = (!tables).then_some(languages);
        for (folder, article) in unlisted {
            fields.push(unlisted_folder(folder, article, prefixed, listed));
        }
    }
}

/// The line of site.toml that adds a language: to the list of the others, or a table of its own.
fn addition(lang: &Lang, listed: Option<&[Language]>) -> String {
    let Some(listed) = listed else { return format!("[languages.{lang}]") };
    let tags = listed.iter().map(|language| &language.tag).chain([lang]);
    let tags: Vec<String> = tags.map(|tag| format!("\"{tag}\"")).collect();
    format!("languages = [{}]", tags.join(", "))
}

/// The folders are those of a site of many languages, and the settings say nothing of it.
fn none_listed<'a>(folders: impl Iterator<Item = &'a &'a str>) -> Diagnostic {
    let tags: Vec<String> =
        folders.filter_map(|folder| Lang::new(folder)).map(|lang| format!("\"{lang}\"")).collect();
    let message = format!("site.toml lists no languages, and content/ has folders for {}", tags.len());
    let file = SitePath::new(super::FILE).expect("a plain name is a path");
    Diagnostic::new(Code::UnknownLanguage, Place::file(&file), message)
        .help(format!("add `languages = [{}]`, in the order of menus", tags.join(", ")))
}

fn unlisted_folder(
    folder: &str,
    article: &SitePath,
    prefixed: bool,
    listed: Option<&[Language]>,
) -> Diagnostic {
    let lang = Lang::new(folder).filter(Lang::is_known);
    let message = match &lang {
        Some(lang) => {
            format!("site.toml does not list {}, the language of content/{folder}/", lang.english_name())
        }
        None => format!("content/{folder}/ is not the folder of a language"),
    };
    let help = match &lang {
        Some(lang) if prefixed => format!("write in site.toml `{}`", addition(lang, listed)),
        Some(lang) => format!(
            "write in site.toml `{}`; if `{folder}` is a section, give the site a home page, content/index.md",
            addition(lang, listed)
        ),
        None => {
            "in a site of several languages all articles lie below their language: content/en/…".to_owned()
        }
    };
    Diagnostic::new(Code::UnknownLanguage, Place::file(article), message).help(help)
}
