//! Where an article that isn't there yet begins: its file, and a text to write over.

use jiff::civil::Date;

use super::{version, written};
use crate::article::front::amend::{self, Setting};
use crate::edit::{self, Change};
use crate::language::Lang;
use crate::notation::address;
use crate::path::SitePath;
use crate::site::Site;
use crate::source::{Tree, is_skipped};

/// A new article.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'a> {
    /// Its id: the path of its file below the folder of its language.
    pub id: &'a str,
    /// Its title; else one is made from the id.
    pub title: Option<&'a str>,
    /// Its language; else the default one.
    pub lang: Option<&'a Lang>,
    /// The day on which it was begun.
    pub day: Date,
}

/// The file of a new article, a draft. The error is a line for whoever asked.
pub fn article(site: &Site, tree: &Tree, wanted: Wanted<'_>) -> Result<Change, String> {
    let lang = language(site, wanted.lang)?;
    let path = path_of(wanted.id)?;
    let id = id_of(&path);
    if let Some(standing) = version(site, id, lang) {
        return Err(format!("`{id}` is there already: {}", standing.article.path));
    }
    if let Some(other) = written(site).find(|entry| entry.meta.id == id) {
        let from = &other.lang;
        return Err(format!(
            "`{id}` is there in {}; to translate it: vade new {id} --from {from} --lang {lang}",
            from.english_name()
        ));
    }
    let file =
        file(site, tree, lang, &path).ok_or_else(|| format!("`{path}` can't be the path of a file"))?;
    free(tree, &file)?;
    let title = wanted.title.map_or_else(|| title_of(id), str::to_owned);
    let text = text(&file, lang, &title, wanted.day)?;
    Ok(Change::Created { file, text })
}

/// The language that is meant, if the site has it.
pub(super) fn language<'s>(site: &'s Site, wanted: Option<&Lang>) -> Result<&'s Lang, String> {
    let wanted = wanted.unwrap_or(&site.settings.default_language);
    site.settings.language(wanted)
}

/// The folder of a language, spelt as it is if it is there.
pub(super) fn folder(site: &Site, tree: &Tree, lang: &Lang) -> String {
    if !site.settings.prefixed {
        return "content".to_owned();
    }
    let spelt = tree.below("content").find_map(|file| {
        let (folder, _) = file.path.below("content")?.split_once('/')?;
        (Lang::new(folder)? == *lang).then_some(folder)
    });
    format!("content/{}", spelt.unwrap_or(lang.as_str()))
}

/// Fails if the file is there.
pub(super) fn free(tree: &Tree, file: &SitePath) -> Result<(), String> {
    match tree.get(file) {
        Some(_) => Err(format!("there is a file {file} already, and it stays as it is")),
        None => Ok(()),
    }
}

/// The path of an article below the folder of its language, without `.md`.
fn path_of(id: &str) -> Result<String, String> {
    let bare = id.strip_suffix(".md").unwrap_or(id).trim_matches('/');
    if bare.starts_with("content/") {
        return Err(format!(
            "`{id}` is a path; write the id, such as `leave/parental`, and the language with --lang"
        ));
    }
    let path = address::path(bare).map_err(|flaw| format!("`{id}` can't be an id: {flaw}"))?;
    let left_out = |name: &str| name.starts_with('_') || is_skipped("content", name);
    match path.split('/').find(|name| left_out(name)) {
        Some(name) => Err(format!("`{id}` can't be an id: files and folders like `{name}` are no articles")),
        None => Ok(path),
    }
}

/// The id that follows from a path: that of a section's own page is the section's.
fn id_of(path: &str) -> &str {
    path.strip_suffix("/index").unwrap_or(path)
}

/// Where the article goes: into its folder if there is one.
fn file(site: &Site, tree: &Tree, lang: &Lang, path: &str) -> Option<SitePath> {
    let path = format!("{}/{path}", folder(site, tree, lang));
    let is_section = tree.below(&path).any(|file| file.path.extension().eq_ignore_ascii_case("md"));
    SitePath::new(&format!("{path}{}", if is_section { "/index.md" } else { ".md" }))
}

/// A title made from the last part of an id.
fn title_of(id: &str) -> String {
    let spaced = id.rsplit('/').next().unwrap_or(id).replace(['-', '_'], " ");
    let mut letters = spaced.trim().chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// What the file begins with.
fn text(file: &SitePath, lang: &Lang, title: &str, day: Date) -> Result<String, String> {
    let [lead, heading, step] = body(lang);
    let text = format!(
        "---\ntitle: Title\nstatus: draft\ncreated: {day}\n\
         # One or two sentences for lists; without them, the first paragraph stands there.\n\
         summary:\n---\n\n{lead}\n\n## {heading}\n\n1. {step}\n"
    );
    let edit = amend::set(file, &text, "title", Setting::Text(title)).map_err(|refusal| refusal.0)?;
    Ok(edit.map_or_else(|| text.clone(), |edit| edit::apply(&text, &[edit])))
}

/// A first paragraph, a heading and a step, in the language if we speak it, else in English.
fn body(lang: &Lang) -> [&'static str; 3] {
    match lang.primary() {
        "sk" => [
            "Jednou či dvoma vetami povedzte, pre koho je tento článok a čo sa v ňom dozvie.",
            "Čo robiť",
            "Začnite prvým krokom.",
        ],
        "et" => [
            "Ütle ühe või kahe lausega, kellele see artikkel on ja mida sellest teada saab.",
            "Mida teha",
            "Alusta esimesest sammust.",
        ],
        "tr" => [
            "Bu yazının kimin için olduğunu ve ne anlattığını bir iki cümleyle söyleyin.",
            "Ne yapmalı",
            "İlk adımla başlayın.",
        ],
        "ro" => [
            "Spuneți într-o frază sau două cui i se adresează articolul și ce se află din el.",
            "Ce este de făcut",
            "Începeți cu primul pas.",
        ],
        "ar" => [
            "اذكر في جملة أو جملتين لمن هذه المقالة وما الذي تشرحه.",
            "ما الذي يجب فعله",
            "ابدأ بالخطوة الأولى.",
        ],
        _ => [
            "Say in a sentence or two whom this article is for and what it tells them.",
            "What to do",
            "Begin with the first step.",
        ],
    }
}
