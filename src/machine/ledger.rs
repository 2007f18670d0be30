//! Addresses that were published: none may vanish without leading somewhere.
//!
//! What was published is known from a file: `addresses.txt` beside `site.toml`, which
//! `vade build --record` keeps, or the `index.json` of the site that is online. Both are read into
//! one list, and each address of it must be a file of the new site or one of its redirects.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::Value;

use super::written;
use crate::article::Article;
use crate::diag::{Code, Diagnostic, Place};
use crate::key::Keyed;
use crate::output::Output;
use crate::path::{OutPath, SitePath};
use crate::site::{Entry, Site};
use crate::source::{File, Tree};
use crate::theme::encode_segment;

/// The list that is kept with the sources.
pub const LEDGER: &str = "addresses.txt";

/// What a list that is begun says of itself.
const HEADING: &str = "# Addresses that were published, and the articles that were there. `vade build` fails if one of\n\
                       # them would lead nowhere; `vade build --record` adds new ones.\n";

/// An address that was published.
struct Published {
    /// Below the base path, percent-encoded, with a slash at the front.
    address: String,
    /// The article that was there, if it was one.
    id: Option<String>,
    place: Place,
}

/// The addresses of the list in `tree` that the new site has no answer to.
pub fn vanished(tree: &Tree, site: &Site, output: &Output, articles: &[Keyed<Article>]) -> Vec<Diagnostic> {
    let ledger = SitePath::new(LEDGER).and_then(|path| tree.get(&path));
    let Some(file) = tree.published().or(ledger) else { return Vec::new() };
    let Some(published) = read(file) else { return vec![unreadable(file)] };
    let redirects: HashSet<&str> = site.redirects.iter().map(|redirect| redirect.out.as_str()).collect();
    let lives = |address: &str| {
        files(address).any(|out| {
            // What another part of the build makes is for that one to judge.
            let here = !site.settings.makes(&out) || output.files.contains_key(out.as_str());
            here || redirects.contains(out.as_str())
        })
    };
    let expired = expired(site, articles);
    let gone = published.iter().filter(|old| !lives(&old.address));
    let gone = gone.filter(|old| old.id.as_ref().is_none_or(|id| !expired.contains(id)));
    gone.map(|old| complaint(site, old)).collect()
}

/// The files that may answer to an address.
fn files(address: &str) -> impl Iterator<Item = OutPath> {
    let path = percent_decode_str(address).decode_utf8_lossy();
    let path = path.trim_matches('/');
    let page = if path.is_empty() { "index.html".to_owned() } else { format!("{path}/index.html") };
    [OutPath::new(&page), OutPath::new(path)].into_iter().flatten()
}

/// Ids of articles whose last day is over: their writers wanted them to vanish.
fn expired(site: &Site, articles: &[Keyed<Article>]) -> BTreeSet<String> {
    let over =
        articles.iter().filter(|article| article.front.expires_on.is_some_and(|day| day <= site.as_of));
    let path = |article: &Article| {
        let parts = [article.section.as_str(), article.stem.as_str()];
        parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("/")
    };
    over.map(|article| article.front.id.as_ref().map_or_else(|| path(article), |id| id.value.clone()))
        .collect()
}

fn complaint(site: &Site, old: &Published) -> Diagnostic {
    let address = &old.address;
    let message = format!("`{address}` would vanish: nothing leads on from there");
    let note = Diagnostic::new(Code::VanishedAddress, old.place.clone(), message);
    let note = match &old.id {
        Some(id) => note.label(format!("the article `{id}` was here")),
        None => note.label("a page was here"),
    };
    let Some(entry) = old.id.as_ref().and_then(|id| entry_of(site, id, address)) else {
        let line = format!("\"{address}\" = \"/…/\"");
        return note.help(format!("say where it leads in `[redirects]` of site.toml: `{line}`"));
    };
    let file = &entry.article.path;
    note.help(format!("its article is at `{}` now; add `aliases: [{address}]` to {file}", entry.url))
}

/// The article with an id, in the language of an address if it is there.
fn entry_of<'a>(site: &'a Site, id: &str, address: &str) -> Option<&'a Entry> {
    let base = site.settings.base_url.path.trim_end_matches('/');
    let url = format!("{base}{address}");
    let of_edition = |edition| written(edition).find(|entry| entry.meta.id == id);
    let same = site.editions.iter().filter(|edition| url.starts_with(&edition.home)).find_map(of_edition);
    same.or_else(|| site.editions.iter().find_map(of_edition))
}

/// The list in a file of either kind.
fn read(file: &File) -> Option<Vec<Published>> {
    let text = file.text()?;
    match text.trim_start().starts_with('{') {
        true => of_index(text, &file.path),
        false => of_lines(text, &file.path),
    }
}

fn unreadable(file: &File) -> Diagnostic {
    let help = "give the `index.json` of the site that is online, or the list of `vade build --record`";
    Diagnostic::new(Code::InvalidSyntax, Place::file(&file.path), "this is no list of addresses").help(help)
}

/// One address to a line, behind it the id; `#` begins a remark.
fn of_lines(text: &str, path: &SitePath) -> Option<Vec<Published>> {
    let mut published = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let content = line.trim_start_matches('\u{feff}').trim();
        if content.is_empty() || content.starts_with('#') {
            continue;
        }
        // An id may have spaces in it; an address has none.
        let (address, id) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
        if !address.starts_with('/') {
            return None;
        }
        let begin = start + line.find(address).unwrap_or(0);
        let place = Place::new(path, begin..begin + address.len());
        let id = Some(id.trim()).filter(|id| !id.is_empty()).map(str::to_owned);
        published.push(Published { address: address.to_owned(), id, place });
    }
    Some(published)
}

/// The pages of articles and tags that an `index.json` lists.
fn of_index(text: &str, path: &SitePath) -> Option<Vec<Published>> {
    let index: Value = serde_json::from_str(text).ok()?;
    let base = text_of(index.get("site")?, "base_url")?.split_once("://")?.1;
    let base = &base[base.find('/')?..];
    let below = |url: &str| Some(format!("/{}", url.strip_prefix(base)?));
    let homes: BTreeMap<&str, &str> = (index.get("languages")?.as_array()?.iter())
        .filter_map(|language| Some((text_of(language, "tag")?, text_of(language, "url")?)))
        .collect();
    let mut pages: BTreeMap<String, Option<String>> = BTreeMap::new();
    for article in index.get("articles")?.as_array()? {
        if let Some(address) = text_of(article, "url").and_then(below) {
            pages.insert(address, text_of(article, "id").map(str::to_owned));
        }
        let home = text_of(article, "lang").and_then(|lang| homes.get(lang));
        pages.extend(tags(article, home.copied()).filter_map(|url| Some((below(&url)?, None))));
    }
    let published = |(address, id): (String, Option<String>)| {
        let place = match id {
            Some(_) => place_of(text, path, &address),
            None => Place::file(path),
        };
        Published { address, id, place }
    };
    Some(pages.into_iter().map(published).collect())
}

fn text_of<'a>(value: &'a Value, key: &str) -> Option<&'a str> {
    value.get(key).and_then(Value::as_str)
}

/// The addresses of the pages of an article's tags. An archived one is in no list, so its tags may
/// have no page.
fn tags(article: &Value, home: Option<&str>) -> impl Iterator<Item = String> {
    let listed = text_of(article, "status") != Some("archived");
    let tags = article.get("tags").and_then(Value::as_array).filter(|_| listed).into_iter().flatten();
    let page = move |tag: &Value| Some(format!("{}tags/{}/", home?, encode_segment(tag.as_str()?)));
    tags.filter_map(page).collect::<Vec<_>>().into_iter()
}

/// Where an address stands in an `index.json`.
fn place_of(text: &str, path: &SitePath, address: &str) -> Place {
    let shown = address.trim_start_matches('/');
    match text.find(&format!("{shown}\"")) {
        Some(at) => Place::new(path, at..at + shown.len()),
        None => Place::file(path),
    }
}

/// The list `known` (nothing for a new one) with the addresses of an `index.json` added: lines that
/// are there stay as they are, new ones come in order behind them. `None` if one of the two is
/// not what it should be.
pub fn record(known: &str, index: &str) -> Option<String> {
    let path = SitePath::new(LEDGER)?;
    let there: HashSet<String> = of_lines(known, &path)?.into_iter().map(|old| old.address).collect();
    let mut text = if known.is_empty() { HEADING.to_owned() } else { known.to_owned() };
    if !text.ends_with('\n') {
        text.push('\n');
    }
    for page in of_index(index, &path)?.into_iter().filter(|page| !there.contains(&page.address)) {
        match page.id {
            Some(id) => text += &format!("{} {id}\n", page.address),
            None => text += &format!("{}\n", page.address),
        }
    }
    Some(text)
}
