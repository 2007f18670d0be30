//! `vade init`: asks for what was not given, and puts a small site into a folder.

use std::collections::BTreeMap;
use std::path::Path;

use super::arguments::{Init, known_language};
use super::{Ending, Failure, Outcome, source, terminal};
use crate::compiler::Compiler;
use crate::diag::counted;
use crate::edit::Change;
use crate::language::Lang;
use crate::path::SitePath;
use crate::source::disk::{NotCreated, create, standing};
use crate::source::{File, Tree};
use crate::starter::{self, Wish};
use crate::theme;
use crate::upkeep::stamps;

/// The name where nobody gives one.
const NAME: &str = "My handbook";

/// The language where nobody names one.
const LANGUAGE: &str = "en";

/// What makes a folder a site.
const SITE: [&str; 2] = ["site.toml", "content"];

/// Carries it out.
pub fn run(options: &Init) -> Outcome {
    refuse_a_site(&options.folder)?;
    let wish = wish(options)?;
    let site = missing(&options.folder, compared(starter::site(&wish), &wish));
    create(&options.folder, &site).map_err(|why| failure(&why))?;
    terminal::print(&farewell(&options.folder, &wish, &site));
    Ok(Ending::Clean)
}

/// Nothing is asked for a folder that will be refused in the end.
fn refuse_a_site(folder: &Path) -> Result<(), Failure> {
    let there = SITE.iter().find(|name| folder.join(name).symlink_metadata().is_ok());
    let Some(name) = there else { return Ok(()) };
    Err(Failure(format!(
        "there is a site in `{}` already: it has `{name}`; name another folder, such as `vade init handbook`",
        folder.display()
    )))
}

/// What is to be made, all questions answered.
fn wish(options: &Init) -> Result<Wish, Failure> {
    let name = match &options.name {
        Some(name) => name.clone(),
        None => ask("What is it called?", NAME, &|text| Ok(text.to_owned()))?,
    };
    let languages = match &options.languages {
        Some(languages) => languages.clone(),
        None => ask("Which languages? (en, sk, ar, …)", LANGUAGE, &languages)?,
    };
    let name: String = name.chars().filter(|letter| !letter.is_control()).collect();
    let name = if name.trim().is_empty() { NAME.to_owned() } else { name.trim().to_owned() };
    Ok(Wish { name, languages: once(languages) })
}

fn languages(text: &str) -> Result<Vec<Lang>, String> {
    let words = text.split([',', ' ', ';']).filter(|word| !word.is_empty());
    words.map(known_language).collect()
}

fn once(languages: Vec<Lang>) -> Vec<Lang> {
    let mut once: Vec<Lang> = Vec::new();
    for language in languages {
        if !once.contains(&language) {
            once.push(language);
        }
    }
    once
}

/// Asks until the answer can be used. An empty answer, and nobody there, mean `default`.
fn ask<T>(question: &str, default: &str, read: &dyn Fn(&str) -> Result<T, String>) -> Result<T, Failure> {
    loop {
        let answer = terminal::ask(&format!("{question} [{default}] "))?;
        let answer = answer.as_deref().map(str::trim).filter(|text| !text.is_empty());
        match (read(answer.unwrap_or(default)), answer) {
            (Ok(value), _) => return Ok(value),
            (Err(why), Some(_)) => terminal::say(&why),
            (Err(why), None) => return Err(Failure(why)),
        }
    }
}

/// The site with its translations stamped: where there are texts in a language, they say what those
/// of the first language say.
fn compared(site: Tree, wish: &Wish) -> Tree {
    let spoken: Vec<Lang> = wish.languages.iter().filter(|lang| starter::speaks(lang)).cloned().collect();
    let surveyed = Compiler::default().survey(&site, source::today()).value.filter(|_| !spoken.is_empty());
    let Some(surveyed) = surveyed else { return site };
    let stamped = stamps::synced_first(&surveyed, &site, &spoken);
    let changed = stamped.changes.into_iter().filter_map(|change| match change {
        Change::Changed { file, after, .. } => Some(File::in_memory(file, after.into_bytes())),
        Change::Created { .. } | Change::Moved { .. } => None,
    });
    let changed: BTreeMap<SitePath, File> = changed.map(|file| (file.path.clone(), file)).collect();
    Tree::new(site.files().map(|file| changed.get(&file.path).unwrap_or(file).clone()))
}

/// The files without those beside the site that somebody has made, such as `.gitignore`.
fn missing(folder: &Path, site: Tree) -> Tree {
    let standing = standing(folder, &site);
    Tree::new(site.files().filter(|file| !standing.contains(&file.path)).cloned())
}

fn failure(why: &NotCreated) -> Failure {
    Failure(match why {
        NotCreated::Standing(paths) => format!("`{}` is there already", paths[0]),
        NotCreated::Failed { what, error } => format!("cannot {what}: {error}"),
    })
}

/// What to do next.
fn farewell(folder: &Path, wish: &Wish, site: &Tree) -> String {
    let here = folder == Path::new(".");
    let place = if here { "this folder".to_owned() } else { format!("`{}`", folder.display()) };
    let mut text =
        format!("“{}” is in {place}, {}.\n", wish.name, counted(site.files().count(), "file", "files"));
    for lang in wish.languages.iter().filter(|lang| !starter::speaks(lang)) {
        text += &format!(
            "Its texts in {} are English for now; write yours in their place.\n",
            lang.english_name()
        );
    }
    text += &menus(&wish.languages);
    let home = wish.languages.first().map_or(LANGUAGE, |lang| lang.as_str());
    text += "\nWhat next:\n";
    if !here {
        text += &format!("  cd {}\n", typed(folder));
    }
    text += "  vade serve --open\n\nThen open ";
    text + &format!(
        "content/{home}/index.md in an editor and change a word: the browser shows every save at once.\n"
    )
}

/// Which languages the words around the texts have to be translated into, and how that begins.
fn menus(languages: &[Lang]) -> String {
    let lacking: Vec<&Lang> = languages.iter().filter(|lang| !theme::has_texts(lang)).collect();
    let Some(first) = lacking.first() else { return String::new() };
    let names: Vec<&str> = lacking.iter().map(|lang| lang.english_name()).collect();
    format!(
        "Menus, search and other words of the pages are English in {}, too: in the folder of the site\n\
         `vade theme --copy strings/{first}.toml` writes a file to be translated.\n",
        names.join(", ")
    )
}

/// The folder as it is typed into a shell.
pub(super) fn typed(folder: &Path) -> String {
    let name = folder.display().to_string();
    let plain = name.chars().all(|letter| letter.is_alphanumeric() || "/._-~:\\".contains(letter));
    if plain { name } else { format!("'{}'", name.replace('\'', r"'\''")) }
}
