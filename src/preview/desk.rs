//! The writer's desk at `/_vade/`: every article in every language with what there is to do, the
//! problems, and what changed since the server began. What it knows of articles stands in
//! `index.json`; a page of plain HTML that works without its script.

use std::collections::BTreeMap;
use std::fmt::Write;

use percent_encoding::percent_decode_str;
use pulldown_cmark_escape::escape_html;
use serde::Deserialize;

use super::address::{Found, file_name};
use super::shown::Shown;
use super::stage::{Entry, Stage};
use crate::diag::counted;
use crate::output::Body;

/// Rows that are shown at a time: a browser is slow with more.
const ROWS: usize = 300;

/// What is read of `index.json`.
#[derive(Deserialize, Default)]
struct Index {
    languages: Vec<Language>,
    articles: Vec<Article>,
}

#[derive(Deserialize)]
struct Language {
    tag: String,
    name: String,
    direction: String,
}

#[derive(Deserialize)]
struct Article {
    id: String,
    lang: String,
    url: String,
    title: String,
    status: Option<String>,
    review_due: Option<String>,
    translation: Option<Translation>,
}

#[derive(Deserialize)]
struct Translation {
    state: Option<String>,
}

/// Something about an article that a writer may have to do something about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    Problems(usize),
    Draft,
    Outdated,
    ReviewDue,
    Archived,
    Missing,
}

/// What of all rows is asked for.
#[derive(Default)]
struct Asked {
    words: String,
    /// Only rows with something to do.
    open: bool,
}

/// The page.
pub(super) fn page(stage: &Stage, query: &str) -> String {
    let (shown, asked) = (stage.shown(), Asked::of(query));
    let index = index(&shown);
    let mut html = String::from(
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"color-scheme\" content=\"light dark\">\n<title>Writer's desk</title>\n\
         <link rel=\"icon\" href=\"/_vade/icon.svg\">\n<link rel=\"stylesheet\" href=\"/_vade/desk.css\">\n</head>\n<body>\n<main>\n<header>\n<h1>Writer's desk</h1>\n",
    );
    let _ = writeln!(html, "<p><a href=\"{}\">To the site</a></p>\n</header>", escaped(&shown.base));
    html.push_str(&summary(&shown));
    html.push_str(&articles(&index, &shown, &asked));
    html.push_str(&changes(&stage.log()));
    html.push_str("</main>\n</body>\n</html>\n");
    html
}

fn index(shown: &Shown) -> Index {
    match shown.files.get("index.json").map(|artifact| &artifact.body) {
        Some(Body::Bytes(bytes)) => serde_json::from_slice(bytes).unwrap_or_default(),
        _ => Index::default(),
    }
}

impl Asked {
    fn of(query: &str) -> Self {
        let mut asked = Self::default();
        for (name, value) in query.split('&').filter_map(|pair| pair.split_once('=')) {
            let value = value.replace('+', " ");
            let value = percent_decode_str(&value).decode_utf8_lossy();
            match name {
                "q" => asked.words = value.to_lowercase(),
                "show" => asked.open = value == "open",
                _ => {}
            }
        }
        asked
    }

    fn wants(&self, id: &str, row: &Row<'_>) -> bool {
        let found = id.to_lowercase().contains(&self.words)
            || row.articles.values().any(|article| article.title.to_lowercase().contains(&self.words));
        found && (!self.open || row.states.values().any(|states| !states.is_empty()))
    }
}

/// One article in all languages.
#[derive(Default)]
struct Row<'a> {
    articles: BTreeMap<&'a str, &'a Article>,
    states: BTreeMap<&'a str, Vec<State>>,
}

fn rows<'a>(index: &'a Index, shown: &Shown) -> BTreeMap<&'a str, Row<'a>> {
    let mut rows: BTreeMap<&str, Row<'_>> = BTreeMap::new();
    for article in &index.articles {
        rows.entry(&article.id).or_default().articles.insert(&article.lang, article);
    }
    for row in rows.values_mut() {
        for language in &index.languages {
            let states = match row.articles.get(&*language.tag) {
                Some(article) => states(article, shown),
                None => vec![State::Missing],
            };
            row.states.insert(&language.tag, states);
        }
    }
    rows
}

fn states(article: &Article, shown: &Shown) -> Vec<State> {
    let problems = problems(article, shown);
    let state = article.translation.as_ref().and_then(|translation| translation.state.as_deref());
    let outdated = state == Some("outdated");
    let due = article.review_due.as_ref().is_some_and(|due| *due <= shown.day);
    let status = article.status.as_deref();
    [
        (problems > 0).then_some(State::Problems(problems)),
        (status == Some("draft")).then_some(State::Draft),
        outdated.then_some(State::Outdated),
        due.then_some(State::ReviewDue),
        (status == Some("archived")).then_some(State::Archived),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Problems of the files that the article's page came from.
fn problems(article: &Article, shown: &Shown) -> usize {
    if shown.problems.by_file.is_empty() {
        return 0;
    }
    let file = match shown.find(&article.url, "") {
        Found::File(path) => shown.files.get(path.as_str()),
        _ => shown.inside(&article.url).and_then(|inside| shown.files.get(&file_name(&inside))),
    };
    let sources = file.map(|artifact| artifact.sources.iter()).into_iter().flatten();
    sources.filter_map(|source| shown.problems.by_file.get(source)).sum()
}

fn summary(shown: &Shown) -> String {
    let (errors, others) = (shown.problems.errors, shown.problems.others);
    let counts = [(errors, "error", "errors"), (others, "warning", "warnings")];
    let counts: Vec<String> = (counts.into_iter().filter(|(count, ..)| *count > 0))
        .map(|(count, one, more)| counted(count, one, more))
        .collect();
    let class = match (errors, others) {
        (0, 0) => return "<p class=\"well\">No problems.</p>\n".to_owned(),
        (0, _) => "so-so",
        _ => "bad",
    };
    format!("<p class=\"{class}\">{}.</p>\n", counts.join(" and "))
}

fn articles(index: &Index, shown: &Shown, asked: &Asked) -> String {
    let all = rows(index, shown);
    let wanted: Vec<_> = all.iter().filter(|(id, row)| asked.wants(id, row)).collect();
    let mut html = String::from("<section>\n<h2 id=\"articles\">Articles</h2>\n<form>\n");
    let _ = writeln!(
        html,
        "<label>Find <input type=\"search\" name=\"q\" value=\"{}\"></label>\n\
         <label><input type=\"checkbox\" name=\"show\" value=\"open\"{}> only what needs work</label>\n\
         <button>Show</button>\n</form>",
        escaped(&asked.words),
        if asked.open { " checked" } else { "" },
    );
    let _ = writeln!(html, "<p>{} of {} articles.</p>", wanted.len().min(ROWS), all.len());
    html.push_str("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-labelledby=\"articles\">\n<table>\n<thead><tr><th scope=\"col\">Article</th>");
    for language in &index.languages {
        let _ = write!(
            html,
            "<th scope=\"col\" lang=\"{}\" dir=\"{}\">{}</th>",
            escaped(&language.tag),
            escaped(&language.direction),
            escaped(&language.name)
        );
    }
    html.push_str("</tr></thead>\n<tbody>\n");
    for (id, row) in wanted.into_iter().take(ROWS) {
        html.push_str(&table_row(id, row, index));
    }
    html.push_str("</tbody>\n</table>\n</div>\n</section>\n");
    html
}

fn table_row(id: &str, row: &Row<'_>, index: &Index) -> String {
    let name = if id.is_empty() { "home" } else { id };
    let mut html = format!("<tr><th scope=\"row\">{}</th>", escaped(name));
    for language in &index.languages {
        html.push_str("<td>");
        if let Some(article) = row.articles.get(&*language.tag) {
            let _ = write!(
                html,
                "<a href=\"{}\" lang=\"{}\" dir=\"{}\">{}</a>",
                escaped(&article.url),
                escaped(&language.tag),
                escaped(&language.direction),
                escaped(&article.title)
            );
        }
        for state in row.states.get(&*language.tag).into_iter().flatten() {
            html.push_str(&badge(state));
        }
        html.push_str("</td>");
    }
    html.push_str("</tr>\n");
    html
}

fn badge(state: &State) -> String {
    let (class, text) = match state {
        State::Problems(count) => ("bad", counted(*count, "problem", "problems")),
        State::Draft => ("draft", "draft".to_owned()),
        State::Outdated => ("due", "outdated".to_owned()),
        State::ReviewDue => ("due", "review due".to_owned()),
        State::Archived => ("past", "archived".to_owned()),
        State::Missing => ("missing", "missing".to_owned()),
    };
    format!(" <span class=\"badge {class}\">{text}</span>")
}

fn changes(log: &[Entry]) -> String {
    let mut html = String::from("<section>\n<h2>Changes since the start</h2>\n");
    if log.is_empty() {
        html.push_str("<p>None yet.</p>\n");
    }
    html.push_str("<ol class=\"log\">\n");
    for Entry { line, at } in log.iter().rev() {
        let (minutes, seconds) = (at / 60, at % 60);
        let _ = writeln!(html, "<li><span class=\"at\">{minutes}:{seconds:02}</span> {}</li>", escaped(line));
    }
    html.push_str("</ol>\n</section>\n");
    html
}

fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    // Writing to a string cannot fail.
    let _ = escape_html(&mut html, text);
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::Artifact;
    use crate::path::OutPath;

    const INDEX: &str = r#"{"languages":[{"tag":"en","name":"English","direction":"ltr"},{"tag":"ar","name":"العربية","direction":"rtl"}],
"articles":[
{"id":"a","lang":"en","url":"/en/a/","title":"A <b>","status":"draft","review_due":"2026-10-01","translation":null},
{"id":"a","lang":"ar","url":"/ar/a/","title":"أ","status":null,"review_due":null,"translation":{"source":"en","state":"outdated"}},
{"id":"b","lang":"en","url":"/en/b/","title":"B","status":null,"review_due":"2027-01-01","translation":null}]}"#;

    fn shown() -> Shown {
        let file = (OutPath::new("index.json").expect("a path"), Artifact::new(INDEX.as_bytes(), Vec::new()));
        let files = BTreeMap::from([file]).into();
        Shown { files, base: "/".into(), day: "2026-11-01".into(), ..Shown::default() }
    }

    #[test]
    fn what_there_is_to_do_is_seen() {
        let shown = shown();
        let index = index(&shown);
        let rows = rows(&index, &shown);
        assert_eq!(rows["a"].states["en"], [State::Draft, State::ReviewDue]);
        assert_eq!(rows["a"].states["ar"], [State::Outdated]);
        assert_eq!(rows["b"].states["en"], []);
        assert_eq!(rows["b"].states["ar"], [State::Missing]);
    }

    #[test]
    fn rows_are_found_by_title_and_what_is_text_stays_text() {
        let shown = shown();
        let index = index(&shown);
        let found = |query: &str| articles(&index, &shown, &Asked::of(query));
        assert!(found("").contains("2 of 2 articles") && found("").contains("A &lt;b&gt;"));
        assert!(found("q=%D8%A3").contains("1 of 2 articles"));
        assert!(found("q=%22%3E%3Cscript%3E").contains("value=\"&quot;&gt;&lt;script&gt;\""));
        assert!(found("q=b&show=open").contains("2 of 2 articles"));
    }
}
