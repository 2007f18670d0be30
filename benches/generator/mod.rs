//! A made-up handbook of any size: the same bytes for the same number of articles.
//!
//! Articles have 400 to 1,200 words in a vocabulary with a natural (Zipf) distribution, with
//! headings, lists, tables, code, quotes and links, in four languages of different scripts
//! and endings. [`Dialect`] writes the same text for another generator, so that peers are
//! measured on an equal corpus.

mod prose;
mod snippets;

use prose::Vocabulary;

/// Languages of the corpus; each article exists in all of them.
pub const LANGUAGES: [&str; 4] = ["en", "sk", "tr", "ar"];

/// Articles in one section of one language.
const SECTION_SIZE: usize = 40;

/// Whose conventions the files follow. Each benchmark uses its own.
#[allow(dead_code, reason = "each benchmark uses its own")]
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Dialect {
    /// `content/<lang>/<section>/<article>.md`, YAML, links to `.md` files.
    Vade,
    /// `content/<lang>/<section>/<article>.md`, YAML, `_index.md`, links to addresses.
    Hugo,
    /// `content/<section>/<article>.<lang>.md`, TOML, `_index.<lang>.md`, links to addresses.
    Zola,
}

/// A small, fast, reproducible source of randomness (SplitMix64: Steele, Lea and Flood, "Fast
/// splittable pseudorandom number generators", 2014).
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number from `low` up to and including `high`.
    pub fn between(&mut self, low: usize, high: usize) -> usize {
        low + (self.next() % (high - low + 1) as u64) as usize
    }

    pub fn pick<'a, T>(&mut self, choices: &'a [T]) -> &'a T {
        &choices[self.between(0, choices.len() - 1)]
    }
}

/// The files of a handbook with `articles` articles in all languages together, as pairs of
/// path and text.
pub fn handbook(articles: usize, dialect: Dialect) -> Vec<(String, String)> {
    let vocabularies: Vec<Vocabulary> = LANGUAGES.iter().map(|lang| Vocabulary::new(lang)).collect();
    let per_language = articles.div_ceil(LANGUAGES.len());
    let mut files = vec![settings(dialect)];
    for section in 0..per_language.div_ceil(SECTION_SIZE) {
        for (lang, words) in LANGUAGES.iter().zip(&vocabularies) {
            files.push(section_page(section, lang, words, dialect));
        }
    }
    for number in 0..articles {
        let (id, lang) = (number / LANGUAGES.len(), number % LANGUAGES.len());
        files.push(article(id, per_language, LANGUAGES[lang], &vocabularies[lang], dialect));
    }
    if dialect != Dialect::Vade {
        files.extend(LANGUAGES.iter().map(|lang| home_page(lang, dialect)));
    }
    files
}

fn settings(dialect: Dialect) -> (String, String) {
    let languages = |table: &str| -> String {
        LANGUAGES.iter().map(|lang| format!("[{table}.{lang}]\ntitle = \"Handbook\"\n")).collect()
    };
    match dialect {
        Dialect::Vade => (
            "site.toml".into(),
            format!(
                "title = \"Handbook\"\nbase_url = \"https://example.org/\"\ndefault_language = \"en\"\n{}",
                languages("languages")
            ),
        ),
        Dialect::Hugo => (
            "hugo.toml".into(),
            format!(
                "baseURL = \"https://example.org/\"\ndefaultContentLanguage = \"en\"\n\
                 defaultContentLanguageInSubdir = true\n[markup.highlight]\nnoClasses = false\n{}",
                LANGUAGES
                    .iter()
                    .map(|lang| format!(
                        "[languages.{lang}]\ntitle = \"Handbook\"\ncontentDir = \"content/{lang}\"\n"
                    ))
                    .collect::<String>()
            ),
        ),
        Dialect::Zola => (
            "config.toml".into(),
            format!(
                "base_url = \"https://example.org\"\ndefault_language = \"en\"\n{}",
                LANGUAGES[1..].iter().map(|lang| format!("[languages.{lang}]\n")).collect::<String>()
            ),
        ),
    }
}

/// Where the file `name` of `section` lies in `lang`.
fn path(section: usize, name: &str, lang: &str, dialect: Dialect) -> String {
    let index = name == "index";
    match dialect {
        Dialect::Vade => format!("content/{lang}/section-{section:03}/{name}.md"),
        Dialect::Hugo if index => format!("content/{lang}/section-{section:03}/_index.md"),
        Dialect::Hugo => format!("content/{lang}/section-{section:03}/{name}.md"),
        Dialect::Zola => {
            let name = if index { "_index" } else { name };
            let suffix = if lang == "en" { String::new() } else { format!(".{lang}") };
            format!("content/section-{section:03}/{name}{suffix}.md")
        }
    }
}

fn front_matter(title: &str, weight: usize, dialect: Dialect) -> String {
    match dialect {
        Dialect::Zola => format!("+++\ntitle = \"{title}\"\nweight = {weight}\n+++\n\n"),
        _ => format!("---\ntitle: {title}\nweight: {weight}\n---\n\n"),
    }
}

fn home_page(lang: &str, dialect: Dialect) -> (String, String) {
    let path = match (dialect, lang) {
        (Dialect::Zola, "en") => "content/_index.md".to_string(),
        (Dialect::Zola, _) => format!("content/_index.{lang}.md"),
        _ => format!("content/{lang}/_index.md"),
    };
    (path, front_matter("Handbook", 1, dialect))
}

fn section_page(section: usize, lang: &str, words: &Vocabulary, dialect: Dialect) -> (String, String) {
    let mut dice = Dice::new(section as u64 ^ 0x5ec7);
    let text = front_matter(&words.title(&mut dice), section + 1, dialect) + &words.paragraph(&mut dice, 40);
    (path(section, "index", lang, dialect), text)
}

/// One article; `count` is how many there are in its language.
fn article(id: usize, count: usize, lang: &str, words: &Vocabulary, dialect: Dialect) -> (String, String) {
    let mut dice = Dice::new((id as u64) << 8 | lang.len() as u64 | u64::from(lang.as_bytes()[0]) << 32);
    let mut text = front_matter(&words.title(&mut dice), id % SECTION_SIZE + 1, dialect);
    let mut left = dice.between(400, 1200);
    let mut part = 0;
    while left > 0 {
        part += 1;
        text.push_str(&format!("## {}\n\n", words.title(&mut dice)));
        let here = left.min(dice.between(150, 260));
        left -= here;
        text.push_str(&words.paragraph(&mut dice, here / 2));
        text.push_str(&words.paragraph(&mut dice, here - here / 2));
        match part % 4 {
            1 => text.push_str(&words.list(&mut dice)),
            2 => text.push_str(&snippets::code(&mut dice)),
            3 => text.push_str(&words.table(&mut dice)),
            _ => text.push_str(&format!("> {}", words.paragraph(&mut dice, 20))),
        }
        text.push_str(&link(&mut dice, count, dialect, words));
    }
    (path(id / SECTION_SIZE, &format!("article-{id:05}"), lang, dialect), text)
}

/// A sentence with a link to some other article.
fn link(dice: &mut Dice, count: usize, dialect: Dialect, words: &Vocabulary) -> String {
    let id = dice.between(0, count - 1);
    let target = match dialect {
        Dialect::Vade => format!("../section-{:03}/article-{id:05}.md", id / SECTION_SIZE),
        _ => format!("../../section-{:03}/article-{id:05}/", id / SECTION_SIZE),
    };
    format!("{} [{}]({target}).\n\n", words.sentence(dice, 6), words.title(dice))
}
