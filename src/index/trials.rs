//! The search tests of a site: `search-tests.toml` says which article a query should find, and
//! how far up.
//!
//! The queries are asked of the finished site by [`Engine`]; a test that fails is a problem of
//! the site, with the ranking as it is.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Deserialize;
use serde_json::Value;
use toml::Spanned;

use super::engine::{Answer, Engine};
use crate::diag::{Code, Diagnostic, Place, nearest};
use crate::language::Lang;
use crate::output::{Body, Output};
use crate::path::SitePath;
use crate::source::{Contents, Tree};

/// The file, beside `site.toml`.
const FILE: &str = "search-tests.toml";

/// How far up an article has to be where the test doesn't say.
const WITHIN: usize = 3;

/// How many articles of a ranking are printed.
const SHOWN: usize = 5;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    test: Vec<Test>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Test {
    lang: Spanned<String>,
    query: Spanned<String>,
    expect: Spanned<String>,
    within: Option<usize>,
}

/// What came of the tests.
pub struct Trials {
    /// How many there are.
    pub tests: usize,
    /// Those that failed, and what is wrong with the file.
    pub notes: Vec<Diagnostic>,
}

/// Runs the search tests of a site on what was made of it. The error is a line for people: the
/// tests could not be run.
pub fn run(tree: &Tree, output: &Output) -> Result<Trials, String> {
    let mut trials = Trials { tests: 0, notes: Vec::new() };
    let Some((path, text)) = read(tree) else { return Ok(trials) };
    let file: File = match toml::from_str(&text) {
        Ok(file) => file,
        Err(error) => {
            let at = Place::new(&path, error.span().unwrap_or(0..0));
            let message = error.message().trim_end_matches('.').to_owned();
            trials.notes.push(Diagnostic::new(Code::InvalidSyntax, at, message));
            return Ok(trials);
        }
    };
    if file.test.is_empty() {
        return Ok(trials);
    }
    let judge = Judge { path, engine: Engine::new(output)?, articles: Articles::of(output) };
    trials.tests = file.test.len();
    for test in &file.test {
        trials.notes.extend(judge.failure(test)?);
    }
    Ok(trials)
}

/// Whether a site has such tests.
pub fn any(tree: &Tree) -> bool {
    read(tree).is_some()
}

fn read(tree: &Tree) -> Option<(SitePath, String)> {
    let path = SitePath::new(FILE)?;
    match &tree.get(&path)?.contents {
        Contents::Bytes(bytes) => Some((path, String::from_utf8_lossy(bytes).into_owned())),
        Contents::OnDisk { .. } | Contents::Unreadable => None,
    }
}

/// Ids by language and address.
struct Articles(BTreeMap<String, BTreeMap<String, String>>);

impl Articles {
    fn of(output: &Output) -> Self {
        let index = output.files.iter().find(|(path, _)| path.as_str() == "index.json");
        let index: Value = match index.map(|(_, artifact)| &artifact.body) {
            Some(Body::Bytes(bytes)) => serde_json::from_slice(bytes).unwrap_or_default(),
            _ => Value::Null,
        };
        let mut found: BTreeMap<String, BTreeMap<String, String>> = BTreeMap::new();
        for article in index["articles"].as_array().into_iter().flatten() {
            let text = |key: &str| article[key].as_str().unwrap_or_default().to_owned();
            found.entry(text("lang")).or_default().insert(text("url"), text("id"));
        }
        Self(found)
    }

    /// What a page is called in a ranking: its id, else its address.
    fn name<'a>(&'a self, lang: &str, url: &'a str) -> &'a str {
        self.0.get(lang).and_then(|ids| ids.get(url)).map_or(url, String::as_str)
    }
}

struct Judge {
    path: SitePath,
    engine: Engine,
    articles: Articles,
}

impl Judge {
    /// What is wrong with a test or its result, if anything is.
    fn failure(&self, test: &Test) -> Result<Option<Diagnostic>, String> {
        let (code, expected) = (test.lang.get_ref(), test.expect.get_ref());
        let languages = self.articles.0.keys().map(String::as_str);
        let (Some(lang), Some(ids)) = (Lang::new(code), self.articles.0.get(code)) else {
            let message = format!("the site has no article in `{code}`");
            return Ok(Some(self.note(test.lang.span(), message, nearest(code, languages))));
        };
        if !ids.values().any(|id| id == expected) {
            let message = format!("there is no article `{expected}` in {}", lang.english_name());
            let close = nearest(expected, ids.values().map(String::as_str));
            return Ok(Some(self.note(test.expect.span(), message, close)));
        }
        let within = test.within.unwrap_or(WITHIN);
        let answer = self.engine.search(&lang, test.query.get_ref(), within.max(SHOWN))?;
        let place = answer.hits.iter().position(|hit| self.articles.name(code, &hit.url) == expected);
        if place.is_some_and(|place| place < within) {
            return Ok(None);
        }
        let found = place.map_or("is not found".to_owned(), |place| format!("is number {}", place + 1));
        let message = format!("`{expected}` {found}, and should be among the first {within}");
        let note =
            Diagnostic::new(Code::FailedSearchTest, Place::new(&self.path, test.query.span()), message);
        Ok(Some(note.label("this query").help(self.ranking(code, &answer))))
    }

    fn note(&self, bytes: Range<usize>, message: String, close: Option<&str>) -> Diagnostic {
        let note = Diagnostic::new(Code::FailedSearchTest, Place::new(&self.path, bytes), message);
        match close {
            Some(close) => note.help(format!("`{close}` is close")),
            None => note,
        }
    }

    fn ranking(&self, lang: &str, answer: &Answer) -> String {
        if answer.hits.is_empty() {
            return "nothing is found".to_owned();
        }
        let name = |(at, url): (usize, &String)| format!("{at} {}", self.articles.name(lang, url));
        let names = (1..).zip(answer.hits.iter().map(|hit| &hit.url)).map(name);
        format!("found: {}", names.take(SHOWN).collect::<Vec<String>>().join(", "))
    }
}
