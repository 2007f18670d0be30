//! Links of a page, rewritten to where the files that they meant are now.

use std::collections::BTreeMap;
use std::ops::Range;

use percent_encoding::percent_decode_str;
use pulldown_cmark::{Event, LinkType, Options, Parser, Tag};

use super::Draft;
use super::folders::docusaurus;
use super::kind::Kind;
use super::plan::{Page, renamed};
use super::report::Note;
use crate::edit::{Edit, apply};
use crate::path::{SitePath, relative};
use crate::source::File;

/// What is known of where files went.
pub(super) struct Known {
    /// Old names, and the places below the folder of the language.
    pages: BTreeMap<SitePath, String>,
    /// The places by their spelling in small letters: servers are seldom as strict as we are.
    places: BTreeMap<String, String>,
    /// Addresses that pages gave themselves, and their places.
    addresses: BTreeMap<String, String>,
    /// Names of files, and where the only file of the name is.
    by_name: BTreeMap<String, Option<String>>,
    assets: BTreeMap<SitePath, SitePath>,
}

impl Known {
    pub fn new(drafts: &[Draft], assets: &[(SitePath, File)]) -> Self {
        let mut by_name: BTreeMap<String, Option<String>> = BTreeMap::new();
        for Page { from, to, .. } in drafts.iter().map(|draft| &draft.page) {
            let name = by_name.entry(from.file_name().to_owned());
            name.and_modify(|one| *one = None).or_insert_with(|| Some(to.clone()));
        }
        Self {
            pages: drafts.iter().map(|draft| (draft.page.from.clone(), draft.page.to.clone())).collect(),
            places: drafts
                .iter()
                .map(|draft| (draft.page.to.to_lowercase(), draft.page.to.clone()))
                .collect(),
            addresses: drafts.iter().flat_map(addresses).collect(),
            by_name,
            assets: assets.iter().map(|(from, file)| (from.clone(), file.path.clone())).collect(),
        }
    }
}

/// What a page called itself: its slug in place of its name, and its old addresses.
fn addresses(draft: &Draft) -> Vec<(String, String)> {
    let to = &draft.page.to;
    let folder = to.strip_suffix("/index.md").unwrap_or(to);
    let folder = folder.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let slug = draft.fields.get("slug").and_then(|slug| slug.as_str());
    let aliases = draft.fields.get("aliases").and_then(|aliases| aliases.as_array());
    let aliases = aliases
        .into_iter()
        .flatten()
        .filter_map(|alias| alias.as_str())
        .filter(|alias| alias.starts_with('/'));
    slug.map(|slug| format!("{folder}{slug}"))
        .into_iter()
        .chain(draft.fields.id.iter().map(|id| format!("{folder}{id}")))
        .chain(aliases.map(|alias| alias.trim_matches('/').to_owned()))
        .map(|address| (address.to_lowercase(), to.clone()))
        .collect()
}

/// The body with its links as they have to be now.
pub(super) fn rewrite(draft: &Draft, kind: Kind, known: &Known) -> (String, Vec<Note>) {
    let body = &draft.body;
    let (mut edits, mut lost, mut count) = (Vec::new(), Vec::new(), 0);
    for bytes in destinations(body) {
        let old = &body[bytes.clone()];
        if old.to_lowercase().starts_with("javascript:") {
            lost.push(Note::dropped(format!("the script `{old}` of a link")));
            edits.push(Edit::new(&draft.to, bytes, "#"));
            continue;
        }
        if is_elsewhere(old) {
            continue;
        }
        match resolve(old, draft, kind, known) {
            Some(new) if new != old => {
                count += 1;
                edits.push(Edit::new(&draft.to, bytes, new));
            }
            Some(_) => {}
            None => lost.push(Note::left(format!("the link `{old}` leads to nothing that was imported"))),
        }
    }
    if count > 0 {
        let links = if count == 1 { "link leads" } else { "links lead" };
        lost.push(Note::changed(format!("{count} {links} to where the file is now")));
    }
    (apply(body, &edits), lost)
}

/// Where the destinations of links and pictures stand.
fn destinations(body: &str) -> Vec<Range<usize>> {
    let options = Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES | Options::ENABLE_STRIKETHROUGH;
    let parser = Parser::new_ext(body, options);
    let mut found: Vec<Range<usize>> = Vec::new();
    for (_, definition) in parser.reference_definitions().iter() {
        let start = body[definition.span.clone()].find("]:").map(|at| definition.span.start + at + 2);
        found.extend(start.and_then(|start| destination(body, start, &definition.dest)));
    }
    for (event, bytes) in parser.into_offset_iter() {
        if let Event::Html(_) | Event::InlineHtml(_) = event {
            found.extend(attributes(body, bytes));
            continue;
        }
        let (Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. })
        | Event::Start(Tag::Image { link_type: LinkType::Inline, dest_url, .. })) = event
        else {
            continue;
        };
        let start = body[bytes.clone()].rfind("](").map(|at| bytes.start + at + 2);
        found.extend(start.and_then(|start| destination(body, start, &dest_url)));
    }
    found
}

/// Where the values of `href` and `src` stand in raw HTML.
fn attributes(body: &str, html: Range<usize>) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    for name in ["href=", "src="] {
        for (at, _) in body[html.clone()].match_indices(name) {
            let start = html.start + at + name.len();
            // A line of a tag may begin with its name.
            let is_whole = !body[..html.start + at].ends_with(|sign: char| !sign.is_whitespace());
            let quote = body[start..html.end].chars().next().filter(|sign| is_whole && "\"'".contains(*sign));
            let Some(quote) = quote else { continue };
            let value = body[start + 1..html.end].find(quote).map(|length| start + 1..start + 1 + length);
            // What a template fills in is no address.
            found.extend(value.filter(|value| !body[value.clone()].contains("{{") && !value.is_empty()));
        }
    }
    found
}

/// `dest` where it is written at `start`, behind white space and perhaps `<`.
fn destination(body: &str, start: usize, dest: &str) -> Option<Range<usize>> {
    let rest = &body[start..];
    let begin = start + (rest.len() - rest.trim_start().trim_start_matches('<').len());
    (!dest.is_empty() && body[begin..].starts_with(dest)).then(|| begin..begin + dest.len())
}

fn is_elsewhere(link: &str) -> bool {
    let scheme = link.split_once(':').is_some_and(|(scheme, _)| {
        scheme.len() > 1 && scheme.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '+')
    });
    link.starts_with(['#', '?']) || link.starts_with("//") || scheme && !link.starts_with("pathname:")
}

fn resolve(link: &str, draft: &Draft, kind: Kind, known: &Known) -> Option<String> {
    let at = link.find(['#', '?']).unwrap_or(link.len());
    let (path, behind) = link.split_at(at);
    let path = percent_decode_str(path).decode_utf8().ok()?.into_owned();
    let page = |place: &str| Some(format!("{}{behind}", linked(draft, &beside(draft, place)?)));
    for candidate in candidates(&path, draft, kind) {
        for name in spellings(&candidate) {
            let Some(from) = SitePath::new(&name) else { continue };
            if let Some(place) = known.pages.get(&from) {
                return page(place);
            }
            if let Some(asset) = known.assets.get(&from) {
                return Some(match asset.below("static") {
                    Some(below) => format!("/{}", encoded(below)),
                    None => linked(draft, asset),
                });
            }
        }
    }
    page(&place(&path, draft, kind, known)?)
}

/// A place in the language of the page, whether or not that one is translated: readers get the
/// translation as soon as there is one.
fn beside(draft: &Draft, place: &str) -> Option<SitePath> {
    let root = draft.to.as_str().strip_suffix(draft.page.to.as_str())?;
    SitePath::new(&format!("{root}{place}"))
}

/// What a path means among the new places, where addresses are not the names of files.
fn place(path: &str, draft: &Draft, kind: Kind, known: &Known) -> Option<String> {
    let own = draft.page.to.strip_suffix(".md").unwrap_or_default();
    let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
    let starts = match path.strip_prefix('/') {
        Some(rest) => {
            let (first, behind) = rest.split_once('/').unwrap_or((rest, ""));
            let named = ["docs", draft.lang.as_str()].iter().any(|name| name.eq_ignore_ascii_case(first));
            vec![rest.to_owned(), if named { behind } else { rest }.to_owned()]
        }
        None => vec![format!("{folder}/{path}"), format!("{own}/{path}")],
    };
    for start in starts {
        let bare: Vec<&str> = start.split('/').map(|part| docusaurus::numbered(part).1).collect();
        let bare = bare.join("/").to_lowercase();
        let bare = bare.trim_start_matches('/');
        for start in [Some(bare.to_owned()), dated(bare)].into_iter().flatten() {
            let mut found = spellings(&start).into_iter().filter_map(|name| SitePath::new(&name));
            if let Some(place) = found.find_map(|name| known.places.get(&renamed(name.as_str()))) {
                return Some(place.clone());
            }
        }
        let address = SitePath::new(bare.trim_end_matches('/'));
        if let Some(place) = address.and_then(|address| known.addresses.get(address.as_str())) {
            return Some(place.clone());
        }
    }
    // Hugo finds pages by their mere name.
    let name = path.rsplit('/').next().filter(|name| kind == Kind::Hugo && !name.is_empty())?;
    known.by_name.get(name).or_else(|| known.by_name.get(&format!("{name}.md"))).cloned().flatten()
}

/// `blog/2016/03/11/fast` is `blog/2016-03-11-fast`, as Docusaurus makes addresses of posts.
fn dated(path: &str) -> Option<String> {
    let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
    let at = parts.windows(3).position(|parts| parts.join("-").parse::<jiff::civil::Date>().is_ok())?;
    let (folder, rest) = (parts[..at].join("/"), parts[at..].join("-"));
    Some(format!("{folder}/{rest}").trim_start_matches('/').to_owned())
}

/// Files of the old folder that a path may have meant, likeliest first.
fn candidates(path: &str, draft: &Draft, kind: Kind) -> Vec<String> {
    let from = &draft.page.from;
    for (prefix, folder) in [("@/", "content"), ("@site/", ""), ("~/", "src"), ("pathname:///", "static")] {
        if let Some(rest) = path.strip_prefix(prefix) {
            return vec![format!("{folder}/{rest}").trim_start_matches('/').to_owned()];
        }
    }
    if let Some(rest) = path.strip_prefix('/') {
        let without_lang = rest.strip_prefix(draft.lang.as_str()).and_then(|rest| rest.strip_prefix('/'));
        let roots = ["static", "content", "docs", "src", ""];
        let mut found = Vec::new();
        for rest in [Some(rest), rest.strip_prefix("docs/"), without_lang].into_iter().flatten() {
            found
                .extend(roots.iter().map(|root| format!("{root}/{rest}").trim_start_matches('/').to_owned()));
            found.push(format!("content/{}/{rest}", draft.lang));
        }
        return found;
    }
    let below = |folder: &str| format!("{folder}/{path}").trim_start_matches('/').to_owned();
    let mut found = vec![below(from.folder())];
    // An address counts from the page, which stands for a folder of its own.
    let own = format!("{}/{}", from.folder(), from.stem());
    found.push(below(own.trim_start_matches('/')));
    // `ref` of Hugo also counts from the top.
    if kind == Kind::Hugo {
        found.push(format!("content/{path}"));
    }
    found
}

/// The names that a file may have where a path leaves something out.
fn spellings(path: &str) -> Vec<String> {
    let bare = path.trim_end_matches('/').trim_end_matches("/index.html");
    let mut names = vec![bare.to_owned()];
    let stem = bare.strip_suffix(".html").unwrap_or(bare);
    for end in [".md", ".mdx", "/index.md", "/_index.md", "/README.md", "/index.mdx"] {
        names.push(format!("{stem}{end}"));
    }
    names
}

/// How the page links to a file of the site.
fn linked(draft: &Draft, to: &SitePath) -> String {
    encoded(&relative(draft.to.folder(), to.as_str()))
}

/// What would end a destination is written in another way.
fn encoded(path: &str) -> String {
    path.replace('%', "%25").replace(' ', "%20").replace('(', "%28").replace(')', "%29")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn attributes_may_stand_at_the_beginning_of_a_line() {
        let html = "<img\nsrc=\"a.png\" data-src='b.png'\n\thref='c'>";
        let found: Vec<&str> = attributes(html, 0..html.len()).into_iter().map(|at| &html[at]).collect();
        assert_eq!(found, ["c", "a.png"]);
    }
}
