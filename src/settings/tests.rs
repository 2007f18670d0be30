//! `site.toml` as people write it, and what is said about it.

use super::testing::{MODE, checked, settings};
use super::*;
use crate::path::SitePath;
use crate::source::{File, Tree};

const TWO_LINES: &str = "title = \"Help\"\nbase_url = \"https://example.org/\"\n";

fn problems(text: &str, articles: &[&str]) -> Vec<(&'static str, String)> {
    checked(text, articles).notes.into_iter().map(|note| (note.code.name(), note.message)).collect()
}

fn lang(tag: &str) -> Lang {
    Lang::new(tag).unwrap()
}

#[test]
fn two_lines_are_enough() {
    let settings = settings(TWO_LINES, &["content/index.md", "content/it/a.md"]);
    assert_eq!((settings.default_language.as_str(), settings.prefixed), ("en", false));
    assert_eq!((&*settings.theme, settings.languages.len()), ("default", 1));
    assert_eq!(settings.languages[0].title, "Help");
    assert_eq!(settings.base_url.to_string(), "https://example.org/");
    assert_eq!(settings.missing_translation, MissingTranslation::Fallback);
    assert!(settings.feeds.enabled && settings.search.enabled && settings.output.source_copies);
    assert!(
        settings.markdown.raw_html
            && settings.markdown.highlight == Highlight::Colours
            && !settings.markdown.smart_punctuation
    );
}

#[test]
fn every_key_is_read() {
    let text = r#"
title = "Client care"
description = "For all"
base_url = "https://example.org/docs"
default_language = "sk"
theme = "plain"
default_audience = ["agents"]
edit_url = "https://example.org/edit"
[languages.ar]
title = "العناية"
[languages.sk]
name = "slovensky"
date_pattern = "{day}. {month_number}. {year}"
direction = "ltr"
[owners]
desk = "Training desk"
[owners.care]
name = { sk = "Tím", ar = "فريق" }
email = "care@example.org"
url = "https://example.org/care"
[tags]
trust = "Dôvera"
apology = { sk = "Ospravedlnenie", ar = "الاعتذار" }
[audiences.agents]
sk = "Pracovníci"
[policies]
missing_translation = "omit"
[reviews]
every = "1y"
[reviews.sections]
"recovery/" = "6mo"
[checks]
broken-link = "warning"
unknown-key = "off"
[front_matter]
allow = ["layout"]
[markdown]
smart_punctuation = true
raw_html = false
autolinks = false
highlight = false
toc_depth = 2
[redirects]
"/old/" = "/sk/new/"
[feeds]
enabled = false
limit = 5
[output]
source_copies = false
[navigation]
sections = ["recovery", "/mindset/"]
[search]
enabled = true
synonyms.sk = [["refundácia", "vrátenie peňazí"]]
families.sk = [["chcem", "chce"]]
stop_words.sk = ["že"]
[extra]
anything = [1, "x"]
"#;
    let settings = settings(text, &["content/sk/a.md"]);
    let tags: Vec<&str> = settings.languages.iter().map(|language| language.tag.as_str()).collect();
    assert_eq!((tags, settings.default_language.as_str(), settings.prefixed), (vec!["ar", "sk"], "sk", true));
    let (ar, sk) = (&settings.languages[0], &settings.languages[1]);
    assert_eq!((&*ar.name, ar.direction, &*ar.title), ("العربية", Direction::Rtl, "العناية"));
    assert_eq!((&*sk.name, &*sk.title, &*sk.description), ("slovensky", "Client care", "For all"));
    assert_eq!(sk.date_pattern.as_deref(), Some("{day}. {month_number}. {year}"));
    assert_eq!((&*settings.owners["desk"].name, &*settings.owners["care"].name), ("Training desk", "Tím"));
    assert_eq!(settings.owners["care"].names[&lang("ar")], "فريق");
    assert_eq!(settings.tags["trust"][&lang("sk")], "Dôvera");
    assert_eq!(settings.tags["apology"][&lang("ar")], "الاعتذار");
    assert_eq!(settings.audiences["agents"][&lang("sk")], "Pracovníci");
    assert_eq!(settings.missing_translation, MissingTranslation::Omit);
    assert_eq!(settings.review_every[""], Interval { months: 12, days: 0 });
    assert_eq!(settings.review_every["recovery"], Interval { months: 6, days: 0 });
    assert_eq!(settings.checks[&Code::BrokenLink], Some(Severity::Warning));
    assert_eq!(settings.checks[&Code::UnknownKey], None);
    assert_eq!(settings.known_keys, ["layout"]);
    assert_eq!(settings.markdown.toc_depth, 2);
    assert_eq!(settings.redirects["/old/"].target.value, "/sk/new/");
    assert_eq!((settings.feeds.enabled, settings.feeds.limit), (false, 5));
    let sections: Vec<&str> = settings.navigation.sections.iter().map(|name| name.value.as_str()).collect();
    assert_eq!(sections, ["recovery", "mindset"]);
    assert_eq!(settings.search.synonyms[&lang("sk")], [["refundácia", "vrátenie peňazí"]]);
    assert_eq!(settings.search.stop_words[&lang("sk")], ["že"]);
    assert_eq!(settings.extra, serde_json::json!({"anything": [1, "x"]}));
    assert_eq!(settings.edit_url, "https://example.org/edit/");
}

#[test]
fn all_problems_are_reported_at_once() {
    let text = r#"
titel = "x"
base_url = "example.org"
default_language = "hu"
[languages.en]
theme = "x"
[languages.english]
[languages.sk]
direction = "left"
date_pattern = "{dy}"
[tags]
trust = { de = "Vertrauen" }
[checks]
template-error = "off"
broken-lnk = "off"
[redirects]
"old" = "new"
[feeds]
limit = 0
"#;
    let mut found = problems(text, &["content/en/a.md"]);
    found.sort();
    assert_eq!(
        found,
        [
            ("fixed-check", "`template-error` is always an error"),
            ("invalid-base-url", "`example.org` is not the address of a site"),
            ("invalid-slug", "the address `old` does not begin with a slash"),
            ("misspelt-key", "there is no key `titel`"),
            ("unknown-check", "there is no check `broken-lnk`"),
            ("unknown-key", "nothing reads `languages.en.theme`"),
            ("unknown-language", "`english` is not a language tag"),
            ("unknown-language", "`hu` is not a language of this site"),
            ("unknown-language", "`tags.trust.de` is not a language of this site"),
            ("wrong-type", "`feeds.limit` is not between 1 and 1000"),
            ("wrong-type", "`languages.sk.direction` is not one of `ltr` and `rtl`"),
            ("wrong-type", "`redirects.old` is not an address"),
            ("wrong-type", "there is no `{dy}` in a date"),
        ]
        .map(|(code, message)| (code, message.to_owned()))
    );
}

#[test]
fn languages_may_be_a_plain_list() {
    let text = format!("{TWO_LINES}languages = [\"en\", \"pt_br\"]\n");
    let settings = settings(&text, &["content/pt-br/a.md"]);
    let tags: Vec<&str> = settings.languages.iter().map(|language| language.tag.as_str()).collect();
    assert_eq!((tags, settings.prefixed), (vec!["en", "pt-BR"], true));
}

#[test]
fn folders_of_unlisted_languages_are_pointed_out() {
    let unlisted = |text: &str, articles: &[&str]| -> Vec<String> {
        problems(text, articles).into_iter().map(|(_, message)| message).collect()
    };
    let german = "site.toml does not list German, the language of content/de/";
    assert_eq!(unlisted(TWO_LINES, &["content/de/a.md"]), [german]);
    assert_eq!(unlisted(TWO_LINES, &["content/en/a.md", "content/de/a.md"]), [german]);
    assert_eq!(unlisted(TWO_LINES, &["content/index.md", "content/de/a.md"]), [""; 0]);
    let none = "site.toml lists no languages, and content/ has folders for 3";
    assert_eq!(unlisted(TWO_LINES, &["content/en/a.md", "content/de/a.md", "content/zh-hans/a.md"]), [none]);
    let two = format!("{TWO_LINES}languages = [\"en\", \"sk\"]\n");
    let guides = "content/guides/ is not the folder of a language";
    assert_eq!(
        unlisted(&two, &["content/de/a.md", "content/guides/a.md", "content/_x/a.md"]),
        [german, guides]
    );
}

#[test]
fn a_site_of_one_language_may_have_its_folder() {
    assert!(settings(TWO_LINES, &["content/en/a.md"]).prefixed);
    assert!(!settings(TWO_LINES, &["content/guides/a.md"]).prefixed);
}

#[test]
fn without_settings_there_are_none() {
    let checked = read(&Tree::default(), &MODE);
    assert_eq!((checked.value.is_none(), checked.notes[0].code), (true, Code::MissingSettings));
    assert_eq!(problems("title = Help", &[])[0].0, "invalid-syntax");
    assert_eq!(problems("", &[]).len(), 2);
}

#[test]
fn the_command_line_may_bring_the_address() {
    let base_url = BaseUrl::parse("http://127.0.0.1:4000").ok();
    let file = File::in_memory(SitePath::new(FILE).unwrap(), b"title = 'x'".to_vec());
    let checked = read(&Tree::new([file]), &Mode { base_url: base_url.clone(), ..MODE });
    assert_eq!((checked.notes, checked.value.map(|settings| settings.base_url)), (vec![], base_url));
}

#[test]
fn the_handbook_of_this_repository_is_configured_without_a_problem() {
    let articles = ["content/en/index.md", "content/ar/index.md"];
    let settings = settings(include_str!("../../site.toml"), &articles);
    let languages = settings.languages.len();
    assert_eq!((languages, settings.default_audience.len()), (6, 2));
    let complete = |labels: &BTreeMap<Lang, String>| labels.len() == languages;
    assert!(settings.tags.values().chain(settings.audiences.values()).all(complete));
    assert!(settings.owners.values().all(|owner| complete(&owner.names)));
}
