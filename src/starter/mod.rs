//! The small site that `vade init` begins with: it builds without a complaint, reads naturally
//! in each of its languages, and explains how it works by doing it.
//!
//! Nothing is written here. The texts lie in `texts/<language>/` as they lie in a site; a
//! language without texts of its own gets the English ones, marked as such.

use crate::language::Lang;
use crate::notation::quoted;
use crate::path::SitePath;
use crate::source::{File, Tree};

/// What a new site is to be.
#[derive(Debug, Clone)]
pub struct Wish {
    /// The site's name.
    pub name: String,
    /// Its languages, the default one first. Each is listed once.
    pub languages: Vec<Lang>,
}

/// The folder of the section that the texts are in.
const SECTION: &str = "basics";

/// The files of one language by their path below its folder.
type Texts = [(&'static str, &'static str); 4];

macro_rules! texts {
    ($language:literal) => {
        [
            ("index.md", include_str!(concat!("texts/", $language, "/index.md"))),
            ("basics/index.md", include_str!(concat!("texts/", $language, "/basics/index.md"))),
            ("basics/writing.md", include_str!(concat!("texts/", $language, "/basics/writing.md"))),
            ("basics/publishing.md", include_str!(concat!("texts/", $language, "/basics/publishing.md"))),
        ]
    };
}

/// The language of the texts that others begin with.
const FALLBACK: &str = "en";

static TEXTS: [(&str, Texts); 6] = [
    (FALLBACK, texts!("en")),
    ("sk", texts!("sk")),
    ("et", texts!("et")),
    ("tr", texts!("tr")),
    ("ro", texts!("ro")),
    ("ar", texts!("ar")),
];

/// What stands for the address of a new site.
pub const ADDRESS: &str = "https://handbook.example.org/";

const SETTINGS: &str = include_str!("texts/site.toml");

const PICTURE: &str = include_str!("texts/page.svg");

/// What version control leaves alone.
pub const IGNORED: &str = "# The built site, what a build leaves when it is killed, and what other sites answered.\n/public/\n/portable/\n/.public.vade-*\n/.vade/\n";

/// Whether there are texts in the language, or in the one that it is a variant of.
pub fn speaks(lang: &Lang) -> bool {
    own_texts(lang).is_some()
}

/// The new site.
pub fn site(wish: &Wish) -> Tree {
    let mut files =
        vec![("site.toml".to_owned(), settings(wish)), (".gitignore".to_owned(), IGNORED.to_owned())];
    for lang in &wish.languages {
        files.extend(articles(lang, &wish.name));
        files.push((format!("content/{lang}/{SECTION}/page.svg"), PICTURE.to_owned()));
    }
    let file =
        |(path, text): (String, String)| Some(File::in_memory(SitePath::new(&path)?, text.into_bytes()));
    Tree::new(files.into_iter().filter_map(file))
}

/// `site.toml`, with comments that teach the keys most sites need next.
pub fn settings(wish: &Wish) -> String {
    let tags: Vec<String> = wish.languages.iter().map(|lang| quoted(lang.as_str())).collect();
    let first = tags.first().cloned().unwrap_or_default();
    SETTINGS
        .replace("{first}", &first)
        .replace("{tags}", &tags.join(", "))
        .replace("{title}", &quoted(&wish.name))
}

fn articles(lang: &Lang, name: &str) -> Vec<(String, String)> {
    let (texts, note) = match own_texts(lang) {
        Some(texts) => (texts, None),
        None => (&TEXTS[0].1, Some(note(lang))),
    };
    let filled = |text: &str| text.replace("{lang}", lang.as_str()).replace("{title}", &quoted(name));
    let noted = |text: String| match &note {
        Some(note) => text.replacen("\n---\n\n", &format!("\n---\n\n{note}\n"), 1),
        None => text,
    };
    texts.iter().map(|(path, text)| (format!("content/{lang}/{path}"), noted(filled(text)))).collect()
}

fn own_texts(lang: &Lang) -> Option<&'static Texts> {
    TEXTS.iter().find(|(tag, _)| *tag == lang.primary()).map(|(_, texts)| texts)
}

/// Says that the page waits for somebody who writes the language: in few words, for it stands on
/// every page, and `vade check` reports texts that are repeated.
fn note(lang: &Lang) -> String {
    let name = lang.english_name();
    format!("> [!IMPORTANT]\n> This text is still English. Write yours in {name} in its place.\n")
}
