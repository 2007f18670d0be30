//! Random edits of a small site, as writers and publishers make them.

use proptest::prelude::*;

use crate::support::Files;

pub const LANGUAGES: [&str; 3] = ["en", "sk", "ar"];
const NAMES: [&str; 4] = ["apply", "forms/leave", "forms/index", "index"];
const WORDS: [&str; 6] = ["holiday", "request", "manager", "žiadosť", "إجازة", "form"];

/// Something that a writer or a publisher does between two builds.
#[derive(Debug, Clone)]
pub enum Edit {
    Write {
        lang: usize,
        name: usize,
        seed: u16,
    },
    /// A paragraph more: what writers do all day.
    Paragraph {
        lang: usize,
        name: usize,
        seed: u16,
    },
    /// Another id for the heading that links of other articles name.
    Heading {
        lang: usize,
        name: usize,
        heading: usize,
    },
    Delete {
        lang: usize,
        name: usize,
    },
    Rename {
        lang: usize,
        from: usize,
        to: usize,
    },
    FrontMatter {
        lang: usize,
        name: usize,
        line: usize,
    },
    Settings {
        line: usize,
    },
    Template {
        seed: u8,
    },
    Style {
        seed: u8,
    },
    UiString {
        seed: u8,
    },
    Asset {
        seed: u8,
    },
    Include {
        seed: u8,
    },
    Lexicon {
        seed: u8,
    },
    Break {
        lang: usize,
        name: usize,
    },
}

/// What an article's second heading is, one at a time; links name the first and the last.
const HEADINGS: [&str; 3] = ["## Details", "## Particulars", "## Particulars {#small-print}"];

const FRONT_MATTER: [&str; 12] = [
    "draft: true",
    "draft: false",
    "tags: [one, two]",
    "tags: [two]",
    "slug: moved",
    "aliases: [/old/place/]",
    "weight: 3",
    "id: shared-id",
    "title: Another title",
    "status: archived",
    "search: {exclude: true}",
    "related: [apply]",
];

const SETTINGS: [&str; 10] = [
    "",
    "title = \"Renamed\"\n",
    "edit_url = \"https://example.org/edit/\"\n",
    "policies.missing_translation = \"omit\"\n",
    "tags.one = { en = \"First\", sk = \"Prvý\" }\n",
    "output.source_copies = false\n",
    "feeds.enabled = false\n",
    "glossary = \"forms/leave\"\n",
    "output.status_page = true\n",
    "theme_options.accent = \"#123456\"\n",
];

/// Any edit.
pub fn edit() -> impl Strategy<Value = Edit> {
    let lang = 0..LANGUAGES.len();
    let name = 0..NAMES.len();
    prop_oneof![
        6 => (lang.clone(), name.clone(), any::<u16>()).prop_map(|(lang, name, seed)| Edit::Write { lang, name, seed }),
        4 => (lang.clone(), name.clone(), any::<u16>())
            .prop_map(|(lang, name, seed)| Edit::Paragraph { lang, name, seed }),
        3 => (lang.clone(), name.clone(), 0..HEADINGS.len())
            .prop_map(|(lang, name, heading)| Edit::Heading { lang, name, heading }),
        2 => (lang.clone(), name.clone()).prop_map(|(lang, name)| Edit::Delete { lang, name }),
        2 => (lang.clone(), name.clone(), name.clone()).prop_map(|(lang, from, to)| Edit::Rename { lang, from, to }),
        4 => (lang.clone(), name.clone(), 0..FRONT_MATTER.len())
            .prop_map(|(lang, name, line)| Edit::FrontMatter { lang, name, line }),
        2 => (0..SETTINGS.len()).prop_map(|line| Edit::Settings { line }),
        1 => any::<u8>().prop_map(|seed| Edit::Template { seed }),
        1 => any::<u8>().prop_map(|seed| Edit::Style { seed }),
        1 => any::<u8>().prop_map(|seed| Edit::UiString { seed }),
        1 => any::<u8>().prop_map(|seed| Edit::Asset { seed }),
        1 => any::<u8>().prop_map(|seed| Edit::Include { seed }),
        1 => any::<u8>().prop_map(|seed| Edit::Lexicon { seed }),
        1 => (lang, name).prop_map(|(lang, name)| Edit::Break { lang, name }),
    ]
}

fn path(lang: usize, name: usize) -> String {
    format!("content/{}/{}.md", LANGUAGES[lang], NAMES[name])
}

const LINKS: [&str; 7] = [
    "apply.md",
    "forms/leave.md#details",
    "/apply/#details",
    "/forms/#small-print",
    "/forms/",
    "nowhere.md",
    "../picture.svg",
];

/// A body whose links, words and headings depend on the seed.
fn body(seed: u16) -> String {
    let pick = |shift: usize| WORDS[(seed as usize >> shift) % WORDS.len()];
    let link = LINKS[seed as usize % LINKS.len()];
    format!(
        "# {} {seed}\n\nThe {} and the {}.\n\n## Details\n\nSee [this]({link}).\n\n:::include /_shared.md\n\n```rust\nlet x = {seed};\n```\n\n{}\n: What {seed} means.\n",
        pick(0),
        pick(3),
        pick(6),
        pick(9)
    )
}

/// Makes the edit.
pub fn apply(edit: &Edit, files: &mut Files) {
    match edit {
        Edit::Write { lang, name, seed } => {
            files.insert(path(*lang, *name), body(*seed));
        }
        Edit::Paragraph { lang, name, seed } => {
            if let Some(text) = files.get_mut(&path(*lang, *name)) {
                *text += &format!("\nOne more {} of {seed}.\n", WORDS[*seed as usize % WORDS.len()]);
            }
        }
        Edit::Heading { lang, name, heading } => {
            if let Some(text) = files.get_mut(&path(*lang, *name)) {
                let other = |line| if HEADINGS.contains(&line) { HEADINGS[*heading] } else { line };
                *text = text.lines().map(|line| other(line).to_owned() + "\n").collect();
            }
        }
        Edit::Delete { lang, name } => {
            files.remove(&path(*lang, *name));
        }
        Edit::Rename { lang, from, to } => {
            if let Some(text) = files.remove(&path(*lang, *from)) {
                files.insert(path(*lang, *to), text);
            }
        }
        Edit::FrontMatter { lang, name, line } => {
            if let Some(text) = files.get_mut(&path(*lang, *name)) {
                let body = text.split("---\n").last().unwrap_or_default().to_string();
                *text = format!("---\n{}\n---\n{body}", FRONT_MATTER[*line]);
            }
        }
        Edit::Settings { line } => {
            files.insert("site.toml".into(), settings(SETTINGS[*line]));
        }
        Edit::Template { seed } => {
            files.insert("themes/own/theme.toml".into(), "name = \"Own\"\nextends = \"default\"\n".into());
            files.insert("themes/own/templates/404.html".into(), format!("<p>Nothing {seed} at all</p>"));
            let toml = files.get_mut("site.toml").expect("it is never removed");
            *toml = toml.replace("theme = \"default\"", "theme = \"own\"");
        }
        Edit::Style { seed } => {
            files.insert("themes/own/css/own.css".into(), format!("p {{ order: {seed} }}"));
        }
        Edit::UiString { seed } => {
            files.insert("themes/own/strings/en.toml".into(), format!("[search]\nopen = \"Seek {seed}\"\n"));
        }
        Edit::Lexicon { seed } => {
            let word = |shift: u8| WORDS[(seed >> shift) as usize % WORDS.len()];
            files.insert("lexicon/en.tsv".into(), format!("{}\t{}\n", word(0), word(4)));
        }
        Edit::Asset { seed } => {
            files.insert(
                "content/en/picture.svg".into(),
                format!("<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{seed}\" height=\"9\"/>"),
            );
        }
        Edit::Include { seed } => {
            for lang in LANGUAGES {
                files.insert(
                    format!("content/{lang}/_shared.md"),
                    format!("Shared by all, version {seed}.\n"),
                );
            }
        }
        Edit::Break { lang, name } => {
            files.insert(path(*lang, *name), "---\ntitle: [\n".into());
        }
    }
}

fn settings(first: &str) -> String {
    format!(
        "{first}{}base_url = \"https://example.org/base/\"\ntheme = \"default\"\n[languages.en]\n[languages.sk]\n[languages.ar]\n",
        if first.starts_with("title") { "" } else { "title = \"Test\"\n" }
    )
}

/// The site before all edits.
pub fn start() -> Files {
    let mut files = Files::new();
    files.insert("site.toml".into(), settings(""));
    for (number, name) in NAMES.iter().enumerate() {
        files.insert(format!("content/en/{name}.md"), body(number as u16 * 8));
    }
    files.insert(path(1, 0), body(3));
    files
}
