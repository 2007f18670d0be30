//! Settings for the tests of all rooms, read from what people would write.

use jiff::civil::date;

use super::{FILE, Mode, Settings, read};
use crate::diag::Checked;
use crate::path::SitePath;
use crate::source::{File, Tree};

/// A build for everyone on a day of November 2026.
pub const MODE: Mode = Mode::on(date(2026, 11, 1));

/// What is made of `site.toml`, beside which there are `articles`.
pub fn checked(text: &str, articles: &[&str]) -> Checked<Option<Settings>> {
    let file =
        |path: &str, text: &str| File::in_memory(SitePath::new(path).unwrap(), text.as_bytes().to_vec());
    let articles = articles.iter().map(|path| file(path, "Text"));
    read(&Tree::new(articles.chain([file(FILE, text)])), &MODE)
}

/// The settings of a `site.toml` in which nothing is wrong.
pub fn settings(text: &str, articles: &[&str]) -> Settings {
    let checked = checked(text, articles);
    assert_eq!(checked.notes, []);
    checked.value.unwrap()
}

/// The settings of a site called "Test" in some languages, the first of which is its default;
/// `more` are further lines of its `site.toml`. Nothing is generated that makes tests slow.
pub fn site_in(languages: &[&str], base_url: &str, more: &str) -> Settings {
    let text = format!(
        "title = \"Test\"\nbase_url = \"{base_url}\"\nlanguages = {languages:?}\n\
         default_language = \"{}\"\n{more}\n\
         [feeds]\nsections = false\ntags = false\n[output]\nprint = false\n",
        languages[0]
    );
    settings(&text, &[])
}
