//! Names of articles that are not published, in the source texts of those that are: a link to a draft
//! where the site lets that pass, and ids in `related`. They are taken out of the copy.

use std::collections::HashSet;
use std::sync::Arc;

use crate::article::LinkRef;
use crate::diag::Place;
use crate::site::Entry;
use crate::source::Tree;

/// What a link to nothing that is published is written as, in pages and in copies.
const NOWHERE: &str = "#";

/// The source text of an article as it may be published: the bytes that are there, as a rule.
/// `published` are the ids of all published articles.
pub(super) fn text(entry: &Entry, tree: &Tree, published: &HashSet<&str>) -> Arc<[u8]> {
    let article = &entry.article;
    let links: Vec<&LinkRef> = hidden_links(entry).collect();
    let related = article.front.related.iter().flatten();
    let unnamed = related.clone().any(|id| !published.contains(id.value.as_str()));
    if links.is_empty() && !unnamed {
        return article.source_text.clone();
    }
    let mut text = String::from_utf8_lossy(&article.source_text).into_owned();
    let ends = related.clone().map(|id| id.range().start).min().zip(related.map(|id| id.range().end).max());
    if let Some((start, end)) = ends.filter(|_| unnamed) {
        remove_key(&mut text, "related", start, end);
    }
    for link in links {
        if let Some(written) = written(&link.place, tree) {
            text = text.replace(&written, NOWHERE);
        }
    }
    text.into_bytes().into()
}

/// The links of an article that lead to nothing that is published.
fn hidden_links(entry: &Entry) -> impl Iterator<Item = &LinkRef> {
    let resolved = entry.links.iter().zip(&entry.article.links);
    resolved.filter(|(to, link)| to.href == NOWHERE && link.target.trim() != NOWHERE).map(|(_, link)| link)
}

/// What stands at a place.
fn written(place: &Place, tree: &Tree) -> Option<String> {
    let written = tree.text(&place.file)?.get(place.start as usize..place.end as usize)?;
    (!written.is_empty()).then(|| written.to_owned())
}

/// Takes out the lines of a key of the front matter whose value has something at `start..end`.
fn remove_key(text: &mut String, key: &str, start: usize, end: usize) {
    let Some(before) = text.get(..start) else { return };
    let line_starts = || before.match_indices('\n').map(|(at, _)| at + 1).chain([0]);
    let begins = |at: &usize| text[*at..].trim_start_matches(['"', '\'']).starts_with(key);
    let Some(from) = line_starts().filter(begins).max() else { return };
    let mut to = line_end(text, end);
    while goes_on(&text[to..]) {
        to = line_end(text, to);
    }
    text.replace_range(from..to, "");
}

/// Whether a line of front matter belongs to the key above it.
fn goes_on(line: &str) -> bool {
    line.starts_with([' ', '\t', ']', '}']) || line.starts_with("- ")
}

fn line_end(text: &str, from: usize) -> usize {
    text[from..].find('\n').map_or(text.len(), |end| from + end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_goes_with_its_lines() {
        for (before, related, after) in [
            ("---\ntitle: related\n", "related: [a, x]\n", "tags: [b]\n---\nText\n"),
            ("---\n", "related:\n  - a\n  - x\n", "---\nx\n"),
            ("---\n", "related:\n- x\n- a\n", "tags:\n- b\n---\n"),
            ("+++\r\n", "related = [\r\n  \"x\",\r\n]\r\n", "weight = 1\r\n+++\r\n"),
        ] {
            let mut text = format!("{before}{related}{after}");
            let at = before.len() + related.find('x').expect("it is there");
            remove_key(&mut text, "related", at, at + 1);
            assert_eq!(text, format!("{before}{after}"));
        }
    }
}
